// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

namespace streamscope::analysis {

/// How long host functions of the streams ran within `region` while no GPU operation did. O(n log n).
Ns hostFunctionsAloneNs(const trace::Trace& trace, Interval region);

} // namespace streamscope::analysis
