// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/handovers.h"

#include "analysis/thread_signs.h"
#include "analysis/wake_ups.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <utility>

namespace streamscope::analysis {

namespace {

using Signs = std::vector<Sign>;

/// More threads than this are not compared with each other.
constexpr std::size_t mostThreads = 64;

/// Whether two threads take turns.
class Pair
{
public:
    Pair(const ThreadSigns& a, const ThreadSigns& b)
        : m_threads{&a, &b}, m_beginNs(std::min(a.signs.front().startNs, b.signs.front().startNs)),
          m_endNs(std::max(a.signs.back().endNs, b.signs.back().endNs))
    {}

    /// Their turns; none if they go side by side, or come near each other by chance.
    std::vector<Turn> turns()
    {
        m_holder = first(1).startNs < first(0).startNs;
        while (m_next[1 - m_holder] < signs(1 - m_holder).size()) {
            take();
            if (m_together > leastTold + m_turns.size() / together || (m_turns.size() > leastToJudge && isChance()))
                return {};
        }
        if (m_together * together > m_turns.size() || isChance())
            return {};
        return std::move(m_turns);
    }

private:
    /// One of so many turns may overlap the other thread's work.
    static constexpr std::size_t together = 20;
    static constexpr std::size_t leastTold = 16, leastToJudge = 1024;
    static constexpr std::size_t mostMoved = 4096; ///< signs of each thread, for the sake of time

    const Signs& signs(std::size_t thread) const { return m_threads[thread]->signs; }
    const Sign& first(std::size_t thread) const { return signs(thread).front(); }

    /// Turns one way, or both.
    struct Evidence
    {
        std::size_t turns = 0;
        double sum = 0;

        void add(double told)
        {
            ++turns;
            sum += told;
        }

        /// Had the threads nothing to do with each other, each turn would come anywhere in the pause around it, and the
        /// sum of −ln(share) would be about their number.
        bool isChance(double once) const
        {
            constexpr double each = 1.5;
            return sum < each * double(turns) + once;
        }
    };

    /// Work that was put anywhere in a round of the other thread would fall into its pause by the share that the pause
    /// is longer: they are likely to meet sooner or later, the more of the time they work.
    bool neverMeetByChance() const
    {
        constexpr double each = 0.3, once = 4.5;
        return m_rounds.sum < each * double(m_rounds.turns) + once;
    }

    /// Where only now and then a sign is seen of two threads, they seldom meet, too. But then they take as few turns
    /// with all of one thread's signs moved by any time.
    bool isOrderly() const
    {
        constexpr std::size_t moves = 24;
        const auto looked = [this](std::size_t thread) {
            const std::size_t seen = std::max<std::size_t>(m_next[thread], 1);
            return std::span(signs(thread)).first(std::min(seen, mostMoved));
        };
        const auto one = looked(0), other = looked(1);
        const Ns endNs = std::min(one.back().endNs, other.back().endNs);
        const std::size_t turns = turnsIfMoved(one, other, 0, endNs);
        for (std::size_t i = 1; i <= moves; ++i)
            if (turnsIfMoved(one, other, (endNs - m_beginNs) / Ns(moves + 1) * Ns(i), endNs) < turns)
                return false;
        return true;
    }

    /// How many turns two threads take until `endNs` if the signs of the other come so much later, those that come too
    /// late then at the beginning.
    std::size_t turnsIfMoved(std::span<const Sign> one, std::span<const Sign> other, Ns laterNs, Ns endNs) const
    {
        const auto before = [](std::span<const Sign> signs, Ns timeNs) {
            return signs.first(
                std::size_t(std::ranges::lower_bound(signs, timeNs, {}, &Sign::startNs) - signs.begin()));
        };
        const auto own = before(one, endNs), all = before(other, endNs), stay = before(all, endNs - laterNs);
        std::size_t turns = 0, next = 0;
        int holder = -1;
        const auto take = [&](int thread) {
            turns += holder >= 0 && holder != thread ? 1 : 0;
            holder = thread;
        };
        const auto takeMoved = [&](const Sign& sign, Ns movedNs) {
            for (; next < own.size() && own[next].startNs <= sign.startNs + movedNs; ++next)
                take(0);
            take(1);
        };
        for (const Sign& sign : all.subspan(stay.size()))
            takeMoved(sign, laterNs - (endNs - m_beginNs));
        for (const Sign& sign : stay)
            takeMoved(sign, laterNs);
        if (next < own.size())
            take(0);
        return turns;
    }

    /// Who waits for the other need not be quick with what it does in between, nor the only one to hand over. But
    /// operators that wait end when the other is done.
    bool isChance() const
    {
        constexpr double oneWay = 2.5, bothWays = 0.5;
        if (m_ofLeaves.turns > 0 && m_ofLeaves.isChance(bothWays))
            return true;
        if (!neverMeetByChance() && isOrderly())
            return false;
        const Evidence both{m_evidence[0].turns + m_evidence[1].turns, m_evidence[0].sum + m_evidence[1].sum};
        return m_evidence[0].isChance(oneWay) && m_evidence[1].isChance(oneWay) && both.isChance(bothWays);
    }

    /// From the thread that works to the other's next sign.
    void take()
    {
        const std::size_t from = m_holder, to = 1 - m_holder;
        const Sign& taken = signs(to)[m_next[to]];
        const auto after = std::ranges::upper_bound(signs(from).begin() + std::ptrdiff_t(m_next[from]),
                                                    signs(from).end(), taken.startNs, {}, &Sign::startNs);
        m_next[from] = std::size_t(after - signs(from).begin());
        m_holder = to;
        const Sign& left = *(after - 1);
        const Ns onNs = after != signs(from).end() ? after->startNs : m_endNs;
        const Ns beforeNs = m_next[to] > 0 ? signs(to)[m_next[to] - 1].endNs : m_beginNs;
        if (left.endNs > taken.startNs || (left.opensLeaf && !fills(to, {left.endNs, onNs}))) {
            ++m_together;
            m_sinceTogether = 0;
            return;
        }
        addToRound(left.endNs, taken.startNs);
        const Ns pauseNs = std::min(onNs - left.endNs, taken.startNs - beforeNs);
        m_evidence[from].add(-std::log(shareOf(taken.startNs - left.endNs, pauseNs)));
        if (taken.endsOperator && m_next[to] > 0 && signs(to)[m_next[to] - 1].opensLeaf)
            m_ofLeaves.add(-std::log(shareOf(taken.startNs - left.endNs, taken.startNs - beforeNs)));
        m_turns.push_back({m_threads[from]->track, m_threads[to]->track, left.endNs, taken.startNs});
    }

    /// Every second turn ends a round: from when the thread took over the last time.
    void addToRound(Ns leftNs, Ns takenNs)
    {
        const Ns pauseNs = takenNs - leftNs;
        ++m_sinceTogether;
        if (m_sinceTogether >= 3 && m_sinceTogether % 2 == 1) {
            m_rounds.add(-std::log(shareOf(m_pauseNs + pauseNs, takenNs - m_tookNs[0])));
        }
        m_pauseNs = pauseNs;
        m_tookNs[0] = m_tookNs[1];
        m_tookNs[1] = takenNs;
    }

    /// An operator in which nothing is seen but that the other thread works for nearly all of its time waits for that.
    bool fills(std::size_t thread, Interval time) const
    {
        const auto begin = signs(thread).begin() + std::ptrdiff_t(m_next[thread]);
        const auto end = std::ranges::lower_bound(begin, signs(thread).end(), time.endNs, {}, &Sign::startNs);
        const Ns lastNs = (end - 1)->endNs; // the first of them lies within
        return lastNs <= time.endNs && 3 * (lastNs - begin->startNs) >= 2 * time.durationNs();
    }

    const ThreadSigns* m_threads[2];
    Ns m_beginNs, m_endNs;
    std::size_t m_next[2] = {0, 0};
    std::size_t m_holder = 0;
    std::size_t m_together = 0; ///< turns taken while the other thread worked
    Evidence m_evidence[2];     ///< by who left off
    Evidence m_ofLeaves;        ///< of turns that end an operator in which nothing was seen
    Evidence m_rounds;          ///< each from when a thread took over until it does so again
    std::size_t m_sinceTogether = 0;
    Ns m_tookNs[2] = {0, 0}; ///< in the last two turns, the later one last
    Ns m_pauseNs = 0;        ///< before the last one
    std::vector<Turn> m_turns;
};

/// Without the pairs of which nearly all turns come right after what a third thread did: it keeps them in order.
std::vector<Turn> withoutKeptInOrder(const std::vector<std::vector<Turn>>& pairs)
{
    const auto taking = [](const Turn& turn) { return std::pair{turn.to, turn.takenNs}; };
    std::vector<Turn> all;
    for (const std::vector<Turn>& turns : pairs)
        all.insert(all.end(), turns.begin(), turns.end());
    std::ranges::stable_sort(all, {}, taking);
    const auto ofThird = [&](const Turn& turn) {
        const auto first = std::ranges::lower_bound(all, taking(turn), {}, taking);
        const auto last = std::ranges::upper_bound(all, taking(turn), {}, taking);
        return std::any_of(first, last, [&turn](const Turn& other) { return other.leftNs > turn.leftNs; });
    };
    std::vector<Turn> kept;
    for (const std::vector<Turn>& turns : pairs)
        if (4 * std::size_t(std::ranges::count_if(turns, ofThird)) <= 3 * turns.size())
            kept.insert(kept.end(), turns.begin(), turns.end());
    return kept;
}

bool areOfOneProcess(const trace::TrackInfo& one, const trace::TrackInfo& other)
{
    return one.rank == other.rank && one.pid == other.pid;
}

/// Who makes a stream, or itself, wait for an event does so once that was recorded.
std::vector<Turn> turnsByEvents(const trace::Trace& trace)
{
    const auto tracks = trace.tracks();
    const auto callsOf = [&](std::int64_t correlation) {
        std::vector<trace::SliceRef> calls = trace.correlated(correlation);
        std::erase_if(
            calls, [&](trace::SliceRef call) { return tracks[call.track].info.kind != trace::TrackKind::hostThread; });
        return calls;
    };
    std::vector<Turn> turns;
    for (const trace::Dependency& dependency : trace.dependencies())
        for (const trace::SliceRef record : callsOf(dependency.fromCorrelation))
            for (const trace::SliceRef wait : callsOf(dependency.toCorrelation)) {
                const trace::TrackInfo &one = tracks[record.track].info, &other = tracks[wait.track].info;
                const Turn turn{record.track, wait.track, tracks[record.track].endNs(record.index),
                                tracks[wait.track].startNs[wait.index]};
                if (turn.from != turn.to && areOfOneProcess(one, other) && turn.leftNs <= turn.takenNs)
                    turns.push_back(turn);
            }
    return turns;
}

/// Adds the turns of threads that together wake another one up, or are woken up by one, where none are known of the
/// two.
void addWakeUpsOfSeveral(std::span<const trace::Track> tracks, const std::vector<ThreadSigns>& threads,
                         std::vector<std::vector<Turn>>& pairs)
{
    std::set<std::pair<trace::TrackId, trace::TrackId>> known;
    for (const std::vector<Turn>& turns : pairs)
        for (const Turn& turn : turns)
            known.emplace(turn.from, turn.to);
    for (const ThreadSigns& one : threads) {
        std::vector<const ThreadSigns*> others;
        for (const ThreadSigns& other : threads)
            if (&other != &one && areOfOneProcess(tracks[other.track].info, tracks[one.track].info))
                others.push_back(&other);
        if (others.size() < 2)
            continue;
        std::map<std::pair<trace::TrackId, trace::TrackId>, std::vector<Turn>> found;
        const auto add = [&](const std::vector<Turn>& turns) {
            for (const Turn& turn : turns)
                if (!known.contains({turn.from, turn.to}))
                    found[{turn.from, turn.to}].push_back(turn);
        };
        if (!std::ranges::all_of(others, [&](auto* other) { return known.contains({other->track, one.track}); }))
            add(wakeUpsByAny(one, others));
        if (!std::ranges::all_of(others, [&](auto* other) { return known.contains({one.track, other->track}); }))
            add(wakeUpsOfAny(others, one));
        for (auto& [pair, turns] : found) {
            known.insert(pair);
            pairs.push_back(std::move(turns));
        }
    }
}

bool calls(const trace::Track& track)
{
    return track.info.kind == trace::TrackKind::hostThread && std::ranges::any_of(track.kind, isCall);
}

} // namespace

std::vector<Turn> findTurns(const trace::Trace& trace)
{
    std::vector<ThreadSigns> threads;
    const auto tracks = trace.tracks();
    for (trace::TrackId t = 0; t < tracks.size() && threads.size() < mostThreads; ++t)
        if (calls(tracks[t]))
            threads.push_back({t, {}});
    const auto signsOfThread = [&](ThreadSigns& thread) {
        if (thread.signs.empty())
            thread.signs = signsOf(tracks[thread.track]);
    };
    std::vector<std::vector<Turn>> pairs;
    for (std::size_t a = 0; a < threads.size(); ++a)
        for (std::size_t b = a + 1; b < threads.size(); ++b) {
            if (!areOfOneProcess(tracks[threads[a].track].info, tracks[threads[b].track].info))
                continue;
            signsOfThread(threads[a]);
            signsOfThread(threads[b]);
            pairs.push_back(Pair(threads[a], threads[b]).turns());
            if (!pairs.back().empty())
                continue;
            for (std::vector<Turn>& turns : wakeUps(threads[a], threads[b]))
                pairs.push_back(std::move(turns));
        }
    addWakeUpsOfSeveral(tracks, threads, pairs);
    std::vector<Turn> turns = withoutKeptInOrder(pairs);
    const std::vector<Turn> byEvents = turnsByEvents(trace);
    turns.insert(turns.end(), byEvents.begin(), byEvents.end());
    return turns;
}

std::vector<trace::TrackId> groupsOf(const std::vector<Turn>& turns, std::size_t tracks)
{
    std::vector<trace::TrackId> groupOf(tracks);
    std::iota(groupOf.begin(), groupOf.end(), trace::TrackId(0));
    for (bool changed = true; changed;) { // as often as threads stand in a row
        changed = false;
        for (const Turn& turn : turns) {
            changed = changed || groupOf[turn.from] != groupOf[turn.to];
            groupOf[turn.from] = groupOf[turn.to] = std::min(groupOf[turn.from], groupOf[turn.to]);
        }
    }
    return groupOf;
}

} // namespace streamscope::analysis
