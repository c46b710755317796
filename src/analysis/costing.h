// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"
#include "analysis/headline.h"
#include "analysis/marks.h"

#include <optional>

namespace streamscope::analysis {

/// What replays of a timeline say of its causes.
struct Costed
{
    Costs costs{};
    Ns bestPossibleNs = 0;
    Ns unexplainedNs = 0; ///< makespan − best possible − all costs
    Ns deviceOnlyNs = 0;  ///< summed over the GPUs, when submission costs nothing
    Ns streamsGainNs = 0; ///< Facts::streamsGainNs, and so the others
    Ns roomBehindWaitsNs = 0;
    std::optional<Ns> roomAloneNs;
    std::optional<Ns> anyStreamsGainNs;
};

/// Takes one cause after the other away and plays the schedule again; what each step gains is that cause's cost. Finds
/// Facts::host meanwhile. On up to all cores.
Costed costOf(Facts& facts, const Marks& marks);

/// The least that the model of the whole machine knows, which keeps what the program must keep in order, and has full
/// links; 0 without it.
Ns modelledBestNs(const Facts& facts);

} // namespace streamscope::analysis
