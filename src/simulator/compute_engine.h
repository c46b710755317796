// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "device/device_profile.h"
#include "program/kernel_model.h"
#include "simulator/block_records.h"
#include "simulator/rates.h"

#include <map>
#include <vector>

namespace streamscope::simulator {

/// The SMs: hands blocks of kernels out and says when kernels are fully dispatched and when their last block has ended.
///
/// SMs that hold the same blocks form a group, the blocks of one kernel that started together on a group a cohort, and
/// a cohort of a kernel with many waves runs several of them in a row: so a kernel costs a handful of steps, however
/// many blocks it has. Rates change only when blocks enter or leave. A long program that keeps many cohorts at once, as
/// when kernels of uneven sizes mix, tires: then SMs are no longer told apart, the device is one large SM with one
/// cohort a kernel. While every block has an SM to itself and memory is not short, kernels are alone: each takes its
/// own time, and SMs need not be looked at.
class ComputeEngine
{
public:
    ComputeEngine(const device::DeviceProfile& profile, const std::vector<program::KernelModel>& models,
                  bool recordBlocks);

    /// A kernel has come to the head of its stream. `priority` 0 is the highest.
    void submit(std::int32_t command, std::int32_t model, int priority, Ns now);

    /// When something ends next; farNs if nothing runs.
    Ns nextNs() const { return m_nextNs; }

    bool idle() const { return m_cohorts.empty() && m_alone.empty(); }

    /// Works up to `now`, which is at most nextNs().
    void advance(Ns now);

    struct Finished
    {
        std::int32_t command = -1;
        Ns tailNs = 0; ///< from its last block's end to its completion
    };
    // For the caller to take and clear:
    std::vector<std::int32_t> started, dispatched; ///< commands whose first, whose last block was handed out
    std::vector<Finished> finished;
    bool quiet() const { return started.empty() && dispatched.empty() && finished.empty(); }

    BlockRecords records;

private:
    /// A kernel between its submission and its last block's end.
    struct Run
    {
        std::int64_t backlog = 0; ///< blocks neither handed out nor reserved by a cohort
        Ns submittedNs = 0;
        std::int32_t command = -1;
        std::int32_t model = 0;
        std::int32_t cohorts = 0;
        bool begun = false;
        bool waitsForSplit = false; ///< it found room but for the way SMs' memory is split
    };

    /// A kernel whose blocks have SMs to themselves.
    struct Alone
    {
        Ns startNs = 0;
        Ns endNs = 0;
        std::int32_t run = -1;
    };

    struct Group
    {
        std::int32_t sms = 0;
        std::int32_t blocks = 0, warps = 0, registers = 0, shared = 0; ///< in use on each SM
        std::int32_t polling = 0;                                      ///< of the warps
        std::int32_t split = 0;                                        ///< shared memory it has while it is busy
        std::int32_t cohorts = 0;
        std::uint64_t signature = 0;   ///< of the blocks it holds, for mergeAlike()
        std::vector<std::int32_t> ids; ///< which SMs, kept only when blocks are recorded
    };

    struct Queue ///< kernels of one priority that are not fully dispatched, first come first
    {
        std::vector<std::int32_t> runs;
        std::size_t head = 0;
        bool empty() const { return head == runs.size(); }
    };

    /// What is in use on an SM of a crowd that is recorded.
    struct Used
    {
        std::int32_t blocks = 0, warps = 0, registers = 0, shared = 0;
    };

    /// Blocks of a crowd that are to be recorded.
    struct Noted
    {
        Ns startNs = 0;
        std::int32_t sm = 0;
        std::int32_t blocks = 0;
    };

    /// What one block takes of its SM. An SM's registers and shared memory in bytes are far from 2³¹.
    struct Need
    {
        std::int32_t warps = 1, registers = 0, shared = 0;
        std::int32_t blocksPerSm = 0; ///< that fit on an empty SM
        std::int32_t split = 0;       ///< shared memory that they bring to an idle SM
        std::int32_t polling = 0;     ///< of the warps
        Ns stallNs = 0;               ///< for a block that joins an SM full of such warps
        bool canBeAlone = false;      ///< there are SMs enough, and on one of its own a block takes its own time
    };

    static Need needOf(const program::KernelModel& model, const device::DeviceProfile& profile);
    Queue* highestQueue();
    void dispatch(Ns now);
    bool placeHead(Queue& queue, Ns now);
    bool yieldRoom(Ns now);
    void shrink(Cohort& cohort, std::int32_t blocksPerSm, Ns now);
    void take(Group& group, const Cohort& cohort, std::int32_t blocksPerSm, int sign);
    void reclaim(std::int32_t run, Ns now);
    void reserve(std::int32_t run, Ns now);
    bool hasYoungerGuest(const Cohort& cohort) const;
    void addCohort(std::int32_t run, std::int32_t group, std::int32_t blocksPerSm, double left, Ns startNs, Ns now);
    bool nextWave(Cohort& cohort, Ns now);
    void record(const Cohort& cohort, std::int32_t blocksPerSm, Ns now);
    void endCohort(std::size_t cohort, Ns now);
    void endRun(std::int32_t run);
    void updateRates(Ns now);

    // compute_engine_alone.cpp
    bool isAlone(std::int32_t model) const;
    bool takesRoomFrom(std::int32_t other, std::int32_t model) const;
    void startAlone(std::int32_t run, Ns now);
    void advanceAlone(Ns now);
    void joinOthers(Ns now);

    // compute_engine_placement.cpp
    std::int32_t room(const Group& group, const Need& need) const;
    bool splitAllows(const Group& group, const Need& need) const;
    void place(std::int32_t run, Ns now);
    std::int32_t lowerRooms(std::int32_t most, std::int64_t wanted, std::int64_t capacity);
    void spread(std::int32_t run, std::int32_t most, std::int64_t wanted, std::int64_t capacity, Ns now);
    void pack(std::int32_t run, std::int32_t most, std::int64_t wanted, Ns now);
    void begin(Run& run, std::int64_t blocks);
    void addBlocks(std::int32_t run, std::int32_t group, std::int32_t blocksPerSm, Ns now);

    // compute_engine_groups.cpp
    static std::uint64_t signatureOf(const Cohort& cohort);
    Group allSms() const;
    void split(std::int32_t group, std::int32_t sms);
    void mergeEmpty();
    void mergeAlike(Ns now);
    bool alike(std::int32_t a, std::int32_t b) const;
    void removeGroup(std::int32_t group);
    void enterCrowd(Ns now);
    void leaveCrowd(Ns now);
    void reclaimAll(Ns now);
    void placeInCrowd(std::int32_t run, Ns now);
    void join(Cohort& cohort, std::int32_t blocksPerSm, double left, Ns now);
    std::vector<Ns> startsOf(const Cohort& cohort) const;
    std::vector<Ns> startsAfterCrowd(const Cohort& cohort, const std::vector<Noted>& noted, Ns now) const;
    void setStarts(Cohort& cohort, std::vector<Ns> starts);
    void forgetStarts(Cohort& cohort);
    std::int32_t emptiestSm(const Need& need) const;
    void use(std::int32_t sm, std::int32_t run, std::int32_t blocks);
    void noteBlocks(std::int32_t run, std::int32_t sm, std::int32_t blocks, Ns startNs);
    void recordNoted(std::int32_t run, Ns now, bool again);

    const device::DeviceProfile& m_profile;
    const std::vector<program::KernelModel>& m_models;
    std::vector<Demand> m_demands; ///< by model
    std::vector<Need> m_needs;     ///< by model
    std::vector<Run> m_runs;
    std::vector<std::int32_t> m_freeRuns;
    std::vector<Group> m_groups;
    std::vector<Cohort> m_cohorts; ///< oldest first; none while kernels are alone
    std::vector<Alone> m_alone;    ///< oldest first
    std::vector<Queue> m_queues;   ///< by priority, 0 the highest
    RateModel m_rates;
    std::vector<std::int32_t> m_rooms;                  ///< scratch of place()
    std::map<std::int32_t, std::vector<Noted>> m_noted; ///< by run
    std::vector<Used> m_usedOnSm;                       ///< of a crowd that is recorded
    /// When the running blocks of a cohort started on each of its SMs, where they did not all at once.
    std::vector<std::vector<Ns>> m_starts;
    std::vector<std::int32_t> m_freeStarts;
    std::int32_t m_scale = 1;         ///< SMs that a group's SM stands for: all of them in a crowd
    std::int64_t m_patience = 50'000; ///< cohorts still to be looked at where there are many at once
    std::int32_t m_residentRuns = 0;
    std::int32_t m_waiting = 0; ///< kernels in the queues
    std::size_t m_highest = 0;  ///< of the queues: those before it are empty, if any kernel waits
    bool m_recordBlocks;
    bool m_roomChanged = false;
    bool m_ragged = false; ///< room came free SM by SM
    Ns m_nextNs;
};

} // namespace streamscope::simulator
