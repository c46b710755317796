// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

namespace streamscope::runner {

/// The runner: reads a request from standard input, runs it, writes the stream to standard output
/// (docs/runner-protocol.md). Takes both over; ends the process by itself when a kernel hangs or a cancellation is not
/// heeded within 80 ms. Gives the exit status.
int serve(std::stop_token stop);

} // namespace streamscope::runner
