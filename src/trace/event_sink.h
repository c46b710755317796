// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <string_view>

namespace streamscope::trace {

/// Where a backend or a reader puts what happened. Called from one thread. Slices may come in any order.
class EventSink
{
public:
    virtual ~EventSink() = default;

    virtual TrackId addTrack(const TrackInfo& info) = 0;
    virtual NameId intern(std::string_view text) = 0;
    virtual DetailsId addDetails(const OperationDetails& details) = 0;
    virtual void addSlice(TrackId track, const Slice& slice) = 0;
    /// From the operation that records to the one that waited; both by correlation.
    virtual void addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation) = 0;
    virtual void addBlocks(const Blocks& blocks) = 0;
    virtual void addCounter(TrackId track, Ns timeNs, double value) = 0;
    /// No slice that starts before `timeNs` on any track will come any more (bar late ones, which are counted).
    virtual void advanceTo(Ns timeNs) = 0;
};

} // namespace streamscope::trace
