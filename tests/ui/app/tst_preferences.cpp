// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include <QCoreApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace streamscope::ui;

class TestPreferences : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("streamscope-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void init() { QSettings().clear(); }

    void whatIsChosenIsThereAtTheNextStart()
    {
        Preferences first(true);
        first.setTheme("dark");
        first.setLanguage("zh_CN");
        const Preferences next(true);
        QCOMPARE(next.theme(), QStringLiteral("dark"));
        QCOMPARE(next.language(), QStringLiteral("zh_CN"));
    }

    void whatTheCommandLineSaysHoldsForItsStartOnly()
    {
        Preferences chosen(true);
        chosen.setTheme("light");
        chosen.setLanguage("en");
        Preferences started(true);
        started.holdForThisStart("dark", "zh_CN", true);
        QCOMPARE(started.theme(), QStringLiteral("dark"));
        QCOMPARE(started.language(), QStringLiteral("zh_CN"));
        QVERIFY(started.presentation());
        const Preferences next(true);
        QCOMPARE(next.theme(), QStringLiteral("light"));
        QCOMPARE(next.language(), QStringLiteral("en"));
        QVERIFY(!next.presentation());
    }

    void choosingWhatTheCommandLineSaidStoresIt()
    {
        Preferences started(true);
        started.holdForThisStart("dark", {}, false);
        QSignalSpy changes(&started, &Preferences::themeChanged);
        started.setTheme("dark");
        QCOMPARE(changes.count(), 0); // it looks like that already
        QCOMPARE(Preferences(true).theme(), QStringLiteral("dark"));
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
