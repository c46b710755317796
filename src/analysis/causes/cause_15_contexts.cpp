// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace streamscope::analysis {

namespace {

/// Processes and contexts that took turns fewer times may have met by chance.
constexpr int leastTurns = 4;

using Context = std::tuple<std::int32_t, std::int64_t, std::int64_t>; // rank, process, context

Context contextOf(const Facts& facts, const TimedOperation& operation)
{
    const trace::TrackInfo& row = facts.trackOf(operation);
    return {row.rank, row.pid, row.context};
}

/// Work of two contexts on one device takes turns and never runs at once: time slicing.
void mark(const Facts& facts, Marks& marks)
{
    struct Device
    {
        Place last = -1;
        Ns endNs = 0;
        int turns = 0;
        bool overlapped = false;
        std::vector<Place> delayed;
    };
    std::map<std::int32_t, Device> devices;
    const auto& operations = facts.timeline.operations;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const TimedOperation& operation = operations[i];
        Device& device = devices[facts.trackOf(operation).device];
        if (device.last >= 0 && contextOf(facts, operation) != contextOf(facts, operations[std::size_t(device.last)])) {
            ++device.turns;
            device.overlapped = device.overlapped || operation.startNs < device.endNs;
            if (operation.blockedOnDevice().durationNs() > 0)
                device.delayed.push_back(Place(i));
        }
        device.last = Place(i);
        device.endNs = std::max(device.endNs, operation.endNs);
    }
    const bool isKnown = facts.cureGains(Cause::contexts); // the model has tried them as one
    for (const auto& [number, device] : devices)
        if (isKnown || (device.turns >= leastTurns && !device.overlapped))
            for (const Place operation : device.delayed)
                claimDevice(facts, marks, Cause::contexts, operation);
}

Answer answer(const Facts&, const Marks& marks, Ns costNs)
{
    return answerFromEvidence(marks, Cause::contexts, Certainty::proved, costNs);
}

} // namespace

const Rule contextsRule{Cause::contexts, 15, "15-contexts", mark, answer};

} // namespace streamscope::analysis
