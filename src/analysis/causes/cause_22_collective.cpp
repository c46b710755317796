// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/by_id.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
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

// A collective's kernel waits on the device until every rank has come. With all ranks at hand the last start tells how
// long; with one, a kernel much longer than its like is likely to have waited.

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

/// What the file tells of a collective's message; empty where it does not.
std::string sizeOf(const Facts& facts, Place place)
{
    std::string size;
    for (const auto& [name, value] : facts.trace.arguments(facts.timeline.operations[std::size_t(place)].slice))
        if (name == "In msg nelems" || name == "Out msg nelems" || name == "dtype")
            size += value + "/";
    return size;
}

/// Of one rank's calls. Large messages take longer than small ones without anybody waiting: calls of a size are
/// compared. `sizesUnknown` becomes true where some took long and the file does not tell the sizes.
std::vector<std::pair<Place, Ns>> beyondTheUsual(const Facts& facts, std::vector<Place> places, bool& sizesUnknown)
{
    constexpr std::size_t mostLookedAt = 2048; // each is read from the file
    std::vector<std::pair<Place, Ns>> found = overTwiceTheMedian(facts, places);
    if (found.empty())
        return found;
    found.clear();
    places.resize(std::min(places.size(), mostLookedAt));
    std::map<std::string, std::vector<Place>> bySize;
    for (const Place place : places)
        bySize[sizeOf(facts, place)].push_back(place);
    for (const auto& [size, alike] : bySize) {
        const std::vector<std::pair<Place, Ns>> longest = overTwiceTheMedian(facts, alike);
        sizesUnknown |= size.empty() && !longest.empty();
        if (!size.empty())
            found.insert(found.end(), longest.begin(), longest.end());
    }
    return found;
}

Ns median(std::vector<Ns> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Calls of two ranks, paired from the first or from the last on: a collective ends on all ranks within microseconds,
/// so that the usual difference of the ends is that of the clocks.
struct Pairing
{
    Ns offsetNs = 0;  ///< of the other rank's clock
    Ns scatterNs = 0; ///< median distance of the differences from that
};

Pairing pair(const Facts& facts, const std::vector<Place>& first, const std::vector<Place>& other, std::size_t rounds,
             bool fromTheEnd)
{
    const auto& operations = facts.timeline.operations;
    std::vector<Ns> differencesNs;
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::size_t a = fromTheEnd ? first.size() - rounds + round : round;
        const std::size_t b = fromTheEnd ? other.size() - rounds + round : round;
        differencesNs.push_back(operations[std::size_t(other[b])].endNs - operations[std::size_t(first[a])].endNs);
    }
    Pairing made;
    made.offsetNs = median(differencesNs);
    for (Ns& differenceNs : differencesNs)
        differenceNs = std::abs(differenceNs - made.offsetNs);
    made.scatterNs = median(std::move(differencesNs));
    return made;
}

/// What the collectives of a trace waited for their peers.
struct Waits
{
    std::vector<std::pair<Place, Ns>> found;
    Marks::Collectives told;
};

void addWaitsForPeers(const Facts& facts, const Calls& calls, Waits& waits)
{
    constexpr Ns togetherNs = 20'000;
    const auto& operations = facts.timeline.operations;
    std::vector<const std::vector<Place>*> ranks;
    std::size_t rounds = std::numeric_limits<std::size_t>::max();
    for (const auto& [rank, places] : calls.ofRank) {
        ranks.push_back(&places);
        rounds = std::min(rounds, places.size());
    }
    std::vector<Pairing> ways[2];
    Ns scatterNs[2] = {0, 0};
    for (const bool fromTheEnd : {false, true})
        for (const std::vector<Place>* other : ranks) {
            ways[fromTheEnd].push_back(pair(facts, *ranks.front(), *other, rounds, fromTheEnd));
            scatterNs[fromTheEnd] = std::max(scatterNs[fromTheEnd], ways[fromTheEnd].back().scatterNs);
        }
    const bool fromTheEnd = scatterNs[1] < scatterNs[0];
    if (scatterNs[fromTheEnd] > togetherNs) {
        waits.told.areUnlike = true;
        return;
    }
    const auto deviceOf = [&](std::size_t rank) { return operations[std::size_t(ranks[rank]->front())].device; };
    std::map<Place, Ns>& clockNs = waits.told.clockNs;
    const Ns firstClockNs = clockNs.try_emplace(deviceOf(0), 0).first->second;
    for (std::size_t rank = 0; rank < ranks.size(); ++rank)
        clockNs.try_emplace(deviceOf(rank), firstClockNs + ways[fromTheEnd][rank].offsetNs);
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto placeOf = [&](std::size_t rank) {
            const std::vector<Place>& places = *ranks[rank];
            return places[fromTheEnd ? places.size() - rounds + round : round];
        };
        Ns lastNs = std::numeric_limits<Ns>::min();
        for (std::size_t rank = 0; rank < ranks.size(); ++rank)
            lastNs = std::max(lastNs, operations[std::size_t(placeOf(rank))].startNs - ways[fromTheEnd][rank].offsetNs);
        std::vector<Place>& together = waits.told.together.emplace_back();
        for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
            together.push_back(placeOf(rank));
            const TimedOperation& own = operations[std::size_t(placeOf(rank))];
            const Ns allThereNs = lastNs + ways[fromTheEnd][rank].offsetNs;
            waits.found.emplace_back(placeOf(rank), std::min(allThereNs, own.endNs) - own.startNs);
        }
    }
}

Waits findWaits(const Facts& facts)
{
    const auto& operations = facts.timeline.operations;
    std::map<trace::NameId, Calls> collectives;
    ById<bool> known;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        if (!trace::isKernel(operations[i].kind))
            continue;
        const trace::NameId name = facts.trace.tracks()[operations[i].slice.track].name[operations[i].slice.index];
        if (known.of(name, [&] { return isCollective(facts.trace.name(name)); }))
            collectives[name].ofRank[rankOf(facts.trackOf(operations[i]))].push_back(Place(i));
    }
    Waits waits;
    waits.told.areOfOneRank = !collectives.empty() && std::ranges::all_of(collectives, [](const auto& collective) {
        return collective.second.ofRank.size() == 1;
    });
    for (const auto& [name, calls] : collectives) {
        if (calls.ofRank.size() > 1)
            addWaitsForPeers(facts, calls, waits);
        else
            for (const auto& one : beyondTheUsual(facts, calls.ofRank.begin()->second, waits.told.sizesUnknown))
                waits.found.push_back(one);
    }
    return waits;
}

void mark(const Facts& facts, Marks& marks)
{
    Waits waits = findWaits(facts);
    marks.collectives = std::move(waits.told);
    for (const auto& [operation, extraNs] : waits.found) {
        if (extraNs <= 0)
            continue;
        marks.extra[std::size_t(operation)] = Cause::collective;
        marks.extraNs[std::size_t(operation)] = extraNs;
        marks.add(Cause::collective, facts.timeline.operations[std::size_t(operation)].slice, extraNs);
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
    if (!marks.any(Cause::collective)) {
        const Marks::Collectives& told = marks.collectives;
        if (told.sizesUnknown)
            return {Certainty::cannotTell, {}, false, "", "-sizes"};
        if (told.areOfOneRank || told.areUnlike)
            return {Certainty::cannotTell, {}, false, "", told.areOfOneRank ? "-one-rank" : "-unlike"};
        return {};
    }
    if (isOfSeveralRanks(facts))
        return answerFromEvidence(marks, Cause::collective, Certainty::proved, costNs);
    Answer made = answerFromEvidence(marks, Cause::collective, Certainty::likely, costNs);
    made.headline = made.found = "-one-rank";
    return made;
}

} // namespace

const Rule collectiveRule{Cause::collective, 22, "22-collective", mark, answer};

} // namespace streamscope::analysis
