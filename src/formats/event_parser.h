// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/event_batch.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace streamscope::formats {

/// Reads the inside of a traceEvents array, stretch by stretch. Forgiving: what real files contain is mended or
/// skipped, and counted.
class EventParser
{
public:
    /// What the end of a text stands for.
    enum class End
    {
        cut,      ///< the text goes on elsewhere: an event that is not whole is left for later
        boundary, ///< the next event begins right there
        file,     ///< nothing follows
    };

    /// `own`: the file says of itself that Streamscope wrote it; its arguments are read on every row.
    explicit EventParser(EventBatch& batch, bool own) : m_batch(batch), m_own(own) {}

    /// Parses events from `text` on, which stands between events; offsets are noted relative to `base`. Returns how far
    /// it came: the start of the first event that is not whole, or the end. `closed()` tells of the array's bracket.
    /// The text must have scan::padding readable bytes behind it.
    std::size_t parse(std::string_view text, std::size_t base, End end);
    bool closed() const { return m_closed; }

    /// The first place in `text` at or after `from` that looks like the start of an event at array level; npos if none.
    static std::size_t findEvent(std::string_view text, std::size_t from);

private:
    struct Event;
    enum class Outcome
    {
        whole,
        cut,
        broken
    };

    Outcome scanEvent(const char*& at, const char* end, Event& event, bool lenient);
    bool skipValue(const char*& at, const char* end);
    std::string_view plain(std::string_view text);
    static bool field(std::string_view key, std::string_view text, Event& event);
    void take(Event& event);
    void takeSlice(Event& event);
    void takeInstant(Event& event);
    void takeHalf(Event& event);
    void takeAsync(Event& event);
    void takeFlow(Event& event);
    void takeBoundFlow(const Event& event, Ns startNs);
    bool fillSlice(Event& event, EventBatch::Slice& slice);
    std::uint32_t thisEvent() const { return static_cast<std::uint32_t>(m_batch.offsets.size() - 1); }
    void takeCounter(Event& event);
    void takeRowName(Event& event);
    void readArguments(Event& event);
    void fillKind(Event& event);
    void readUncategorised(Event& event);
    void fillRow(Event& event);
    std::uint32_t row(const RowKey& key);
    std::uint32_t details(const trace::OperationDetails& details);
    RowId rowId(std::string_view text);
    std::int64_t identifier(std::string_view text);

    EventBatch& m_batch;
    bool m_own;
    bool m_closed = false;
    std::uint32_t m_lastRow = 0;
    std::vector<std::uint32_t> m_rowSlots, m_detailSlots;
    std::vector<std::unique_ptr<std::string>> m_plain; ///< of the event at hand: texts freed of their escapes
    std::size_t m_wasted = 0; ///< bytes looked at for nothing; bounded, so that no file makes reading quadratic
};

} // namespace streamscope::formats
