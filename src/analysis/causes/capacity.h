// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

namespace streamscope::analysis {

/// How much of the kernels' time is full in which way.
struct CapacityUse
{
    Ns kernelNs = 0;    ///< sum of the kernels' durations
    Ns slotsFullNs = 0; ///< of it, with grids that fill every block slot and no known share of peak above it
    Ns pipeFullNs = 0;  ///< of it, at 70 % or more of a known peak, or dense on every SM
    bool pipeKnown = false; ///< counts of work stand behind pipeFullNs
};

CapacityUse capacityUse(const Facts& facts);

/// Mean share of the GPU asked for while anything runs, 0…: 1 and more is full.
double meanDemand(const Facts& facts);

} // namespace streamscope::analysis
