// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tab_order.h"

#include <QWidget>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

QList<QWidget*> tabOrder(const QList<TabArea>& areas)
{
    QList<QWidget*> all;
    for (const TabArea& area : areas) {
        // Floating it is a window of its own; behind another in the same place it lies outside.
        if (area.widget->isWindow() || !area.widget->parentWidget()->rect().intersects(area.widget->geometry()))
            continue;
        QList<QWidget*> own;
        for (QWidget* w = area.widget->nextInFocusChain(); w != area.widget; w = w->nextInFocusChain())
            if (area.widget->isAncestorOf(w) && (w->focusPolicy() & Qt::TabFocus) && w->isVisible() && w->isEnabled() &&
                !w->focusProxy())
                own += w;
        const auto place = [&](const QWidget* w) {
            const QPoint centre = w->mapTo(area.widget, w->rect().center());
            return area.order == TabArea::Order::fromTheTop ? std::pair(centre.y(), centre.x())
                                                            : std::pair(centre.x(), centre.y());
        };
        if (area.order != TabArea::Order::asBuilt)
            std::stable_sort(own.begin(), own.end(),
                             [&](const QWidget* a, const QWidget* b) { return place(a) < place(b); });
        all += own;
    }
    return all;
}

} // namespace streamscope::ui
