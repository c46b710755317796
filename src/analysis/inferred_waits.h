// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"
#include "trace/trace.h"

namespace streamscope::analysis {

/// Most recordings hold the calls that make a stream wait for an event, but not for which. Where an operation was held
/// on the device behind such a call, it is taken to have waited for what had just ended on another stream, of its GPU
/// or another, last of all; but not where nothing had room until then. Sets waitsFor, waitIsInferred, waitIsUntold and
/// readyNs, and for copies that waited in their call when that was handed over. Needs setTimes() and estimateDemand().
/// O(n log n) where few run at once.
void inferWaits(Timeline& timeline, const trace::Trace& trace);

} // namespace streamscope::analysis
