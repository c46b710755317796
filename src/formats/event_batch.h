// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "formats/vocabulary.h"
#include "trace/event.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::formats {

/// Texts numbered in the order of their first coming; equal texts share a number. Open addressing over a hash of the
/// bytes: the names of a trace are few, their look-ups many.
class NameTable
{
public:
    struct Entry
    {
        std::string text; ///< as it stands in the file, escapes unresolved
        std::uint64_t hash = 0;
        bool escaped = false;
        // What the reader made of it, for the category it was last seen in.
        Category category = Category::other;
        bool classified = false;
        trace::SliceKind kind = trace::SliceKind::unknown;
        Memory source = Memory::unknown, target = Memory::unknown;
    };

    std::uint32_t intern(std::string_view text, bool escaped);
    Entry& operator[](std::uint32_t id) { return m_entries[id]; }
    const Entry& operator[](std::uint32_t id) const { return m_entries[id]; }
    std::size_t size() const { return m_entries.size(); }

private:
    void grow();

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_slots = std::vector<std::uint32_t>(256, empty);
    static constexpr std::uint32_t empty = ~0u;
};

/// A pid or tid: a number, or a text by its number in the batch's names.
struct RowId
{
    std::int64_t number = 0;
    bool isText = false;

    bool operator==(const RowId&) const = default;
};

/// What tells the rows of a file apart: operations by device, context and stream; everything else by pid and tid.
struct RowKey
{
    enum class Class : std::uint8_t
    {
        thread,
        stream,
        annotation,
        gpuAnnotation,
        synchronisation,
        overhead,
        mark,
        copyEngine,
        async ///< by process, category and name: made by the assembler
    };
    Class row = Class::thread;
    RowId pid, tid;
    std::int64_t device = -1, context = -1, stream = -1;

    bool operator==(const RowKey&) const = default;
};

/// What a stretch of a trace-event file said; names, rows and details are numbered within it.
struct EventBatch
{
    struct Slice
    {
        Ns startNs = 0;
        Ns durationNs = 0;
        std::int64_t correlation = -1;
        std::int64_t graphNode = 0; ///< of a launched graph; 0: none
        std::uint32_t name = 0;
        std::uint32_t row = 0;
        std::uint32_t details = 0;
        std::uint32_t event = 0; ///< among this batch's events
        std::int32_t branch = -1;
        trace::SliceKind kind = trace::SliceKind::unknown;
    };
    struct Half ///< B or E
    {
        RowId pid, tid; ///< what an end is matched by: it says no more
        Slice slice;    ///< begins there; of an end, its time and name
        bool begins = false;
    };
    struct AsyncMark ///< b, n, e; of old S, T, p, F
    {
        RowId pid, tid;
        std::int64_t id = 0;
        std::uint32_t category = 0, scope = 0; ///< names; equal ids are told apart by them
        bool local = false;                    ///< the id counts within its process
        char phase = 'b';                      ///< b, n or e
        Slice slice;                           ///< no length, no row
    };
    struct FlowEnd
    {
        std::int64_t id = 0;
        std::uint32_t category = 0, name = 0; ///< names
        RowId pid, tid;
        Ns timeNs = 0;
        char phase = 's';
        bool enclosing = false; ///< "bp": "e"
    };
    struct CounterValue
    {
        RowId pid, tid;
        std::uint32_t name = 0, series = 0;
        Ns timeNs = 0;
        double value = 0;
    };
    struct RowName ///< a phase M event
    {
        std::uint32_t what = 0; ///< "process_name", …
        RowId pid, tid;
        std::uint32_t text = 0;
        std::int64_t number = 0;
    };
    struct Dependency
    {
        std::int64_t from = -1, to = -1;
        std::uint32_t row = 0; ///< where it waits
    };

    NameTable names;
    std::vector<RowKey> rows;
    std::vector<trace::OperationDetails> details{{}};
    std::vector<Slice> slices;
    std::vector<Half> halves;
    std::vector<AsyncMark> asyncMarks;
    std::vector<FlowEnd> flowEnds;
    std::vector<CounterValue> counters;
    std::vector<RowName> rowNames;
    std::vector<Dependency> dependencies;
    std::vector<std::uint32_t> offsets; ///< of each event, from the start of the text that was parsed
    std::int64_t mended = 0, lost = 0, unknown = 0;
    bool hasCorrelations = false; ///< calls and operations say who belongs to whom
};

} // namespace streamscope::formats
