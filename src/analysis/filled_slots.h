// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

namespace streamscope::analysis {

/// How long kernels ran that take every block slot of their GPU for most of their waves, so that no other block finds
/// room beside them; 0 where nothing tells how many slots there are. O(n log n).
Ns slotsFilledNs(const trace::Trace& trace);

} // namespace streamscope::analysis
