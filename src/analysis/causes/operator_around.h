// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <string>

namespace streamscope::analysis {

/// The framework's operator that a host call was made in: the outermost aten:: operator around it, else the nearest
/// operator, else the call's own name. O(slices since that operator began).
std::string operatorAround(const trace::Trace& trace, trace::SliceRef call);

} // namespace streamscope::analysis
