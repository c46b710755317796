// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"
#include "trace/trace_builder.h"

#include <functional>
#include <string_view>

namespace streamscope::tests {

/// A trace from text, one row a line, times in µs with up to three decimals:
///
///     s7: A[0,10) B[10,20)#2 H2D[20,30)
///     h1: cudaLaunchKernel[0,4)#1 aten::item[5,9) cudaStreamSynchronize[6,8)
///     notes h1: left[0,20)
///     notes s7: left[0,10)
///
/// Rows: `sN` is stream N of device 0 (`s7@1` of device 1, `s7@1.4` in its context 4), `hN` host thread N, `notes ROW`
/// annotations on that row's thread or device. `#N` is the correlation. The kind follows from the name: on streams
/// H2D…, D2H…, D2D…, Memset…, else a kernel; on host threads cuda…: a call, aten::… an operator, `work` the thread's
/// own, note:… an annotation. In braces stand details: {grid=132 block=256 registers=64 shared=1024 bytes=4096
/// flops=1e9 dram=4096 pageable pinned graph=3 branch=1}. Slice ids count from 0 in the order of the text. A text that
/// is not understood fails the test that uses it.
trace::TracePointer traceFromText(std::string_view text, const std::function<void(trace::TraceBuilder&)>& more = {});

/// The slice of that name; the first, by track and start, where there are several.
trace::SliceRef sliceNamed(const trace::Trace& trace, std::string_view name);

/// The track whose name is "stream N" or "thread N".
trace::TrackId trackNamed(const trace::Trace& trace, std::string_view name);

} // namespace streamscope::tests
