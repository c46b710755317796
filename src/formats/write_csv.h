// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/text_sink.h"
#include "trace/trace.h"

namespace streamscope::formats {

/// One row a slice under a row of names.
void writeCsv(const trace::Trace& trace, TextSink& sink);

} // namespace streamscope::formats
