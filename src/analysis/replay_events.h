// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"
#include "base/four_ary_heap.h"

namespace streamscope::analysis {

/// What happens in a replay at a time that is known before.
struct ReplayEvent
{
    Ns timeNs;
    enum Kind
    {
        ready,
        submitted,
        step
    } kind; ///< of an operation, an operation, a thread
    Place index;
};

struct ComesBefore
{
    bool operator()(const ReplayEvent& a, const ReplayEvent& b) const
    {
        if (a.timeNs != b.timeNs)
            return a.timeNs < b.timeNs;
        return a.kind != b.kind ? a.kind > b.kind : a.index < b.index;
    }
};

using ReplayEvents = FourAryHeap<ReplayEvent, ComesBefore>;

} // namespace streamscope::analysis
