// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/written_rows.h"
#include "trace/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace streamscope::formats {

/// The text of a trace as trace-event JSON in Kineto's vocabulary; docs/formats/trace-event.md says what stands where.
class TraceEventWriter
{
public:
    explicit TraceEventWriter(const trace::Trace& trace);

    std::string text();

private:
    struct Arrow ///< a flow from a slice to another
    {
        trace::SliceRef from, to;
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

    void header();
    void streamscopeObject();
    void trackObjects();
    void trustObject();
    void rowNames();
    void events();
    std::vector<Event> sortedEvents() const;
    void slice(trace::SliceRef ref);
    void arguments(trace::SliceRef ref, bool renamed);
    void details(const trace::OperationDetails& details, trace::SliceKind kind);
    void arrowEnd(const Arrow& arrow, bool from);
    void counter(std::size_t place, std::size_t index);
    void gatherArrows();
    std::optional<trace::SliceRef> operation(std::int64_t correlation) const;

    void key(std::string_view name); ///< a comma if one is due, then "name":
    template <class T>
    void number(std::string_view name, T value);
    void string(std::string_view name, std::string_view value);
    void open(std::string_view name, char bracket);
    void close(char bracket);
    void micros(std::string_view name, Ns ns);
    void beginEvent(char phase, WrittenRow row);
    WrittenRow row(trace::SliceRef ref) const;
    WrittenRow counterRow(std::size_t place) const;

    const trace::Trace& m_trace;
    WrittenRows m_rows;
    std::vector<Arrow> m_arrows;
    std::vector<trace::TrackId> m_trackOfCounter;
    std::unordered_map<std::int64_t, std::int64_t> m_waitsFor; ///< correlations of a wait and its record
    std::string m_out;
    bool m_first = true;
};

} // namespace streamscope::formats
