// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

class QDockWidget;

namespace streamscope::ui {

/// Folds side panels where the window is too narrow for them and for the timelines, and brings them back where it is
/// wide enough again. What the user opens or folds stays so.
class SideFolds : public QObject
{
public:
    struct Side
    {
        QDockWidget* dock = nullptr;
        int width = 0;       ///< as last shown; at first, as it will be
        bool folded = false; ///< by this class
        bool wanted = false; ///< opened by the user where there was no room
    };
    /// The first one folds first.
    SideFolds(std::vector<Side> sides, QObject* parent);

    /// `least`: what the middle of a window of that width shall have, in logical pixels.
    void fit(int windowWidth, int least);
    /// As if there were room: for what is kept of the window.
    void unfold();

private:
    int room(int windowWidth) const;

    std::vector<Side> m_sides;
    int m_width = 0, m_least = 0;
};

} // namespace streamscope::ui
