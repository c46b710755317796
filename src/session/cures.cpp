// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/cures.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace streamscope::session {

namespace {

using workload::Index;
using workload::OperationKind;
using workload::Resolved;

constexpr int mostConnections = 32;

/// Without the operations of which `is` holds; nothing where there is none.
template <class Is>
Rearranged without(Resolved resolved, Is is)
{
    bool any = false;
    for (workload::Branch& branch : resolved.workload.branches)
        any |= std::erase_if(branch.operations, is) > 0;
    return any ? Rearranged(std::move(resolved)) : std::nullopt;
}

bool isOf(const workload::Operation& operation, OperationKind kind)
{
    return operation.kind == kind;
}

/// For each stream that a branch runs on.
template <class Do>
void forUsedStreams(workload::Layout& layout, Do act)
{
    for (const Index used : std::set<Index>(layout.streamOfBranch.begin(), layout.streamOfBranch.end()))
        act(layout.streams[std::size_t(used)]);
}

/// Numbers the threads of used streams anew, by first use: streams of one key share one. Of streams that nobody uses
/// the threads are some that are there.
template <class KeyOf>
void renumberThreads(workload::Layout& layout, KeyOf keyOf)
{
    std::map<decltype(keyOf(layout.streams.front())), int> threadOf;
    forUsedStreams(layout, [&](workload::Stream& stream) {
        stream.thread = threadOf.try_emplace(keyOf(stream), int(threadOf.size())).first->second;
    });
    layout.threads = int(threadOf.size());
    for (workload::Stream& stream : layout.streams)
        stream.thread = std::min(stream.thread, layout.threads - 1);
}

bool isEager(const workload::Layout& layout)
{
    return layout.launch == workload::LaunchMode::eager;
}

} // namespace

std::size_t usedStreams(const workload::Layout& layout)
{
    return std::set<Index>(layout.streamOfBranch.begin(), layout.streamOfBranch.end()).size();
}

Rearranged withOwnStreams(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    if (usedStreams(layout) == layout.streamOfBranch.size())
        return std::nullopt;
    std::vector<workload::Stream> streams;
    for (std::size_t branch = 0; branch < layout.streamOfBranch.size(); ++branch) {
        workload::Stream stream = layout.streams[std::size_t(layout.streamOfBranch[branch])];
        stream.name = resolved.workload.branches[branch].name;
        stream.isDefault = false;
        streams.push_back(std::move(stream));
        layout.streamOfBranch[branch] = Index(branch);
    }
    layout.streams = std::move(streams);
    return resolved;
}

Rearranged onOneStream(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    if (usedStreams(layout) < 2)
        return std::nullopt;
    workload::Stream stream = layout.streams[std::size_t(layout.streamOfBranch.front())];
    stream.isDefault = false;
    stream.thread = stream.process = 0;
    layout.streams = {std::move(stream)};
    std::ranges::fill(layout.streamOfBranch, 0);
    layout.threads = 1;
    return resolved;
}

Rearranged pinned(Resolved resolved)
{
    auto& memory = resolved.layout.memoryOfBuffer;
    if (std::ranges::count(memory, workload::HostMemory::pageable) == 0)
        return std::nullopt;
    std::ranges::fill(memory, workload::HostMemory::pinned);
    return resolved;
}

Rearranged withoutSyncs(Resolved resolved)
{
    return without(std::move(resolved), [](const workload::Operation& o) { return isOf(o, OperationKind::sync); });
}

Rearranged withoutAllocations(Resolved resolved)
{
    for (workload::Buffer& buffer : resolved.workload.buffers)
        buffer.allocatedByBranch = false;
    return without(std::move(resolved), [](const workload::Operation& o) {
        return isOf(o, OperationKind::alloc) || isOf(o, OperationKind::free);
    });
}

Rearranged withIdleThreads(Resolved resolved)
{
    return without(std::move(resolved), [](const workload::Operation& o) { return isOf(o, OperationKind::cpu); });
}

Rearranged withPerThreadDefault(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    bool any = false;
    forUsedStreams(layout, [&any](const workload::Stream& stream) { any |= stream.isDefault; });
    if (!any || usedStreams(layout) < 2 || layout.defaultStream == workload::DefaultStreamMode::perThread)
        return std::nullopt;
    layout.defaultStream = workload::DefaultStreamMode::perThread;
    return resolved;
}

Rearranged withMostConnections(Resolved resolved, int usualConnections)
{
    workload::Layout& layout = resolved.layout;
    const int connections = layout.connections > 0 ? layout.connections : usualConnections;
    const auto streams = int(usedStreams(layout));
    if (streams <= connections)
        return std::nullopt;
    layout.connections = connections < mostConnections ? mostConnections : streams;
    return resolved;
}

Rearranged inOneProcess(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    std::set<int> processes;
    forUsedStreams(layout, [&](const workload::Stream& stream) { processes.insert(stream.process); });
    if (processes.size() < 2)
        return std::nullopt;
    renumberThreads(layout, [](const workload::Stream& stream) { return std::pair(stream.process, stream.thread); });
    forUsedStreams(layout, [](workload::Stream& stream) { stream.isDefault = false; }); // each process had its own
    for (workload::Stream& stream : layout.streams)
        stream.process = 0;
    return resolved;
}

Rearranged withThreadEach(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    const std::size_t used = usedStreams(layout);
    std::set<int> threads, processes;
    forUsedStreams(layout, [&](workload::Stream& stream) {
        threads.insert(stream.thread);
        processes.insert(stream.process);
    });
    if (!isEager(layout) || threads.size() >= used || processes.size() > 1)
        return std::nullopt;
    renumberThreads(layout, [](const workload::Stream& stream) { return &stream; });
    return resolved;
}

Rearranged inOtherOrder(Resolved resolved)
{
    workload::IssueOrder& issue = resolved.layout.issue;
    if (!isEager(resolved.layout) || usedStreams(resolved.layout) < 2)
        return std::nullopt;
    issue = issue == workload::IssueOrder::depthFirst ? workload::IssueOrder::breadthFirst
                                                      : workload::IssueOrder::depthFirst;
    return resolved;
}

Resolved reordered(Resolved resolved, const std::vector<Index>& order)
{
    std::vector<Index> placeOf(order.size());
    std::vector<workload::Branch> branches;
    std::vector<Index> streams;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const auto branch = std::size_t(order[place]);
        placeOf[branch] = Index(place);
        branches.push_back(std::move(resolved.workload.branches[branch]));
        streams.push_back(resolved.layout.streamOfBranch[branch]);
    }
    for (workload::Branch& branch : branches)
        for (Index& after : branch.after)
            after = placeOf[std::size_t(after)];
    resolved.workload.branches = std::move(branches);
    resolved.layout.streamOfBranch = std::move(streams);
    return resolved;
}

Resolved unordered(Resolved resolved)
{
    if (Rearranged changed = withoutSyncs(resolved))
        resolved = std::move(*changed);
    if (Rearranged changed = withOwnStreams(resolved))
        resolved = std::move(*changed);
    for (workload::Stream& stream : resolved.layout.streams)
        stream.isDefault = false;
    return resolved;
}

device::DeviceProfile withAnyGrids(device::DeviceProfile profile)
{
    profile.residentGrids = std::numeric_limits<int>::max();
    return profile;
}

device::DeviceProfile withEndlessQueues(device::DeviceProfile profile)
{
    profile.launchQueueDepth = std::numeric_limits<int>::max();
    return profile;
}

} // namespace streamscope::session
