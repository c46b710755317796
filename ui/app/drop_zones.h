// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace streamscope::ui {

/// Lies over the window while files are dragged across it: dropped on the left half they open in the place of what is
/// there, on the right half beside it.
class DropZones : public QWidget
{
    Q_OBJECT

public:
    explicit DropZones(QWidget* window);

    /// Covers the window; the half at `position` is lit.
    void follow(const QPoint& position);
    static bool isBeside(const QWidget& window, const QPoint& position);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_beside = false;
};

} // namespace streamscope::ui
