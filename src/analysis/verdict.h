// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/comparison.h"

#include <cstddef>
#include <vector>

namespace streamscope::analysis {

/// From one layout to another, and what changes on the way.
struct LayoutStep
{
    std::size_t from = 0, to = 0;
    std::vector<Change> changes;
};

/// For every layout but the first the earlier one that it is best set against: the one with the fewest changes, of
/// those the one that is written most alike, then one that differs in streams, then the first.
std::vector<LayoutStep> singleSteps(const Comparison& comparison);

/// Relative difference that must be exceeded before it is called one: the model's error, or what hardware wanders.
double differenceToClaim(const Comparison& comparison);

/// The same of runs on a model with this relative error; 0: nobody ever checked it.
double modelsDifferenceToClaim(double modelError);

/// Why a difference between two makespans is not claimed.
enum class Doubt
{
    none,
    margin, ///< it is at most differenceToClaim()
    spread, ///< hardware: the repetitions of the two overlap
};

Doubt doubtOf(const Comparison& comparison, const LayoutResult& a, const LayoutResult& b);

/// Whether the makespans differ by more than the model's error (simulated) or than their spreads (hardware).
bool isMeasurable(const Comparison& comparison, const LayoutResult& a, const LayoutResult& b);

double speedup(const LayoutResult& from, const LayoutResult& to);

/// The sentence on top, what follows it, and the factors. Says nothing that the numbers do not bear.
Verdict verdict(const Comparison& comparison);

} // namespace streamscope::analysis
