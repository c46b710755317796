// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace streamscope::ui {

/// The slices of one timeline as a table, track by track: what the picture shows, for screen readers and for copying.
/// Nothing is copied from the trace; a row is found by binary search. Views pay for each row that they know of: of very
/// many slices those behind the first come when a view asks for more, or reveal() does.
class SliceTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Name,
        Kind,
        Row,
        Start,
        Duration,
        Grid,
        Block,
        Registers,
        SharedMemory,
        Bytes,
        Correlation,
        ColumnCount,
    };
    /// The plain value, times in ns, for sorting and for scripts.
    static constexpr int valueRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    /// Thread blocks on SMs are left out. Times count from `originNs`. A null pointer empties the table.
    void setTrace(trace::TracePointer trace, Ns originNs);
    const trace::TracePointer& trace() const { return m_trace; }
    Ns originNs() const { return m_originNs; }

    std::optional<trace::SliceRef> sliceAt(int row) const;
    int rowOf(trace::SliceRef slice) const; ///< −1: not in the table; may be one that no view knows of yet
    /// From here on views know of this row and all before it.
    void reveal(int row);
    int sliceCount() const { return m_rows; } ///< those that no view knows of among them

    /// Rows as tab-separated text with a head line, times in ns; for the clipboard.
    QString text(const std::vector<int>& rows) const;
    /// Texts are asked for anew: the language changed.
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Part
    {
        trace::TrackId track = 0;
        int firstRow = 0;
    };
    QVariant value(trace::SliceRef slice, int column) const;
    QString display(trace::SliceRef slice, int column) const;

    trace::TracePointer m_trace;
    std::vector<Part> m_parts;
    int m_rows = 0, m_revealed = 0;
    Ns m_originNs = 0;
};

} // namespace streamscope::ui
