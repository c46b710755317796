// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace streamscope::ui {

/// The few lines of PyTorch that record what Streamscope needs: synchronisation events, no stacks, branches annotated,
/// and the median time without the profiler as metadata, which readTrace() understands.
QString recordingSnippet();

} // namespace streamscope::ui
