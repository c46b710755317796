// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/launch_options.h"

#include <QTest>

using namespace streamscope::ui;

class TestLaunchOptions : public QObject
{
    Q_OBJECT

private slots:
    void everyOptionIsRead()
    {
        const auto parsed = parseLaunchOptions(
            {"streamscope", "dcka", "--layouts", "serial,streams", "--set", "samples=64", "--on", "simulator:t4",
             "--theme", "dark", "--lang", "zh_CN", "--size", "1280x720", "--screenshot", "a.png", "--scale", "2"});
        const auto* options = std::get_if<LaunchOptions>(&parsed);
        QVERIFY(options);
        QCOMPARE(options->files, QStringList{"dcka"});
        QCOMPARE(options->layouts, (QStringList{"serial", "streams"}));
        QCOMPARE(options->values.value("samples"), 64.0);
        QCOMPARE(options->target, QStringLiteral("simulator:t4"));
        QCOMPARE(options->theme, QStringLiteral("dark"));
        QCOMPARE(options->language, QStringLiteral("zh_CN"));
        QCOMPARE(options->size, QSize(1280, 720));
        QCOMPARE(options->scale, 2.0);
        QVERIFY(options->headless());
    }

    void withoutArgumentsAWindowOpens()
    {
        const auto parsed = parseLaunchOptions({"streamscope"});
        QVERIFY(std::holds_alternative<LaunchOptions>(parsed));
        QVERIFY(!std::get<LaunchOptions>(parsed).headless());
    }

    void badArgumentsAreOneLineAndStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{"--nonsense"};
        QTest::newRow("size without height") << QStringList{"--size", "1280"};
        QTest::newRow("absurd size") << QStringList{"--size", "99999x99999"};
        QTest::newRow("theme") << QStringList{"--theme", "pink"};
        QTest::newRow("language") << QStringList{"--lang", "fr"};
        QTest::newRow("ending of the screenshot") << QStringList{"--screenshot", "a.gif"};
        QTest::newRow("ending of the export") << QStringList{"--export", "a.doc"};
        QTest::newRow("value that is no number") << QStringList{"--set", "samples=many"};
        QTest::newRow("scale") << QStringList{"--scale", "-1"};
        QTest::newRow("value missing") << QStringList{"--screenshot"};
    }

    void badArgumentsAreOneLineAndStatusTwo()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseLaunchOptions(QStringList{"streamscope"} + arguments);
        const auto* answer = std::get_if<LaunchAnswer>(&parsed);
        QVERIFY(answer);
        QCOMPARE(answer->status, 2);
        QVERIFY(answer->text.startsWith("streamscope: "));
        QCOMPARE(answer->text.count('\n'), 1);
    }

    void aSizeIsRefusedWithBothOfItsBounds_data()
    {
        QTest::addColumn<QString>("size");
        QTest::newRow("too small") << "319x240";
        QTest::newRow("too large") << "99999x99999";
        QTest::newRow("one number beyond") << "1280x16385";
    }

    void aSizeIsRefusedWithBothOfItsBounds()
    {
        QFETCH(QString, size);
        const auto parsed = parseLaunchOptions({"streamscope", "--size", size});
        const auto* answer = std::get_if<LaunchAnswer>(&parsed);
        QVERIFY(answer);
        QVERIFY2(answer->text.contains("from 320x240 to 16384x16384"), qPrintable(answer->text));
    }

    void withoutADisplayAWindowIsRefusedInOneLine()
    {
        const auto names = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"};
        QMap<QByteArray, QByteArray> before;
        for (const char* name : names) {
            if (qEnvironmentVariableIsSet(name))
                before[name] = qgetenv(name);
            qunsetenv(name);
        }
        const auto window = refusalWithoutDisplay({});
        LaunchOptions picture;
        picture.screenshot = "a.png";
        const auto drawn = refusalWithoutDisplay(picture);
        qputenv("QT_QPA_PLATFORM", "offscreen");
        const auto offscreen = refusalWithoutDisplay({});
        qunsetenv("QT_QPA_PLATFORM");
        qputenv("WAYLAND_DISPLAY", "wayland-0");
        const auto wayland = refusalWithoutDisplay({});
        qunsetenv("WAYLAND_DISPLAY");
        for (auto it = before.begin(); it != before.end(); ++it)
            qputenv(it.key().constData(), it.value());
        QVERIFY(window);
        QCOMPARE(window->status, 2);
        QCOMPARE(window->text, QStringLiteral("streamscope: no display: use --screenshot FILE or streamscope-cli\n"));
        QVERIFY(!drawn && !offscreen && !wayland);
    }

    void helpNamesWhatTheInterfacePromises()
    {
        const auto parsed = parseLaunchOptions({"streamscope", "--help"});
        const auto* answer = std::get_if<LaunchAnswer>(&parsed);
        QVERIFY(answer && answer->status == 0);
        for (const char* promised : {"--screenshot", "--export", "--size", "--theme", "--lang", "EXPERIMENT|TRACE"})
            QVERIFY2(answer->text.contains(QLatin1String(promised)), promised);
        QVERIFY2(answer->text.startsWith("Usage: streamscope [options]"), qPrintable(answer->text));
    }
};

QTEST_GUILESS_MAIN(TestLaunchOptions)
#include "tst_launch_options.moc"
