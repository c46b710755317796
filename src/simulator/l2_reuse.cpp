// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/l2_reuse.h"

#include "program/kernel_model.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

using program::Index;

/// A cache that keeps what was brought in last. What counts is how much has been brought in since a buffer was used:
/// what is found there pushes nothing out.
class Cache
{
public:
    Cache(const program::Program& program, const device::DeviceProfile& profile)
        : m_program(program), m_profile(profile), m_usedAt(program.buffers.size(), -1e18)
    {}

    /// Returns the share that had to be brought in.
    double use(const program::Operation& operation)
    {
        const Index* arguments = nullptr;
        std::size_t count = 0;
        if (operation.kind == workload::OperationKind::kernel) {
            count = std::size_t(operation.reads) + operation.writes;
            arguments = m_program.bufferArguments.data() + operation.firstBufferArgument;
        } else if (operation.buffer >= 0) {
            count = 1;
            arguments = &operation.buffer;
        }
        double all = 0;
        double missed = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t buffer = std::size_t(arguments[i]);
            const double bytes = static_cast<double>(m_program.buffers[buffer].bytes);
            all += bytes;
            missed += bytes * program::l2MissShare(m_broughtIn - m_usedAt[buffer], m_profile);
        }
        for (std::size_t i = 0; i < count; ++i)
            m_usedAt[std::size_t(arguments[i])] = m_broughtIn;
        m_broughtIn += missed;
        return all > 0 ? missed / all : 0;
    }

private:
    const program::Program& m_program;
    const device::DeviceProfile& m_profile;
    std::vector<double> m_usedAt;
    double m_broughtIn = 0;
};

/// Operations as they are submitted; threads take turns.
std::vector<Index> submissionOrder(const program::Program& program)
{
    if (!program.graph.nodes.empty())
        return program.graph.nodes;
    std::vector<Index> order;
    order.reserve(program.operations.size());
    std::size_t longest = 0;
    for (const std::vector<program::HostCall>& thread : program.threads)
        longest = std::max(longest, thread.size());
    for (std::size_t i = 0; i < longest; ++i)
        for (const std::vector<program::HostCall>& thread : program.threads)
            if (i < thread.size() && thread[i].operation >= 0)
                order.push_back(thread[i].operation);
    return order;
}

} // namespace

std::vector<std::uint8_t> missLevels(const program::Program& program, const device::DeviceProfile& profile)
{
    std::vector<std::uint8_t> levels(program.operations.size(), 0);
    if (program.bufferArguments.empty())
        return levels;
    const std::vector<Index> order = submissionOrder(program);
    Cache cache(program, profile);
    for (int repetition = 0; repetition < 2; ++repetition)
        for (const Index operation : order) {
            const double share = cache.use(program.operations[std::size_t(operation)]);
            levels[std::size_t(operation)] = static_cast<std::uint8_t>(share * missLevelCount + 0.5);
        }
    return levels;
}

} // namespace streamscope::simulator
