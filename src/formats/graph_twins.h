// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <cstdint>
#include <unordered_map>

namespace streamscope::formats {

/// Nodes of a graph share the correlation of its launch, so two that are alike and run at the same time on one row look
/// like one record that a file holds twice; only the nodes' numbers tell them apart.
class GraphTwins
{
public:
    /// What TraceBuilder::addTwin() shall call this node: 0 unless another node was seen in its place before. O(1).
    std::int64_t twinNode(trace::TrackId track, const trace::Slice& slice, std::int64_t node);

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
