// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace streamscope::ui {

/// All that is known of the selected slice, as rows of name and value.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    using Rows = std::vector<std::pair<QString, QString>>; ///< name and value; a heading has no value

    /// Times count from `originNs`, as in the picture.
    void show(trace::TracePointer trace, trace::SliceRef slice, Ns originNs);
    /// Something else than a slice, in words of the caller's.
    void show(Rows rows);
    void clear();
    bool isEmpty() const { return m_rows.empty(); }
    /// The rows as text, for the clipboard: "name<TAB>value" a line.
    QString text() const;

    static Rows describe(const trace::Trace& trace, trace::SliceRef slice, Ns originNs);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    QGridLayout* m_grid;
    QLabel* m_hint;
    trace::TracePointer m_trace;
    trace::SliceRef m_slice;
    Ns m_originNs = 0;
    Rows m_given; ///< of show(Rows)
    Rows m_rows;
};

} // namespace streamscope::ui
