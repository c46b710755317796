// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "trace/event_sink.h"

#include <vector>

namespace streamscope::session {

/// When anything runs on the GPU, and for how long each branch works there.
class BusyTimes : public trace::EventSink
{
public:
    explicit BusyTimes(std::size_t branches) : ofBranchNs(branches) {}

    trace::TrackId addTrack(const trace::TrackInfo& info) override
    {
        m_isStream.push_back(info.kind == trace::TrackKind::stream);
        return trace::TrackId(m_isStream.size() - 1);
    }
    void addSlice(trace::TrackId track, const trace::Slice& slice) override
    {
        if (!m_isStream[track] || !trace::isGpuOperation(slice.kind))
            return;
        m_times.push_back({slice.startNs, slice.startNs + slice.durationNs});
        if (slice.branch >= 0)
            ofBranchNs[std::size_t(slice.branch)] += slice.durationNs;
    }
    trace::NameId intern(std::string_view) override { return 0; }
    trace::DetailsId addDetails(const trace::OperationDetails&) override { return 0; }
    void addDependency(std::int64_t, std::int64_t) override {}
    void addBlocks(const trace::Blocks&) override {}
    void addCounter(trace::TrackId, Ns, double) override {}
    void advanceTo(Ns) override {}

    Ns busyNs() const { return totalNs(unite(m_times)); }

    std::vector<Ns> ofBranchNs;

private:
    std::vector<bool> m_isStream;
    std::vector<Interval> m_times;
};

} // namespace streamscope::session
