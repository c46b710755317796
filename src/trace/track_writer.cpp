// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/track_writer.h"

#include "trace/repeats.h"

#include <algorithm>
#include <limits>

namespace streamscope::trace {

namespace {

/// An event's moment: it stands before what starts at that time, so that one row holds both.
bool isMark(const Slice& slice)
{
    return slice.durationNs == 0 && (slice.kind == SliceKind::eventRecord || slice.kind == SliceKind::eventWait);
}

/// At one time marks first, then what encloses the others.
Ns rankAtOneTime(const Slice& slice)
{
    return isMark(slice) ? std::numeric_limits<Ns>::min() : -slice.durationNs;
}

bool isCall(SliceKind kind)
{
    return kind >= SliceKind::hostSubmit && kind <= SliceKind::hostCall;
}

bool comesBefore(const Slice& a, const Slice& b)
{
    return a.startNs != b.startNs ? a.startNs < b.startNs : rankAtOneTime(a) < rankAtOneTime(b);
}

/// Stable sort by way of small keys: much less to move than whole slices.
void sortSlices(std::vector<Slice>& slices)
{
    if (std::ranges::is_sorted(slices, comesBefore))
        return;
    struct Key
    {
        Ns startNs, rank;
        std::uint32_t place;
    };
    std::vector<Key> keys(slices.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        keys[i] = {slices[i].startNs, rankAtOneTime(slices[i]), i};
    std::ranges::sort(keys, [](const Key& a, const Key& b) {
        if (a.startNs != b.startNs)
            return a.startNs < b.startNs;
        return a.rank != b.rank ? a.rank < b.rank : a.place < b.place;
    });
    std::vector<Slice> sorted;
    sorted.reserve(slices.size());
    for (const Key& key : keys)
        sorted.push_back(slices[key.place]);
    slices = std::move(sorted);
}

} // namespace

void TrackWriter::flush(Ns untilNs)
{
    if (m_waiting.empty())
        return;
    std::vector<Slice> ready;
    if (untilNs == everything) {
        ready.swap(m_waiting);
    } else {
        const auto later = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                                 [untilNs](const Slice& slice) { return slice.startNs < untilNs; });
        ready.assign(m_waiting.begin(), later);
        m_waiting.erase(m_waiting.begin(), later);
    }
    if (ready.empty())
        return;
    sortSlices(ready);
    if (m_size > 0 && comesBefore(ready.front(), m_columns->slice(m_size - 1))) {
        merge(std::move(ready));
        return;
    }
    reserve(m_size + ready.size());
    for (const Slice& slice : ready)
        append(slice);
}

/// What was flushed waits again.
void TrackWriter::takeBack()
{
    if (m_size == 0)
        return;
    std::vector<Slice> all;
    all.reserve(m_size + m_waiting.size());
    each([&all](const Slice& slice) { all.push_back(slice); });
    clear();
    m_waiting = std::move(all);
}

void TrackWriter::reclassify(const std::function<SliceKind(NameId)>& kindOf)
{
    takeBack();
    for (Slice& slice : m_waiting)
        slice.kind = kindOf(slice.name);
}

void TrackWriter::shift(Ns byNs)
{
    takeBack();
    for (Slice& slice : m_waiting)
        slice.startNs += byNs;
}

void TrackWriter::renumber(std::int64_t by)
{
    const auto moves = [by](std::int64_t c) { return c >= 0 && c <= std::numeric_limits<std::int64_t>::max() - by; };
    for (std::size_t i = 0; i < m_size; ++i)
        if (moves(m_columns->correlation[i]))
            setCorrelation(i, m_columns->correlation[i] + by);
    for (Slice& slice : m_waiting)
        if (moves(slice.correlation))
            slice.correlation += by;
}

void TrackWriter::reserve(std::size_t size)
{
    if (!m_columns)
        m_columns = std::make_shared<Columns>(size);
    else if (size > m_columns->capacity())
        m_columns = std::make_shared<Columns>(*m_columns, m_size, std::max(size, 2 * m_columns->capacity()));
}

void TrackWriter::append(const Slice& slice)
{
    const std::size_t i = m_size;
    Columns& columns = *m_columns;
    columns.store(i, slice);
    // Blocks of a kernel do start and end together.
    const bool duplicate = info.kind != TrackKind::sm && isRepeat(columns, i);
    const Ns endNs = slice.startNs + slice.durationNs;
    columns.busyBeforeNs[i] = 0;
    columns.maxEndNs[i] = endNs;
    if (i > 0) {
        const Ns lastEndNs = columns.startNs[i - 1] + columns.durationNs[i - 1];
        const Ns coveredNs = i > 1 ? std::max(columns.startNs[i - 1], columns.maxEndNs[i - 2]) : columns.startNs[0];
        columns.busyBeforeNs[i] = columns.busyBeforeNs[i - 1] + std::max<Ns>(0, lastEndNs - coveredNs);
        columns.maxEndNs[i] = std::max(columns.maxEndNs[i - 1], endNs);
    }
    columns.depth[i] = place(slice, duplicate);
    m_depths = std::max(m_depths, columns.depth[i] + 1);
    m_duplicates += duplicate;
    ++m_size;
}

std::uint16_t TrackWriter::place(const Slice& slice, bool duplicate)
{
    const Ns endNs = slice.startNs + slice.durationNs;
    if (info.kind != TrackKind::hostThread) { // what nests gets the same rows either way
        const std::uint16_t row = m_rows.place(slice.startNs, endNs);
        m_overlaps += row > 0 && !duplicate && info.kind == TrackKind::stream && isGpuOperation(slice.kind);
        return row;
    }
    const auto [depth, nested] = m_nesting.place(slice.startNs, endNs);
    m_notNested += !nested;
    return depth;
}

void TrackWriter::merge(std::vector<Slice> arrived)
{
    std::vector<Slice> known, all;
    known.reserve(m_size);
    for (std::size_t i = 0; i < m_size; ++i)
        known.push_back(m_columns->slice(i));
    all.reserve(m_size + arrived.size());
    std::ranges::merge(known, arrived, std::back_inserter(all), comesBefore);
    clear();
    reserve(all.size() + all.size() / 8);
    for (const Slice& slice : all)
        append(slice);
}

void TrackWriter::clear()
{
    m_columns.reset();
    m_size = 0;
    m_nesting = {};
    m_rows = {};
    m_depths = 1;
    m_overlaps = m_notNested = m_duplicates = 0;
}

std::optional<std::size_t> TrackWriter::sliceAt(Ns timeNs, bool next, bool passCalls) const
{
    if (m_size == 0)
        return std::nullopt;
    const Ns* const starts = m_columns->startNs.get();
    const auto after = static_cast<std::size_t>(std::upper_bound(starts, starts + m_size, timeNs) - starts);
    constexpr std::size_t deepest = 1000; // a file with more slices around one moment gets no arrow there
    for (std::size_t i = after; i > 0 && after - i < deepest && m_columns->maxEndNs[i - 1] >= timeNs; --i)
        if (starts[i - 1] + m_columns->durationNs[i - 1] >= timeNs && !(passCalls && isCall(m_columns->kind[i - 1])))
            return i - 1;
    return next && after < m_size ? std::optional(after) : std::nullopt;
}

void TrackWriter::setCorrelation(std::size_t i, std::int64_t correlation)
{
    if (m_columns.use_count() > 1) // a snapshot looks at it
        m_columns = std::make_shared<Columns>(*m_columns, m_size, m_columns->capacity());
    m_columns->correlation[i] = correlation;
}

Track TrackWriter::show() const
{
    Track track;
    track.info = info;
    track.depths = m_depths;
    if (m_columns)
        m_columns->show(track, m_size);
    return track;
}

void TrackWriter::addTo(Trust& trust) const
{
    trust.overlapsInStream += m_overlaps;
    trust.notNested += m_notNested;
    trust.duplicates += m_duplicates;
}

} // namespace streamscope::trace
