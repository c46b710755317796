// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/branch_list.h"

#include <vector>

namespace streamscope::ui {

class Bench;

/// A card for each branch of the experiment, or for each stream of a trace that says nothing of branches.
std::vector<BranchSummary> branchSummaries(const Bench& bench);

} // namespace streamscope::ui
