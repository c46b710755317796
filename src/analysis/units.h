// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

namespace streamscope::analysis {

/// Gives every operation its unit: the run's branch, else the annotated range of the host that it was submitted in,
/// else its stream. Ranges that a framework sets by itself (steps, optimisers) are no branches.
void assignUnits(Timeline& timeline, const trace::Trace& trace);

} // namespace streamscope::analysis
