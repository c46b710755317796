// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench.h"

#include "device/profiles.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/replay.h"

#include <QMetaObject>

#include <algorithm>

namespace streamscope::ui {

namespace {

constexpr const char* twinEnding = "#twin";
/// More than this many timelines at first would hide what they are compared for.
constexpr std::size_t lanesAtFirst = 3;

const analysis::LayoutResult* findLayout(const analysis::Comparison* comparison, const std::string& name)
{
    if (!comparison)
        return nullptr;
    const auto found = std::find_if(comparison->layouts.begin(), comparison->layouts.end(),
                                    [&](const analysis::LayoutResult& l) { return l.name == name; });
    return found == comparison->layouts.end() ? nullptr : &*found;
}

} // namespace

Bench::Bench(QObject* parent) : QObject(parent), m_document(new ExperimentDocument(this))
{
    connect(m_document, &ExperimentDocument::changed, this, &Bench::documentChanged);
    connect(&m_runs, &RunController::finished, this, [this](const RunOutcome& outcome) { adopt(outcome); });
    connect(&m_runs, &RunController::traceGrew, this, &Bench::grow);
    connect(&m_runs, &RunController::progressed, this, &Bench::progressed);
    connect(&m_opener, &TraceOpener::progressed, this, &Bench::progressed);
    connect(&m_opener, &TraceOpener::opened, this, &Bench::adoptTrace);
    connect(&m_opener, &TraceOpener::failed, this, [this](const QString&, const Error& error) {
        if (error.kind != ErrorKind::cancelled)
            emit problem(sentence(error));
    });
    connect(&m_opener, &TraceOpener::idle, this, &Bench::becameIdle);
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
    if (showsTraces() && (!m_recordedExperiment || m_traces.size() == 1))
        return m_traces.size() == 1 ? text(m_traces.front().trace->info().title)
                                    : tr("%n trace(s)", nullptr, int(m_traces.size()));
    if (!experiment())
        return {};
    QString title = text(experiment()->title(language()));
    for (const workload::Parameter& parameter : parameters())
        if (parameter.name == "samples")
            title += QStringLiteral(" · n = %1").arg(parameter.value, 0, 'g', 10);
    return title;
}

Status Bench::openExperiment(const std::string& nameOrPath)
{
    const auto found = workload::Experiment::find(nameOrPath);
    if (!found)
        return found.error();
    m_traces.clear();
    m_recordedExperiment.reset();
    m_values.clear();
    m_hidden.clear();
    forgetRuns();
    m_explanation = nullptr;
    m_dragging = false;
    m_focusChosen = false;
    m_lanes.clear();
    const auto status = m_document->open(nameOrPath);
    if (status && !m_document->path().isEmpty())
        emit fileOpened(m_document->path());
    return status;
}

void Bench::documentChanged()
{
    if (m_document->isEmpty())
        return;
    if (m_lanes.empty())
        chooseInitialLayouts();
    // Values of parameters that an edit took away are forgotten.
    std::erase_if(m_values, [this](const auto& value) {
        const auto all = experiment()->parameters("en");
        return std::none_of(all.begin(), all.end(),
                            [&](const workload::Parameter& p) { return p.name == value.first; });
    });
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
    forgetRuns();
    buildLanes();
    emit lanesChanged();
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

session::RunRequest Bench::request() const
{
    session::RunRequest request{*experiment(), {}, m_values, m_target};
    if (m_target.kind == session::Target::Kind::cuda)
        request.layouts = shownLayouts();
    if (m_target.kind == session::Target::Kind::replay)
        request.values.clear(); // a recording is what it is; other values make a twin
    return request;
}

/// So slow that all layouts one after the other take as long as slow motion.
double Bench::livePace() const
{
    Ns total = 0;
    for (const Lane& lane : m_lanes)
        if (!lane.twin && lane.trace)
            total += std::max(lane.trace->extent().durationNs(), lane.makespanNs);
    return double(total) / (m_playSeconds * 1e9);
}

void Bench::adoptRecordedValues()
{
    m_recordedValues.clear();
    if (m_comparison->provenance == trace::Provenance::recorded && !m_comparison->layouts.empty())
        m_recordedValues = session::recordedParameters(*m_comparison->layouts.front().trace);
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
    m_lastTicket = m_runs.submit(request());
}

void Bench::run()
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
    m_live = !runsAtOnce();
    buildLanes();
    emit tracesChanged();
    auto request = this->request();
    if (m_target.kind == session::Target::Kind::replay)
        request.pace = livePace();
    m_lastTicket = m_runs.submit(std::move(request));
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
            m_twin = outcome.comparison;
        buildLanes();
        emit lanesChanged();
    } else if (outcome.comparison) {
        m_comparison = outcome.comparison;
        m_arrived.clear();
        adoptRecordedValues();
        buildLanes();
        if (!m_focusChosen && !m_dragging)
            pickFocus();
        emit tracesChanged();
        emit parametersChanged();
        explain();
    } else {
        if (outcome.error->kind == ErrorKind::cancelled)
            emit notice(tr("Cancelled. What had arrived is kept."));
        else
            emit problem(sentence(*outcome.error));
        buildLanes();
        emit tracesChanged();
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
    m_comparison = m_twin = m_ghost = nullptr;
    m_recordedValues.clear();
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
    if (!showsTraces() && runsAtOnce()) {
        buildLanes();
        m_lastTicket = m_runs.submit(request());
    } else {
        // A measured or recorded timeline stays; what the model says of the new value opens beside it.
        session::RunRequest twin{*experiment(), {}, m_recordedValues, {}};
        for (const auto& [parameter, own] : m_values)
            twin.values[parameter] = own;
        m_twinTicket = m_lastTicket = m_runs.submit(std::move(twin));
    }
    emit parametersChanged();
}

void Bench::resetValues()
{
    if (m_values.empty())
        return;
    m_values.clear();
    m_twin = nullptr;
    buildLanes();
    emit lanesChanged();
    emit contentChanged();
    rerun();
}

void Bench::setShown(const std::string& key, bool shown)
{
    if (shown)
        m_hidden.erase(key);
    else
        m_hidden.insert(key);
    for (Lane& lane : m_lanes)
        if (lane.key == key)
            lane.shown = shown;
    buildLanes();
    if (!m_focusChosen || m_focus >= m_lanes.size() || !m_lanes[m_focus].shown)
        pickFocus();
    emit lanesChanged();
    emit parametersChanged();
    explain();
}

void Bench::showOnly(const std::vector<std::string>& keys)
{
    m_hidden.clear();
    for (const Lane& lane : m_lanes)
        if (std::find(keys.begin(), keys.end(), lane.key) == keys.end())
            m_hidden.insert(lane.key);
    buildLanes();
    emit lanesChanged();
}

void Bench::removeLane(const std::string& key)
{
    if (key.ends_with(twinEnding))
        m_twin = nullptr;
    std::erase_if(m_traces,
                  [&](const OpenTrace& open) { return m_traces.size() > 1 && open.path.toStdString() == key; });
    if (showsTraces())
        compareTraces();
    buildLanes();
    pickFocus();
    emit lanesChanged();
    explain();
}

void Bench::fillFrom(const analysis::LayoutResult& result, const analysis::Comparison& comparison, Lane& lane) const
{
    lane.trace = result.trace;
    lane.makespanNs = result.makespanNs;
    lane.tracedNs = result.tracedMakespanNs;
    lane.provenance = comparison.provenance;
    lane.modelError = comparison.modelError;
    lane.device = text(comparison.device);
}

void Bench::buildLanes()
{
    if (showsTraces()) {
        buildTraceLanes();
        buildTwins();
        return;
    }
    m_lanes.clear();
    if (!experiment())
        return;
    for (const std::string& name : experiment()->layoutNames()) {
        Lane lane;
        lane.key = name;
        lane.title = text(experiment()->layoutTitle(name, language()));
        lane.shown = !m_hidden.contains(name);
        if (const auto* result = findLayout(m_comparison.get(), name))
            fillFrom(*result, *m_comparison, lane);
        if (const auto arrived = m_arrived.find(name); arrived != m_arrived.end()) {
            lane.trace = arrived->second;
            lane.provenance = m_target.kind == session::Target::Kind::replay ? trace::Provenance::recorded
                                                                             : lane.trace->info().provenance;
            lane.device = text(lane.trace->info().deviceName);
            lane.makespanNs = -1;
            lane.tracedNs.reset();
        }
        lane.running = m_live && lane.shown;
        if (const auto* ghost = findLayout(m_ghost.get(), name); ghost && ghost->trace != lane.trace)
            lane.ghost = ghost->trace;
        m_lanes.push_back(std::move(lane));
    }
    buildTwins();
    m_focus = std::min(m_focus, m_lanes.empty() ? 0 : m_lanes.size() - 1);
}

void Bench::buildTwins()
{
    if (!m_twin)
        return;
    std::vector<Lane> lanes;
    for (Lane& lane : m_lanes) {
        std::string layout = lane.key;
        if (showsTraces() && lane.trace)
            layout = session::recordedText(*lane.trace, "layout");
        const auto* result = findLayout(m_twin.get(), layout);
        lanes.push_back(std::move(lane));
        if (!result || !lanes.back().shown)
            continue;
        Lane twin;
        twin.key = lanes.back().key + twinEnding;
        twin.title = tr("%1 · simulated").arg(lanes.back().title);
        twin.twin = true;
        twin.shown = !m_hidden.contains(twin.key);
        fillFrom(*result, *m_twin, twin);
        lanes.push_back(std::move(twin));
    }
    m_lanes = std::move(lanes);
}

/// The interesting one: the slowest of those shown.
void Bench::pickFocus()
{
    m_focus = 0;
    Ns slowest = -2;
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        if (m_lanes[i].shown && !m_lanes[i].twin && m_lanes[i].makespanNs > slowest) {
            slowest = m_lanes[i].makespanNs;
            m_focus = i;
        }
}

void Bench::setFocus(std::size_t lane)
{
    if (lane >= m_lanes.size() || lane == m_focus)
        return;
    m_focus = lane;
    m_focusChosen = true;
    explain();
}

/// Of the run that the lane shows; nothing while it runs, and of traces from elsewhere.
std::optional<analysis::KnownRaces> Bench::knownRaces(const Lane& lane) const
{
    for (const auto* comparison : {m_comparison.get(), m_twin.get()})
        if (comparison)
            for (const analysis::LayoutResult& result : comparison->layouts)
                if (result.trace == lane.trace)
                    return result.races;
    return std::nullopt;
}

void Bench::explain()
{
    if (m_focus >= m_lanes.size() || !m_lanes[m_focus].trace) {
        m_explanation = nullptr;
        emit explanationChanged();
        return;
    }
    const Lane& lane = m_lanes[m_focus];
    std::optional<device::DeviceProfile> profile;
    if (!showsTraces() || lane.twin)
        if (auto found = device::findProfile(m_target.profile))
            profile = *found;
    ++m_explaining;
    const auto ticket = ++m_explainTicket;
    m_explainJob.submit([this, ticket, trace = lane.trace, profile, races = knownRaces(lane),
                         unprofiled = unprofiledNs()](std::stop_token) {
        analysis::ExplainOptions options;
        options.unprofiledNs = unprofiled;
        options.profile = profile ? &*profile : nullptr;
        options.races = races;
        auto explanation = std::make_shared<const analysis::Explanation>(analysis::explain(*trace, options));
        // The bench outlives the job: its destructor waits for it.
        QMetaObject::invokeMethod(
            this,
            [this, ticket, explanation] {
                if (ticket == m_explainTicket) {
                    m_explaining = 0;
                    m_explanation = explanation;
                    emit explanationChanged();
                    if (!isBusy())
                        emit becameIdle();
                }
            },
            Qt::QueuedConnection);
    });
}

std::optional<Ns> Bench::unprofiledNs() const
{
    if (m_focus >= m_lanes.size())
        return std::nullopt;
    for (const OpenTrace& open : m_traces)
        if (open.path.toStdString() == m_lanes[m_focus].key && open.unprofiledNs)
            return open.unprofiledNs;
    const Lane& lane = m_lanes[m_focus];
    if (lane.trace && lane.trace->info().unprofiledNs >= 0)
        return lane.trace->info().unprofiledNs;
    return lane.tracedNs ? std::optional<Ns>(lane.makespanNs) : std::nullopt;
}

void Bench::setUnprofiledNs(std::optional<Ns> ns)
{
    if (m_focus >= m_lanes.size())
        return;
    for (OpenTrace& open : m_traces)
        if (open.path.toStdString() == m_lanes[m_focus].key)
            open.unprofiledNs = ns;
    buildLanes();
    emit tracesChanged();
    explain();
}

} // namespace streamscope::ui
