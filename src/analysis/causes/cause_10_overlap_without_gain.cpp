// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>

namespace streamscope::analysis {

namespace {

constexpr double leastOverlapShare = 0.05;
constexpr double leastGain = 1.15;
constexpr double mostUnlike = 1.5;
/// Work side by side is hardly slower than one after the other: below this the kernels beside were of other sizes.
constexpr double leastCredible = 0.9;

struct Durations
{
    double aloneNs = 0, overlappedNs = 0;
    double shortestNs = 0, longestNs = 0; ///< of those alone
    std::int64_t alone = 0, overlapped = 0;

    void add(double ns, bool beside)
    {
        if (beside) {
            overlappedNs += ns;
            ++overlapped;
            return;
        }
        shortestNs = alone == 0 ? ns : std::min(shortestNs, ns);
        longestNs = std::max(longestNs, ns);
        aloneNs += ns;
        ++alone;
    }
    /// Launches of one shape may do unlike work: then those alone say nothing of those beside.
    bool isYardstick() const { return alone > 0 && overlapped > 0 && longestNs <= mostUnlike * shortestNs; }
};

/// Operations that ran while another did on their GPU.
std::vector<bool> overlapped(const Timeline& timeline)
{
    constexpr std::size_t none = ~std::size_t(0);
    const auto& operations = timeline.operations;
    std::vector<bool> found(operations.size());
    std::vector<std::size_t> latestOn(timeline.devices, none); // whose end is the latest so far
    for (std::size_t i = 0; i < operations.size(); ++i) {
        std::size_t& latest = latestOn[std::size_t(operations[i].device)];
        if (latest != none && operations[i].startNs < operations[latest].endNs)
            found[i] = found[latest] = true;
        if (latest == none || operations[i].endNs > operations[latest].endNs)
            latest = i;
    }
    return found;
}

/// A run of ours counts the work of its operations; other files say neither a product's inner size nor a message's, so
/// that what looks alike may not be.
bool knowsWork(const Facts& facts)
{
    return facts.isSimulated() || !facts.trace.info().branches.empty();
}

/// Launches of one name, grid and block do the same work, as far as a file can tell. Collectives wait for other ranks,
/// and a graph's nodes each have a place of their own.
bool isComparable(const Facts& facts, const TimedOperation& operation)
{
    if (!knowsWork(facts))
        return !isOfGraph(facts, operation) && !isCollective(facts.nameOf(operation.slice));
    // What counts nothing, as kernels that spin, may take any time.
    const trace::Track& track = facts.trace.tracks()[operation.slice.track];
    const trace::OperationDetails& details = facts.trace.details(track.details[operation.slice.index]);
    return details.flops > 0 || details.dramBytes > 0 || details.bytes > 0;
}

/// What a launch is told by, as far as a file can tell.
struct Launched
{
    trace::NameId name = 0;
    trace::DetailsId details = 0;

    std::uint64_t key() const { return std::uint64_t(name) << 32 | details; }
};

Launched launched(const Facts& facts, const TimedOperation& operation)
{
    const trace::Track& track = facts.trace.tracks()[operation.slice.track];
    return {track.name[operation.slice.index], track.details[operation.slice.index]};
}

/// By details: whether launches ran alone, and whether some ran beside others. Without both there is nothing to
/// compare.
class RanBothWays
{
public:
    RanBothWays(const Facts& facts, const std::vector<bool>& beside)
    {
        for (std::size_t i = 0; i < beside.size(); ++i) {
            const std::size_t details = launched(facts, facts.timeline.operations[i]).details;
            if (details >= m_ways.size())
                m_ways.resize(details + 1);
            m_ways[details] |= beside[i] ? 1 : 2;
        }
    }

    bool operator()(trace::DetailsId details) const { return m_ways[details] == 3; }

private:
    std::vector<std::uint8_t> m_ways;
};

/// Durations of launches that may be compared, by their keys.
std::unordered_map<std::uint64_t, Durations> durationsByLaunch(const Facts& facts, const std::vector<bool>& beside)
{
    std::unordered_map<std::uint64_t, Durations> byLaunch;
    const RanBothWays ranBothWays(facts, beside);
    const auto& operations = facts.timeline.operations;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const Launched launch = launched(facts, operations[i]);
        if (ranBothWays(launch.details) && isComparable(facts, operations[i]))
            byLaunch[launch.key()].add(double(operations[i].endNs - operations[i].startNs), beside[i]);
    }
    return byLaunch;
}

/// Time in which those of the operations run, summed over the GPUs.
Ns coveredNs(const Timeline& timeline, const std::vector<bool>& those)
{
    std::vector<Ns> coveredUntilNs(timeline.devices, std::numeric_limits<Ns>::min());
    Ns sumNs = 0;
    for (std::size_t i = 0; i < those.size(); ++i) {
        const TimedOperation& operation = timeline.operations[i];
        Ns& untilNs = coveredUntilNs[std::size_t(operation.device)];
        if (!those[i] || operation.endNs <= untilNs)
            continue;
        sumNs += operation.endNs - std::max(operation.startNs, untilNs);
        untilNs = operation.endNs;
    }
    return sumNs;
}

/// How much work the overlapped stretches held per time: 1 is what one after the other would have given. Like kernels
/// that ran alone are the yardstick; 0 where there are none.
double gain(const Facts& facts)
{
    const auto& operations = facts.timeline.operations;
    const std::vector<bool> beside = overlapped(facts.timeline);
    double soloNs = 0, knownNs = 0, allNs = 0;
    for (std::size_t i = 0; i < operations.size(); ++i)
        allNs += beside[i] ? double(operations[i].endNs - operations[i].startNs) : 0;
    for (const auto& [key, durations] : durationsByLaunch(facts, beside)) {
        if (!durations.isYardstick())
            continue;
        soloNs += durations.aloneNs / double(durations.alone) * double(durations.overlapped);
        knownNs += durations.overlappedNs;
    }
    if (knownNs * 2 < allNs || knownNs <= 0)
        return 0;
    const double elapsedNs = double(coveredNs(facts.timeline, beside));
    return elapsedNs > 0 ? soloNs * allNs / knownNs / elapsedNs : 0;
}

void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    if (double(facts.gpu.overlapNs) < leastOverlapShare * double(facts.gpu.spanNs))
        return;
    const std::vector<bool> beside = overlapped(facts.timeline);
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (beside[i])
            marks.add(Cause::overlapWithoutGain, operations[i].slice, operations[i].endNs - operations[i].startNs);
}

Answer answer(const Facts& facts, const Marks& marks, Ns)
{
    if (!marks.any(Cause::overlapWithoutGain))
        return {};
    const std::optional<Ns> oneByOneNs =
        facts.isSimulated() && facts.alternatives ? facts.alternatives->oneByOneBusyNs : std::nullopt;
    // Outside the overlap one operation after the other takes as long.
    const Ns aloneNs = facts.gpu.busyNs - facts.gpu.overlapNs;
    double gained = oneByOneNs ? double(*oneByOneNs - aloneNs) / double(facts.gpu.overlapNs) : gain(facts);
    const bool measured = gained > 0;
    if (measured && !knowsWork(facts) && gained < leastCredible)
        return {Certainty::cannotTell, {}, false, "", "-unlike"};
    if (!measured) {
        if (!facts.timeline.launchesKnown)
            return {Certainty::cannotTell, {}, false};
        Ns soloNs = 0, wholeNs = 0;
        for (const TimedOperation& operation : facts.timeline.operations) {
            soloNs += operation.soloNs;
            wholeNs += operation.endNs - operation.startNs;
        }
        gained = double(soloNs - aloneNs) / double(facts.gpu.overlapNs);
    }
    if (gained >= leastGain)
        return {};
    return {measured && knowsWork(facts) ? Certainty::proved : Certainty::likely,
            {durationText(facts.gpu.overlapNs), timesText(std::max(gained, 0.0))},
            false};
}

} // namespace

const Rule overlapWithoutGainRule{Cause::overlapWithoutGain, 10, "10-overlap-without-gain", mark, answer};

} // namespace streamscope::analysis
