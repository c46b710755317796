// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/interval.h"

#include <QString>

#include <vector>

namespace streamscope::ui {

struct TimeTick
{
    Ns timeNs = 0;
    QString label; ///< "1.2 ms"; the same unit and decimals all along the axis, but "0 ms"
};

/// The smallest of 1, 2, 5 × 10ⁿ ns of which at most `most` fit in `spanNs`.
Ns niceStepNs(Ns spanNs, int most);

/// Ticks at multiples of a nice step within `range`, at most `most` of them.
std::vector<TimeTick> timeTicks(Interval range, int most);

/// A point in time, exact to the ns where `range` is that small: "2.314 ms" on an axis of that range.
QString timeText(Ns timeNs, Interval range);

} // namespace streamscope::ui
