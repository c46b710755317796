// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/recorder.h"
#include "base/interval.h"
#include "cuda/activity.h"
#include "cuda/host_log.h"

#include <set>
#include <unordered_map>
#include <vector>

namespace streamscope::cuda {

/// Joins what the host threads logged with what the device reports, as both arrive, in any order, and passes it on as
/// slices. A slice's correlation is the operation's index in the program: the host call and what it submitted share it.
/// One thread at a time. O(log n) a record.
class ActivityAssembler
{
public:
    ActivityAssembler(const program::Program& program, const std::string& deviceName, trace::EventSink& sink);

    /// Executable graph node ids, by Graph::nodes' order or as CUPTI tells; an id stands for one operation.
    void addGraphNode(std::uint64_t id, program::Index operation) { m_operationOfNode[id] = operation; }

    /// Call `index` of `thread`; thread 0's record after its last call is the final synchronisation. In order within a
    /// thread.
    void addHostCall(std::size_t thread, std::size_t index, const HostRecord& record);
    void addDeviceActivity(const DeviceActivity& activity);
    /// An operation whose times come from elsewhere (a host function, block stamps); nowNs()'s clock.
    void addOperation(program::Index operation, Ns startNs, Ns endNs);
    /// Blocks of a kernel; start times by nowNs()'s clock.
    void addBlocks(program::Index operation, trace::Blocks blocks);

    /// Says to the sink up to where all is known.
    void advance();
    /// Nothing more will come. What never found its host call or its device record is lost.
    void finish();

    /// Time zero, by nowNs()'s clock; before all else.
    void setOrigin(Ns originNs) { m_recorder.setOriginNs(originNs); }
    std::int64_t lostRecords() const { return m_lost; }
    /// When the operation ran, by nowNs()'s clock; {0, 0} while unknown.
    Interval when(program::Index operation) const { return m_when[std::size_t(operation)]; }

private:
    bool onDevice(program::Index operation) const;
    /// That of the one call that submits all nodes of a graph: after the operations'.
    std::int64_t graphLaunchCorrelation() const { return static_cast<std::int64_t>(m_program.operations.size()); }
    void submitted(program::Index operation, Ns callStartNs);
    void addDependencies();

    const program::Program& m_program;
    backend::Recorder m_recorder;
    std::vector<Interval> m_when;      ///< by operation
    std::vector<Ns> m_submittedNs;     ///< by operation; −1: not yet
    std::multiset<Ns> m_outstandingNs; ///< starts of the calls whose operations have not been reported
    std::vector<Ns> m_reachedNs;       ///< by thread: end of its last call
    std::unordered_map<std::uint32_t, program::Index> m_operationOfCall;
    std::unordered_map<std::uint64_t, program::Index> m_operationOfNode;
    std::unordered_map<std::uint32_t, std::vector<DeviceActivity>> m_early; ///< before their host call
    std::int64_t m_lost = 0;
};

} // namespace streamscope::cuda
