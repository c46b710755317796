// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/json_out.h"
#include "formats/written_rows.h"
#include "trace/trace.h"

namespace streamscope::formats {

/// What stands before the events of a trace-event file, up to the bracket that opens them. `unprofiledNs` as the writer
/// has it.
void writeTraceHeader(JsonOut& out, const trace::Trace& trace, const WrittenRows& rows, Ns unprofiledNs);

/// The M events that name and order processes and threads.
void writeRowNames(JsonOut& out, const trace::Trace& trace, const WrittenRows& rows);

/// An event's brace, phase and row, on a line of its own.
void writeEventStart(JsonOut& out, char phase, WrittenRow row);

} // namespace streamscope::formats
