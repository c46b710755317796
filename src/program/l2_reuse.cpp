// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/l2_reuse.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace streamscope::program {
namespace {

std::uint8_t inSteps(double share, std::size_t steps)
{
    return static_cast<std::uint8_t>(share * static_cast<double>(steps) + 0.5);
}

/// Sums over ranges of numbers that change. O(log n) each.
class PrefixSums
{
public:
    explicit PrefixSums(std::size_t size) : m_tree(size + 1, 0.0) {}

    void add(std::size_t place, double value)
    {
        m_all += value;
        for (++place; place < m_tree.size(); place += place & (~place + 1))
            m_tree[place] += value;
    }
    /// Of all at `place` and after it.
    double from(std::size_t place) const
    {
        double before = 0;
        for (; place > 0; place -= place & (~place + 1))
            before += m_tree[place];
        return m_all - before;
    }

private:
    std::vector<double> m_tree;
    double m_all = 0;
};

/// A cache that keeps what was used last: what counts is how many different bytes have been used since a buffer was.
class Cache
{
public:
    /// `uses`: operations that will come.
    Cache(const Program& program, const device::DeviceProfile& profile, std::size_t uses)
        : m_program(program), m_profile(profile), m_usedAt(program.buffers.size(), never), m_latest(uses)
    {
        m_bytesOfUse.reserve(uses);
    }

    TrafficLevel use(const Operation& operation)
    {
        const std::span<const Index> arguments = argumentsOf(operation);
        const std::size_t reads = operation.kind == workload::OperationKind::kernel ? operation.reads : 0;
        different(arguments, m_buffers);
        double footprint = 0;
        for (const Index buffer : m_buffers)
            footprint += bytesOf(buffer);
        double all = 0;
        for (const Index buffer : arguments)
            all += bytesOf(buffer);
        double own = 0;
        double missed = 0;
        // A buffer that is read and written goes both ways.
        for (const auto& way : {arguments.first(reads), arguments.subspan(reads)}) {
            different(way, m_ofOneWay);
            for (const Index buffer : m_ofOneWay) {
                own += bytesOf(buffer);
                missed += bytesOf(buffer) * l2MissShare(bytesSince(buffer, footprint), m_profile);
            }
        }
        for (const Index buffer : m_buffers)
            touch(buffer);
        m_bytesOfUse.push_back(footprint);
        return own > 0 ? TrafficLevel{inSteps(own / all, TrafficLevel::uniqueSteps),
                                      inSteps(missed / own, TrafficLevel::missedSteps)}
                       : TrafficLevel{};
    }

private:
    static constexpr std::size_t never = ~std::size_t(0);

    static void different(std::span<const Index> arguments, std::vector<Index>& found)
    {
        found.assign(arguments.begin(), arguments.end());
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }

    double bytesOf(Index buffer) const { return static_cast<double>(m_program.buffers[std::size_t(buffer)].bytes); }

    std::span<const Index> argumentsOf(const Operation& operation) const
    {
        if (operation.kind == workload::OperationKind::kernel)
            return {m_program.bufferArguments.data() + operation.firstBufferArgument,
                    std::size_t(operation.reads) + operation.writes};
        return {&operation.buffer, operation.buffer >= 0 ? 1u : 0u};
    }

    /// Operations go through their buffers side by side: between the two uses of a place in a buffer lie half of the
    /// earlier operation and half of this one on the average.
    double bytesSince(Index buffer, double own) const
    {
        const std::size_t at = m_usedAt[std::size_t(buffer)];
        return at == never ? 1e18 : m_latest.from(at + 1) + (m_bytesOfUse[at] + own) / 2;
    }

    void touch(Index buffer)
    {
        std::size_t& at = m_usedAt[std::size_t(buffer)];
        if (at != never)
            m_latest.add(at, -bytesOf(buffer));
        at = m_bytesOfUse.size();
        m_latest.add(at, bytesOf(buffer));
    }

    const Program& m_program;
    const device::DeviceProfile& m_profile;
    std::vector<std::size_t> m_usedAt; ///< by buffer: the latest operation that used it
    std::vector<double> m_bytesOfUse;  ///< by operation
    PrefixSums m_latest;               ///< by operation: bytes of the buffers that it was the latest to use
    std::vector<Index> m_buffers, m_ofOneWay;
};

/// A graph's operations by how many others must come before them: its branches go side by side.
std::vector<Index> graphOrder(const Graph& graph)
{
    std::vector<std::size_t> depth(graph.nodes.size(), 0);
    for (const auto& [from, to] : graph.edges)
        depth[std::size_t(to)] = std::max(depth[std::size_t(to)], depth[std::size_t(from)] + 1);
    std::vector<Index> nodes(graph.nodes.size());
    std::iota(nodes.begin(), nodes.end(), Index(0));
    std::stable_sort(nodes.begin(), nodes.end(),
                     [&](Index a, Index b) { return depth[std::size_t(a)] < depth[std::size_t(b)]; });
    for (Index& node : nodes)
        node = graph.nodes[std::size_t(node)];
    return nodes;
}

/// Operations as they are submitted; threads take turns.
std::vector<Index> submissionOrder(const Program& program)
{
    if (!program.graph.nodes.empty())
        return graphOrder(program.graph);
    std::vector<Index> order;
    order.reserve(program.operations.size());
    std::size_t longest = 0;
    for (const std::vector<HostCall>& thread : program.threads)
        longest = std::max(longest, thread.size());
    for (std::size_t i = 0; i < longest; ++i)
        for (const std::vector<HostCall>& thread : program.threads)
            if (i < thread.size() && thread[i].operation >= 0)
                order.push_back(thread[i].operation);
    return order;
}

} // namespace

std::vector<TrafficLevel> trafficLevels(const Program& program, const device::DeviceProfile& profile)
{
    std::vector<TrafficLevel> ofLaunch;
    ofLaunch.reserve(program.launches.size());
    for (const Launch& launch : program.launches) {
        const double missed = l2MissShare(static_cast<double>(launch.shape.footprintBytes), profile);
        ofLaunch.push_back({TrafficLevel::uniqueSteps, inSteps(missed, TrafficLevel::missedSteps)});
    }
    std::vector<TrafficLevel> levels;
    levels.reserve(program.operations.size());
    for (const Operation& operation : program.operations)
        levels.push_back(operation.launch >= 0 ? ofLaunch[std::size_t(operation.launch)] : TrafficLevel{});
    if (program.bufferArguments.empty())
        return levels;
    const std::vector<Index> order = submissionOrder(program);
    Cache cache(program, profile, 2 * order.size());
    for (int repetition = 0; repetition < 2; ++repetition)
        for (const Index index : order) {
            const Operation& operation = program.operations[std::size_t(index)];
            const TrafficLevel found = cache.use(operation);
            if (operation.reads + operation.writes > 0)
                levels[std::size_t(index)] = found;
        }
    return levels;
}

double dramBytesOfSetOrCopy(const Operation& operation, const device::DeviceProfile* profile)
{
    const bool sets = operation.kind == workload::OperationKind::memset;
    const bool copies = operation.kind == workload::OperationKind::copy &&
                        operation.direction == workload::CopyDirection::deviceToDevice;
    if (!sets && !copies)
        return 0;
    const double moved = (copies ? 2 : 1) * static_cast<double>(operation.bytes);
    return moved * (profile ? l2MissShare(moved, *profile) : 1);
}

std::vector<double> dramBytesOfOperations(const Program& program, const device::DeviceProfile* profile)
{
    std::vector<TrafficLevel> levels;
    if (profile)
        levels = trafficLevels(program, *profile);
    std::vector<double> bytes(program.operations.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = dramBytesOfSetOrCopy(program.operations[i], profile);
        const Index index = program.operations[i].launch;
        if (index < 0)
            continue;
        const Launch& launch = program.launches[std::size_t(index)];
        if (!profile) {
            bytes[i] = launch.shape.dramBytes;
            continue;
        }
        const KernelModel model = kernelModel(launch.kernel, launch.shape, *profile, levels[i].traffic());
        bytes[i] = model.dramBytes * static_cast<double>(model.blocks);
    }
    return bytes;
}

} // namespace streamscope::program
