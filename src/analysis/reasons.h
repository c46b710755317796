// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/verdict.h"

namespace streamscope::analysis {

/// What keeps layouts from being faster, a sentence each: first of the one whose streams gave little, then of the
/// fastest. `steps` are singleSteps(). O(slices) a layout.
std::vector<Message> reasonsOf(const Comparison& comparison, const std::vector<LayoutStep>& steps);

} // namespace streamscope::analysis
