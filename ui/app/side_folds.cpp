// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/side_folds.h"

#include <QAction>
#include <QDockWidget>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

SideFolds::SideFolds(std::vector<Side> sides, QObject* parent) : QObject(parent), m_sides(std::move(sides))
{
    for (std::size_t i = 0; i < m_sides.size(); ++i)
        connect(m_sides[i].dock->toggleViewAction(), &QAction::triggered, this, [this, i](bool shown) {
            m_sides[i].folded = false;
            for (std::size_t other = 0; shown && other < m_sides.size(); ++other)
                m_sides[other].wanted = other == i; // the others make room for it
            if (shown && m_width > 0)
                fit(m_width, m_least);
        });
}

/// What the middle has beside the panels that are shown.
int SideFolds::room(int windowWidth) const
{
    for (const Side& side : m_sides)
        if (!side.dock->isHidden() && !side.dock->isFloating())
            windowWidth -= side.width;
    return windowWidth;
}

void SideFolds::fit(int windowWidth, int least)
{
    const bool roomier = windowWidth > m_width || least < m_least;
    m_width = windowWidth;
    m_least = least;
    for (Side& side : m_sides) {
        if (side.dock->isVisible())
            side.width = side.dock->width();
        side.wanted = side.wanted && !roomier;
    }
    for (Side& side : m_sides)
        if (!side.dock->isHidden() && !side.dock->isFloating() && !side.wanted && room(windowWidth) < least) {
            side.dock->hide();
            side.folded = true;
        }
    for (auto side = m_sides.rbegin(); side != m_sides.rend(); ++side)
        if (side->folded && room(windowWidth) - side->width >= least) {
            side->dock->show();
            side->folded = false;
        }
}

void SideFolds::unfold()
{
    for (Side& side : m_sides)
        if (std::exchange(side.folded, false))
            side.dock->show();
}

} // namespace streamscope::ui
