// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"
#include "base/message.h"

#include <vector>

namespace streamscope::analysis {

struct Besides
{
    std::vector<Message> messages;
    Ns timeNs = 0; ///< that they name, in all
};

/// What takes a good part of the time and is no cause of the catalogue: host functions that nothing runs beside, a GPU
/// that holds so many grids and no more, what passes between one operation and the next; of what the causes leave
/// unexplained, waits for something that the recording does not show.
Besides besides(const Facts& facts, Ns unexplainedNs);

} // namespace streamscope::analysis
