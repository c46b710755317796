// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

namespace streamscope::analysis {

/// O(operations); Facts::capacity holds it.
CapacityUse capacityUse(const Facts& facts);

} // namespace streamscope::analysis
