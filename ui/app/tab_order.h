// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace streamscope::ui {

/// A part of the window. Where widgets come and go Qt's own order is not what is seen.
struct TabArea
{
    enum class Order
    {
        asBuilt,
        fromTheTop,
        fromTheLeft,
    };
    QWidget* widget = nullptr;
    Order order = Order::asBuilt;
};

/// What Tab passes in the areas, one after the other: all that is shown and takes the focus.
QList<QWidget*> tabOrder(const QList<TabArea>& areas);

} // namespace streamscope::ui
