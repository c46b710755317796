// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

namespace streamscope::analysis {

/// Claims the first operations of units that follow another unit on their stream, where they came by a graph's launch
/// or not. Units of one stream that could run side by side are what causes 17 and 18 are about.
void markSerialisedUnits(const Facts& facts, Marks& marks, Cause cause, bool byGraph);

/// Whether most operations were submitted by graph launches; Facts::mostlyGraph holds it.
bool isMostlyGraph(const Facts& facts);

/// The answer where the model of the whole machine has tried a stream for each branch: \p counts, then how long it
/// takes now, how long on streams, and in a graph besides where that is less.
Answer modelledAnswer(const Facts& facts, std::vector<std::string> counts);

/// The answer where nobody knows how much of the GPU kernels take: \p counts, then what room for all would gain.
Answer unknownRoomAnswer(const Facts& facts, std::vector<std::string> counts);

/// The answer where nothing is gained by streams; says so where that is because branches must keep their order.
Answer quietAnswer(const Facts& facts);

} // namespace streamscope::analysis
