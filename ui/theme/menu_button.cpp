// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/menu_button.h"

#include <QCursor>
#include <QMenu>
#include <QToolButton>

namespace streamscope::ui {

void setInstantMenu(QToolButton* button, QMenu* menu)
{
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    QObject::connect(menu, &QMenu::aboutToHide, button, [button] {
        button->setAttribute(Qt::WA_UnderMouse, button->rect().contains(button->mapFromGlobal(QCursor::pos())));
        button->update();
    });
}

} // namespace streamscope::ui
