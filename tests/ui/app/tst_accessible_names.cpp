// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/window_under_test.h"

#include <QAccessible>
#include <QDockWidget>

#include <map>

using namespace streamscope;
using namespace streamscope::ui;

/// The window as a screen reader tells it.
class TestAccessibleNames : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void whateverTakesTheFocusHasANameInEachLanguage_data()
    {
        QTest::addColumn<QString>("shown");
        for (const char* shown : {"three-kernels", "dcka", "recordings/dcka-512", "a file"})
            QTest::newRow(shown) << shown;
    }

    void whateverTakesTheFocusHasANameInEachLanguage()
    {
        QFETCH(QString, shown);
        QTemporaryDir folder;
        if (shown == "a file")
            shown = writeTraceOf(1, folder.filePath("t.json"));
        open(qPrintable(shown));
        for (const char* dock : {"editorDock", "tableDock"})
            child<QDockWidget>(dock)->show();
        m_window->settle();
        const auto english = names();
        QVERIFY(english.size() > 20);
        m_preferences->setLanguage(QStringLiteral("zh_CN"));
        m_window->settle();
        const auto chinese = names();
        for (const auto& names : {english, chinese})
            for (const auto& [place, name] : names)
                QVERIFY2(!name.isEmpty(), qPrintable(place));
        QVERIFY(english.contains("middle/splitter/timelines"));
        int both = 0;
        for (const auto& [place, name] : english)
            if (const auto translated = chinese.find(place); translated != chinese.end()) {
                QVERIFY2(translated->second != name, qPrintable(place + ": " + name));
                ++both;
            }
        QVERIFY(both > 20);
    }

private:
    /// By their place in the window.
    std::map<QString, QString> names() const
    {
        std::map<QString, QString> names;
        for (QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible())
                continue;
            QString place;
            for (const QWidget* at = widget; at != m_window.get(); at = at->parentWidget())
                place = (at->objectName().isEmpty() ? QString(at->metaObject()->className()) : at->objectName()) +
                        (place.isEmpty() ? "" : "/") + place;
            const QAccessibleInterface* told = QAccessible::queryAccessibleInterface(widget);
            names[place] = told ? told->text(QAccessible::Name) : QString();
        }
        return names;
    }
};

QTEST_MAIN(TestAccessibleNames)
#include "tst_accessible_names.moc"
