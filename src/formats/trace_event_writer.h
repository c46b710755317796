// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/json_out.h"
#include "formats/text_sink.h"
#include "formats/vocabulary.h"
#include "formats/written_rows.h"
#include "trace/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace streamscope::formats {

/// The text of a trace as trace-event JSON in Kineto's vocabulary; docs/formats/trace-event.md says what stands where.
class TraceEventWriter
{
public:
    using Said = std::vector<std::pair<std::string, std::string>>; ///< arguments: name, JSON text

    /// `unprofiledNs`: how long the work takes without the profiler; −1: not known.
    TraceEventWriter(const trace::Trace& trace, Ns unprofiledNs);

    /// Once.
    void write(TextSink& sink);

private:
    struct Arrow ///< a flow from a slice to another
    {
        trace::SliceRef from, to;
        Ns fromNs = 0; ///< within `from`; it arrives where `to` starts
        std::string_view category;
        std::int64_t id = 0;
    };
    struct Event ///< a slice, one end of an arrow, or a counter's value; sorted by time
    {
        Ns timeNs = 0;
        Ns durationNs = 0; ///< −1: an arrow's end, after the slices it lies in
        std::uint32_t place = 0;
        std::uint32_t index = 0;
        enum class Kind : std::uint8_t
        {
            slice,
            arrowFrom,
            arrowTo,
            counter
        } kind = Kind::slice;
    };

    void events(TextSink& sink);
    std::vector<Event> sortedEvents() const;
    void slice(trace::SliceRef ref);
    void arguments(trace::SliceRef ref, Category written, const Said& said, bool renamed);
    void details(const trace::OperationDetails& details, trace::SliceKind kind);
    void arrowEnd(const Arrow& arrow, bool from);
    void counter(std::size_t place, std::size_t index);
    void gatherArrows();
    void gatherLaunches(std::int64_t& nextId);
    void gatherFlows(std::int64_t& nextId);
    void addArrow(trace::SliceRef from, trace::SliceRef to, Ns fromNs, std::string_view category, std::int64_t id);
    std::optional<trace::SliceRef> operation(std::int64_t correlation) const;

    WrittenRow row(trace::SliceRef ref) const;
    WrittenRow counterRow(std::size_t place) const;

    const trace::Trace& m_trace;
    Ns m_unprofiledNs;
    WrittenRows m_rows;
    std::vector<Arrow> m_arrows;
    std::vector<trace::TrackId> m_trackOfCounter;
    std::unordered_map<std::int64_t, std::int64_t> m_launchOfNode; ///< correlations of a graph's node and its launch
    std::unordered_map<std::int64_t, std::int64_t> m_waitsFor;     ///< correlations of a wait and its record
    JsonOut m_out;
};

} // namespace streamscope::formats
