// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <algorithm>
#include <vector>

namespace streamscope {

/// Half-open stretch of time [startNs, endNs).
struct Interval
{
    Ns startNs = 0;
    Ns endNs = 0;

    Ns durationNs() const { return endNs - startNs; }
    bool operator==(const Interval&) const = default;
};

/// The union of `intervals` as sorted disjoint intervals; empty ones vanish. O(n log n).
std::vector<Interval> unite(std::vector<Interval> intervals);

/// The parts of `a` that lie in `b` too; both sorted and disjoint. O(n + m).
std::vector<Interval> intersect(const std::vector<Interval>& a, const std::vector<Interval>& b);

/// The parts of `a` that lie outside `b`; both sorted and disjoint. O(n + m).
std::vector<Interval> subtract(const std::vector<Interval>& a, const std::vector<Interval>& b);

/// Sum of the durations, ns; the intervals are sorted and disjoint.
Ns totalNs(const std::vector<Interval>& disjoint);

} // namespace streamscope
