// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Bench that runs layouts: what is asked for, what grows meanwhile, what came of it.
#include "app/bench.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/replay.h"

#include <algorithm>
#include <utility>

namespace streamscope::ui {

session::RunRequest Bench::request() const
{
    session::RunRequest request{*experiment(), {}, m_values, m_target};
    if (m_target.kind == session::Target::Kind::cuda)
        request.layouts = shownLayouts();
    if (m_target.kind == session::Target::Kind::replay)
        request.values.clear(); // a recording is what it is; other values make a twin
    if (editsRecording())
        for (const std::string& name : experiment()->layoutNames())
            if (std::any_of(m_comparison->layouts.begin(), m_comparison->layouts.end(),
                            [&](const analysis::LayoutResult& recorded) { return recorded.name == name; }))
                request.layouts.push_back(name);
    return request;
}

/// So slow that all layouts one after the other take as long as slow motion.
double Bench::livePace() const
{
    Ns total = 0;
    if (m_comparison)
        for (const analysis::LayoutResult& recorded : m_comparison->layouts)
            total += std::max(recorded.trace->extent().durationNs(), recorded.makespanNs);
    return double(total) / (m_playSeconds * 1e9);
}

const analysis::Comparison* Bench::comparison() const
{
    if (showsTraces())
        return m_recorded.get();
    if (m_live && !isLooping()) // a recording's verdict holds while it plays; another run has none yet
        return m_target.kind == session::Target::Kind::replay ? m_comparison.get() : nullptr;
    if (m_arrived.empty())
        return m_comparison.get();
    const bool rounds = // of a loop: each is the whole of what was compared
        allValues() == m_comparedValues &&
        std::all_of(m_arrived.begin(), m_arrived.end(), [](const auto& arrived) { return isRound(*arrived.second); });
    return rounds ? m_comparison.get() : nullptr;
}

void Bench::adoptRecordedValues()
{
    m_recordedValues.clear();
    if (m_comparison->provenance == trace::Provenance::recorded && !m_comparison->layouts.empty())
        m_recordedValues = session::recordedParameters(*m_comparison->layouts.front().trace);
}

bool Bench::waitsForRun() const
{
    return !showsTraces() && !m_document->isEmpty() &&
           (m_target.kind == session::Target::Kind::cuda || !m_target.via.empty());
}

/// What the simulator and recordings answer by themselves; hardware waits for Run.
void Bench::rerun()
{
    if (showsTraces() || m_document->isEmpty() || waitsForRun())
        return;
    m_userRun = false;
    if (editsRecording())
        askTwin();
    else
        m_lastTicket = m_runs.submit(request());
}

/// What is on the bench was recorded, and an edit has added layouts of which there is no recording.
bool Bench::editsRecording() const
{
    if (m_target.kind != session::Target::Kind::replay || !m_comparison || m_comparison->layouts.empty())
        return false;
    const auto names = experiment()->layoutNames();
    const auto& recorded = m_comparison->layouts;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::none_of(recorded.begin(), recorded.end(),
                            [&](const analysis::LayoutResult& result) { return result.name == name; });
    });
}

/// What is drawn was measured or recorded with other values than those set, or lacks layouts.
bool Bench::asksModel() const
{
    if (editsRecording())
        return true;
    const bool recorded = showsTraces() || m_target.kind == session::Target::Kind::replay;
    if (!recorded)
        return !m_comparison || allValues() != m_comparedValues;
    return std::any_of(m_values.begin(), m_values.end(), [this](const auto& asked) {
        const auto own = m_recordedValues.find(asked.first);
        return own == m_recordedValues.end() || own->second != asked.second;
    });
}

/// A measured or recorded timeline stays; what the model says of new values or an edit opens beside it.
void Bench::askTwin()
{
    if (m_target.kind == session::Target::Kind::replay && !showsTraces() && !m_comparison)
        return; // until the recording has said what it was made with
    if (!asksModel()) {
        if (std::exchange(m_twin, nullptr)) {
            buildLanes();
            emit lanesChanged();
            explain();
        }
        return;
    }
    session::RunRequest twin{*experiment(), {}, m_recordedValues, {}};
    for (const auto& [parameter, own] : m_values)
        twin.values[parameter] = own;
    m_twinTicket = m_lastTicket = m_runs.submit(std::move(twin));
}

void Bench::start(bool sweeps)
{
    if (showsTraces()) { // nothing to compute: playing is all there is
        emit runStarted();
        emit runFinished(true);
        return;
    }
    if (m_document->isEmpty())
        return;
    m_userRun = true;
    m_twin = nullptr;
    m_arrived.clear();
    m_failure.reset();
    m_live = !runsAtOnce();
    m_sweeps = sweeps;
    buildLanes();
    if (!comparison())
        m_explainer.clear(); // it speaks of what is no longer drawn
    emit tracesChanged();
    auto request = this->request();
    if (m_target.kind == session::Target::Kind::replay)
        request.pace = livePace();
    m_lastTicket = m_runs.submit(std::move(request));
    emit runStarted();
}

void Bench::runAgain()
{
    if (!waitsForRun())
        return start(true);
    auto request = this->request();
    const std::vector<std::string> names = request.layouts.empty() ? experiment()->layoutNames() : request.layouts;
    const std::string inFocus = m_focus < m_lanes.size() ? m_lanes[m_focus].key : names.front();
    const auto found = std::find(names.begin(), names.end(), inFocus);
    m_userRun = true;
    m_failure.reset();
    m_live = true;
    m_sweeps = false;
    m_lastTicket = m_runs.submitLoop(std::move(request), found == names.end() ? 0 : std::size_t(found - names.begin()));
    emit runStarted();
}

Status Bench::runNow()
{
    if (showsTraces() || m_document->isEmpty())
        return {};
    if (waitsForRun())
        forgetRuns(); // values that were set have asked the simulator in the meantime
    const RunOutcome outcome = RunController::runNow(request());
    adopt(outcome);
    return outcome.error ? Status(*outcome.error) : Status();
}

void Bench::cancel()
{
    m_runs.cancel();
    m_opener.cancel();
    if (!m_runs.isBusy() && std::exchange(m_live, false)) {
        buildLanes();
        emit tracesChanged();
    }
    if (!isRunning())
        emit becameIdle();
}

void Bench::grow(std::size_t layout, const trace::TracePointer& soFar)
{
    if (!m_live || showsTraces() || m_document->isEmpty())
        return;
    const auto names = request().layouts.empty() ? experiment()->layoutNames() : request().layouts;
    if (layout >= names.size())
        return;
    m_arrived[names[layout]] = soFar;
    buildLanes();
    if (!comparison()) // the findings are of what was drawn before
        m_explainer.clear();
    else if (isLooping() && !m_explainer.isBusy())
        explain();
    emit tracesChanged();
}

void Bench::adopt(RunOutcome outcome)
{
    if (outcome.ticket != 0 && outcome.ticket < m_oldestTicket) { // of what lay on the bench before
        if (!isBusy())
            emit becameIdle();
        return;
    }
    const bool asked = std::exchange(m_userRun, false);
    m_live = false;
    if (outcome.ticket != 0 && outcome.ticket == m_twinTicket) {
        if (outcome.comparison)
            m_twin = asksModel() ? outcome.comparison : nullptr;
        buildLanes();
        emit lanesChanged();
    } else if (outcome.comparison) {
        m_comparison = outcome.comparison;
        m_arrived.clear();
        m_failure.reset();
        adoptRecordedValues();
        m_comparedValues = valuesOf(outcome.request->experiment, {&outcome.request->values});
        buildLanes();
        if (!m_focusChosen && !m_dragging)
            pickFocus();
        emit tracesChanged();
        emit parametersChanged();
        explain();
        if (m_target.kind == session::Target::Kind::replay && !m_dragging)
            askTwin(); // of values that were set before the recording had told its own
    } else {
        const bool isCancelled = outcome.error->kind == ErrorKind::cancelled;
        const bool betweenRounds = isCancelled && m_sweeps && m_comparison; // the round before is there whole
        if (betweenRounds)
            m_arrived.clear();
        else if (isCancelled)
            emit notice(m_arrived.empty() ? tr("Cancelled before anything had arrived.")
                                          : tr("Cancelled. What had arrived is kept."));
        else
            emit problem(sentence(*outcome.error));
        m_failure = betweenRounds ? std::nullopt : outcome.error;
        buildLanes();
        if (!m_focusChosen)
            pickFocus();
        emit tracesChanged();
        explain();
    }
    if (asked)
        emit runFinished(bool(outcome.comparison));
    if (!isBusy())
        emit becameIdle();
}

/// What still runs or waits was for something else.
void Bench::forgetRuns()
{
    m_runs.cancel();
    m_oldestTicket = m_lastTicket + 1;
    m_live = false;
    m_arrived.clear();
    m_failure.reset();
    m_comparison = m_twin = m_ghost = nullptr;
    m_recordedValues.clear();
}

} // namespace streamscope::ui
