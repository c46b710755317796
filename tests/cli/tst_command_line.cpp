// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <sys/resource.h>
#include <sys/stat.h>

/// What is understood of a command line, what is not, and what is said then.
class TstCommandLine : public QObject, private CommandLine
{
    Q_OBJECT

private slots:
    void badUsageIsOneLineAndStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("start");
        const auto row = [](const char* name, QStringList arguments, const char* start) {
            QTest::newRow(name) << arguments << QByteArray("streamscope-cli: ").append(start);
        };
        row("nothing", {}, "expected one of the commands devices, ");
        row("an option alone", {"--json"}, "did not expect '--json' here");
        row("an unknown command", {"frobnicate"}, "expected one of the commands devices, ");
        row("an unknown command with arguments", {"frobnicate", "--json"}, "expected one of the commands devices, ");
        row("an unknown option", {"compare", "dcka", "--frobnicate"}, "did not expect '--frobnicate' here");
        row("one argument too many", {"compare", "dcka", "dcka"}, "did not expect 'dcka' here");
        row("a flag with a value", {"compare", "dcka", "--json=3"}, "--json: expected no value");
        row("no experiment", {"compare"}, "EXPERIMENT: expected a value, found none");
        row("an option without its value", {"compare", "dcka", "--on"}, "--on: expected a value, found none");
        row("an option given twice", {"run", "dcka", "--layout", "serial", "--layout", "streams"}, "--layout: ");
        row("a layout named twice", {"compare", "dcka", "--layouts", "serial,serial"}, "--layouts: ");
        row("an experiment that is not there", {"compare", "nowhere.json"}, "nowhere.json: ");
        row("an experiment that is a folder", {"compare", "."}, ".: ");
        row("a name with control characters", {"compare", "a\nb\x1b[31m"}, "a\\nb\\u001b[31m: ");
        row("a layout that is not there", {"run", "dcka", "--layout", "nowhere"}, "--layout: ");
        row("no layout where there are several", {"run", "dcka"}, "--layout: ");
        row("layouts that are not there", {"compare", "dcka", "--layouts", "serial,nowhere"}, "--layouts: ");
        row("an empty layout name", {"compare", "dcka", "--layouts", ","}, "--layouts: ");
        row("an empty layout name before another", {"compare", "dcka", "--layouts", ",serial"}, "--layouts: ");
        row("an empty layout name after another", {"compare", "dcka", "--layouts", "serial,"}, "--layouts: ");
        row("a file without a name", {"run", "three-kernels", "--layout", "serial", "-o", ""}, "-o: ");
        row("a pace that is no number", {"run", "three-kernels", "--layout", "serial", "--pace", "nan", "-o", "-"},
            "--pace: expected 0..1000000000, found 'nan'");
        row("an untraced time that is no number",
            {"explain", "three-kernels", "--layout", "serial", "--unprofiled-ms", "nan"},
            "--unprofiled-ms: expected a time above zero in milliseconds, found nan");
        row("a parameter that is not there", {"compare", "dcka", "--set", "nowhere=1"}, "--set: ");
        row("a parameter out of range", {"compare", "dcka", "--set", "samples=1"}, "--set: ");
        row("a parameter between two whole numbers", {"compare", "dcka", "--set", "samples=64.5"}, "--set: ");
        row("a parameter that is no number", {"compare", "dcka", "--set", "samples=many"}, "--set: ");
        row("a parameter that is not finite", {"compare", "dcka", "--set", "samples=nan"}, "--set: ");
        row("a setting without a value", {"compare", "dcka", "--set", "samples"}, "--set: ");
        row("a setting without a name", {"compare", "dcka", "--set", "=5"}, "--set: ");
        row("no target", {"compare", "dcka", "--on", "abacus"}, "--on: ");
        row("a profile that is not there", {"compare", "dcka", "--on", "simulator:nowhere"}, "--on: ");
        row("a recording that is not there", {"compare", "dcka", "--on", "replay:nowhere"}, "nowhere: ");
        row("no repetitions", {"compare", "dcka", "--repeat", "0"}, "--repeat: expected 1..100000, found '0'");
        row("repetitions that are no number", {"compare", "dcka", "--repeat", "many"}, "--repeat: ");
        row("repetitions beyond measure", {"compare", "dcka", "--repeat", "99999999999999999999"}, "--repeat: ");
        row("an ending that says nothing", {"run", "three-kernels", "--layout", "serial", "-o", "out.xml"},
            "out.xml: ");
        row("an ending to convert to that says nothing", {"convert", "nowhere.json", "out.xml"}, "out.xml: ");
        row("a file that is no trace", {"convert", "/dev/null", "out.json"}, "/dev/null");
        row("a trace that never ends", {"explain", "/dev/zero"}, "/dev/zero: ");
        row("a pipe as a trace", {"explain", "pipe"}, "pipe: ");
        row("a pipe as an experiment", {"compare", "pipe"}, "pipe: ");
        row("an experiment among traces", {"explain", "nowhere.json", "dcka"}, "dcka: ");
        row("a trace that is not there", {"convert", "nowhere.json", "out.json"}, "nowhere.json: ");
    }
    void badUsageIsOneLineAndStatusTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, start);
        if (arguments.contains("pipe") && !QFile::exists(path("pipe"))) // nobody will ever write to it
            QCOMPARE(::mkfifo(qPrintable(path("pipe")), 0600), 0);
        const Ran ran = run(arguments);
        QVERIFY2(ran.err.startsWith(start), ran.err.constData());
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.err.endsWith('\n'));
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(ran.status, 2);
        QVERIFY(QDir(path(".")).entryList({"out*"}).isEmpty());
    }

    void recordingsOfOneTimeAreExplainedAsOne()
    {
        // Rank 1 joins at 50 and at 150 µs, 50 after rank 0: that waits 100 in all.
        const auto rank = [](int number, int startUs) {
            return QStringLiteral(R"({"distributedInfo":{"rank":%1},"baseTimeNanoseconds":1700000000000000000,)"
                                  R"("traceEvents":[{"ph":"X","cat":"kernel","name":"ncclDevKernel_AllReduce","pid":0,)"
                                  R"("tid":7,"ts":%2,"dur":%4,"args":{"device":0,"stream":7}},{"ph":"X","cat":)"
                                  R"("kernel","name":"ncclDevKernel_AllReduce","pid":0,"tid":7,"ts":%3,"dur":%4,)"
                                  R"("args":{"device":0,"stream":7}}]})")
                .arg(number)
                .arg(startUs)
                .arg(100 + startUs)
                .arg(60 - startUs)
                .toUtf8();
        };
        written("rank0.json", rank(0, 0));
        written("rank1.json", rank(1, 50));
        const Ran ran = run({"explain", "rank0.json", "rank1.json", "--json"});
        QCOMPARE(ran.status, 0);
        const auto json = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(json["trace"].toString(), QString("rank0.json, rank1.json"));
        const auto findings = json["findings"].toArray();
        const auto found = std::find_if(findings.begin(), findings.end(), [](const QJsonValue& finding) {
            return finding.toObject()["cause"].toString() == u"22-collective";
        });
        QVERIFY(found != findings.end());
        QCOMPARE(found->toObject()["certainty"].toString(), QString("proved"));
        QCOMPARE(found->toObject()["cost_ns"].toInt(), 100000);
    }

    void aHostileFileNamePaintsNoTerminal()
    {
        const QString name = written(QString("evil") + QChar(0x1b) + "[31m\nname.json",
                                     R"([{"ph":"X","cat":"kernel","name":"k","ts":1,"dur":1}])");
        const Ran ran = run({"explain", name});
        QCOMPARE(ran.status, 0);
        QVERIFY(!ran.out.contains('\x1b'));
        QVERIFY(ran.out.startsWith(path("evil\\u001b[31m\\nname.json (recorded)\n").toUtf8()));
    }

    void aTraceFromStandardInputIsExplainedAsItsFile()
    {
        const QString json = written("trace.json", R"([{"ph":"X","cat":"kernel","name":"k","pid":0,"tid":7,)"
                                                   R"("ts":1,"dur":2,"args":{"device":0,"stream":7}}])");
        const QString database = path("trace.sqlite");
        QProcess made;
        made.start("python3", {QStringLiteral(STREAMSCOPE_SOURCE_DIR "/tests/cli/one_kernel_sqlite.py"), database});
        QVERIFY(made.waitForFinished() && made.exitCode() == 0);
        for (const QString& file : {json, database}) {
            QProcess program;
            program.setStandardInputFile(file);
            program.start(QStringLiteral(STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli"), {"explain", "-", "--json"});
            QVERIFY(program.waitForFinished());
            QCOMPARE(program.exitCode(), 0);
            auto piped = QJsonDocument::fromJson(program.readAllStandardOutput()).object();
            auto opened = QJsonDocument::fromJson(run({"explain", file, "--json"}).out).object();
            QCOMPARE(piped.take("trace").toString(), QString("-"));
            opened.remove("trace");
            QVERIFY(!opened.isEmpty());
            QCOMPARE(piped, opened);
        }
    }

    void howToRunIsNotSaidOfATrace()
    {
        written("trace.json", "[{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"ts\":1,\"dur\":1}]");
        QCOMPARE(run({"explain", "trace.json"}).status, 0);
        for (const QStringList& said : {QStringList{"--layout", "x"}, {"--set", "a=1"}, {"--on", "cuda"}, {"--gate"}}) {
            const Ran ran = run(QStringList{"explain", "trace.json"} + said);
            QCOMPARE(ran.status, 2);
            QVERIFY(ran.out.isEmpty());
            QCOMPARE(ran.err, "streamscope-cli: " + said.front().toUtf8() +
                                  ": expected an experiment to run, found trace.json, which is read as a trace, as it "
                                  "was recorded\n");
        }
    }

    void hostileExperimentsAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        const auto wrapped = [](const QByteArray& operation) {
            return R"({"streamscope": 1, "name": "e", "title": "t", "description": "d", "branches": [{"name": "b", "operations": [)" +
                   operation + R"(]}], "layouts": [{"name": "l", "streams": [{"name": "s"}], "assign": {"b": "s"}}]})";
        };
        QTest::newRow("no JSON") << QByteArray("{\n\"streamscope\": 1,\n oops}") << QByteArray("bad.json:3: ");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("bad.json:1: ");
        QTest::newRow("half a file") << wrapped("").left(40) << QByteArray("bad.json:");
        QTest::newRow("an unknown key") << QByteArray(R"({"streamscope": 1, "nmae": "e"})") << QByteArray("bad.json#/");
        QTest::newRow("10^12 blocks")
            << wrapped(R"({"kernel": {"kernel": "spin", "parameters": {"blocks": 1000000000000}}})")
            << QByteArray("bad.json#/branches/0/operations/0");
        QTest::newRow("negative bytes") << wrapped(R"({"copy": {"from": "host", "to": "device", "bytes": -1}})")
                                        << QByteArray("bad.json#/branches/0/operations/0");
        QTest::newRow("a division by zero")
            << wrapped(R"({"memset": {"bytes": "1 / 0"}})") << QByteArray("bad.json#/branches/0/operations/0");
        QTest::newRow("a wait for nothing")
            << wrapped(R"({"wait": {"event": "e"}})") << QByteArray("bad.json#/branches/0/operations/0");
        QTest::newRow("10^9 repeats of 10^9")
            << wrapped(
                   R"({"repeat": {"count": 1000000000, "operations": [{"repeat": {"count": 1000000000, "operations": [{"memset": {"bytes": 1}}]}}]}})")
            << QByteArray("bad.json#/branches/0");
        QTest::newRow("a device that no run uses")
            << wrapped(R"({"memset": {"bytes": 4}})").replace(R"({"name": "s"})", R"({"name": "s", "device": 7})")
            << QByteArray("bad.json#/layouts/0/streams/0: only device 0 ");
        QTest::newRow("deep nesting") << QByteArray(200000, '[') << QByteArray("bad.json");
    }
    void hostileExperimentsAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        written("bad.json", text);
        const Ran ran = run({"compare", "bad.json", "--json"});
        QVERIFY2(ran.err.startsWith("streamscope-cli: " + place), ran.err.constData());
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(ran.status, 2);
    }

    void aGpuThatIsNotThereIsStatusThree()
    {
        // Number 1000 is in no machine, with or without a driver.
        const Ran ran = run({"compare", "three-kernels", "--on", "cuda:1000"});
        QCOMPARE(ran.status, 3);
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.out.isEmpty());
    }

    void aFullDiskIsSaidAndLeavesNothing()
    {
        const Ran toOutput = run({"compare", "three-kernels", "--json"}, "/dev/full");
        QCOMPARE(toOutput.status, 4);
        QCOMPARE(toOutput.err.count('\n'), 1);
        const Ran toFile = run({"run", "three-kernels", "--layout", "serial", "-o", "/dev/full"});
        QCOMPARE(toFile.status, 4);
        QCOMPARE(toFile.err.count('\n'), 1);
    }

    void whoHasReadEnoughHearsNoComplaint_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::newRow("a stream") << "run three-kernels --layout serial -o -";
        QTest::newRow("a table") << "compare three-kernels";
        QTest::newRow("JSON") << "compare three-kernels --json";
        QTest::newRow("an explanation") << "explain three-kernels --layout serial --json";
        QTest::newRow("a list") << "devices --json";
        QTest::newRow("help") << "--help";
    }

    void whoHasReadEnoughHearsNoComplaint()
    {
        QFETCH(QString, arguments);
        // 4 writes to a pipe whose only reader, 3, is gone before the program starts.
        QProcess shell;
        shell.setProcessEnvironment(speaking("en"));
        shell.start("sh",
                    {"-c", "rm -f \"$2\"; mkfifo \"$2\"; exec 3<>\"$2\" 4>\"$2\" 3<&-; \"$1\" " + arguments + " >&4",
                     "sh", program(), path("unread")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardError(), QByteArray());
        QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
        QCOMPARE(shell.exitCode(), 141);
    }

    void aLimitOfFilesIsSaidAndLeavesNothing()
    {
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit less{1024, before.rlim_max}; // the program has it from here
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &less), 0);
        const Ran ran = run({"run", "three-kernels", "--layout", "serial", "-o", "limited.json"});
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QCOMPARE(ran.status, 4);
        QVERIFY2(ran.err.startsWith("streamscope-cli: limited.json: "), ran.err.constData());
        QVERIFY(QDir(path("")).entryList({"limited*"}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void aFullDiskIsSaidWhereTheTraceComesByStandardInput_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("to standard output") << QStringList{"convert", "-", "-"};
        QTest::newRow("to a file") << QStringList{"convert", "-", "/dev/full"};
        QTest::newRow("explained") << QStringList{"explain", "-"};
        QTest::newRow("explained as JSON") << QStringList{"explain", "-", "--json"};
    }

    void aFullDiskIsSaidWhereTheTraceComesByStandardInput()
    {
        QFETCH(QStringList, arguments);
        const Ran ran =
            run(arguments, "/dev/full", {}, STREAMSCOPE_SOURCE_DIR "/tests/data/traces/dcka_streams_512.json.gz");
        QCOMPARE(ran.status, 4);
        QCOMPARE(ran.err.count('\n'), 1);
    }

    void aFolderThatIsNotThereLeavesNothing()
    {
        const Ran ran = run({"run", "three-kernels", "--layout", "serial", "-o", "nowhere/run.json"});
        QVERIFY(ran.status == 4 || ran.status == 2);
        QVERIFY(ran.err.startsWith("streamscope-cli: nowhere/run.json: "));
    }

    void helpIsForPeopleAndStatusZero()
    {
        const Ran ran = run({"--help"});
        QCOMPARE(ran.status, 0);
        for (const char* command : {"devices", "experiments", "kernels", "run", "compare", "convert", "serve"})
            QVERIFY2(ran.out.contains(command), command);
        QVERIFY(ran.err.isEmpty());
        QCOMPARE(run({"compare", "--help"}).status, 0);
        QCOMPARE(run({"--version"}).status, 0);
    }

    void anInterruptCancelsWithStatusFive()
    {
        // The runner is a shell that interrupts the one who started it, and then says nothing more.
        QProcess process;
        process.setProcessEnvironment(speaking("en"));
        process.start(program(), {"compare", "three-kernels", "--via", "sh -c 'kill -INT $PPID; exec sleep 1000'"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QCOMPARE(process.readAllStandardError(), QByteArray("streamscope-cli: cancelled\n"));
    }

    void theLanguageIsTheLocales()
    {
        const auto said = [&](const QStringList& arguments) {
            const Ran ran = runIn("zh_CN", arguments);
            return QString::fromUtf8(ran.out + ran.err);
        };
        QVERIFY(said({"compare", "dcka", "--set", "samples=1"}).contains(QStringLiteral("取值范围")));
        QVERIFY(said({"compare", "dcka", "--repeat", "many"}).contains(QStringLiteral("--repeat: 应为1..100000，")));
        QVERIFY(said({"kernels"}).contains(QStringLiteral("（矩阵乘）")));
        QCOMPARE(json(runIn("zh_CN", {"kernels", "--json"}).out), json(run({"kernels", "--json"}).out));
        for (const char* command :
             {"", "devices", "experiments", "kernels", "run", "compare", "explain", "convert", "calibrate", "serve"}) {
            const QStringList arguments = QString::fromLatin1(command).split(' ', Qt::SkipEmptyParts);
            const QString help = said(arguments + QStringList{"--help"});
            QVERIFY2(help.contains(QStringLiteral("用法")) && !help.contains("cli."), qPrintable(help));
        }
    }
};

QTEST_GUILESS_MAIN(TstCommandLine)
#include "tst_command_line.moc"
