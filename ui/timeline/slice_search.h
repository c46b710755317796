// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline.h"

#include <optional>
#include <vector>

namespace streamscope::ui {

/// Slices whose names hold `text` in any case, by timeline and then by start; thread blocks are left out. Each name is
/// looked at once, so O(slices) with a small constant.
std::vector<ShownSlice> findSlices(const std::vector<Timeline>& timelines, const QString& text);

/// The match after (or before) `from` in that order, round the corner at the ends; index into `matches`, which must not
/// be empty. Without `from` the first (last).
std::size_t nextMatch(const std::vector<Timeline>& timelines, const std::vector<ShownSlice>& matches,
                      const std::optional<ShownSlice>& from, bool forward);

} // namespace streamscope::ui
