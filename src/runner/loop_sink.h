// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event_sink.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace streamscope::runner {

/// Lets the iterations of a loop follow each other on one time axis: later ones are shifted in time, their correlations
/// kept apart, and the tracks of all are the same.
class LoopSink : public trace::EventSink
{
public:
    explicit LoopSink(trace::EventSink& sink) : m_sink(sink) {}

    Ns offsetNs() const { return m_offsetNs; }

    /// What comes from now on belongs to the next iteration; the one before took `makespanNs`.
    void nextIteration(Ns makespanNs)
    {
        m_offsetNs = std::max(m_offsetNs + makespanNs, m_lastEndNs) + gapNs;
        m_correlationOffset = m_greatestCorrelation + 1;
    }

    trace::TrackId addTrack(const trace::TrackInfo& info) override
    {
        const Key key{info.kind, info.process, info.name, info.pid, info.tid};
        if (const auto known = m_tracks.find(key); known != m_tracks.end())
            return known->second;
        return m_tracks[key] = m_sink.addTrack(info);
    }
    trace::NameId intern(std::string_view text) override { return m_sink.intern(text); }
    trace::DetailsId addDetails(const trace::OperationDetails& details) override
    {
        for (const auto& [known, id] : m_details)
            if (known == details)
                return id;
        return m_details.emplace_back(details, m_sink.addDetails(details)).second;
    }
    void addSlice(trace::TrackId track, const trace::Slice& slice) override
    {
        trace::Slice shifted = slice;
        shifted.startNs += m_offsetNs;
        shifted.correlation = apart(slice.correlation);
        shifted.id = m_nextId++;
        m_lastEndNs = std::max(m_lastEndNs, shifted.startNs + shifted.durationNs);
        m_sink.addSlice(track, shifted);
    }
    void addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation) override
    {
        m_sink.addDependency(apart(fromCorrelation), apart(toCorrelation));
    }
    void addBlocks(const trace::Blocks& blocks) override
    {
        trace::Blocks shifted = blocks;
        shifted.correlation = apart(blocks.correlation);
        for (Ns& startNs : shifted.startNs)
            startNs += m_offsetNs;
        m_sink.addBlocks(shifted);
    }
    void addCounter(trace::TrackId track, Ns timeNs, double value) override
    {
        m_sink.addCounter(track, timeNs + m_offsetNs, value);
    }
    void advanceTo(Ns timeNs) override { m_sink.advanceTo(timeNs + m_offsetNs); }

private:
    using Key = std::tuple<trace::TrackKind, std::string, std::string, std::int64_t, std::int64_t>;
    static constexpr Ns gapNs = 1000;

    std::int64_t apart(std::int64_t correlation)
    {
        if (correlation < 0)
            return correlation;
        m_greatestCorrelation = std::max(m_greatestCorrelation, correlation + m_correlationOffset);
        return correlation + m_correlationOffset;
    }

    trace::EventSink& m_sink;
    std::map<Key, trace::TrackId> m_tracks;
    std::vector<std::pair<trace::OperationDetails, trace::DetailsId>> m_details;
    Ns m_offsetNs = 0, m_lastEndNs = 0;
    std::int64_t m_correlationOffset = 0, m_greatestCorrelation = -1;
    std::uint32_t m_nextId = 0;
};

} // namespace streamscope::runner
