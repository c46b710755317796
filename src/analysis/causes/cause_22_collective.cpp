// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Who takes part: a rank of its own recording, or a GPU of a recording of several; and its process.
using Rank = std::tuple<std::int32_t, std::int32_t, std::int64_t>;

Rank rankOf(const trace::TrackInfo& row)
{
    return {row.rank, row.device, row.pid};
}

struct Calls
{
    std::map<Rank, std::vector<Place>> ofRank; ///< in order
};

/// A collective's kernel waits on the device until every rank has come. With all ranks at hand the last start tells how
/// long; with one, a kernel much longer than its like is likely to have waited.
Ns durationNs(const Facts& facts, Place place)
{
    const TimedOperation& operation = facts.timeline.operations[std::size_t(place)];
    return operation.endNs - operation.startNs;
}

/// What each took over the median, of those that took twice as long.
std::vector<std::pair<Place, Ns>> overTwiceTheMedian(const Facts& facts, const std::vector<Place>& places)
{
    std::vector<std::pair<Place, Ns>> found;
    if (places.size() < 3)
        return found;
    std::vector<Ns> sorted;
    for (const Place place : places)
        sorted.push_back(durationNs(facts, place));
    std::sort(sorted.begin(), sorted.end());
    const Ns medianNs = sorted[(sorted.size() - 1) / 2];
    for (const Place place : places)
        if (durationNs(facts, place) > 2 * medianNs)
            found.emplace_back(place, durationNs(facts, place) - medianNs);
    return found;
}

/// Of one rank's calls. Large messages take longer than small ones without anybody waiting: where the file tells the
/// sizes, calls of a size are compared.
std::vector<std::pair<Place, Ns>> beyondTheUsual(const Facts& facts, const std::vector<Place>& places)
{
    constexpr std::size_t mostLookedAt = 256; // each is read from the file
    std::vector<std::pair<Place, Ns>> found = overTwiceTheMedian(facts, places);
    if (found.empty() || places.size() > mostLookedAt)
        return found;
    std::map<std::string, std::vector<Place>> bySize;
    for (const Place place : places) {
        std::string size;
        for (const auto& [name, value] : facts.trace.arguments(facts.timeline.operations[std::size_t(place)].slice))
            if (name == "In msg nelems" || name == "Out msg nelems" || name == "dtype")
                size += value + "/";
        bySize[size].push_back(place);
    }
    found.clear();
    for (const auto& [size, alike] : bySize)
        for (const auto& one : overTwiceTheMedian(facts, alike))
            found.push_back(one);
    return found;
}

void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    std::map<trace::NameId, Calls> collectives;
    std::map<trace::NameId, bool> known;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        if (!trace::isKernel(operations[i].kind))
            continue;
        const trace::NameId name = facts.trace.tracks()[operations[i].slice.track].name[operations[i].slice.index];
        const auto [place, isNew] = known.try_emplace(name, false);
        if (isNew)
            place->second = isCollective(facts.trace.name(name));
        if (place->second)
            collectives[name].ofRank[rankOf(facts.trackOf(operations[i]))].push_back(Place(i));
    }
    const auto claim = [&](Place operation, Ns extraNs) {
        if (extraNs <= 0)
            return;
        marks.extra[std::size_t(operation)] = Cause::collective;
        marks.extraNs[std::size_t(operation)] = extraNs;
        marks.add(Cause::collective, operations[std::size_t(operation)].slice, extraNs);
    };
    for (const auto& [name, calls] : collectives) {
        if (calls.ofRank.size() > 1) {
            std::size_t rounds = calls.ofRank.begin()->second.size();
            for (const auto& [rank, places] : calls.ofRank)
                rounds = std::min(rounds, places.size());
            for (std::size_t round = 0; round < rounds; ++round) {
                Ns lastNs = 0;
                for (const auto& [rank, places] : calls.ofRank)
                    lastNs = std::max(lastNs, operations[std::size_t(places[round])].startNs);
                for (const auto& [rank, places] : calls.ofRank) {
                    const TimedOperation& own = operations[std::size_t(places[round])];
                    claim(places[round], std::min(lastNs, own.endNs) - own.startNs);
                }
            }
            continue;
        }
        for (const auto& [place, extraNs] : beyondTheUsual(facts, calls.ofRank.begin()->second))
            claim(place, extraNs);
    }
}

/// What another rank did at the same time proves it; what is usual only makes it likely.
bool isOfSeveralRanks(const Facts& facts)
{
    std::set<Rank> all, ranks;
    for (const Timeline::Stream& stream : facts.timeline.streams)
        all.insert(rankOf(facts.trace.tracks()[stream.track].info));
    for (std::size_t i = 0; all.size() > 1 && ranks.size() < 2 && i < facts.timeline.operations.size(); ++i)
        if (const TimedOperation& operation = facts.timeline.operations[i];
            trace::isKernel(operation.kind) && isCollective(facts.nameOf(operation.slice)))
            ranks.insert(rankOf(facts.trackOf(operation)));
    return ranks.size() > 1;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (!marks.any(Cause::collective))
        return {};
    if (isOfSeveralRanks(facts))
        return answerFromEvidence(marks, Cause::collective, Certainty::proved, costNs);
    Answer made = answerFromEvidence(marks, Cause::collective, Certainty::likely, costNs);
    made.found = made.headline = "-one-rank";
    return made;
}

} // namespace

const Rule collectiveRule{Cause::collective, 22, "22-collective", mark, answer};

} // namespace streamscope::analysis
