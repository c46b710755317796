// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/critical_path.h"

#include "program/kernel_model.h"
#include "program/l2_reuse.h"

#include <algorithm>
#include <utility>

namespace streamscope::analysis {

namespace {

using program::CallKind;
using program::Program;
using workload::OperationKind;

double transferNs(const device::TransferModel& model, std::int64_t bytes)
{
    return model.bytesPerSecond > 0 ? double(bytes) / model.bytesPerSecond * 1e9 : 0;
}

double copyNs(const program::Operation& copy, const device::DeviceProfile& profile)
{
    // Pageable memory goes by way of a pinned buffer where that is faster.
    const bool pageable = copy.memory == workload::HostMemory::pageable;
    const auto faster = [&](const device::TransferModel& pinned, const device::TransferModel& staged) {
        const double direct = transferNs(pinned, copy.bytes);
        return pageable ? std::min(direct, transferNs(staged, copy.bytes)) : direct;
    };
    switch (copy.direction) {
    case workload::CopyDirection::hostToDevice:
        return faster(profile.pinnedH2D, profile.pageableH2D);
    case workload::CopyDirection::deviceToHost:
        return faster(profile.pinnedD2H, profile.pageableD2H);
    case workload::CopyDirection::deviceToDevice:
        return program::copyWithinDeviceNs(copy.bytes, profile);
    case workload::CopyDirection::hostToHost:
        break;
    }
    return 0;
}

double leastNs(const Program& program, const program::Operation& operation, const device::DeviceProfile& profile,
               const program::Traffic& traffic)
{
    switch (operation.kind) {
    case OperationKind::kernel: {
        if (operation.launch < 0)
            return 0;
        const program::Launch& launch = program.launches[std::size_t(operation.launch)];
        return program::aloneNs(program::kernelModel(launch.kernel, launch.shape, profile, traffic), profile);
    }
    case OperationKind::copy:
        return copyNs(operation, profile);
    case OperationKind::memset:
        return transferNs(profile.memset, operation.bytes);
    case OperationKind::host:
        return double(operation.durationNs);
    default:
        return 0;
    }
}

/// Earliest ends of operations, known by what comes before each.
class Ends
{
public:
    Ends(const Program& program, const device::DeviceProfile& profile,
         const std::vector<std::vector<workload::Index>>& after)
        : m_program(program), m_profile(profile), m_after(after), m_traffic(program::trafficLevels(program, profile)),
          m_begun(program.branches.size()), m_ofBranch(program.branches.size()),
          m_startOfBranch(program.branches.size()), m_ofOperation(program.operations.size())
    {}

    double add(workload::Index index, double afterNs)
    {
        const program::Operation& operation = m_program.operations[std::size_t(index)];
        double start = afterNs;
        double end = 0;
        const bool inBranch = operation.branch >= 0 && std::size_t(operation.branch) < m_ofBranch.size();
        if (inBranch) {
            begin(std::size_t(operation.branch));
            // A programmatic launch may run beside the one before it, but does not end before it.
            const bool besides = operation.programmatic && !operation.touchesMemory();
            start = std::max(start, (besides ? m_startOfBranch : m_ofBranch)[std::size_t(operation.branch)]);
            end = m_ofBranch[std::size_t(operation.branch)];
        }
        end = std::max(end, start + leastNs(m_program, operation, m_profile, m_traffic[std::size_t(index)].traffic()));
        if (inBranch) {
            m_ofBranch[std::size_t(operation.branch)] = end;
            m_startOfBranch[std::size_t(operation.branch)] = start;
        }
        m_ofOperation[std::size_t(index)] = end;
        m_latest = std::max(m_latest, end);
        return end;
    }

    double of(workload::Index index) const { return m_ofOperation[std::size_t(index)]; }
    double latest() const { return m_latest; }

private:
    /// Those that it comes after are all submitted by then, or an event says so.
    void begin(std::size_t branch)
    {
        if (m_begun[branch])
            return;
        m_begun[branch] = true;
        if (branch >= m_after.size())
            return;
        for (const workload::Index before : m_after[branch])
            m_ofBranch[branch] = std::max(m_ofBranch[branch], m_ofBranch[std::size_t(before)]);
        m_startOfBranch[branch] = m_ofBranch[branch];
    }

    const Program& m_program;
    const device::DeviceProfile& m_profile;
    const std::vector<std::vector<workload::Index>>& m_after;
    std::vector<program::TrafficLevel> m_traffic;    ///< by operation
    std::vector<bool> m_begun;                       ///< by branch
    std::vector<double> m_ofBranch, m_startOfBranch; ///< of each branch's last operation
    std::vector<double> m_ofOperation;
    double m_latest = 0;
};

double pathOfGraph(const Program& program, Ends& ends)
{
    const auto& nodes = program.graph.nodes;
    std::size_t edge = 0;
    const auto& edges = program.graph.edges;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const program::Operation& to = program.operations[std::size_t(nodes[node])];
        double after = 0;
        for (; edge < edges.size() && std::size_t(edges[edge].second) <= node; ++edge) {
            const workload::Index from = nodes[std::size_t(edges[edge].first)];
            if (program.operations[std::size_t(from)].stream != to.stream)
                after = std::max(after, ends.of(from));
        }
        ends.add(nodes[node], after);
    }
    return ends.latest();
}

/// Walks the calls of all threads; one that waits for an event that is not recorded yet lets the others go first.
double pathOfCalls(const Program& program, Ends& ends)
{
    std::vector<std::size_t> at(program.threads.size());
    std::vector<double> lastOfStream(program.streams.size()), waitOfStream(program.streams.size());
    std::vector<double> ofEvent(program.events.size(), -1);
    for (bool progress = true, force = false; progress || !force;) {
        force = !progress; // nobody can go on: an event that nothing records waits for nothing
        progress = false;
        for (std::size_t thread = 0; thread < program.threads.size(); ++thread) {
            const auto& calls = program.threads[thread];
            for (; at[thread] < calls.size(); ++at[thread]) {
                const program::HostCall& call = calls[at[thread]];
                const bool hasStream = call.stream >= 0 && std::size_t(call.stream) < lastOfStream.size();
                const bool hasEvent = call.event >= 0 && std::size_t(call.event) < ofEvent.size();
                if (call.kind == CallKind::streamWaitEvent && hasEvent && hasStream) {
                    double& recorded = ofEvent[std::size_t(call.event)];
                    if (recorded < 0 && !force)
                        break;
                    double& wait = waitOfStream[std::size_t(call.stream)];
                    wait = std::max(wait, recorded);
                } else if (call.kind == CallKind::eventRecord && hasEvent && hasStream) {
                    ofEvent[std::size_t(call.event)] = lastOfStream[std::size_t(call.stream)];
                } else if (call.operation >= 0 && call.kind != CallKind::cpuWork && hasStream) {
                    double& last = lastOfStream[std::size_t(call.stream)];
                    last = ends.add(call.operation, std::exchange(waitOfStream[std::size_t(call.stream)], 0));
                }
                progress = true;
            }
        }
    }
    return ends.latest();
}

} // namespace

double criticalPathNs(const Program& program, const device::DeviceProfile& profile,
                      const std::vector<std::vector<workload::Index>>& after)
{
    Ends ends(program, profile, after);
    return program.graph.nodes.empty() ? pathOfCalls(program, ends) : pathOfGraph(program, ends);
}

} // namespace streamscope::analysis
