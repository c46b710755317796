// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdict_header.h"
#include "ui/app/window_under_test.h"

#include <QFile>
#include <QSignalSpy>

using namespace streamscope;
using namespace streamscope::ui;

/// Runners that do not end well, played by shell scripts: the window tells, keeps what had arrived and goes on.
class TestBrokenRunner : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    static constexpr const char* hello =
        R"({"type":"hello","protocol":1,"version":"t","device":{"name":"A GPU","compute_capability":90,"cupti":true},"profile":null})";
    static constexpr const char* track =
        R"({"type":"track","id":0,"kind":"stream","name":"stream 1","process":"GPU 0","pid":0,"tid":1,"device":0,"context":1,"stream":1,"rank":0,"sort":0})";
    static constexpr const char* name = R"({"type":"name","id":1,"text":"A"})";
    static constexpr const char* slices =
        R"({"type":"slice","track":0,"name":1,"start_ns":10,"dur_ns":50,"kind":"kernel","correlation":1,"branch":0,"id":0}
{"type":"slice","track":0,"name":1,"start_ns":70,"dur_ns":50,"kind":"kernel","correlation":2,"branch":1,"id":1})";
    /// Both layouts of three-kernels, not traced.
    static constexpr const char* times =
        R"({"type":"result","result":{"layouts":[{"makespan_ns":[300000]},{"makespan_ns":[100000]}]}})";

    QTemporaryDir m_folder;
    QByteArray m_runnerBefore;

    static QByteArray say(std::initializer_list<const char*> lines)
    {
        QByteArray text;
        for (const char* line : lines)
            text += QByteArray("cat <<'END'\n") + line + "\nEND\n";
        return text;
    }

    /// Makes `script` the runner of the runs to come; it has read its request line.
    void play(const QByteArray& script)
    {
        QFile file(m_folder.filePath(QStringLiteral("runner")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nread -r request\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("STREAMSCOPE_RUNNER", file.fileName().toLocal8Bit());
    }

    void runOnTheGpu()
    {
        session::Target target;
        target.kind = session::Target::Kind::cuda;
        m_window->bench().setTarget(target);
        m_window->actions().run->trigger();
        m_window->settle();
    }

    QString headline() const { return m_window->findChild<VerdictHeader*>()->headline(); }
    QString reason() const { return m_window->findChild<VerdictHeader*>()->reason(); }

private slots:
    void init()
    {
        m_runnerBefore = qgetenv("STREAMSCOPE_RUNNER");
        openWindow();
    }

    void cleanup()
    {
        closeWindow();
        qputenv("STREAMSCOPE_RUNNER", m_runnerBefore);
    }

    void aRunnerKilledInMidRunIsToldOfAndItsSlicesStay()
    {
        play("case \"$request\" in *cupti*|*stamps*)\n" + say({hello, track, name, slices}) +
             "kill -KILL $$;;\nesac\n" + say({hello, times}));
        runOnTheGpu();
        QVERIFY2(message().contains("signal 9"), qPrintable(message()));
        QVERIFY(!m_window->bench().isRunning());
        QVERIFY(lane(0).trace);
        QCOMPARE(lane(0).trace->sliceCount(), std::size_t(2));
        QVERIFY(lane(0).trace->trust().truncated);
        QCOMPARE(m_window->timelines().timelines().at(0).trace, lane(0).trace);
    }

    void whatIsSaidBelongsToWhatHadArrived()
    {
        const QString simulated = headline();
        play("case \"$request\" in *cupti*|*stamps*)\n" + say({hello, track, name, slices}) +
             "kill -KILL $$;;\nesac\n" + say({hello, times}));
        runOnTheGpu();
        QVERIFY(headline() != simulated);
        QVERIFY(!m_window->bench().comparison());
        QVERIFY2(reason().contains("had arrived"), qPrintable(reason()));
        // Two kernels of 50 ns: the simulated ones took 300 µs.
        QVERIFY(m_window->bench().explanation());
        QVERIFY2(!headline().contains("µs"), qPrintable(headline()));
    }

    void aRunnerThatBringsNothingLeavesNothingButTheReason()
    {
        play("kill -KILL $$\n");
        runOnTheGpu();
        QVERIFY(!lane(0).trace && !lane(1).trace);
        QVERIFY(!m_window->bench().explanation());
        QVERIFY2(headline().startsWith("Nothing to show"), qPrintable(headline()));
        QVERIFY2(reason().contains("signal 9"), qPrintable(reason()));
    }

    void theFindingsGoWithTheDeviceTheyWereOf()
    {
        QVERIFY(m_window->bench().explanation());
        session::Target target;
        target.kind = session::Target::Kind::cuda;
        m_window->bench().setTarget(target);
        m_window->settle();
        QVERIFY(!lane(0).trace);
        QVERIFY(!m_window->bench().explanation());
        QVERIFY(reason().contains("Press Run"));
    }

    void aRunOnTheSimulatorFollowsAKilledRunner()
    {
        play("kill -KILL $$\n");
        runOnTheGpu();
        QVERIFY(!message().isEmpty());
        m_window->bench().setTarget({});
        m_window->actions().run->trigger();
        m_window->settle();
        QVERIFY(message().isEmpty());
        // Three kernels of 100 µs, one behind the other.
        QVERIFY(lane(0).makespanNs >= 300'000);
        QVERIFY(!lane(0).trace->trust().truncated);
    }

    void aRunnerThatSaysGarbageIsToldOf()
    {
        play(say({hello}) + "head -c 100000 /dev/urandom\n");
        runOnTheGpu();
        QVERIFY(!message().isEmpty());
        QVERIFY(!m_window->bench().isRunning());
    }
};

QTEST_MAIN(TestBrokenRunner)
#include "tst_broken_runner.moc"
