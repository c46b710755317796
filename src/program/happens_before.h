// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

#include <vector>

namespace streamscope::program {

/// Counts, by stream, the operations that are certainly through: a vector clock.
using Clock = std::vector<std::int32_t>;

/// Runs through a program's submission and knows at each operation what has certainly ended before it starts.
class HappensBefore
{
public:
    explicit HappensBefore(const Program& program);

    /// Calls `visit(operation, before)` for each operation that touches buffers, in an order of submission that every
    /// thread's list and every wait agree with. `visit` returns false to stop.
    template <class Visit>
    void walk(Visit visit)
    {
        if (m_program.launch == workload::LaunchMode::graph)
            walkGraph(visit);
        else
            walkThreads(visit);
    }

    /// Number of `operation` in its stream, from 1; 0 before the walk came to it.
    std::int32_t numberInStream(Index operation) const { return m_number[static_cast<std::size_t>(operation)]; }

private:
    template <class Visit>
    void walkThreads(Visit visit);
    template <class Visit>
    void walkGraph(Visit visit);

    static void join(Clock& clock, const Clock& other);
    void joinBlockingStreams(Clock& clock, std::size_t legacy) const;
    bool ofOneProcess(std::size_t a, std::size_t b) const
    {
        return m_program.streams[a].process == m_program.streams[b].process;
    }
    bool canIssue(const HostCall& call) const;
    /// What is through before `call`'s operation starts; the stream's clock then counts the operation.
    Clock startOf(const HostCall& call, Clock& host);
    void endOf(const HostCall& call, Clock& host);

    const Program& m_program;
    std::vector<Clock> m_streams; ///< what is through when the stream's last operation is
    std::vector<Clock> m_events;
    std::vector<bool> m_recorded;
    std::vector<std::int32_t> m_issued; ///< operations by stream
    std::vector<std::int32_t> m_number; ///< by operation
    Index m_legacy = -1;                ///< the legacy default stream, if there is one
};

template <class Visit>
void HappensBefore::walkThreads(Visit visit)
{
    std::vector<std::size_t> next(m_program.threads.size(), 0);
    std::vector<Clock> hosts(m_program.threads.size(), Clock(m_program.streams.size(), 0));
    for (bool goesOn = true; goesOn;) {
        goesOn = false;
        for (std::size_t thread = 0; thread < next.size(); ++thread)
            while (next[thread] < m_program.threads[thread].size() &&
                   canIssue(m_program.threads[thread][next[thread]])) {
                const HostCall& call = m_program.threads[thread][next[thread]++];
                goesOn = true;
                const Clock before = startOf(call, hosts[thread]);
                if (call.operation >= 0 && !before.empty() && !visit(call.operation, before))
                    return;
                endOf(call, hosts[thread]);
            }
    }
}

template <class Visit>
void HappensBefore::walkGraph(Visit visit)
{
    // Nodes of one stream form a chain, so a clock by stream tells all that is before a node.
    std::vector<Clock> ends(m_program.graph.nodes.size());
    std::size_t edge = 0;
    for (std::size_t node = 0; node < ends.size(); ++node) {
        Clock before(m_program.streams.size(), 0);
        for (; edge < m_program.graph.edges.size() && m_program.graph.edges[edge].second == static_cast<Index>(node);
             ++edge)
            join(before, ends[static_cast<std::size_t>(m_program.graph.edges[edge].first)]);
        const Index operation = m_program.graph.nodes[node];
        const auto stream = static_cast<std::size_t>(m_program.operations[static_cast<std::size_t>(operation)].stream);
        m_number[static_cast<std::size_t>(operation)] = ++m_issued[stream];
        if (!visit(operation, before))
            return;
        before[stream] = m_issued[stream];
        ends[node] = std::move(before);
    }
}

} // namespace streamscope::program
