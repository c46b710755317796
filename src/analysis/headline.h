// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

#include <array>
#include <bitset>
#include <string>
#include <vector>

namespace streamscope::analysis {

using Costs = std::array<Ns, causeCount>;

/// What a rule appends to the id of its headline, and to its arguments.
struct HeadlineEnding
{
    std::string id;
    std::vector<std::string> arguments{};
};
using HeadlineEndings = std::array<HeadlineEnding, causeCount>;

using Proved = std::bitset<causeCount>;

/// The sentence that comes first. Needs no branches.
Message headline(const Facts& facts, const Costs& costs, const HeadlineEndings& endings, const Proved& proved);

} // namespace streamscope::analysis
