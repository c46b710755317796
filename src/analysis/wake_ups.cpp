// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/wake_ups.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
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
    const Sign* last = nullptr; ///< of the waker within it; null: none
};

/// Pauses after which a thread goes on with the same thing.
using Pauses = std::vector<Pause>;

/// By what it goes on with.
std::vector<Pauses> pausesOf(const std::vector<Sign>& sleeper, const std::vector<Sign>& waker)
{
    std::unordered_map<Deed, std::size_t> at;
    std::vector<Pauses> pauses;
    Ns sinceNs = waker.front().startNs; // the sleeper's first sign is the end of a pause as well
    auto next = waker.begin();
    for (const Sign& sign : sleeper) {
        if (sign.startNs - sinceNs >= leastPauseNs) {
            next = std::upper_bound(next, waker.end(), sign.startNs, [](Ns ns, const Sign& s) { return ns < s.endNs; });
            const bool within = next != waker.begin() && (next - 1)->endNs > sinceNs;
            const auto [of, isNew] = at.try_emplace(deedOf(sign), pauses.size());
            if (isNew)
                pauses.emplace_back();
            pauses[of->second].push_back({sinceNs, sign.startNs, within ? &*(next - 1) : nullptr});
        }
        sinceNs = std::max(sinceNs, sign.endNs);
    }
    return pauses;
}

/// Of n shares that are anywhere between 0 and 1 by chance: how likely the sum of −ln(share) is so large.
double chanceOf(std::size_t n, double sum)
{
    if (sum <= double(n)) // as is to be expected
        return 1;
    double chance = 0;
    for (std::size_t k = 0; k < n; ++k)
        chance += std::exp(double(k) * std::log(sum) - sum - std::lgamma(double(k) + 1));
    return std::min(1.0, chance);
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

    /// How likely the pauses end so near to the moments by chance.
    double chance(std::span<const Pause> pauses) const
    {
        double sum = 0;
        std::vector<Ns> apartNs, longNs;
        for (const Pause& pause : pauses)
            if (const std::optional<Nearest> nearest = nearestTo(pause)) {
                sum -= std::log(nearest->share);
                apartNs.push_back(nearest->apartNs);
                longNs.push_back(pause.endNs - pause.startNs);
            }
        // It goes on by its own clock if that is the more regular.
        return meanDeviation(longNs) + double(leastApartNs) < meanDeviation(apartNs) ? 1 : chanceOf(pauses.size(), sum);
    }

    /// When the waker let the sleeper go on, if the pause is nearer to that than to the sleeper's own last sign.
    std::optional<Ns> leftNs(const Pause& pause) const
    {
        if (!nearestTo(pause))
            return std::nullopt;
        const Ns leftNs = m_counts == Counts::nearest ? pause.last->endNs : *(after(pause) - 1);
        return pause.endNs - leftNs <= leftNs - pause.startNs ? std::optional(leftNs) : std::nullopt;
    }

private:
    struct Nearest
    {
        Ns apartNs = 0; ///< from the moment to the pause's end; below 0 where it comes after that
        double share = 1;
    };

    std::span<const Ns>::iterator after(const Pause& pause) const
    {
        return std::ranges::upper_bound(m_timesNs, pause.endNs);
    }

    /// Nothing where the waker did nothing in the pause.
    std::optional<Nearest> nearestTo(const Pause& pause) const
    {
        const auto next = after(pause);
        if (!pause.last || next == m_timesNs.begin())
            return std::nullopt;
        const Ns beforeNs = *(next - 1), nextNs = next != m_timesNs.end() ? *next : std::max(m_endNs, pause.endNs);
        const Ns sinceNs = pause.endNs - beforeNs, untilNs = nextNs - pause.endNs;
        if (m_counts == Counts::nearest)
            return Nearest{sinceNs <= untilNs ? sinceNs : -untilNs,
                           shareOf(2 * std::min(sinceNs, untilNs), nextNs - beforeNs)};
        return beforeNs > pause.startNs ? std::optional(Nearest{sinceNs, shareOf(sinceNs, nextNs - beforeNs)})
                                        : std::nullopt;
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

/// Those that most often come last in the pauses.
std::vector<Deed> usualLast(std::span<const Pause> pauses)
{
    std::map<Deed, std::size_t> times;
    for (const Pause& pause : pauses)
        if (pause.last)
            ++times[deedOf(*pause.last)];
    std::vector<Deed> deeds;
    for (const auto& [deed, count] : times)
        deeds.push_back(deed);
    std::ranges::stable_sort(deeds, [&](Deed a, Deed b) { return times[a] > times[b]; });
    deeds.resize(std::min(deeds.size(), mostTried));
    return deeds;
}

} // namespace

std::vector<Turn> wakeUps(const ThreadSigns& waker, const ThreadSigns& sleeper)
{
    struct Site
    {
        Pauses pauses;
        std::vector<Deed> deeds; ///< that may end them
        std::span<const Pause> judged() const { return std::span(pauses).first(std::min(pauses.size(), mostJudged)); }
    };
    std::vector<Site> sites;
    std::vector<Deed> deeds;
    for (Pauses& pauses : pausesOf(sleeper.signs, waker.signs)) {
        Site& site = sites.emplace_back(Site{std::move(pauses), {}});
        site.deeds = usualLast(site.judged());
        deeds.insert(deeds.end(), site.deeds.begin(), site.deeds.end());
    }
    if (deeds.empty())
        return {};
    const Waker by(waker.signs, deeds);
    std::vector<Turn> turns;
    for (const Site& site : sites) {
        double least = mostChance / double(sites.size() * (site.deeds.size() + 1));
        std::optional<Moments> likeliest;
        const auto attempt = [&](const Moments& moments) {
            if (const double chance = moments.chance(site.judged()); chance < least) {
                least = chance;
                likeliest = moments;
            }
        };
        for (const Deed deed : site.deeds)
            attempt(by.momentsOf(deed));
        attempt(by.silences());
        if (!likeliest)
            continue;
        for (const Pause& pause : site.pauses)
            if (const std::optional<Ns> leftNs = likeliest->leftNs(pause))
                turns.push_back({waker.track, sleeper.track, *leftNs, pause.endNs});
    }
    std::ranges::sort(turns, {}, &Turn::takenNs);
    return turns;
}

} // namespace streamscope::analysis
