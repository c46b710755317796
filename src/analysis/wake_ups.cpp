// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/wake_ups.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

namespace streamscope::analysis {

namespace {

/// A thread that waits for another loses as much; shorter pauses are its way from call to call.
constexpr Ns leastPauseNs = 20'000;
/// So seldom are threads that have nothing to do with each other taken for some that have.
constexpr double mostChance = 1e-3;
/// So many of the waker's signs are tried, those that most often come last before the sleeper goes on.
constexpr std::size_t mostTried = 3;
/// So many pauses before the same thing tell as much as all.
constexpr std::size_t mostJudged = 256;

/// What a thread does at a sign.
using Deed = std::uint64_t;

Deed deedOf(const Sign& sign)
{
    return 2 * Deed(sign.name) + (sign.endsOperator ? 1 : 0);
}

struct Pause
{
    Ns startNs = 0, endNs = 0;
    std::span<const Sign> seen; ///< of the waker within it
    trace::TrackId of = 0;      ///< the sleeper
};

/// Pauses after which a thread goes on with the same thing.
using Pauses = std::vector<Pause>;

/// The pauses of one or several threads, by what they go on with.
class PausesOf
{
public:
    explicit PausesOf(const std::vector<Sign>& waker) : m_waker(waker) {}

    void add(const ThreadSigns& sleeper)
    {
        Ns sinceNs = m_waker.front().startNs; // the sleeper's first sign is the end of a pause as well
        auto next = m_waker.begin();
        const auto after = [&](Ns timeNs) {
            return std::upper_bound(next, m_waker.end(), timeNs, [](Ns ns, const Sign& s) { return ns < s.endNs; });
        };
        for (const Sign& sign : sleeper.signs) {
            if (sign.startNs - sinceNs >= leastPauseNs) {
                next = after(sinceNs);
                const auto [of, isNew] = m_at.try_emplace(deedOf(sign), pauses.size());
                if (isNew)
                    pauses.emplace_back();
                pauses[of->second].push_back({sinceNs, sign.startNs, {next, after(sign.startNs)}, sleeper.track});
            }
            sinceNs = std::max(sinceNs, sign.endNs);
        }
    }

    std::vector<Pauses> pauses;

private:
    const std::vector<Sign>& m_waker;
    std::unordered_map<Deed, std::size_t> m_at;
};

/// Of n shares that are anywhere between 0 and 1 by chance: how likely the sum of −ln(share) is so large. Its
/// logarithm: long recordings leave chances that no number holds.
double logChanceOf(std::size_t n, double sum)
{
    if (sum <= double(n)) // as is to be expected
        return 0;
    const auto term = [sum](std::size_t k) { return double(k) * std::log(sum) - sum - std::lgamma(double(k) + 1); };
    const double greatest = term(n - 1); // they grow up to the sum
    double terms = 0;
    for (std::size_t k = 0; k < n; ++k)
        terms += std::exp(term(k) - greatest);
    return std::min(0.0, greatest + std::log(terms));
}

double meanDeviation(const std::vector<Ns>& ns)
{
    const double count = double(std::max<std::size_t>(ns.size(), 1));
    const double mean = std::accumulate(ns.begin(), ns.end(), 0.0) / count;
    const double sum = std::accumulate(ns.begin(), ns.end(), 0.0,
                                       [mean](double s, Ns one) { return s + std::abs(double(one) - mean); });
    return sum / count;
}

/// What the waker did at some moments, by time, and when it did its last. Refers to them.
class Moments
{
public:
    enum class Counts
    {
        before, ///< only what was done within the pause
        nearest ///< a little after it, too
    };

    Moments(std::span<const Ns> timesNs, Ns endNs, Counts counts) : m_timesNs(timesNs), m_endNs(endNs), m_counts(counts)
    {}

    /// How likely the pauses end so near to the moments by chance: that is, anywhere from one moment to the next, or,
    /// of threads that come near each other for another reason, anywhere in the pause. Its logarithm.
    double logChance(std::span<const Pause> pauses, bool tied) const
    {
        double sum = 0;
        std::vector<Ns> apartNs, longNs;
        for (const Pause& pause : pauses)
            if (const std::optional<Nearest> nearest = nearestTo(pause)) {
                const Ns wholeNs = tied ? std::min(nearest->wholeNs, pause.endNs - pause.startNs) : nearest->wholeNs;
                sum -= std::log(shareOf(sides() * std::abs(nearest->apartNs), wholeNs));
                apartNs.push_back(nearest->apartNs);
                longNs.push_back(pause.endNs - pause.startNs);
            }
        // It goes on by its own clock if that is the more regular.
        const bool ownClock = meanDeviation(longNs) + double(leastApartNs) < meanDeviation(apartNs);
        return ownClock ? 0 : logChanceOf(pauses.size(), sum);
    }

    /// When the waker let the sleeper go on, if the pause is nearer to that than to the sleeper's own last sign.
    std::optional<Ns> leftNs(const Pause& pause) const
    {
        if (!nearestTo(pause))
            return std::nullopt;
        const Ns leftNs = m_counts == Counts::nearest ? pause.seen.back().endNs : *(after(pause) - 1);
        return pause.endNs - leftNs <= leftNs - pause.startNs ? std::optional(leftNs) : std::nullopt;
    }

private:
    struct Nearest
    {
        Ns apartNs = 0; ///< from the moment to the pause's end; below 0 where it comes after that
        Ns wholeNs = 0; ///< from one moment to the next
    };

    /// On how many sides of a moment a pause may end.
    Ns sides() const { return m_counts == Counts::nearest ? 2 : 1; }

    std::span<const Ns>::iterator after(const Pause& pause) const
    {
        return std::ranges::upper_bound(m_timesNs, pause.endNs);
    }

    /// Nothing where the waker did nothing in the pause.
    std::optional<Nearest> nearestTo(const Pause& pause) const
    {
        const auto next = after(pause);
        if (pause.seen.empty() || next == m_timesNs.begin())
            return std::nullopt;
        const Ns beforeNs = *(next - 1);
        Ns nextNs = std::max(m_endNs, pause.endNs);
        if (next != m_timesNs.end())
            nextNs = *next;
        else if (next - m_timesNs.begin() > 1) // the last is followed by nothing: as long as to the one before
            nextNs = std::max(nextNs, 2 * beforeNs - *(next - 2));
        const Ns sinceNs = pause.endNs - beforeNs, untilNs = nextNs - pause.endNs;
        if (m_counts == Counts::nearest)
            return Nearest{sinceNs <= untilNs ? sinceNs : -untilNs, nextNs - beforeNs};
        return beforeNs > pause.startNs ? std::optional(Nearest{sinceNs, nextNs - beforeNs}) : std::nullopt;
    }

    std::span<const Ns> m_timesNs;
    Ns m_endNs;
    Counts m_counts;
};

/// When the waker did some things, and when it fell silent.
class Waker
{
public:
    Waker(const std::vector<Sign>& signs, const std::vector<Deed>& deeds) : m_endNs(signs.back().endNs)
    {
        for (const Deed deed : deeds)
            m_timesNs.try_emplace(deed);
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (const auto of = m_timesNs.find(deedOf(signs[i])); of != m_timesNs.end())
                of->second.push_back(signs[i].endNs);
            if (i + 1 == signs.size() || signs[i + 1].startNs - signs[i].endNs >= leastPauseNs)
                m_silencesNs.push_back(signs[i].endNs);
        }
    }

    Moments momentsOf(Deed deed) const { return {m_timesNs.at(deed), m_endNs, Moments::Counts::before}; }

    /// The last signs before its own pauses.
    Moments silences() const { return {m_silencesNs, m_endNs, Moments::Counts::nearest}; }

private:
    std::unordered_map<Deed, std::vector<Ns>> m_timesNs;
    std::vector<Ns> m_silencesNs;
    Ns m_endNs;
};

/// Those that most often come last in the pauses. Whoever begins with the next operator may have handed over by what it
/// did before: after its last one nothing begins.
std::vector<Deed> usualLast(std::span<const Pause> pauses)
{
    std::map<Deed, std::size_t> times;
    for (const Pause& pause : pauses)
        for (auto sign = pause.seen.rbegin(); sign != pause.seen.rend(); ++sign) {
            ++times[deedOf(*sign)];
            if (sign->endsOperator || sign->endNs > sign->startNs)
                break;
        }
    std::vector<Deed> deeds;
    for (const auto& [deed, count] : times)
        deeds.push_back(deed);
    std::ranges::stable_sort(deeds, [&](Deed a, Deed b) { return times[a] > times[b]; });
    deeds.resize(std::min(deeds.size(), mostTried));
    return deeds;
}

/// What wakes a thread up, and how likely that is chance.
struct WakeUps
{
    std::vector<Turn> turns;
    double logChance = 0; ///< where it is least
};

using Threads = std::span<const ThreadSigns* const>;

WakeUps wakeUpsOf(Threads sleepers, const ThreadSigns& waker, bool tied, bool bySilence)
{
    struct Site
    {
        Pauses pauses;
        std::vector<Deed> deeds; ///< that may end them
        std::span<const Pause> judged() const { return std::span(pauses).first(std::min(pauses.size(), mostJudged)); }
    };
    std::vector<Site> sites;
    std::vector<Deed> deeds;
    PausesOf seen(waker.signs);
    for (const ThreadSigns* sleeper : sleepers)
        seen.add(*sleeper);
    for (Pauses& pauses : seen.pauses) {
        if (sleepers.size() > 1)
            std::ranges::stable_sort(pauses, {}, &Pause::endNs);
        Site& site = sites.emplace_back(Site{std::move(pauses), {}});
        site.deeds = usualLast(site.judged());
        deeds.insert(deeds.end(), site.deeds.begin(), site.deeds.end());
    }
    WakeUps found;
    if (deeds.empty())
        return found;
    const Waker by(waker.signs, deeds);
    for (const Site& site : sites) {
        const double most = std::log(mostChance / double(sites.size() * (site.deeds.size() + 1)));
        std::vector<std::pair<double, Moments>> likely; // by the logarithm of their chance
        const auto attempt = [&](const Moments& moments) {
            if (const double logChance = moments.logChance(site.judged(), tied); logChance < most)
                likely.emplace_back(logChance, moments);
        };
        for (const Deed deed : site.deeds)
            attempt(by.momentsOf(deed));
        if (bySilence)
            attempt(by.silences());
        if (likely.empty())
            continue;
        std::ranges::stable_sort(likely, {}, &std::pair<double, Moments>::first);
        found.logChance = std::min(found.logChance, likely.front().first);
        for (const Pause& pause : site.pauses)
            for (const auto& [logChance, moments] : likely)
                if (const std::optional<Ns> leftNs = moments.leftNs(pause)) {
                    found.turns.push_back({waker.track, pause.of, *leftNs, pause.endNs});
                    break;
                }
    }
    std::ranges::sort(found.turns, {}, &Turn::takenNs);
    return found;
}

WakeUps wakeUpsOf(const ThreadSigns& sleeper, const ThreadSigns& waker, bool tied)
{
    const std::array sleepers{&sleeper};
    return wakeUpsOf(sleepers, waker, tied, true);
}

/// Of several threads that seem to wake one up, or to be woken up by one, whether these turns of one may come by chance
/// anywhere in the later half of each of the sleeper's pauses. Its first one begins at `sinceNs`.
bool isChanceOfOne(const std::vector<Sign>& sleeper, Ns sinceNs, const std::vector<Turn>& turns)
{
    constexpr double mostChanceOfOne = 0.01;
    double sum = 0;
    for (const Turn& turn : turns) {
        const auto taken = std::ranges::lower_bound(sleeper, turn.takenNs, {}, &Sign::startNs);
        const Ns pausedNs = taken == sleeper.begin() ? sinceNs : (taken - 1)->endNs;
        sum -= std::log(shareOf(2 * (turn.takenNs - turn.leftNs), turn.takenNs - pausedNs));
    }
    return turns.empty() || logChanceOf(turns.size(), sum) > std::log(mostChanceOfOne);
}

} // namespace

std::array<std::vector<Turn>, 2> wakeUps(const ThreadSigns& one, const ThreadSigns& other)
{
    WakeUps ofOne = wakeUpsOf(one, other, false), ofOther = wakeUpsOf(other, one, false);
    // Who wakes the other up comes near it by that alone: only one of them is surely woken up.
    if (!ofOne.turns.empty() && !ofOther.turns.empty()) {
        WakeUps tiedOne = wakeUpsOf(one, other, true), tiedOther = wakeUpsOf(other, one, true);
        if (tiedOne.logChance < tiedOther.logChance)
            ofOther = std::move(tiedOther);
        else
            ofOne = std::move(tiedOne);
    }
    return {std::move(ofOne.turns), std::move(ofOther.turns)};
}

std::vector<Turn> wakeUpsByAny(const ThreadSigns& sleeper, Threads wakers)
{
    ThreadSigns all;
    for (const ThreadSigns* waker : wakers)
        all.signs.insert(all.signs.end(), waker->signs.begin(), waker->signs.end());
    std::ranges::stable_sort(all.signs, {}, &Sign::endNs);
    // Some of them may be whom this one wakes up; and when all of them are silent tells nothing.
    const std::vector<Turn> turns = wakeUpsOf(std::array{&sleeper}, all, true, false).turns;
    std::vector<Turn> found;
    for (const ThreadSigns* waker : wakers) {
        std::vector<Turn> itsOwn;
        for (Turn turn : turns)
            if (std::ranges::binary_search(waker->signs, turn.leftNs, {}, &Sign::endNs)) {
                turn.from = waker->track;
                itsOwn.push_back(turn);
            }
        if (!isChanceOfOne(sleeper.signs, all.signs.front().startNs, itsOwn))
            found.insert(found.end(), itsOwn.begin(), itsOwn.end());
    }
    return found;
}

std::vector<Turn> wakeUpsOfAny(Threads sleepers, const ThreadSigns& waker)
{
    const std::vector<Turn> turns = wakeUpsOf(sleepers, waker, false, false).turns;
    std::vector<Turn> found;
    for (const ThreadSigns* sleeper : sleepers) {
        std::vector<Turn> itsOwn;
        std::ranges::copy_if(turns, std::back_inserter(itsOwn),
                             [sleeper](const Turn& turn) { return turn.to == sleeper->track; });
        if (!isChanceOfOne(sleeper->signs, waker.signs.front().startNs, itsOwn))
            found.insert(found.end(), itsOwn.begin(), itsOwn.end());
    }
    return found;
}

} // namespace streamscope::analysis
