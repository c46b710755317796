// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Bench that makes the lanes: one a layout, twin or trace; which are shown, and which one the findings
// speak of.
#include "app/bench.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/replay.h"

#include <algorithm>
#include <tuple>

namespace streamscope::ui {

namespace {

constexpr const char* twinEnding = "#twin";

const analysis::LayoutResult* findLayout(const analysis::Comparison* comparison, const std::string& name)
{
    if (!comparison)
        return nullptr;
    const auto found = std::find_if(comparison->layouts.begin(), comparison->layouts.end(),
                                    [&](const analysis::LayoutResult& l) { return l.name == name; });
    return found == comparison->layouts.end() ? nullptr : &*found;
}

} // namespace

bool Bench::isRound(const trace::Trace& trace)
{
    return trace.info().metadata.contains("trace_every");
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
    m_lanes.clear();
    if (!showsTraces())
        buildLayoutLanes();
    buildTraceLanes();
    buildTwins();
    alignLanes();
    m_focus = std::min(m_focus, m_lanes.empty() ? 0 : m_lanes.size() - 1);
}

void Bench::buildLayoutLanes()
{
    if (!experiment())
        return;
    std::string newest; // of those that arrive: one layout runs after the other
    for (const std::string& name : experiment()->layoutNames())
        if (m_arrived.contains(name))
            newest = name;
    for (const std::string& name : experiment()->layoutNames()) {
        Lane lane;
        lane.key = name;
        lane.title = text(experiment()->layoutTitle(name, language()));
        lane.shown = !m_hidden.contains(name);
        lane.running = m_live && lane.shown && !isLooping();
        const auto* result = findLayout(m_comparison.get(), name);
        if (result && (!lane.running || m_sweeps)) {
            fillFrom(*result, *m_comparison, lane);
            lane.earlier = showsEarlierRun();
        }
        if (const auto arrived = m_arrived.find(name); arrived != m_arrived.end()) {
            lane.earlier = false;
            if (m_sweeps && lane.running)
                lane.ghost = lane.trace;
            lane.trace = arrived->second;
            lane.provenance = m_target.kind == session::Target::Kind::replay ? trace::Provenance::recorded
                                                                             : lane.trace->info().provenance;
            lane.device = text(lane.trace->info().deviceName);
            lane.brokenOff = !lane.running && !isRound(*lane.trace) && name == newest;
            const trace::TraceInfo& info = lane.trace->info();
            lane.makespanNs = lane.brokenOff ? -1 : info.unprofiledNs; // measured before the traced run
            lane.tracedNs.reset();
            if (lane.makespanNs >= 0 && info.makespanNs >= 0)
                lane.tracedNs = info.makespanNs;
        }
        if (const auto* ghost = findLayout(m_ghost.get(), name); ghost && ghost->trace != lane.trace)
            lane.ghost = ghost->trace;
        m_lanes.push_back(std::move(lane));
    }
}

void Bench::buildTwins()
{
    if (!m_twin)
        return;
    std::vector<Lane> lanes;
    for (Lane& lane : m_lanes) {
        const bool ofTraces = showsTraces();
        const std::string layout = lane.opened && lane.trace ? session::recordedText(*lane.trace, "layout") : lane.key;
        const auto* result = lane.opened == ofTraces ? findLayout(m_twin.get(), layout) : nullptr;
        lanes.push_back(std::move(lane));
        if (!result || !lanes.back().shown)
            continue;
        if (!lanes.back().trace) { // a layout that was never recorded
            fillFrom(*result, *m_twin, lanes.back());
            continue;
        }
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

/// A run that broke off, or a loop with other values, did not reach all of what is shown: the rest is from before.
bool Bench::showsEarlierRun() const
{
    if (m_live && !isLooping())
        return false;
    return m_arrived.empty() ? m_failure && m_failure->kind != ErrorKind::cancelled : !comparison();
}

bool Bench::mayRemove(const Lane& lane) const
{
    if (lane.twin)
        return true;
    if (!lane.opened)
        return m_document->experiment().layoutNames().size() > 1;
    // Without an experiment under it the last trace is all there is.
    return !m_opener.isBusy() && (m_opened.traces.size() > 1 || !m_document->isEmpty());
}

void Bench::removeLane(const std::string& key)
{
    if (key.ends_with(twinEnding)) {
        m_twin = nullptr;
        buildLanes();
        pickFocus();
        emit lanesChanged();
        explain();
        return;
    }
    const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane& l) { return l.key == key; });
    if (lane == m_lanes.end() || !lane->opened || !mayRemove(*lane))
        return;
    Opened fewer = m_opened;
    std::erase_if(fewer.traces, [&](const OpenTrace& open) { return open.path.toStdString() == key; });
    change(tr("remove a trace"), std::move(fewer));
}

bool Bench::mayKeep(const Lane& lane) const
{
    return lane.trace && !lane.opened && !lane.twin && !lane.running && !m_opener.isBusy();
}

void Bench::keepRun(const std::string& key)
{
    const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane& l) { return l.key == key; });
    if (lane == m_lanes.end() || !mayKeep(*lane))
        return;
    Opened more = m_opened;
    if (more.traces.empty())
        more.alone = false;
    OpenTrace kept{{}, lane->trace};
    kept.layout = key;
    kept.kept = 1;
    for (const OpenTrace& open : more.traces)
        if (open.layout == key)
            kept.kept = std::max(kept.kept, open.kept + 1);
    kept.path = QStringLiteral("kept:%1:%2").arg(kept.kept).arg(text(key));
    if (lane->tracedNs)
        kept.unprofiledNs = lane->makespanNs;
    more.traces.push_back(std::move(kept));
    change(tr("keep a run"), std::move(more));
}

/// Where each lane stands on the shared axis.
void Bench::alignLanes()
{
    std::vector<trace::TracePointer> traces;
    for (const Lane& lane : m_lanes)
        traces.push_back(lane.shown ? lane.trace : nullptr);
    const auto origins = m_aligner.origins(traces, m_opened.alignment);
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        m_lanes[i].originNs = origins[i].originNs;
        m_lanes[i].anchor = origins[i].anchor;
        const auto& pinned = m_opened.alignment.pinned;
        if (const auto own = pinned.find(m_lanes[i].key); own != pinned.end())
            m_lanes[i].originNs = own->second;
    }
}

Alignment::By Bench::effectiveAlignment() const
{
    std::vector<trace::TracePointer> traces;
    for (const Lane& lane : m_lanes)
        if (lane.shown)
            traces.push_back(lane.trace);
    return Aligner::effective(traces, m_opened.alignment);
}

bool Bench::hasWallClocks() const
{
    return std::all_of(m_lanes.begin(), m_lanes.end(),
                       [](const Lane& l) { return !l.shown || !l.trace || hasWallClock(*l.trace); });
}

void Bench::align(const Alignment& alignment)
{
    if (alignment == m_opened.alignment || m_opener.isBusy())
        return;
    Opened aligned = m_opened;
    aligned.alignment = alignment;
    change(tr("align timelines"), std::move(aligned));
}

std::vector<std::string> Bench::anchors() const
{
    constexpr std::size_t most = 12; // a menu's worth
    std::vector<trace::TracePointer> traces;
    for (const Lane& lane : m_lanes)
        if (lane.shown)
            traces.push_back(lane.trace);
    return sharedAnnotations(traces, most);
}

/// The interesting one of those shown: what may compute something wrong, else the slowest; one that there is nothing
/// of comes last, before it one of an earlier run, then what broke off.
void Bench::pickFocus()
{
    m_focus = 0;
    std::tuple<int, bool, Ns> most(-1, false, -2);
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        if (!m_lanes[i].shown || m_lanes[i].twin)
            continue;
        const analysis::LayoutResult* result = resultOf(m_lanes[i]);
        const int worth = !m_lanes[i].trace ? 0 : m_lanes[i].earlier ? 1 : m_lanes[i].brokenOff ? 2 : 3;
        const std::tuple<int, bool, Ns> own(worth, result && result->races && result->races->total > 0,
                                            m_lanes[i].makespanNs);
        if (own > most) {
            most = own;
            m_focus = i;
        }
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

} // namespace streamscope::ui
