// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QWidget>

class QTableView;

namespace streamscope::ui {

class SliceTableModel;

/// The table beside the picture, for screen readers and for copying.
class SliceTable : public QWidget
{
    Q_OBJECT

public:
    explicit SliceTable(QWidget* parent = nullptr);

    void setTrace(trace::TracePointer trace, Ns originNs);
    void select(trace::SliceRef slice);
    /// The selected rows, or all of them, as tab-separated text with a head line.
    QString copyText() const;

signals:
    void chosen(streamscope::trace::SliceRef slice);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    SliceTableModel* m_model;
    QTableView* m_view;
};

} // namespace streamscope::ui
