// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace_builder.h"

#include <string>
#include <vector>

namespace streamscope::session {

/// Takes a loop's stream apart: the events of one iteration become a trace of their own that starts at zero. What the
/// stream defines once (tracks, names, details) serves all that come after.
class Sweeps : public trace::EventSink
{
public:
    /// The trace of what came since the last call, `startNs` its zero; null if nothing came.
    trace::TracePointer take(Ns startNs, const trace::TraceInfo& info);

    trace::TrackId addTrack(const trace::TrackInfo& info) override;
    trace::NameId intern(std::string_view text) override;
    trace::DetailsId addDetails(const trace::OperationDetails& details) override;
    void addSlice(trace::TrackId track, const trace::Slice& slice) override { m_slices.push_back({track, slice}); }
    void addDependency(std::int64_t from, std::int64_t to) override { m_dependencies.emplace_back(from, to); }
    void addBlocks(const trace::Blocks& blocks) override { m_blocks.push_back(blocks); }
    void addCounter(trace::TrackId track, Ns timeNs, double value) override
    {
        m_samples.push_back({track, timeNs, value});
    }
    void advanceTo(Ns) override {}

private:
    struct PlacedSlice
    {
        trace::TrackId track;
        trace::Slice slice;
    };
    struct Sample
    {
        trace::TrackId track;
        Ns timeNs;
        double value;
    };

    std::vector<trace::TrackInfo> m_tracks;
    std::vector<std::string> m_names{""};
    std::vector<trace::OperationDetails> m_details{{}};
    std::vector<PlacedSlice> m_slices;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_dependencies;
    std::vector<trace::Blocks> m_blocks;
    std::vector<Sample> m_samples;
};

} // namespace streamscope::session
