// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <optional>

namespace streamscope::ui {

/// The first time after `timeNs` at which an operation of any stream starts or ends. O(streams × log n), and the
/// operations that run at that time.
std::optional<Ns> edgeAfter(const trace::Trace& trace, Ns timeNs);

/// The last one before `timeNs`.
std::optional<Ns> edgeBefore(const trace::Trace& trace, Ns timeNs);

} // namespace streamscope::ui
