// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/turns.h"

#include <algorithm>
#include <map>

namespace streamscope::analysis {

namespace {

/// A longer way from one submission to the next is not the framework's: what comes after needs what was done meanwhile.
constexpr Ns longPauseNs = 100'000;

/// Of each step: the stream of what it submits, −1 where it submits nothing or to several, and what that waits for.
struct Submitted
{
    Place stream = -1;
    Place waitsForStep = -1; ///< of the latest operation that one of its operations waits for
    bool ofSeveral = false;
};

std::vector<Submitted> submittedBy(const Timeline& timeline)
{
    std::vector<Submitted> by(timeline.steps.size());
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.step < 0)
            continue;
        Submitted& submitted = by[std::size_t(operation.step)];
        submitted.ofSeveral |= submitted.stream >= 0 && submitted.stream != operation.stream;
        submitted.stream = operation.stream;
        if (operation.waitsFor >= 0)
            submitted.waitsForStep =
                std::max(submitted.waitsForStep, timeline.operations[std::size_t(operation.waitsFor)].step);
    }
    return by;
}

/// Steps of one thread that may change places, and serves them to its streams in turn.
class Stretch
{
public:
    explicit Stretch(const std::vector<Submitted>& by, std::vector<Place>& inTurn) : m_by(by), m_inTurn(inTurn) {}

    void add(Place step)
    {
        m_steps.push_back(step);
        const auto [queue, isNew] = m_queueOf.try_emplace(m_by[std::size_t(step)].stream, m_queues.size());
        if (isNew)
            m_queues.emplace_back();
        m_queues[queue->second].steps.push_back(step);
    }

    void close()
    {
        if (m_queues.size() > 1)
            serve();
        m_steps.clear();
        m_queues.clear();
        m_queueOf.clear();
    }

private:
    struct Queue
    {
        std::vector<Place> steps;
        std::size_t next = 0;
    };

    void serve()
    {
        const Place first = m_steps.front();
        m_served.assign(std::size_t(m_steps.back() - first) + 1, false);
        std::size_t turn = 0;
        for (const Place place : m_steps) {
            turn = nextWithTurn(turn);
            Queue& queue = m_queues[turn];
            const Place step = queue.steps[queue.next++];
            m_served[std::size_t(step - first)] = true;
            m_inTurn[std::size_t(place)] = step;
            turn = (turn + 1) % m_queues.size();
        }
    }

    /// The next stream from `turn` on that has something left that waits for nothing left; what waits for each other in
    /// a circle, where clocks disagree, comes as it may.
    std::size_t nextWithTurn(std::size_t turn) const
    {
        std::size_t any = turn;
        for (std::size_t tried = m_queues.size(); tried > 0; --tried) {
            const std::size_t at = (turn + tried - 1) % m_queues.size();
            if (m_queues[at].next < m_queues[at].steps.size())
                any = at;
        }
        for (std::size_t tried = 0; tried < m_queues.size(); ++tried) {
            const Queue& queue = m_queues[(turn + tried) % m_queues.size()];
            if (queue.next < queue.steps.size() && !waits(queue.steps[queue.next]))
                return (turn + tried) % m_queues.size();
        }
        return any;
    }

    /// For something of this stretch that is still to come.
    bool waits(Place step) const
    {
        const Place waitsFor = m_by[std::size_t(step)].waitsForStep;
        return waitsFor >= m_steps.front() && waitsFor <= m_steps.back() &&
               !m_served[std::size_t(waitsFor - m_steps.front())];
    }

    const std::vector<Submitted>& m_by;
    std::vector<Place>& m_inTurn;
    std::vector<Place> m_steps;
    std::vector<bool> m_served;             ///< by step, from the first of m_steps on
    std::map<Place, std::size_t> m_queueOf; ///< by stream
    std::vector<Queue> m_queues;            ///< of streams, in the order of their first steps
};

} // namespace

std::vector<Place> stepsInTurn(const Timeline& timeline)
{
    const std::vector<Submitted> by = submittedBy(timeline);
    std::vector<Place> inTurn(timeline.steps.size());
    Stretch stretch(by, inTurn);
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread) {
        Ns lastNs = 0;
        for (std::size_t i = timeline.firstStep[thread]; i < timeline.firstStep[thread + 1]; ++i) {
            const HostStep& step = timeline.steps[i];
            inTurn[i] = Place(i);
            if (step.timeNs - lastNs > longPauseNs || step.before != Place(i) - 1)
                stretch.close();
            lastNs = step.timeNs;
            const bool isPlain = step.submits && !step.ofGraph && !step.blocks && step.waitsFor < 0 &&
                                 by[i].stream >= 0 && !by[i].ofSeveral;
            if (isPlain)
                stretch.add(Place(i));
            else if (step.submits || step.blocks || step.waitsFor >= 0)
                stretch.close();
            if (!timeline.handovers.empty() && !timeline.handoversFrom(Place(i)).empty())
                stretch.close();
        }
        stretch.close();
    }
    return inTurn;
}

} // namespace streamscope::analysis
