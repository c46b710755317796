// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace streamscope::device {

/// Where the numbers of a profile come from.
enum class ProfileSource
{
    measured, ///< by `calibrate` on that very kind of device, and the simulator checked against it
    datasheet,
};

/// Fixed part plus rate: bytes take latencyNs + bytes / bytesPerSecond.
struct TransferModel
{
    double latencyNs = 0;
    double bytesPerSecond = 1;
};

/// What one call costs its host thread, ns.
struct CallCosts
{
    double launchKernelNs = 0;
    double memcpyNs = 0;       ///< to or from the host
    double memcpyDeviceNs = 0; ///< within the device
    double memsetNs = 0;
    double eventRecordNs = 0;
    double streamWaitNs = 0;
    double hostFunctionNs = 0;
    double synchronizeNs = 0; ///< from the end of what is waited for to the return of the call
    double mallocNs = 0;
    double freeNs = 0;
    double mallocAsyncNs = 0;
    double freeAsyncNs = 0; ///< what the pool has is given back, at a synchronisation
    double mallocHostNs = 0;
    double graphLaunchNs = 0;        ///< fixed part of cudaGraphLaunch
    double graphLaunchPerNodeNs = 0; ///< and per node
};

/// What passes between operations on the device, ns.
struct DeviceLatencies
{
    double launchToStartNs = 0; ///< from a launch call's return to the kernel's first instruction, stream idle
    double emptyKernelNs = 0;   ///< duration of a kernel that does nothing
    double sameStreamGapNs = 0; ///< end of a kernel to the start of the next one of its stream
    double eventGapNs = 0;      ///< the same across an event wait
    double graphNodeGapNs = 0;  ///< end of a graph node to the start of a dependent one
    double graphStartNs = 0;    ///< from cudaGraphLaunch's return to the first node's start
    double dispatchBlockNs = 0; ///< between two blocks handed to SMs
    double copyToStartNs = 0;   ///< from a copy call's return to the copy's start, stream idle
    double copyGapNs = 0;       ///< end of an operation to the start of the next of its stream if either is a copy
    double hostFunctionNs = 0;  ///< from a host function's turn in its stream to its first instruction
};

/// How the blocks of one kernel of the catalogue run on this device: multipliers on the catalogue's counts, fitted by
/// `calibrate`; 1 where nothing was fitted. See simulator/ for the model.
struct KernelFit
{
    double baseNs = 0;         ///< start-up and tear-down of a block
    double pipeFactor = 1;     ///< busy cycles per catalogue cycle
    double latencyFactor = 1;  ///< unloaded time per catalogue critical-path cycle
    double dramFactor = 1;     ///< bytes moved per catalogue byte
    double inFlightFactor = 1; ///< bytes in flight per catalogue byte in flight
};

/// Where all such transfers of a program are of up to so many bytes they go at a rate of their own, and the less so the
/// more there are, up to twice as many: host memory's caches.
struct CachedPart
{
    double bytes = 0;
    double bytesPerSecond = 1;
};

/// Constants of the simulator's model that no single measurement gives: fitted to the fidelity suite. The defaults do
/// no harm where nothing was fitted.
struct ModelFit
{
    /// Of a submission: while it lasts no other thread of the process can submit; of a kernel's launch the second.
    double driverLockShare = 1, launchLockShare = 1;
    /// Relative to the call of a thread that is alone, a launch takes so much longer if other threads of its process
    /// submitted since this one last did: the driver's data lies in their cores' caches …
    double launchTurnShare = 0;
    double launchTurnThreadShare = 0; ///< … and so much for each of them
    double lockShare(bool ofLaunch) const { return ofLaunch ? launchLockShare : driverLockShare; }
    double turnShare(std::int64_t others) const
    {
        return others > 0 ? launchTurnShare + launchTurnThreadShare * double(others) : 0;
    }
    /// A stream's next operation starts so much later while more connections have work …
    double channelSwitchNs = 0;
    double channelsAtOnce = 1e9; ///< … than so many
    double graphBranchNs = 0;    ///< between the starts of two branches of a graph
    /// After work on the SMs that touched memory, what comes next starts so much later, …
    double flushNs = 0;
    double flushBesideNs = 0;   ///< … in a graph so much more for each other such work under way, …
    double flushBesideMost = 0; ///< … up to so many
    double congestionShare = 0; ///< how much of the latency that a full DRAM adds is added to hits in L2 too
    /// Warps that ask the clock without end leave nothing for those that join their SM beyond so many, …
    double pollingWarps = 1e9;
    double pollingStallNs = 0;   ///< … until the earlier ones end or so long has passed
    double l2KeepsShare = 0.6;   ///< of L2: what is used again within so many bytes is still there
    double l2LosesShare = 1.2;   ///< of L2: what is used again only after so many bytes is gone
    double withCommandBytes = 0; ///< copies to the device up to this size travel with their command and start at once
    double stagedBytesPerSecond =
        0;                 ///< of small copies from pageable memory into the driver's buffer; 0: as of large ones
    double hostWakeNs = 0; ///< a host function starts so much later if its thread has long waited for the device
    /// Between two copies of opposite directions in a stream passes so much: one engine tells the other.
    double directionGapNs = 0;
    double graphNodeIntervalNs = 0;   ///< the least between the starts of any two nodes of a graph
    double graphForkStepNs = 0;       ///< between nodes that wait for one node, in their order; …
    double graphForkEdges = 1e9;      ///< … where so many edges leave it they start from the last to the first, …
    double graphWideForkNs = 0;       ///< … so much later …
    double graphWideForkStepNs = 0;   ///< … and so far apart
    double smallMemsetBytes = 0;      ///< memsets up to this size are no kernel: …
    double smallMemsetCallNs = 0;     ///< … their call takes this, …
    double smallMemsetNs = 0;         ///< … they take this, …
    double smallMemsetNsPerByte = 0;  ///< … and so much for each byte, …
    double smallMemsetGapNs = 0;      ///< … in a graph another operation after one starts so much later …
    double smallMemsetTurnNs = 0;     ///< … and, where the graph has branches, one waits so long, one after the other
    double poolReuseNs = 600;         ///< a cudaMallocAsync that finds room in the pool; a cudaFreeAsync
    double poolChunkBytes = 32 << 20; ///< the pool's least step, which CallCosts is of …
    double poolNsPerByte = 0;         ///< … and what larger ones take more to map, and to give back
    double mallocNsPerByte = 0, freeNsPerByte = 0;
    double pinnedFixedShare = 1;   ///< of what pinning 8 MiB takes, whatever the size
    double pageablePieceBytes = 0; ///< nothing overlaps with so much of a copy from the device to pageable memory …
    double pageablePieceShare = 0; ///< … and it takes so much longer, relative to cached memory's rate
    CachedPart pageableH2D, pageableD2H;
};

/// The numbers of one GPU and its host. Rates are per second, sizes in bytes.
struct DeviceProfile
{
    std::string name;       ///< "h200": the word after `simulator:`
    std::string deviceName; ///< "NVIDIA H200"
    ProfileSource source = ProfileSource::datasheet;
    std::string sourceNote; ///< what was measured where, or the datasheet's title
    /// Relative error of simulated makespans against hardware, from the fidelity suite; negative: never checked.
    double modelErrorMedian = -1;
    double modelError90 = -1;

    int computeMajor = 0;
    int computeMinor = 0;
    int sms = 0;
    int warpsPerSm = 0;
    int blocksPerSm = 0;
    std::int64_t registersPerSm = 65536;
    std::int64_t sharedBytesPerSm = 0;
    std::int64_t sharedBytesPerBlock = 0; ///< opt-in limit
    std::int64_t l2Bytes = 0;
    std::int64_t memoryBytes = 0;
    int copyEngines = 0;
    int residentGrids = 128;
    int connections = 8; ///< CUDA_DEVICE_MAX_CONNECTIONS when unset
    int leastPriority = 0;
    int greatestPriority = 0; ///< numerically lowest
    int launchQueueDepth = 1022;
    Ns timeSliceNs = 2'000'000;    ///< of a process while others wait; as published, never measured, in no file
    bool implicitSyncRules = true; ///< gpu-facts §1 rule 3: the older guide's implicit synchronisation
    std::vector<int> smOrder;      ///< order in which equal SMs get blocks; empty: 0, 1, 2, …

    double clockHz = 0; ///< under load
    double fp32LanesPerSm = 0;
    double dramBytesPerSecond = 0; ///< sustained, read plus written
    double l2BytesPerSecond = 0;
    double dramLatencyNs = 0;
    double l2LatencyNs = 0;

    CallCosts calls;
    DeviceLatencies latencies;
    TransferModel pinnedH2D, pinnedD2H, pageableH2D, pageableD2H, deviceToDevice, memset;
    double bothWaysFactor = 1; ///< rate of each direction while both run, of the rate alone
    ModelFit model;
    std::map<std::string, KernelFit> kernels;
    /// Where the file's sections come from, and those of their numbers that come from elsewhere, by place: "driver",
    /// "measured" on this machine, "fitted" to the fidelity suite on several machines. Empty where sourceNote says all.
    std::map<std::string, std::string> origin;
    std::string fitNote; ///< what was fitted to what
    /// What measured numbers, by place, are multiplied by before they are used: a call in a row of equal ones does not
    /// take what the same call takes within a program. Fitted. Empty once applied, see fits.h.
    std::map<std::string, double> corrections;
    /// Of what was measured: tenth and ninetieth percentile, by the number's place in the file
    /// ("calls/launch_kernel_ns").
    std::map<std::string, std::array<double, 2>> spread;

    double peakFp32FlopsPerSecond() const { return sms * fp32LanesPerSm * 2 * clockHz; }
};

} // namespace streamscope::device
