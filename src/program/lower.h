// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

namespace streamscope::program {

/// Turns a workload under a layout into host calls. Never issues a wait before its record: a blocked branch yields to
/// the next. `after` becomes record and wait across streams, edges in graphs, nothing within a stream.
/// `computeCapability` is 10 · major + minor and picks registers per thread.
/// Errors, each with the operation's place: program.cycle, program.wait-without-record, program.not-capturable, …
Result<Program> lower(const workload::Workload& workload, const workload::Layout& layout, int computeCapability);

} // namespace streamscope::program
