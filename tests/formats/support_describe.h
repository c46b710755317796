// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"
#include "trace/trace_builder.h"

#include <string>

namespace streamscope::tests {

/// The whole model as text, one line a fact, so that two traces can be compared and the difference read. Ids of slices
/// are left out: they say where in a file a slice stands.
std::string describe(const trace::Trace& trace);

/// A small trace with something of everything: two threads, two streams, copies, waits, a graph, annotations, blocks,
/// counters, overlapping slices, two branches.
void fillWithEverything(trace::EventSink& sink);
void describeEverything(trace::TraceInfo& info);

} // namespace streamscope::tests
