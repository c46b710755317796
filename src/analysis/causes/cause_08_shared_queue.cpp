// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

constexpr int usualConnections = 8;

/// More streams than hardware queues, and an operation that nothing else explains begins where another stream's ended.
void mark(const Facts& facts, Marks& marks)
{
    const int connections = facts.limits ? facts.limits->connections : usualConnections;
    if (int(facts.timeline.streams.size()) <= connections)
        return;
    for (const Blocked& blocked : facts.blocked)
        if (!blocked.around.empty())
            claimDevice(facts, marks, Cause::sharedQueue, blocked.operation);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromEvidence(marks, Cause::sharedQueue, Certainty::likely, costNs);
    if (made.certainty != Certainty::notAtPlay) {
        made.arguments.push_back(std::to_string(facts.timeline.streams.size()));
        made.arguments.push_back(std::to_string(facts.limits ? facts.limits->connections : usualConnections));
    }
    return made;
}

} // namespace

const Rule sharedQueueRule{Cause::sharedQueue, 8, "8-shared-queue", mark, answer};

} // namespace streamscope::analysis
