// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <QtTest>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/// The runner as a process: what goes in on its standard input, what comes out on its standard output.
class TstServe : public QObject
{
    Q_OBJECT

    const QString m_program = qEnvironmentVariable("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli");

    static QByteArray requestLine(const QByteArray& layout, const QByteArray& options)
    {
        QFile file(STREAMSCOPE_SOURCE_DIR "/resources/experiments/three-kernels.streamscope.json");
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray experiment = QJsonDocument::fromJson(file.readAll()).toJson(QJsonDocument::Compact);
        return "{\"protocol\": 1, \"experiment\": " + experiment + ", \"layout\": \"" + layout +
               "\", \"options\": " + options + "}\n";
    }

    /// Feeds a runner and reads lines until one of this type comes; null at the end of the stream.
    static QJsonObject nextOfType(QProcess& runner, const QString& type)
    {
        for (;;) {
            while (!runner.canReadLine())
                if (!runner.waitForReadyRead(30000) && !runner.canReadLine())
                    return {};
            const QJsonObject line = QJsonDocument::fromJson(runner.readLine()).object();
            if (line["type"] == type)
                return line;
        }
    }

    void start(QProcess& runner) const
    {
        runner.start(m_program, {"serve"});
        QVERIFY(runner.waitForStarted());
    }

private slots:
    void aTracedRunSaysHelloItsEventsAndItsResult()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine("streams", R"({"on": "simulator:h200", "trace": "cupti"})"));
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 0);
        QStringList types;
        for (const QByteArray& line : runner.readAllStandardOutput().split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonDocument document = QJsonDocument::fromJson(line);
            QVERIFY2(document.isObject(), line.constData());
            QVERIFY2(line.startsWith("{\"type\":"), line.constData());
            types << document.object()["type"].toString();
        }
        QCOMPARE(types.first(), "hello");
        QCOMPARE(types.last(), "result");
        QVERIFY(types.contains("slice"));
    }

    void anUntracedRunSaysNoEvents()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine("serial", R"({"on": "simulator:h200"})"));
        QVERIFY(runner.waitForFinished());
        const QByteArray out = runner.readAllStandardOutput();
        QVERIFY(!out.contains("\"slice\""));
        QVERIFY(out.contains("\"makespan_ns\""));
    }

    void aCancelEndsALoopWithStatusFive()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine(
            "streams", R"({"on": "simulator:h200", "loop": true, "trace": "cupti", "loop_pause_ms": 60000})"));
        QVERIFY(!nextOfType(runner, "result").isEmpty()); // it is in the middle of a pause of a minute
        QElapsedTimer clock;
        clock.start();
        runner.write("{\"cancel\": true}\n");
        QCOMPARE(nextOfType(runner, "error")["id"].toString(), "session.cancelled");
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 5);
        // It did not wait for the end of the pause.
        QVERIFY(clock.elapsed() < 30000);
    }

    void theEndOfInputCancelsToo()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine("streams", R"({"on": "simulator:h200", "loop": true, "loop_pause_ms": 60000})"));
        QVERIFY(!nextOfType(runner, "result").isEmpty());
        runner.closeWriteChannel();
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 5);
    }

    void aReaderThatDoesNotReadKeepsNoRunnerAlive_data()
    {
        QTest::addColumn<bool>("says");
        QTest::newRow("cancel") << true;
        QTest::newRow("the end of input") << false;
    }
    void aReaderThatDoesNotReadKeepsNoRunnerAlive()
    {
        QFETCH(bool, says);
        const QTemporaryDir folder;
        const QString path = folder.filePath("pipe");
        QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
        const int pipe = ::open(path.toLocal8Bit().constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(pipe >= 0);
        const auto waiting = [pipe] {
            int bytes = 0;
            ::ioctl(pipe, FIONREAD, &bytes);
            return bytes;
        };
        QProcess runner;
        runner.setStandardOutputFile(path);
        start(runner);
        runner.write(
            requestLine("streams", R"({"on": "simulator:h200", "trace": "cupti", "loop": true, "loop_pause_ms": 0})"));
        QTRY_VERIFY_WITH_TIMEOUT(waiting() > ::fcntl(pipe, F_GETPIPE_SZ) / 2, 30000); // soon it is full
        if (says)
            runner.write("{\"cancel\": true}\n");
        else
            runner.closeWriteChannel();
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 5);
        ::close(pipe);
    }

    void anInterruptCancelsToo()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine("streams", R"({"on": "simulator:h200", "loop": true, "loop_pause_ms": 60000})"));
        QVERIFY(!nextOfType(runner, "result").isEmpty());
        runner.terminate();
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitStatus(), QProcess::NormalExit);
        QCOMPARE(runner.exitCode(), 5);
    }

    void aLoopTakesNewValuesInMidRun()
    {
        QProcess runner;
        start(runner);
        runner.write(requestLine("serial", R"({"on": "simulator:h200", "loop": true, "loop_pause_ms": 1})"));
        const auto makespan = [](const QJsonObject& line) {
            return line["result"]["layouts"][0]["makespan_ns"][0].toDouble();
        };
        const double before = makespan(nextOfType(runner, "result"));
        QVERIFY(before > 0);
        runner.write("{\"set\": {\"kernel_us\": 1000}}\n");
        double after = before;
        while (after == before) {
            const QJsonObject line = nextOfType(runner, "result");
            QVERIFY2(!line.isEmpty(), "the loop ended");
            after = makespan(line);
        }
        // Three kernels of 1,000 µs in one stream in place of three of 100 µs.
        QVERIFY(after > 3000000 && before < 1000000);
        runner.write("{\"cancel\": true}\n");
        QVERIFY(runner.waitForFinished());
    }

    void aLineInMidRunThatMeansNothingEndsTheRunWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("place");
        const QByteArray loop = R"({"on": "simulator:h200", "loop": true, "loop_pause_ms": 60000})";
        QTest::newRow("garbage") << loop << QByteArray("garbage\n") << "";
        QTest::newRow("an unknown key") << loop << QByteArray("{\"sett\": 1}\n") << "#/sett";
        QTest::newRow("while a short run runs")
            << QByteArray(R"({"on": "simulator:h200"})") << QByteArray("{\"sett\": 1}\n") << "#/sett";
    }
    void aLineInMidRunThatMeansNothingEndsTheRunWithItsPlace()
    {
        QFETCH(QByteArray, options);
        QFETCH(QByteArray, line);
        QFETCH(QString, place);
        QProcess runner;
        start(runner);
        runner.write(requestLine("streams", options) + line);
        const QJsonObject error = nextOfType(runner, "error");
        QCOMPARE(error["id"].toString(), "runner.bad-request");
        QCOMPARE(error["file"].toString(), "input:2");
        QCOMPARE(error["place"].toString(), place);
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 2);
    }

    void whichOfSeveralLayoutsTakesTooLongIsToldWithItsPlace()
    {
        // In the second one a block takes 10¹⁰ ns, and the H200 holds 264 of them: a hundred times 60,000 waves are
        // 6 · 10¹⁶ ns, more than 2⁵³.
        QProcess runner;
        start(runner);
        runner.write(R"({"protocol": 1, "experiment": {"streamscope": 1, "name": "n", )"
                     R"("parameters": {"ns": {"value": 1000, "min": 1, "max": 1e10}}, )"
                     R"("branches": [{"name": "b", "operations": [{"repeat": {"count": 100, "operations": [)"
                     R"({"kernel": {"kernel": "spin", )"
                     R"("parameters": {"ns": "ns", "blocks": 16000000, "threads": 1024}}}]}}]}], )"
                     R"("layouts": [{"name": "short", "streams": [{"name": "s"}]}, )"
                     R"({"name": "long", "streams": [{"name": "s"}], "set": {"ns": 1e10}}]}, )"
                     R"("layouts": ["short", "long"], "options": {"on": "simulator:h200", "trace": "none"}})"
                     "\n");
        const QJsonObject error = nextOfType(runner, "error");
        QCOMPARE(error["id"].toString(), QStringLiteral("simulator.too-long"));
        QCOMPARE(error["place"].toString(), QStringLiteral("#/layouts/1"));
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 2);
    }

    void aReaderThatGoesAwayEndsTheRunner()
    {
        QProcess runner, reader;
        runner.setStandardOutputProcess(&reader);
        reader.start("true", QStringList());
        runner.start(m_program, {"serve"});
        QVERIFY(runner.waitForStarted());
        QVERIFY(reader.waitForFinished());
        runner.write(
            requestLine("streams", R"({"on": "simulator:h200", "loop": true, "trace": "cupti", "loop_pause_ms": 1})"));
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 5);
    }

    void aBadRequestIsAnErrorInTheStream_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("id");
        QTest::newRow("no JSON") << QByteArray("hello\n") << "runner.bad-request";
        QTest::newRow("nothing at all") << QByteArray() << "runner.no-request";
        QTest::newRow("a layout that is not there")
            << requestLine("nowhere", R"({"on": "simulator:h200"})") << "session.unknown-layout";
        QTest::newRow("an option out of range")
            << requestLine("serial", R"({"on": "simulator:h200", "repeat": -1})") << "runner.bad-request";
        QTest::newRow("an unknown option")
            << requestLine("serial", R"({"on": "simulator:h200", "repeats": 1})") << "runner.bad-request";
        QTest::newRow("a stream on another device") << requestLine("serial", R"({"on": "simulator:h200"})")
                                                           .replace(R"("streams":[{)", R"("streams":[{"device":7,)")
                                                    << "session.only-device-0";
    }
    void aBadRequestIsAnErrorInTheStream()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, id);
        QProcess runner;
        start(runner);
        runner.write(line);
        if (line.isEmpty())
            runner.closeWriteChannel();
        QCOMPARE(nextOfType(runner, "error")["id"].toString(), id);
        QVERIFY(runner.waitForFinished());
        QCOMPARE(runner.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TstServe)
#include "tst_serve.moc"
