// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_table_model.h"

#include "language/language.h"
#include "theme/theme.h"
#include "theme/track_names.h"
#include "timeline/slice_text.h"

#include <algorithm>

namespace streamscope::ui {

namespace {
constexpr int rowsAtATime = 200'000;
}

void SliceTableModel::setTrace(trace::TracePointer trace, Ns originNs)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_parts.clear();
    m_rows = 0;
    m_originNs = originNs;
    const auto tracks = m_trace ? m_trace->tracks() : std::span<const trace::Track>{};
    for (trace::TrackId id = 0; id < tracks.size(); ++id) {
        if (tracks[id].info.kind == trace::TrackKind::sm || tracks[id].size() == 0)
            continue;
        m_parts.push_back({id, m_rows});
        m_rows += int(tracks[id].size());
    }
    m_revealed = std::min(m_rows, rowsAtATime);
    endResetModel();
}

void SliceTableModel::reveal(int row)
{
    if (row < m_revealed || row >= m_rows)
        return;
    const int more = std::min(m_rows, (row / rowsAtATime + 1) * rowsAtATime);
    beginInsertRows({}, m_revealed, more - 1);
    m_revealed = more;
    endInsertRows();
}

bool SliceTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_revealed < m_rows;
}

void SliceTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        reveal(m_revealed);
}

std::optional<trace::SliceRef> SliceTableModel::sliceAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return std::nullopt;
    const auto next = std::upper_bound(m_parts.begin(), m_parts.end(), row,
                                       [](int r, const Part& part) { return r < part.firstRow; });
    const Part& part = *std::prev(next);
    return trace::SliceRef{part.track, std::uint32_t(row - part.firstRow)};
}

int SliceTableModel::rowOf(trace::SliceRef slice) const
{
    for (const Part& part : m_parts) {
        if (part.track == slice.track && slice.index < m_trace->tracks()[slice.track].size())
            return part.firstRow + int(slice.index);
    }
    return -1;
}

QString SliceTableModel::text(const std::vector<int>& rows) const
{
    QStringList lines, head;
    for (int column = 0; column < ColumnCount; ++column) {
        const bool time = column == Start || column == Duration;
        head << headerData(column, Qt::Horizontal).toString() + (time ? QStringLiteral(" (ns)") : QString());
    }
    lines << head.join(u'\t');
    for (int row : rows) {
        const auto slice = sliceAt(row);
        QStringList cells;
        for (int column = 0; slice && column < ColumnCount; ++column)
            cells << value(*slice, column).toString().replace(u'\t', u' ');
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void SliceTableModel::retranslate()
{
    if (m_revealed > 0)
        emit dataChanged(index(0, 0), index(m_revealed - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int SliceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_revealed;
}

int SliceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SliceTableModel::data(const QModelIndex& index, int role) const
{
    const auto slice = index.isValid() ? sliceAt(index.row()) : std::nullopt;
    if (!slice)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*slice, index.column());
    case valueRole:
        return value(*slice, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() >= Start ? Qt::AlignRight | Qt::AlignVCenter
                                                           : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SliceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case Name:
        return tr("name");
    case Kind:
        return tr("kind");
    case Row:
        return tr("row");
    case Start:
        return tr("start");
    case Duration:
        return tr("duration");
    case Grid:
        return tr("grid");
    case Block:
        return tr("block");
    case Registers:
        return tr("registers");
    case SharedMemory:
        return tr("shared memory");
    case Bytes:
        return tr("bytes");
    case Correlation:
        return tr("correlation");
    default:
        return {};
    }
}

QVariant SliceTableModel::value(trace::SliceRef slice, int column) const
{
    const trace::Track& track = m_trace->tracks()[slice.track];
    const std::size_t i = slice.index;
    const trace::OperationDetails& details = m_trace->details(track.details[i]);
    const auto known = [](qint64 number) { return number > 0 ? QVariant(number) : QVariant(); };
    switch (column) {
    case Name: {
        const std::string_view name = m_trace->name(track.name[i]);
        return QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    case Kind:
        return KindNames::of(track.kind[i]);
    case Row:
        return TrackNames::of(*m_trace, track.info);
    case Start:
        return qint64(track.startNs[i] - m_originNs);
    case Duration:
        return qint64(track.durationNs[i]);
    case Grid:
        return details.grid[0] > 0 ? QVariant(extentText(details.grid)) : QVariant();
    case Block:
        return details.block[0] > 0 ? QVariant(extentText(details.block)) : QVariant();
    case Registers:
        return known(details.registersPerThread);
    case SharedMemory:
        return known(qint64(details.staticSharedBytes) + details.dynamicSharedBytes);
    case Bytes:
        return known(details.bytes);
    case Correlation:
        return track.correlation[i] >= 0 ? QVariant(qint64(track.correlation[i])) : QVariant();
    default:
        return {};
    }
}

QString SliceTableModel::display(trace::SliceRef slice, int column) const
{
    const QVariant plain = value(slice, column);
    if (column == Start)
        return instant(plain.toLongLong());
    if (column == Duration)
        return duration(plain.toLongLong());
    if ((column == SharedMemory || column == Bytes) && plain.isValid())
        return bytesText(plain.toLongLong());
    return plain.toString();
}

} // namespace streamscope::ui
