// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/slice_index.h"
#include "trace/trace.h"
#include "trace/trace_builder.h"

#include <mutex>

namespace streamscope::trace {

/// The Trace that TraceBuilder gives out. Its members are filled in before it is published and stay as they are, bar
/// the indices, which are made when first asked for.
class Snapshot final : public Trace
{
public:
    const TraceInfo& info() const override { return m_info; }
    const Trust& trust() const override { return m_trust; }
    std::span<const Track> tracks() const override { return m_tracks; }
    std::span<const CounterTrack> counters() const override { return m_counters; }
    std::span<const Dependency> dependencies() const override { return m_dependencies; }
    std::string_view name(NameId id) const override;
    const OperationDetails& details(DetailsId id) const override;
    std::vector<SliceRef> correlated(std::int64_t correlation) const override;
    std::optional<SliceRef> find(std::uint32_t id) const override;
    std::vector<std::pair<std::string, std::string>> arguments(SliceRef slice) const override;
    std::size_t sliceCount() const override;
    Interval extent() const override;

    const SliceIndex& correlations() const;

    TraceInfo m_info;
    Trust m_trust;
    std::vector<Track> m_tracks;
    std::vector<CounterTrack> m_counters;
    std::span<const Dependency> m_dependencies;
    std::span<const std::string_view> m_names;
    std::span<const OperationDetails> m_details;
    ArgumentReader m_arguments;
    std::vector<std::shared_ptr<const void>> m_storage; ///< what the spans point into

private:
    mutable std::once_flag m_correlationsMade, m_idsMade;
    mutable SliceIndex m_correlations, m_ids;
};

} // namespace streamscope::trace
