// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/columns.h"

namespace streamscope::trace {

namespace {

/// Calls `visit` with each column of the blocks given, side by side.
template <class Visit, class... Blocks>
void eachColumn(Visit visit, Blocks&... blocks)
{
    visit(blocks.startNs...);
    visit(blocks.durationNs...);
    visit(blocks.busyBeforeNs...);
    visit(blocks.maxEndNs...);
    visit(blocks.correlation...);
    visit(blocks.name...);
    visit(blocks.details...);
    visit(blocks.branch...);
    visit(blocks.id...);
    visit(blocks.depth...);
    visit(blocks.kind...);
}

} // namespace

Columns::Columns(std::size_t capacity) : m_capacity(capacity)
{
    eachColumn(
        [capacity]<class T>(std::unique_ptr<T[]>& column) { column = std::make_unique_for_overwrite<T[]>(capacity); },
        *this);
}

Columns::Columns(const Columns& other, std::size_t size, std::size_t capacity) : Columns(capacity)
{
    eachColumn([size](auto& to, const auto& from) { std::copy_n(from.get(), size, to.get()); }, *this, other);
}

void Columns::show(Track& track, std::size_t size) const
{
    track.startNs = {startNs.get(), size};
    track.durationNs = {durationNs.get(), size};
    track.busyBeforeNs = {busyBeforeNs.get(), size};
    track.maxEndNs = {maxEndNs.get(), size};
    track.correlation = {correlation.get(), size};
    track.name = {name.get(), size};
    track.details = {details.get(), size};
    track.branch = {branch.get(), size};
    track.id = {id.get(), size};
    track.depth = {depth.get(), size};
    track.kind = {kind.get(), size};
}

Slice Columns::slice(std::size_t i) const
{
    return {startNs[i], durationNs[i], name[i], kind[i], details[i], correlation[i], branch[i], id[i]};
}

void Columns::store(std::size_t i, const Slice& slice)
{
    startNs[i] = slice.startNs;
    durationNs[i] = slice.durationNs;
    name[i] = slice.name;
    kind[i] = slice.kind;
    details[i] = slice.details;
    correlation[i] = slice.correlation;
    branch[i] = slice.branch;
    id[i] = slice.id;
}

} // namespace streamscope::trace
