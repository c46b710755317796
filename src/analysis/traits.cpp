// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/traits.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace streamscope::analysis {

namespace {

/// FNV-1a over numbers and texts.
class Fingerprint
{
public:
    void add(std::int64_t number)
    {
        for (int byte = 0; byte < 8; ++byte)
            addByte(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * byte)));
    }

    void add(std::string_view text)
    {
        for (const char c : text)
            addByte(static_cast<unsigned char>(c));
        add(std::int64_t(text.size()));
    }

    std::uint64_t value() const { return m_value; }

private:
    void addByte(unsigned char byte) { m_value = (m_value ^ byte) * 1099511628211ULL; }

    std::uint64_t m_value = 14695981039346656037ULL;
};

std::uint64_t fingerprint(const workload::Workload& workload)
{
    Fingerprint print;
    for (const workload::Branch& branch : workload.branches) {
        print.add(std::int64_t(branch.operations.size()));
        for (const workload::Operation& operation : branch.operations) {
            print.add(std::int64_t(operation.kind));
            print.add(operation.kernel ? std::string_view(operation.kernel->name) : std::string_view());
            for (const std::int64_t value : operation.parameters)
                print.add(value);
            print.add(std::int64_t(operation.direction));
            print.add(operation.bytes);
            print.add(operation.durationNs);
        }
    }
    return print.value();
}

} // namespace

LayoutTraits traitsOf(const workload::Resolved& resolved)
{
    const workload::Layout& layout = resolved.layout;
    LayoutTraits traits;
    std::map<workload::Index, workload::Index> numberOf;
    std::set<int> priorities, threads, processes;
    for (const workload::Index stream : layout.streamOfBranch) {
        traits.streamOfBranch.push_back(numberOf.try_emplace(stream, workload::Index(numberOf.size())).first->second);
        if (stream < 0 || std::size_t(stream) >= layout.streams.size())
            continue;
        const workload::Stream& used = layout.streams[std::size_t(stream)];
        traits.usesDefaultStream |= used.isDefault;
        traits.nonBlocking |= used.nonBlocking;
        priorities.insert(used.priority);
        threads.insert(used.thread);
        processes.insert(used.process);
    }
    traits.streams = std::max(1, int(numberOf.size()));
    traits.priorities.assign(priorities.begin(), priorities.end());
    traits.threads = std::max(1, int(threads.size()));
    traits.processes = std::max(1, int(processes.size()));
    traits.launch = layout.launch;
    traits.issue = layout.issue;
    traits.graphHeedsOrder = numberOf.size() < layout.streamOfBranch.size();
    traits.defaultStream = layout.defaultStream;
    traits.connections = layout.connections;
    traits.hostCostNs = layout.hostCostNs;
    std::set<workload::Index> copied;
    for (const workload::Branch& branch : resolved.workload.branches)
        for (const workload::Operation& operation : branch.operations)
            if (operation.kind == workload::OperationKind::wait)
                traits.graphHeedsOrder = true;
            else if (operation.kind == workload::OperationKind::cpu)
                traits.cpuNs += operation.durationNs;
            else if (operation.kind == workload::OperationKind::copy &&
                     operation.direction != workload::CopyDirection::deviceToDevice)
                copied.insert(operation.buffer);
    for (const workload::Index buffer : copied)
        if (buffer >= 0 && std::size_t(buffer) < layout.memoryOfBuffer.size())
            traits.hostMemory.push_back(layout.memoryOfBuffer[std::size_t(buffer)]);
    traits.work = fingerprint(resolved.workload);
    return traits;
}

namespace {

bool isGraph(const LayoutTraits& traits)
{
    return traits.launch == workload::LaunchMode::graph;
}

/// The host chooses the order of streams where one thread has several. In a graph it is that of the capture.
bool heedsOrder(const LayoutTraits& traits)
{
    return isGraph(traits) ? traits.graphHeedsOrder : traits.streams > traits.threads;
}

/// The default stream by itself is one stream like another; only beside others does it stop them.
bool mixesDefault(const LayoutTraits& traits)
{
    return !isGraph(traits) && traits.usesDefaultStream && traits.streams > 1;
}

/// A graph is spared a framework's time for all calls but its launch: it may have less of it, and that is the launch
/// mode's doing. More of it is not.
bool sparesFramework(const LayoutTraits& graph, const LayoutTraits& eager)
{
    return isGraph(graph) && !isGraph(eager) && graph.hostCostNs < eager.hostCostNs;
}

bool sameFlags(const LayoutTraits& a, const LayoutTraits& b)
{
    return a.nonBlocking == b.nonBlocking && a.defaultStream == b.defaultStream;
}

} // namespace

std::vector<Change> changesBetween(const LayoutTraits& a, const LayoutTraits& b)
{
    std::vector<Change> changes;
    const auto compare = [&](bool equal, Change change) {
        if (!equal)
            changes.push_back(change);
    };
    compare(a.work == b.work, Change::work);
    compare(a.streams == b.streams, Change::streams);
    compare(a.streams != b.streams || a.streamOfBranch == b.streamOfBranch, Change::assignment);
    compare(a.launch == b.launch, Change::launch);
    // A graph knows neither flags nor connections.
    const bool eager = !isGraph(a) && !isGraph(b);
    compare(!heedsOrder(a) || !heedsOrder(b) || a.issue == b.issue, Change::issueOrder);
    compare((isGraph(a) && isGraph(b)) || a.threads == b.threads, Change::threads);
    compare(a.processes == b.processes, Change::processes);
    compare(mixesDefault(a) == mixesDefault(b) && (!mixesDefault(a) || sameFlags(a, b)), Change::flags);
    compare(a.priorities == b.priorities, Change::priorities);
    compare(a.hostMemory == b.hostMemory, Change::memory);
    compare(!eager || a.connections == b.connections, Change::connections);
    compare(a.hostCostNs == b.hostCostNs || sparesFramework(a, b) || sparesFramework(b, a), Change::hostCost);
    return changes;
}

int unheededDifferences(const LayoutTraits& a, const LayoutTraits& b)
{
    const bool oneIsGraph = isGraph(a) != isGraph(b);
    return int(heedsOrder(a) != heedsOrder(b) && a.issue != b.issue) +
           int(oneIsGraph && a.connections != b.connections) + int(sparesFramework(a, b) || sparesFramework(b, a));
}

} // namespace streamscope::analysis
