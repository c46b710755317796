// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

#include <array>
#include <bitset>

namespace streamscope::analysis {

using Costs = std::array<Ns, causeCount>;

/// What rules append to the id of their headline.
using HeadlineEndings = std::array<const char*, causeCount>;

using Proved = std::bitset<causeCount>;

/// The sentence that comes first. Needs no branches.
Message headline(const Facts& facts, const Costs& costs, const HeadlineEndings& endings, const Proved& proved);

} // namespace streamscope::analysis
