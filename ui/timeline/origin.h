// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <optional>

namespace streamscope::ui {

/// The trace's time that stands at 0 of the shared axis: the first host call, in a run of an experiment of any kind, in
/// another recording one that submits, computes or waits: API calls of other kinds before it (a device is looked up,
/// say) lie left of 0. Without a host thread, the first slice.
Ns originOf(const trace::Trace& trace);

/// From there to the end of the last call or operation: a profiler's own rows are no work. All of the trace where there
/// is none.
Interval workOf(const trace::Trace& trace);

/// When the last thread of the host has submitted and computed all, in a run of an experiment has returned from all
/// calls but those that wait; nothing without any.
std::optional<Ns> hostFreeNs(const trace::Trace& trace);

} // namespace streamscope::ui
