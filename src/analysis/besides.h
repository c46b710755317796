// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"
#include "base/message.h"

#include <vector>

namespace streamscope::analysis {

/// What takes a good part of the time and is no cause of the catalogue: host functions that nothing runs beside, a GPU
/// that holds so many grids and no more, what passes between one operation and the next.
std::vector<Message> besides(const Facts& facts);

} // namespace streamscope::analysis
