// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/thread_signs.h"

#include <algorithm>
#include <limits>

namespace streamscope::analysis {

using trace::SliceKind;

bool isCall(SliceKind kind)
{
    return kind == SliceKind::hostSubmit || kind == SliceKind::hostSync || kind == SliceKind::hostCall;
}

double shareOf(Ns ns, Ns wholeNs)
{
    return std::min(1.0, double(ns + leastApartNs) / double(wholeNs + leastApartNs));
}

std::vector<Sign> signsOf(const trace::Track& track)
{
    struct Open
    {
        Ns endNs;
        std::size_t sign;
    };
    std::vector<Sign> signs;
    std::vector<Open> open;
    Ns lastNs = track.size() > 0 ? track.startNs[0] : 0;
    const auto add = [&](Ns startNs, Ns endNs, trace::NameId name, bool endsOperator) {
        startNs = std::max(startNs, lastNs); // rows that do not nest
        lastNs = std::max(startNs, endNs);
        signs.push_back({startNs, lastNs, name, endsOperator});
    };
    const auto closeUntil = [&](Ns timeNs) {
        for (; !open.empty() && open.back().endNs <= timeNs; open.pop_back()) {
            signs[open.back().sign].opensLeaf = open.back().sign + 1 == signs.size();
            add(open.back().endNs, open.back().endNs, signs[open.back().sign].name, true);
        }
    };
    for (std::size_t i = 0; i < track.size(); ++i) {
        const bool call = isCall(track.kind[i]);
        if (!call && track.kind[i] != SliceKind::cpuOperator)
            continue;
        closeUntil(track.startNs[i]);
        if (track.startNs[i] < lastNs) // within a call
            continue;
        add(track.startNs[i], call ? track.endNs(i) : track.startNs[i], track.name[i], false);
        if (!call)
            open.push_back({track.endNs(i), signs.size() - 1});
    }
    closeUntil(std::numeric_limits<Ns>::max());
    return signs;
}

} // namespace streamscope::analysis
