// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/handovers.h"
#include "analysis/timeline.h"

namespace streamscope::analysis {

/// After which step each thread went on, its own or another thread's: sets the steps' `before` and `leadsOn`, and the
/// timeline's handovers and inOrder. O(steps · log), O(steps) without turns.
void orderSteps(Timeline& timeline, const std::vector<Turn>& turns, std::size_t tracks);

} // namespace streamscope::analysis
