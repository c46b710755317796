// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/graph_twins.h"

#include "base/hash_mix.h"

namespace streamscope::formats {

std::size_t GraphTwins::Hash::operator()(const Place& place) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t part :
         {place.startNs, place.durationNs, place.correlation, std::int64_t(place.track), std::int64_t(place.name)})
        hash = mixed(hash, static_cast<std::uint64_t>(part));
    return hash;
}

trace::DetailsId GraphTwins::detailsOf(trace::TraceBuilder& builder, trace::TrackId track, const trace::Slice& slice,
                                       const trace::OperationDetails& details, std::int64_t node)
{
    if (node == 0)
        return slice.details;
    const Place place{slice.startNs, slice.durationNs, slice.correlation, track, slice.name};
    const auto [first, isNew] = m_first.try_emplace(place, node);
    return isNew || first->second == node ? slice.details : builder.addTwin(details, node);
}

} // namespace streamscope::formats
