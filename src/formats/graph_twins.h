// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace_builder.h"

#include <cstdint>
#include <unordered_map>

namespace streamscope::formats {

/// Nodes of a graph share the correlation of its launch, so two that are alike and run at the same time on one row look
/// like one record that a file holds twice; only the nodes' numbers tell them apart.
class GraphTwins
{
public:
    /// The details that the slice shall have: its own, or, where another node was seen in its place before, an id apart
    /// for the same `details`. Node 0: of no graph. O(1).
    trace::DetailsId detailsOf(trace::TraceBuilder& builder, trace::TrackId track, const trace::Slice& slice,
                               const trace::OperationDetails& details, std::int64_t node);

private:
    struct Place
    {
        Ns startNs = 0, durationNs = 0;
        std::int64_t correlation = -1;
        trace::TrackId track = 0;
        trace::NameId name = 0;
        bool operator==(const Place&) const = default;
    };
    struct Hash
    {
        std::size_t operator()(const Place& place) const;
    };
    std::unordered_map<Place, std::int64_t, Hash> m_first; ///< node in a place
};

} // namespace streamscope::formats
