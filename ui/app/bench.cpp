// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench.h"

#include "device/profiles.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/prepare.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace streamscope::ui {

namespace {

/// More than this many timelines at first would hide what they are compared for.
constexpr std::size_t lanesAtFirst = 3;

constexpr int anyCapability = 90; ///< it decides registers only, not what can run

/// The least that shows something.
constexpr const char* newExperiment = R"({
  "streamscope": 1,
  "name": "untitled",
  "branches": [{"name": "A", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 100000, "blocks": 16}}}]}],
  "layouts": [{"name": "layout", "streams": [{"name": "stream"}]}]
})";

} // namespace

Bench::Bench(QObject* parent) : QObject(parent), m_document(new ExperimentDocument(this))
{
    connect(m_document, &ExperimentDocument::changed, this, &Bench::documentChanged);
    connect(&m_runs, &RunController::finished, this, [this](const RunOutcome& outcome) { adopt(outcome); });
    connect(&m_runs, &RunController::traceGrew, this, &Bench::grow);
    connect(&m_runs, &RunController::progressed, this, &Bench::progressed);
    connect(&m_opener, &TraceOpener::progressed, this, &Bench::progressed);
    connect(&m_opener, &TraceOpener::grew, this,
            [this](const QString& path, const trace::TracePointer& soFar) { adoptTrace(path, soFar, false); });
    connect(&m_opener, &TraceOpener::opened, this,
            [this](const QString& path, const trace::TracePointer& trace) { adoptTrace(path, trace, true); });
    connect(&m_opener, &TraceOpener::failed, this, [this](const QString&, const Error& error) {
        if (error.kind != ErrorKind::cancelled)
            emit problem(sentence(error));
    });
    connect(&m_opener, &TraceOpener::idle, this, &Bench::finishOpening);
    connect(&m_explainer, &Explainer::changed, this, [this] {
        refuseImpossibleTime();
        emit explanationChanged();
        if (!isBusy())
            emit becameIdle();
    });
}

Bench::~Bench() = default;

const workload::Experiment* Bench::experiment() const
{
    if (showsTraces())
        return m_recordedExperiment ? &*m_recordedExperiment : nullptr;
    return m_document->isEmpty() ? nullptr : &m_document->experiment();
}

QString Bench::title() const
{
    const auto& traces = m_opened.traces;
    if (showsTraces() && (!m_recordedExperiment || traces.size() == 1))
        return traces.size() == 1 ? titleOf(traces.front()) : tr("%n trace(s)", nullptr, int(traces.size()));
    if (!experiment())
        return {};
    QString title = text(experiment()->title(language()));
    for (const workload::Parameter& parameter : parameters()) {
        if (parameter.name != "samples")
            continue;
        // The verdict is the recording's, whatever the model is asked beside it.
        const auto recorded = m_recordedValues.find(parameter.name);
        const double value = recorded != m_recordedValues.end() ? recorded->second : parameter.value;
        title += QStringLiteral(" · n = %1").arg(value, 0, 'g', 10);
    }
    return title;
}

Status Bench::openExperiment(const std::string& nameOrPath)
{
    const auto found = workload::Experiment::find(nameOrPath);
    if (!found)
        return found.error();
    // A cycle of events, for one, shows only here.
    if (const auto ready = session::prepare({*found, {}, {}, {}}, anyCapability); !ready)
        return ready.error();
    clearBench();
    const auto status = m_document->open(nameOrPath);
    if (status && !m_document->path().isEmpty())
        emit fileOpened(m_document->path());
    return status;
}

void Bench::startNew()
{
    const auto fresh = workload::Experiment::parse(newExperiment, "new");
    if (!fresh)
        return;
    clearBench();
    m_document->setExperiment(*fresh, {});
}

/// For another experiment.
void Bench::clearBench()
{
    m_opener.drop();
    m_beforeOpening.reset();
    m_opened = {};
    m_recordedExperiment.reset();
    m_recorded = nullptr;
    m_values.clear();
    m_laidOut.reset();
    m_hidden.clear();
    forgetRuns();
    m_explainer.clear();
    m_dragging = false;
    m_focusChosen = false;
    m_lanes.clear();
}

void Bench::documentChanged()
{
    if (m_document->isEmpty() || showsTraces())
        return;
    const auto before = std::exchange(m_laidOut, *experiment());
    if (before && !m_lanes.empty() && sameButForValues(*before, *m_laidOut))
        return valuesChanged();
    if (m_lanes.empty())
        chooseInitialLayouts();
    // Values of parameters that an edit took away are forgotten.
    std::erase_if(m_values, [this](const auto& value) {
        const auto all = experiment()->parameters("en");
        return std::none_of(all.begin(), all.end(),
                            [&](const workload::Parameter& p) { return p.name == value.first; });
    });
    if (!editsRecording())
        m_twin = nullptr;
    buildLanes();
    emit contentChanged();
    rerun();
}

void Bench::chooseInitialLayouts()
{
    const auto names = experiment()->layoutNames();
    if (names.size() <= lanesAtFirst)
        return;
    // The first, its neighbour and the last: what is compared, and what comes of it.
    for (std::size_t i = 2; i + 1 < names.size(); ++i)
        m_hidden.insert(names[i]);
}

void Bench::setTarget(const session::Target& target)
{
    m_target = target;
    emit targetChanged();
    if (showsTraces())
        return;
    if (target.kind == session::Target::Kind::replay)
        m_values.clear(); // a recording has its own
    forgetRuns();
    buildLanes();
    emit lanesChanged();
    explain();
    if (runsAtOnce() || target.kind == session::Target::Kind::replay)
        rerun();
}

void Bench::setTargetQuietly(const session::Target& target)
{
    m_target = target;
    emit targetChanged();
}

void Bench::retranslate()
{
    if (m_lanes.empty())
        return;
    buildLanes();
    emit tracesChanged();
    emit parametersChanged();
}

std::vector<std::string> Bench::shownLayouts() const
{
    std::vector<std::string> names;
    if (experiment())
        for (const std::string& name : experiment()->layoutNames())
            if (!m_hidden.contains(name))
                names.push_back(name);
    return names;
}

std::vector<workload::Parameter> Bench::parameters() const
{
    if (!experiment())
        return {};
    auto shown = shownLayouts();
    const auto effective = experiment()->effectiveParameters(shown.empty() ? experiment()->layoutNames() : shown);
    auto all = experiment()->parameters(language());
    std::erase_if(all, [&](const workload::Parameter& p) {
        return std::find(effective.begin(), effective.end(), p.name) == effective.end();
    });
    for (workload::Parameter& parameter : all)
        for (const auto* values : {&m_recordedValues, &m_values})
            if (const auto set = values->find(parameter.name); set != values->end())
                parameter.value = set->second;
    return all;
}

/// Of all its parameters: its own, unless one of those over them names another.
workload::ParameterValues Bench::valuesOf(const workload::Experiment& experiment,
                                          std::initializer_list<const workload::ParameterValues*> over)
{
    workload::ParameterValues values;
    for (const workload::Parameter& parameter : experiment.parameters("en"))
        values[parameter.name] = parameter.value;
    for (const auto* own : over)
        for (const auto& [name, value] : *own)
            if (values.contains(name))
                values[name] = value;
    return values;
}

/// Of all parameters, as they are now.
workload::ParameterValues Bench::allValues() const
{
    return valuesOf(*experiment(), {&m_recordedValues, &m_values});
}

/// A recording was made with values of its own: others are a question to the model, and no edit.
bool Bench::valuesAreDocuments() const
{
    return !showsTraces() && !m_document->isEmpty() && m_target.kind != session::Target::Kind::replay;
}

void Bench::setValue(const std::string& name, double value, bool settled)
{
    const auto set = m_values.find(name);
    if (settled && !m_dragging && set != m_values.end() && set->second == value)
        return;
    if (!settled && !m_dragging) {
        m_dragging = true;
        m_ghost = m_comparison;
    }
    if (settled) {
        m_dragging = false;
        m_ghost = nullptr;
    }
    m_values[name] = value;
    if (!experiment())
        return;
    if (!settled || !valuesAreDocuments())
        return valuesChanged();
    const auto all = experiment()->parameters(language());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].name != name)
            continue;
        m_values.erase(name);
        const double own = all[i].integer ? std::round(value) : value;
        if (own == all[i].value) // back where it was: the document has nothing to tell
            valuesChanged();
        else if (const Status status =
                     m_document->setValues(tr("set “%1”").arg(text(all[i].label)), {{name, own}}, int(i));
                 !status)
            emit problem(sentence(status.error()));
        return;
    }
}

void Bench::keepValues()
{
    if (m_document->isEmpty() || showsTraces())
        return;
    if (const Status status = m_document->setValues(tr("keep the values"), allValues()); !status)
        emit problem(sentence(status.error()));
}

/// The same lanes with other values of the parameters: run again, or asked of the model.
void Bench::valuesChanged()
{
    if (!showsTraces() && runsAtOnce()) {
        buildLanes();
        m_lastTicket = m_runs.submit(request());
    } else if (isLooping()) {
        m_runs.setLoopValues(allValues());
    } else {
        askTwin();
    }
    emit parametersChanged();
}

void Bench::resetValues()
{
    const bool asked = !m_values.empty();
    m_values.clear();
    m_twin = nullptr;
    if (valuesAreDocuments()) {
        workload::ParameterValues values;
        for (const workload::Parameter& parameter : m_document->saved().parameters("en"))
            values[parameter.name] = parameter.value;
        if (const Status status = m_document->setValues(tr("reset the parameters"), values); !status)
            emit problem(sentence(status.error()));
    }
    if (!asked)
        return;
    buildLanes();
    emit lanesChanged();
    emit contentChanged();
    rerun();
}

/// Of the run that the lane shows; nothing while it runs, and of traces from elsewhere.
const analysis::LayoutResult* Bench::resultOf(const Lane& lane) const
{
    for (const auto* comparison : {m_comparison.get(), m_twin.get()})
        if (comparison)
            for (const analysis::LayoutResult& result : comparison->layouts)
                if (result.trace == lane.trace)
                    return &result;
    return nullptr;
}

bool Bench::explainsTogether() const
{
    const auto shown = std::count_if(m_lanes.begin(), m_lanes.end(), [](const Lane& l) { return l.shown; });
    const bool whole = std::all_of(m_lanes.begin(), m_lanes.end(),
                                   [](const Lane& l) { return !l.shown || (l.opened && l.trace && !l.running); });
    return shown > 1 && whole && m_opened.alignment.pinned.empty() && effectiveAlignment() == Alignment::By::wallClock;
}

std::optional<Bench::Place> Bench::placeOf(trace::SliceRef evidence) const
{
    const auto place = m_explainer.placeOf(evidence);
    for (std::size_t i = 0; place && i < m_lanes.size(); ++i)
        if (m_lanes[i].shown && m_lanes[i].trace == place->trace)
            return Place{i, place->slice};
    return std::nullopt;
}

void Bench::explain()
{
    if (m_focus >= m_lanes.size() || !m_lanes[m_focus].trace || m_lanes[m_focus].running)
        return m_explainer.clear(); // nothing is drawn, or not all of it yet
    const Lane& lane = m_lanes[m_focus];
    Explainer::Question question{{lane.trace}, std::nullopt, unprofiledNs(), std::nullopt};
    if (const analysis::LayoutResult* result = resultOf(lane)) {
        question.races = result->races;
        question.connections = result->traits ? result->traits->connections : 0;
        question.alternatives = result->alternatives;
    }
    if (explainsTogether()) {
        question.traces.clear();
        for (const Lane& each : m_lanes)
            if (each.shown)
                question.traces.push_back(each.trace);
    }
    if (!lane.opened)
        if (auto found = device::findProfile(m_target.profile))
            question.profile = *found;
    m_explainer.ask(std::move(question));
}

std::optional<Ns> Bench::unprofiledNs() const
{
    if (m_focus >= m_lanes.size())
        return std::nullopt;
    if (const auto open = openedInFocus(); open && m_opened.traces[*open].unprofiledNs)
        return m_opened.traces[*open].unprofiledNs;
    const Lane& lane = m_lanes[m_focus];
    if (lane.trace && lane.trace->info().unprofiledNs >= 0)
        return lane.trace->info().unprofiledNs;
    return lane.tracedNs ? std::optional<Ns>(lane.makespanNs) : std::nullopt;
}

std::optional<Ns> Bench::saidUnprofiledNs() const
{
    const auto open = openedInFocus();
    return open && !m_opened.traces[*open].isRefused ? m_opened.traces[*open].unprofiledNs : std::nullopt;
}

void Bench::setUnprofiledNs(std::optional<Ns> ns)
{
    if (m_focus >= m_lanes.size())
        return;
    if (const auto open = openedInFocus()) {
        m_opened.traces[*open].unprofiledNs = ns;
        m_opened.traces[*open].isRefused = false;
    }
    buildLanes();
    emit tracesChanged();
    explain();
}

/// An untraced time that cannot be this work's is shown in its field, where it is complained of, and nowhere else.
void Bench::refuseImpossibleTime()
{
    const analysis::Explanation* said = explanation();
    const auto open = openedInFocus();
    if (!said || said->untraced != analysis::Untraced::contradicts || !open || m_opened.traces[*open].isRefused)
        return;
    m_opened.traces[*open].isRefused = true;
    buildLanes();
    emit tracesChanged();
}

} // namespace streamscope::ui
