// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/units.h"

#include "analysis/range_names.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace streamscope::analysis {

namespace {

/// More ranges than this are a program's phases, not branches somebody set apart.
constexpr std::size_t mostBranches = 256;

struct Range
{
    Interval interval;
    Place unit = -1; ///< a branch, or a phase, which is none, nor are the ranges inside
};

/// The outermost ranges that a person annotated, by thread of the host; of those `around` what is inside.
class Branches
{
public:
    Branches(const trace::Trace& trace, const std::set<std::string, std::less<>>& around)
    {
        for (trace::TrackId t = 0; t < trace.tracks().size(); ++t) {
            const trace::Track& track = trace.tracks()[t];
            const bool host =
                track.info.kind == trace::TrackKind::hostThread || track.info.kind == trace::TrackKind::annotation;
            for (std::size_t i = 0; host && i < track.size(); ++i)
                if (const std::string_view name = trace.name(track.name[i]);
                    track.kind[i] == trace::SliceKind::annotation && !isFrameworksRange(name) && !around.contains(name))
                    add({track.info.pid, track.info.tid}, {track.startNs[i], track.endNs(i)}, name);
        }
    }

    bool isPhase(std::size_t unit) const { return m_arePhases[unit]; }
    bool useful() const { return !m_names.empty() && m_names.size() <= mostBranches; }
    const std::vector<std::string>& names() const { return m_names; }

    Place at(const trace::TrackInfo& thread, Ns timeNs) const
    {
        const auto found = m_ofThread.find({thread.pid, thread.tid});
        if (found == m_ofThread.end())
            return -1;
        const auto after = std::upper_bound(found->second.begin(), found->second.end(), timeNs,
                                            [](Ns t, const Range& range) { return t < range.interval.startNs; });
        return after != found->second.begin() && timeNs < std::prev(after)->interval.endNs ? std::prev(after)->unit
                                                                                           : -1;
    }

private:
    /// Ranges of one thread need not nest: one that only begins before the other ends comes after it.
    static bool isInside(Interval interval, Interval other)
    {
        const Ns sharedNs = other.endNs - interval.startNs;
        const Ns shorterNs = std::min(interval.durationNs(), other.durationNs());
        return interval.endNs <= other.endNs ? sharedNs > 0 : sharedNs > shorterNs / 10;
    }

    void add(std::pair<std::int64_t, std::int64_t> thread, Interval interval, std::string_view name)
    {
        std::vector<Range>& ranges = m_ofThread[thread];
        if (m_names.size() > mostBranches || (!ranges.empty() && isInside(interval, ranges.back().interval)))
            return;
        const auto [unit, isNew] = m_unitOf.try_emplace(std::string(name), Place(m_names.size()));
        if (isNew) {
            m_names.emplace_back(name);
            m_arePhases.push_back(namesPhase(name));
        }
        ranges.push_back({interval, unit->second});
    }

    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Range>> m_ofThread;
    std::map<std::string, Place> m_unitOf;
    std::vector<std::string> m_names;
    std::vector<bool> m_arePhases; ///< by unit
};

bool assignRecorded(Timeline& timeline, const trace::Trace& trace)
{
    const auto branchOf = [&](const TimedOperation& o) { return trace.tracks()[o.slice.track].branch[o.slice.index]; };
    const auto& operations = timeline.operations;
    if (std::none_of(operations.begin(), operations.end(), [&](const TimedOperation& o) { return branchOf(o) >= 0; }))
        return false;
    std::map<std::int32_t, Place> unitOf;
    for (TimedOperation& operation : timeline.operations) {
        const std::int32_t branch = branchOf(operation);
        if (branch < 0)
            continue;
        const auto [unit, isNew] = unitOf.try_emplace(branch, Place(timeline.units.size()));
        if (isNew) {
            const auto& names = trace.info().branches;
            timeline.units.push_back(
                {std::size_t(branch) < names.size() ? names[std::size_t(branch)] : std::to_string(branch)});
        }
        operation.unit = unit->second;
    }
    return true;
}

/// Which of the branches have work.
std::vector<bool> assign(Timeline& timeline, const trace::Trace& trace, const Branches& branches)
{
    std::vector<bool> used(branches.names().size());
    for (TimedOperation& operation : timeline.operations) {
        operation.unit = -1;
        if (operation.step < 0)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        operation.unit = branches.at(trace.tracks()[step.slice.track].info, step.call.startNs);
        if (operation.unit >= 0)
            used[std::size_t(operation.unit)] = true;
    }
    return used;
}

/// The branches that have work become units; what lies in phases belongs to none. Whether there are two or more.
bool keepBranches(Timeline& timeline, const Branches& branches, const std::vector<bool>& used)
{
    std::vector<Place> unitOf(used.size(), -1);
    for (std::size_t i = 0; i < used.size(); ++i) {
        timeline.rangesArePhases |= used[i] && branches.isPhase(i);
        if (!used[i] || branches.isPhase(i))
            continue;
        unitOf[i] = Place(timeline.units.size());
        timeline.units.push_back({branches.names()[i]});
    }
    for (TimedOperation& operation : timeline.operations)
        if (operation.unit >= 0)
            operation.unit = unitOf[std::size_t(operation.unit)];
    if (timeline.units.size() > 1)
        return true;
    timeline.units.clear();
    return false;
}

/// A range around all of the work ("inference") tells nothing apart; those inside it may.
bool assignAnnotated(Timeline& timeline, const trace::Trace& trace)
{
    constexpr int deepest = 8;
    std::set<std::string, std::less<>> around;
    for (int depth = 0; depth < deepest; ++depth) {
        const Branches branches(trace, around);
        if (!branches.useful())
            return false;
        const std::vector<bool> used = assign(timeline, trace, branches);
        const auto count = std::ranges::count(used, true);
        if (count > 1)
            return keepBranches(timeline, branches, used);
        if (count == 0)
            return false;
        const auto only = std::size_t(std::ranges::find(used, true) - used.begin());
        around.insert(branches.names()[only]);
    }
    return false;
}

} // namespace

void assignUnits(Timeline& timeline, const trace::Trace& trace)
{
    timeline.unitsAreBranches = assignRecorded(timeline, trace) || assignAnnotated(timeline, trace);
    if (timeline.unitsAreBranches)
        return;
    for (const Timeline::Stream& stream : timeline.streams)
        timeline.units.push_back({trace.tracks()[stream.track].info.name});
    for (TimedOperation& operation : timeline.operations)
        operation.unit = operation.stream;
}

Ns longestStreamNs(const Timeline& timeline)
{
    struct Stream
    {
        Ns sumNs = 0, coveredNs = std::numeric_limits<Ns>::min();
        Place step = -1;
        Ns longestNs = 0; ///< of the nodes of one launch
    };
    std::vector<Stream> streams(timeline.streams.size());
    Ns longestNs = 0;
    for (const TimedOperation& operation : timeline.operations) {
        Stream& stream = streams[std::size_t(operation.stream)];
        const Ns beganNs = std::max(operation.startNs, stream.coveredNs);
        const Ns aloneNs = std::clamp<Ns>(operation.endNs - beganNs, 0, operation.soloNs);
        stream.coveredNs = std::max(stream.coveredNs, operation.endNs);
        const bool isNode = operation.step < 0 || timeline.steps[std::size_t(operation.step)].ofGraph;
        if (!isNode || std::exchange(stream.step, operation.step) != operation.step)
            stream.longestNs = 0;
        stream.sumNs += std::max<Ns>(0, aloneNs - stream.longestNs);
        stream.longestNs = std::max(stream.longestNs, aloneNs);
        longestNs = std::max({longestNs, stream.sumNs, operation.soloNs});
    }
    return longestNs;
}

} // namespace streamscope::analysis
