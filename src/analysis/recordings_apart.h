// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

namespace streamscope::analysis {

/// Of recordings that were opened together: the longest time between them in which no GPU did anything, where it is
/// longer than all that they show, so that they cannot be of one run; else 0. Clocks of ranks that take part in
/// collectives may disagree by as much. O(tracks), and O(operations) of those that are apart.
Ns timeBetweenRecordings(const trace::Trace& trace);

/// Recordings that were opened together, do not say different ranks and have work on one device: it may be one GPU, or
/// one of each, or one recording opened twice. The device; −1: there are none. O(tracks).
std::int32_t deviceOfSeveralRecordings(const trace::Trace& trace);

} // namespace streamscope::analysis
