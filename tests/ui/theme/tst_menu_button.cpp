// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/menu_button.h"

#include <QMenu>
#include <QToolButton>
#include <QtTest>

using namespace streamscope::ui;

class TestMenuButton : public QObject
{
    Q_OBJECT

private slots:
    void itIsLitOnlyWhileThePointerIsThere()
    {
        QWidget window;
        window.resize(300, 300);
        QToolButton button(&window);
        button.resize(50, 20);
        QMenu menu;
        menu.addAction("one");
        setInstantMenu(&button, &menu);
        window.show();
        for (const QPoint at : {QPoint(200, 200), QPoint(10, 10)}) {
            QCursor::setPos(window.mapToGlobal(at));
            button.setAttribute(Qt::WA_UnderMouse); // as the pointer was when the menu opened
            menu.popup(window.mapToGlobal(QPoint(0, 20)));
            menu.close();
            QCOMPARE(button.underMouse(), button.geometry().contains(at));
        }
    }
};

QTEST_MAIN(TestMenuButton)
#include "tst_menu_button.moc"
