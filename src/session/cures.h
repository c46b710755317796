// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the cards of causes say to try, done to an experiment; what gives nothing has nothing of the kind to change. And
// GPUs without a limit, to see what it costs.
#pragma once

#include "device/device_profile.h"
#include "workload/experiment.h"

#include <optional>
#include <vector>

namespace streamscope::session {

using Rearranged = std::optional<workload::Resolved>;

/// A stream for each branch, as the branch's own was but for the default one.
Rearranged withOwnStreams(workload::Resolved resolved);
/// All branches on one stream.
Rearranged onOneStream(workload::Resolved resolved);
/// All host memory pinned.
Rearranged pinned(workload::Resolved resolved);
/// Threads wait for the device at the end alone.
Rearranged withoutSyncs(workload::Resolved resolved);
/// All that branches allocate is there before.
Rearranged withoutAllocations(workload::Resolved resolved);
/// The threads compute nothing.
Rearranged withIdleThreads(workload::Resolved resolved);
/// The default stream bars nobody's way.
Rearranged withPerThreadDefault(workload::Resolved resolved);
/// As many hardware queues as there can be, where streams had to share them; where there are, as many as streams.
Rearranged withMostConnections(workload::Resolved resolved, int usualConnections);
/// Streams of one process, each with the thread that it had.
Rearranged inOneProcess(workload::Resolved resolved);
/// A submitting thread for each stream.
Rearranged withThreadEach(workload::Resolved resolved);
/// Depth-first for breadth-first, and the other way round.
Rearranged inOtherOrder(workload::Resolved resolved);
/// The branches in another order of submission: \p order holds their indices.
workload::Resolved reordered(workload::Resolved resolved, const std::vector<workload::Index>& order);
/// Only what branches themselves ask for orders them: neither streams nor waiting threads.
workload::Resolved unordered(workload::Resolved resolved);

/// A GPU that holds any number of grids.
device::DeviceProfile withAnyGrids(device::DeviceProfile profile);
/// One whose launch queues never fill.
device::DeviceProfile withEndlessQueues(device::DeviceProfile profile);

/// Streams that branches run on.
std::size_t usedStreams(const workload::Layout& layout);

} // namespace streamscope::session
