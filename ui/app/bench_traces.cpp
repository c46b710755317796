// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Bench that deals with opened traces.
#include "app/bench.h"
#include "device/profiles.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/replay.h"
#include "timeline/origin.h"

#include <QDir>
#include <QFileInfo>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

/// One step of undo: what was opened before and after. Traces are immutable and shared, so a step costs little.
class Bench::OpenedCommand : public QUndoCommand
{
public:
    OpenedCommand(Bench* bench, const QString& what, Opened before, Opened after, bool done)
        : QUndoCommand(what), m_bench(bench), m_before(std::move(before)), m_after(std::move(after)), m_done(done)
    {}

    void undo() override { m_bench->put(m_before); }
    void redo() override
    {
        if (!std::exchange(m_done, false))
            m_bench->put(m_after);
    }

private:
    Bench* m_bench;
    Opened m_before, m_after;
    bool m_done; ///< the first redo, that of push(), has nothing to do
};

void Bench::openTraces(const QStringList& paths, bool beside)
{
    if (!m_opener.isBusy())
        m_beside = beside;
    else if (!beside)
        m_opener.drop(); // what is still read is of no interest any more
    m_opener.open(paths);
}

Status Bench::openTraceNow(const QString& path, bool beside)
{
    const auto trace = TraceOpener::openNow(path);
    if (!trace)
        return trace.error();
    m_beside = beside;
    Opened next = ground();
    next.traces.push_back({path, *trace, std::nullopt});
    put(std::move(next));
    return {};
}

/// What opened traces are added to.
Bench::Opened Bench::ground() const
{
    if (!m_beside)
        return {};
    Opened ground = m_opened;
    if (ground.traces.empty())
        ground.alone = m_document->isEmpty();
    return ground;
}

void Bench::adoptTrace(const QString& path, const trace::TracePointer& trace, bool whole)
{
    Opened next = m_beforeOpening ? m_opened : ground();
    if (!m_beforeOpening) {
        m_beforeOpening = m_opened;
        m_beforeOpening->values = m_values;
    }
    if (whole && QFileInfo(path).isFile())
        emit fileOpened(path);
    const auto known =
        std::find_if(next.traces.begin(), next.traces.end(), [&](const OpenTrace& open) { return open.path == path; });
    if (known == next.traces.end()) {
        next.traces.push_back({.path = path, .trace = trace, .whole = whole});
        put(std::move(next));
        return;
    }
    known->trace = trace;
    known->whole = whole;
    m_opened = std::move(next);
    if (whole)
        compareTraces();
    buildLanes();
    emit tracesChanged();
    if (whole) {
        emit traceCompleted();
        explain();
    }
}

/// All files are read, failed or cancelled: what there is now is one step of undo.
void Bench::finishOpening()
{
    if (auto before = std::exchange(m_beforeOpening, std::nullopt)) {
        Opened after = m_opened;
        const auto dropped = std::erase_if(after.traces, [](const OpenTrace& open) { return !open.whole; });
        const bool nothing = std::all_of(after.traces.begin(), after.traces.end(), [&](const OpenTrace& open) {
            return std::any_of(before->traces.begin(), before->traces.end(),
                               [&](const OpenTrace& old) { return old.trace == open.trace; });
        });
        if (nothing)
            put(std::move(*before));
        else {
            if (dropped > 0)
                put(after);
            if (!before->traces.empty() || !m_document->isEmpty())
                m_document->undoStack().push(
                    new OpenedCommand(this, tr("open a trace"), std::move(*before), std::move(after), true));
        }
    }
    emit becameIdle();
}

void Bench::change(const QString& what, Opened after)
{
    Opened before = m_opened;
    before.values = m_values;
    m_document->undoStack().push(new OpenedCommand(this, what, std::move(before), std::move(after), false));
}

void Bench::put(Opened opened)
{
    const auto samePath = [](const OpenTrace& a, const OpenTrace& b) { return a.path == b.path && a.trace == b.trace; };
    const bool sameTraces = std::equal(m_opened.traces.begin(), m_opened.traces.end(), opened.traces.begin(),
                                       opened.traces.end(), samePath);
    const bool wasAlone = showsTraces();
    const QString first = wasAlone ? m_opened.traces.front().path : QString();
    m_opened = std::move(opened);
    if (sameTraces && wasAlone == showsTraces()) { // only where they stand is another
        buildLanes();
        emit tracesChanged();
        return;
    }
    const bool other = wasAlone != showsTraces() || (showsTraces() && m_opened.traces.front().path != first);
    if (other) {
        forgetRuns();
        m_values = m_opened.values;
        m_dragging = false;
    }
    m_focusChosen = false;
    m_explainer.clear(); // what it says is of other traces
    compareTraces();
    buildLanes();
    pickFocus();
    emit contentChanged();
    if (other)
        rerun();
    explain();
}

std::optional<std::size_t> Bench::openedInFocus() const
{
    for (std::size_t i = 0; m_focus < m_lanes.size() && i < m_opened.traces.size(); ++i)
        if (m_opened.traces[i].path.toStdString() == m_lanes[m_focus].key)
            return i;
    return std::nullopt;
}

std::optional<Ns> Bench::OpenTrace::untracedNs() const
{
    if (isRefused)
        return std::nullopt;
    if (unprofiledNs || trace->info().unprofiledNs < 0)
        return unprofiledNs;
    return trace->info().unprofiledNs;
}

void Bench::buildTraceLanes()
{
    for (const OpenTrace& open : m_opened.traces) {
        const trace::TraceInfo& info = open.trace->info();
        Lane lane;
        lane.key = open.path.toStdString();
        lane.opened = true;
        lane.title = titleOf(open);
        lane.shown = !m_hidden.contains(lane.key);
        lane.running = !open.whole;
        lane.trace = open.trace;
        const bool justNow = info.provenance == trace::Provenance::measuredNow; // when it was kept
        lane.provenance = justNow ? trace::Provenance::recorded : info.provenance;
        if (const auto error = info.metadata.find("model_error"); error != info.metadata.end())
            lane.modelError = text(error->second).toDouble();
        lane.device = text(info.deviceName);
        const Ns traced = info.makespanNs >= 0 ? info.makespanNs : workOf(*open.trace).durationNs();
        const auto unprofiled = open.untracedNs();
        lane.makespanNs = unprofiled.value_or(traced);
        if (unprofiled)
            lane.tracedNs = traced;
        m_lanes.push_back(std::move(lane));
    }
}

/// The layout's where the recording says which one; else the file's, with the folder's where two files are called the
/// same.
QString Bench::titleOf(const OpenTrace& open) const
{
    if (open.kept > 0) {
        const QString title = text(m_document->experiment().layoutTitle(open.layout, language()));
        return tr("%1 · kept %2").arg(title.isEmpty() ? text(open.layout) : title).arg(open.kept);
    }
    const std::string layout = session::recordedText(*open.trace, "layout");
    if (m_recordedExperiment && !layout.empty()) {
        const QString title = text(m_recordedExperiment->layoutTitle(layout, language()));
        return title.isEmpty() ? text(layout) : title;
    }
    const auto plain = [](const OpenTrace& trace) {
        if (trace.path == QLatin1String("-"))
            return TraceOpener::nameOf(trace.path);
        const QString said = text(trace.trace->info().title);
        return said.isEmpty() ? QFileInfo(trace.path).fileName() : said;
    };
    const QString title = plain(open);
    const bool twice = std::count_if(m_opened.traces.begin(), m_opened.traces.end(),
                                     [&](const OpenTrace& other) { return plain(other) == title; }) > 1;
    return twice ? QFileInfo(open.path).dir().dirName() + QLatin1Char('/') + title : title;
}

/// Recordings of one experiment, in the place of another, make a comparison with a verdict of its own.
void Bench::compareTraces()
{
    m_recorded = nullptr;
    m_recordedExperiment.reset();
    if (!showsTraces())
        return;
    const auto& traces = m_opened.traces;
    const std::string name = session::recordedText(*traces.front().trace, "experiment");
    for (const OpenTrace& open : traces)
        if (name.empty() || session::recordedText(*open.trace, "experiment") != name)
            return;
    auto found = workload::Experiment::find(name);
    if (!found)
        return;
    m_recordedExperiment = *found;
    m_recordedValues = session::recordedParameters(*traces.front().trace);
    if (traces.size() < 2)
        return;

    analysis::Comparison comparison;
    comparison.experiment = name;
    comparison.provenance = session::replayedProvenance(*traces.front().trace);
    comparison.device = traces.front().trace->info().deviceName;
    if (const auto profile = device::profileOfDevice(comparison.device))
        if (comparison.provenance == trace::Provenance::simulatedChecked)
            comparison.modelError = std::max(profile->modelErrorMedian, 0.0);
    for (const OpenTrace& open : traces) {
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
        const auto unprofiledNs = open.untracedNs();
        result.makespanNs = unprofiledNs.value_or(info.makespanNs);
        result.makespanLowNs = result.makespanHighNs = result.makespanNs;
        if (unprofiledNs)
            result.tracedMakespanNs = info.makespanNs;
        comparison.layouts.push_back(std::move(result));
    }
    analysis::judge(comparison);
    m_recorded = std::make_shared<const analysis::Comparison>(std::move(comparison));
}

} // namespace streamscope::ui
