// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/graph_twins.h"

namespace streamscope::formats {

std::size_t GraphTwins::Hash::operator()(const Place& place) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t part :
         {place.startNs, place.durationNs, place.correlation, std::int64_t(place.track), std::int64_t(place.name)}) {
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash;
}

std::int64_t GraphTwins::twinNode(trace::TrackId track, const trace::Slice& slice, std::int64_t node)
{
    const Place place{slice.startNs, slice.durationNs, slice.correlation, track, slice.name};
    const auto [first, isNew] = m_first.try_emplace(place, node);
    return isNew || first->second == node ? 0 : node;
}

} // namespace streamscope::formats
