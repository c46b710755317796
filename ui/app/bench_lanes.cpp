// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Bench that makes the lanes: one a layout, twin or trace; which are shown, and which one the findings
// speak of.
#include "app/bench.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "session/replay.h"

#include <algorithm>

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
            if (lane.trace->info().metadata.contains("trace_every")) { // a loop's round: whole, beside untraced ones
                lane.makespanNs = lane.trace->info().unprofiledNs;
                lane.tracedNs = lane.trace->info().makespanNs;
            }
        }
        lane.running = m_live && lane.shown && !isLooping();
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

} // namespace streamscope::ui
