// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"
#include "trace/trace.h"

#include <memory>
#include <vector>

namespace streamscope::ui {

/// Which kinds of slices a trace holds, for the legend. Each trace is looked through once. GUI thread.
class KindsInTraces
{
public:
    /// O(slices) the first time.
    const std::vector<KindGroup>& of(const trace::TracePointer& trace);

private:
    struct Known
    {
        std::weak_ptr<const trace::Trace> trace;
        std::vector<KindGroup> kinds;
    };
    std::vector<Known> m_known;
};

} // namespace streamscope::ui
