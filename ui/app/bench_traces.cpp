// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Bench that deals with opened traces.
#include "app/bench.h"
#include "language/language.h"
#include "session/replay.h"

#include <QFileInfo>

#include <algorithm>

namespace streamscope::ui {

void Bench::openTraces(const QStringList& paths, bool add)
{
    m_addTraces = add && showsTraces();
    m_opener.open(paths);
}

Status Bench::openTraceNow(const QString& path)
{
    const auto trace = TraceOpener::openNow(path);
    if (!trace)
        return trace.error();
    m_addTraces = showsTraces();
    adoptTrace(path, *trace);
    return {};
}

void Bench::adoptTrace(const QString& path, const trace::TracePointer& trace)
{
    const bool first = !m_addTraces;
    if (first) {
        forgetRuns();
        m_traces.clear();
        m_recordedExperiment.reset();
        m_values.clear();
        m_hidden.clear();
        m_dragging = false;
        m_focus = 0;
    }
    m_addTraces = true; // further files of one request go beside it
    std::erase_if(m_traces, [&](const OpenTrace& open) { return open.path == path; });
    m_traces.push_back({path, trace, std::nullopt});
    compareTraces();
    buildLanes();
    if (!path.startsWith(QLatin1String("recordings/")))
        emit fileOpened(path);
    emit contentChanged();
    explain();
}

void Bench::buildTraceLanes()
{
    m_lanes.clear();
    for (const OpenTrace& open : m_traces) {
        const trace::TraceInfo& info = open.trace->info();
        Lane lane;
        lane.key = open.path.toStdString();
        lane.title = text(info.title);
        const std::string layout = session::recordedText(*open.trace, "layout");
        if (m_recordedExperiment && !layout.empty()) {
            const QString title = text(m_recordedExperiment->layoutTitle(layout, language()));
            lane.title = title.isEmpty() ? text(layout) : title;
        }
        if (lane.title.isEmpty())
            lane.title = QFileInfo(open.path).fileName();
        lane.shown = !m_hidden.contains(lane.key);
        lane.trace = open.trace;
        lane.provenance = info.provenance;
        lane.device = text(info.deviceName);
        const Ns traced = info.makespanNs >= 0 ? info.makespanNs : open.trace->extent().durationNs();
        const auto unprofiled = open.unprofiledNs        ? open.unprofiledNs
                                : info.unprofiledNs >= 0 ? std::optional<Ns>(info.unprofiledNs)
                                                         : std::nullopt;
        lane.makespanNs = unprofiled.value_or(traced);
        if (unprofiled)
            lane.tracedNs = traced;
        m_lanes.push_back(std::move(lane));
    }
    m_focus = std::min(m_focus, m_lanes.empty() ? 0 : m_lanes.size() - 1);
}

/// Recordings of one experiment make a comparison with a verdict; anything else stands side by side.
void Bench::compareTraces()
{
    m_comparison = nullptr;
    m_recordedExperiment.reset();
    const std::string name = session::recordedText(*m_traces.front().trace, "experiment");
    for (const OpenTrace& open : m_traces)
        if (name.empty() || session::recordedText(*open.trace, "experiment") != name)
            return;
    auto found = workload::Experiment::find(name);
    if (!found)
        return;
    m_recordedExperiment = *found;
    m_recordedValues = session::recordedParameters(*m_traces.front().trace);
    if (m_traces.size() < 2)
        return;

    analysis::Comparison comparison;
    comparison.experiment = name;
    comparison.provenance = m_traces.front().trace->info().provenance;
    comparison.device = m_traces.front().trace->info().deviceName;
    for (const OpenTrace& open : m_traces) {
        const trace::TraceInfo& info = open.trace->info();
        analysis::LayoutResult result;
        result.name = session::recordedText(*open.trace, "layout");
        result.trace = open.trace;
        result.metrics = analysis::computeMetrics(*open.trace);
        result.streams = result.metrics.streams;
        result.launch = "eager";
        for (const std::string& layout : found->layoutNames())
            if (layout == result.name)
                if (const auto resolved = found->resolve(layout)) {
                    result.streams = int(resolved->layout.streams.size());
                    result.launch = resolved->layout.launch == workload::LaunchMode::graph ? "graph" : "eager";
                }
        result.makespanNs = info.unprofiledNs >= 0 ? info.unprofiledNs : info.makespanNs;
        result.makespanLowNs = result.makespanHighNs = result.makespanNs;
        if (info.unprofiledNs >= 0)
            result.tracedMakespanNs = info.makespanNs;
        comparison.layouts.push_back(std::move(result));
    }
    analysis::judge(comparison);
    m_comparison = std::make_shared<const analysis::Comparison>(std::move(comparison));
}

} // namespace streamscope::ui
