// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "contract/support_run_layout.h"

#include "program/lower.h"
#include "trace/trace_builder.h"
#include "workload/experiment.h"

#include <algorithm>

namespace contract {

using namespace streamscope;

namespace {

std::string text(const Error& error)
{
    std::string said = error.message.id + " " + error.place;
    for (const std::string& argument : error.message.arguments)
        said += " " + argument;
    return said;
}

bool isDeviceWork(trace::SliceKind kind)
{
    return trace::isGpuOperation(kind) || kind == trace::SliceKind::hostFunction;
}

void sortByStart(Intervals& intervals)
{
    std::stable_sort(intervals.begin(), intervals.end(),
                     [](const Interval& a, const Interval& b) { return a.startNs < b.startNs; });
}

} // namespace

Seen::Seen(const Bench& bench, const std::string& branches, const std::string& layout, const std::string& extra,
           Ns gateNs)
{
    const std::string document =
        R"({"streamscope": 1, "name": "contract", "title": "", "description": "", "branches": [)" + branches +
        R"(], "layouts": [{"name": "run", )" + layout + "}]" + extra + "}";
    const Result<workload::Experiment> experiment = workload::Experiment::parse(document, "contract");
    if (!experiment) {
        m_problem = text(experiment.error());
        return;
    }
    const Result<workload::Resolved> resolved = experiment->resolve("run");
    if (!resolved) {
        m_problem = text(resolved.error());
        return;
    }
    const Result<program::Program> program =
        program::lower(resolved->workload, resolved->layout, bench.computeCapability);
    if (!program) {
        m_problem = text(program.error());
        return;
    }
    trace::TraceBuilder builder;
    backend::RunOptions options;
    options.tracing = bench.tracing;
    options.gateNs = gateNs;
    const Result<backend::RunOutcome> outcome = bench.backend.run(*program, options, &builder, {});
    if (!outcome) {
        m_problem = text(outcome.error());
        return;
    }
    if (outcome->makespanNs.size() != 1)
        m_problem = "one repetition was asked for, times came back: " + std::to_string(outcome->makespanNs.size());
    else
        m_makespanNs = outcome->makespanNs.front();
    m_gateTimedOut = outcome->gateTimeouts > 0;
    if (outcome->gated != (gateNs > 0))
        m_problem = "the gate is not told of as it was asked for";
    m_trace = builder.finish();
}

Intervals Seen::operations(int branch) const
{
    Intervals found;
    for (const trace::Track& track : m_trace->tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.info.kind == trace::TrackKind::stream && isDeviceWork(track.kind[i]) && track.branch[i] == branch)
                found.push_back({track.startNs[i], track.endNs(i)});
    sortByStart(found);
    return found;
}

Intervals Seen::hostSlices(trace::SliceKind kind) const
{
    Intervals found;
    for (const trace::Track& track : m_trace->tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.info.kind == trace::TrackKind::hostThread && track.kind[i] == kind)
                found.push_back({track.startNs[i], track.endNs(i)});
    sortByStart(found);
    return found;
}

std::size_t Seen::count(bool (*which)(trace::SliceKind)) const
{
    std::size_t found = 0;
    for (const trace::Track& track : m_trace->tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            found += track.info.kind == trace::TrackKind::stream && which(track.kind[i]);
    return found;
}

std::string expect(bool kept, const std::string& what, const Intervals& seen)
{
    if (kept)
        return {};
    std::string said = "expected " + what + ", saw";
    for (const Interval& i : seen)
        said += " [" + std::to_string(i.startNs) + "," + std::to_string(i.endNs) + ")";
    return said;
}

Ns overlapNs(const Interval& a, const Interval& b)
{
    return std::max<Ns>(0, std::min(a.endNs, b.endNs) - std::max(a.startNs, b.startNs));
}

std::string spin(int ns)
{
    return R"({"kernel": {"kernel": "spin", "parameters": {"ns": )" + std::to_string(ns) +
           R"(, "blocks": 1, "threads": 32}}})";
}

std::string branch(const std::string& name, const std::string& operations, const std::string& more)
{
    return R"({"name": ")" + name + R"(", "operations": [)" + operations + "]" + more + "}";
}

Intervals firsts(const Seen& seen, int branches)
{
    Intervals all;
    for (int b = 0; b < branches; ++b) {
        const Intervals operations = seen.operations(b);
        if (!operations.empty())
            all.push_back(operations.front());
    }
    return all;
}

std::string together(const Seen& seen, int a, int b, bool wanted)
{
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals x = seen.operations(a), y = seen.operations(b);
    if (x.empty() || y.empty())
        return "an operation is missing in the trace";
    const Ns both = overlapNs(x.front(), y.front());
    return wanted ? expect(both > longNs / 2, "both at the same time", {x.front(), y.front()})
                  : expect(both == 0, "one after the other", {x.front(), y.front()});
}

std::string startsAtTheEvent(const Bench& bench, const std::string& waiting)
{
    const Seen seen(bench,
                    branch("a", spin(longNs) + R"(, {"record": {"event": "e"}}, )" + spin(4 * longNs)) + "," +
                        branch("b", waiting + ", " + spin(longNs)),
                    twoStreams);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals a = seen.operations(0), b = seen.operations(1);
    if (a.size() != 2 || b.size() != 1)
        return "an operation is missing in the trace";
    return expect(b[0].startNs >= a[0].endNs && b[0].startNs < a[1].endNs, "a start between the two kernels' ends",
                  {a[0], a[1], b[0]});
}

} // namespace contract
