// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <sys/stat.h>
#include <unistd.h>

/// The command line as scripts see it: exit status, standard output, one line of complaint.
class TstCommandLine : public QObject
{
    Q_OBJECT

    const QString m_program = qEnvironmentVariable("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli");
    QTemporaryDir m_folder;

    struct Ran
    {
        int status = -1;
        QByteArray out, err;
    };

    static QProcessEnvironment english()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("STREAMSCOPE_LANG", "en");
        return environment;
    }

    Ran run(const QStringList& arguments, const QString& outputFile = {}, const QString& runner = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        QProcessEnvironment environment = english();
        if (!runner.isEmpty())
            environment.insert("STREAMSCOPE_RUNNER", runner);
        process.setProcessEnvironment(environment);
        if (!outputFile.isEmpty())
            process.setStandardOutputFile(outputFile);
        process.start(m_program, arguments);
        process.waitForFinished(120000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    QString written(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }

    /// A runner that answers what is not traced, says `traced` of what is, and then kills itself.
    QString runnerThatDies(const QByteArray& untraced, const QByteArray& traced) const
    {
        const QByteArray hello =
            R"({"type":"hello","protocol":1,"version":"t","device":{"name":"A GPU"},"profile":null})";
        const QByteArray script = "#!/bin/sh\nread -r request\ncat <<'END'\n" + hello +
                                  "\nEND\ncase \"$request\" in *cupti*|*stamps*)\ncat <<'END'\n" + traced +
                                  "END\nkill -KILL $$;;\nesac\n" + untraced;
        const QString path = written("runner", script);
        QFile(path).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    QJsonObject read(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? json(file.readAll()) : QJsonObject();
    }

    static QJsonObject json(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

private slots:
    void experimentsAreListed()
    {
        const Ran ran = run({"experiments", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray list = json(ran.out)["experiments"].toArray();
        QVERIFY(list.size() >= 12);
        QStringList names;
        for (const QJsonValue& experiment : list) {
            names << experiment["name"].toString();
            QVERIFY(!experiment["title"].toString().isEmpty());
            QVERIFY(!experiment["layouts"].toArray().isEmpty());
        }
        QVERIFY(names.contains("dcka"));
        QVERIFY(names.contains("three-kernels"));
    }

    void kernelsAreListed()
    {
        const Ran ran = run({"kernels", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray list = json(ran.out)["kernels"].toArray();
        QVERIFY(!list.isEmpty());
        for (const QJsonValue& kernel : list)
            for (const char* key : {"name", "parameters", "registers_per_thread", "flops", "dram_bytes"})
                QVERIFY2(kernel.toObject().contains(key), key);
        QCOMPARE(run({"kernels"}).status, 0);
    }

    void devicesAreListedWithTheReasonWhyOneIsNot()
    {
        const Ran ran = run({"devices", "--json"});
        bool simulator = false, missing = false;
        for (const QJsonValue& device : json(ran.out)["devices"].toArray()) {
            simulator |= device["on"] == "simulator:h200" && device["available"].toBool();
            QVERIFY(!device["note"]["text"].toString().isEmpty());
            missing |= !device["available"].toBool();
        }
        QVERIFY(simulator);
        QCOMPARE(ran.status, missing ? 3 : 0);
        QCOMPARE(ran.err.count('\n'), missing ? 1 : 0);
    }

    void everyBuiltInExperimentIsCompared()
    {
        const QJsonArray list = json(run({"experiments", "--json"}).out)["experiments"].toArray();
        for (const QJsonValue& experiment : list) {
            const Ran ran = run({"compare", experiment["name"].toString(), "--json"});
            QVERIFY2(ran.status == 0, ran.err.constData());
            QCOMPARE(json(ran.out)["layouts"].toArray().size(), experiment["layouts"].toArray().size());
        }
    }

    void everyRecordingThatComesAlongIsCompared()
    {
        for (const QJsonValue& device : json(run({"devices", "--json"}).out)["devices"].toArray()) {
            if (!device["on"].toString().startsWith("replay:"))
                continue;
            QCOMPARE(device["note"]["id"].toString(), "session.recording-of");
            const QString experiment = device["note"]["arguments"][0].toString();
            const Ran ran = run({"compare", experiment, "--on", device["on"].toString(), "--json"});
            QVERIFY2(ran.status == 0, ran.err.constData());
            QCOMPARE(json(ran.out)["provenance"].toString(), "recorded");
            QVERIFY(json(ran.out)["repeat"].toInt() > 1);
        }
    }

    void theFirstLayoutNamedIsTheReference()
    {
        const Ran ran = run({"compare", "three-kernels", "--layouts", "streams,serial", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray layouts = json(ran.out)["layouts"].toArray();
        QCOMPARE(layouts.size(), 2);
        QCOMPARE(layouts[0]["name"].toString(), "streams");
        QCOMPARE(layouts[0]["speedup"].toDouble(), 1.0);
        QVERIFY(layouts[1]["speedup"].toDouble() < 1);
    }

    void aParameterThatIsSetChangesTheTime()
    {
        const auto makespan = [&](const QString& value) {
            const Ran ran =
                run({"compare", "three-kernels", "--layouts", "serial", "--set", "kernel_us=" + value, "--json"});
            return json(ran.out)["layouts"][0]["makespan_ns"].toInteger();
        };
        // Three kernels in one stream, 1,000 µs in place of 100 µs each: 2,700 µs more, give or take gaps.
        QVERIFY(qAbs(makespan("1000") - makespan("100") - 2700000) < 10000);
    }

    void aRunWritesATraceEventFile()
    {
        const QString path = m_folder.filePath("run.json");
        QCOMPARE(run({"run", "three-kernels", "--layout", "streams", "-o", path}).status, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject trace = json(file.readAll());
        int kernels = 0;
        for (const QJsonValue& event : trace["traceEvents"].toArray())
            kernels += event["cat"] == "kernel";
        QCOMPARE(kernels, 3);
    }

    void aRunToStandardOutputIsTheLiveStream()
    {
        const Ran ran = run({"run", "three-kernels", "--layout", "streams", "-o", "-"});
        QCOMPARE(ran.status, 0);
        const QList<QByteArray> lines = ran.out.trimmed().split('\n');
        QCOMPARE(json(lines.first())["type"].toString(), "hello");
        QCOMPARE(json(lines.last())["type"].toString(), "result");
        int slices = 0;
        for (const QByteArray& line : lines)
            slices += json(line)["type"] == "slice";
        QVERIFY(slices >= 3);
    }

    void evidenceOfADatabaseNamesTableAndRow()
    {
        const QString file = m_folder.filePath("rows.sqlite");
        const QString generator = STREAMSCOPE_SOURCE_DIR "/tests/data/generate/gen_nsys.py";
        QCOMPARE(QProcess::execute("python3", {generator, file, "--rows", "3000"}), 0);
        int rows = 0;
        for (const QJsonValue& finding : json(run({"explain", file, "--json"}).out)["findings"].toArray())
            for (const QJsonValue& slice : finding["evidence"].toArray()) {
                static const QRegularExpression place("^[A-Z_]+:[0-9]+$");
                QVERIFY2(place.match(slice.toString()).hasMatch(), qPrintable(slice.toVariant().toString()));
                ++rows;
            }
        QVERIFY(rows > 0);
    }

    void aLiveStreamThatIsKeptSaysWhatTheFileSays()
    {
        const Ran live = run({"run", "three-kernels", "--layout", "streams", "-o", "-"});
        written("live.jsonl", live.out);
        QCOMPARE(run({"run", "three-kernels", "--layout", "streams", "-o", "file.json"}).status, 0);
        QCOMPARE(run({"convert", "live.jsonl", "live.json"}).status, 0);
        const QJsonObject stream = read("live.json"), file = read("file.json");
        for (const char* key : {"experiment", "layout", "parameters", "profile", "model_error", "deviceProperties"})
            QVERIFY2(!file[key].isUndefined() && stream[key] == file[key], key);
        for (const char* key : {"provenance", "device", "branches", "makespan_ns"})
            QVERIFY2(stream["streamscope"][key] == file["streamscope"][key], key);
        QCOMPARE(file["streamscope"]["provenance"].toString(), "simulated-checked");

        const QJsonObject explained = json(run({"explain", "live.jsonl", "--json"}).out);
        QCOMPARE(explained["provenance"].toString(), "simulated, checked on hardware");
        const QStringList compare{"compare", "three-kernels", "--layouts", "streams", "--json"};
        const Ran replayed = run(compare + QStringList{"--on", "replay:live.jsonl"});
        QVERIFY2(replayed.status == 0, replayed.err.constData());
        const QJsonObject here = json(run(compare).out), again = json(replayed.out);
        QCOMPARE(again["provenance"], here["provenance"]);
        QCOMPARE(again["device"], here["device"]);
        QCOMPARE(again["layouts"][0]["makespan_ns"], here["layouts"][0]["makespan_ns"]);
        // What is streamed of the replay is of the same model.
        const Ran streamed =
            run({"run", "three-kernels", "--layout", "streams", "--on", "replay:live.jsonl", "-o", "-"});
        QCOMPARE(json(streamed.out.left(streamed.out.indexOf('\n')))["provenance"].toString(), "simulated-checked");
    }

    void aFileOfTheModelKnowsItsDevice()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "device.json"}).status, 0);
        const QJsonArray devices = read("device.json")["deviceProperties"].toArray();
        QCOMPARE(devices.size(), 1);
        // An H200: 132 SMs of compute capability 9.0, 64 Ki registers and 2048 threads each.
        QCOMPARE(devices[0]["name"].toString(), "NVIDIA H200");
        QCOMPARE(devices[0]["numSms"].toInt(), 132);
        QCOMPARE(devices[0]["computeMajor"].toInt(), 9);
        QCOMPARE(devices[0]["computeMinor"].toInt(), 0);
        QCOMPARE(devices[0]["regsPerMultiprocessor"].toInt(), 65536);
        QCOMPARE(devices[0]["maxThreadsPerMultiprocessor"].toInt(), 2048);
        for (const char* key : {"totalGlobalMem", "sharedMemPerMultiprocessor", "clockHz", "dramBytesPerSecond"})
            QVERIFY2(devices[0][key].toDouble() > 0, key);
    }

    void whatHadArrivedOfAKilledRunIsInItsFile()
    {
        const QString runner = runnerThatDies(
            R"(echo '{"type":"result","result":{"layouts":[{"makespan_ns":[300000]}]}}')",
            R"({"type":"track","id":0,"kind":"stream","name":"stream 1","process":"GPU 0","device":0,"stream":1}
{"type":"name","id":1,"text":"A"}
{"type":"slice","track":0,"name":1,"start_ns":10,"dur_ns":50,"kind":"kernel","correlation":1,"branch":0,"id":0}
)");
        const Ran ran =
            run({"run", "three-kernels", "--layout", "serial", "--on", "cuda", "-o", "killed.json"}, {}, runner);
        QCOMPARE(ran.status, 4);
        QVERIFY2(ran.err.contains("killed.json: what had arrived (1 slices) is kept here"), ran.err.constData());
        QVERIFY2(ran.err.contains("signal 9"), ran.err.constData());
        const QJsonObject file = read("killed.json");
        QCOMPARE(file["streamscope"]["trust"]["truncated"].toInt(), 1);
        int kernels = 0;
        for (const QJsonValue& event : file["traceEvents"].toArray())
            kernels += event["cat"] == "kernel";
        QCOMPARE(kernels, 1);
    }

    void ofARunKilledBeforeAnythingArrivedNothingIsSaidToBeKept()
    {
        const QString runner = runnerThatDies("kill -KILL $$", "");
        const Ran ran =
            run({"run", "three-kernels", "--layout", "serial", "--on", "cuda", "-o", "nothing.json"}, {}, runner);
        QCOMPARE(ran.status, 4);
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY2(!ran.err.contains("kept"), ran.err.constData());
        QVERIFY(!QFile::exists(m_folder.filePath("nothing.json")));
        const Ran devices = run({"devices"}, {}, runner);
        QVERIFY2(devices.out.contains("signal 9") && !devices.out.contains("kept"), devices.out.constData());
    }

    void theEndingTellsTheKindInLettersOfAnyCase()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "kind.json"}).status, 0);
        const auto front = [&](const char* name) {
            const Ran ran = run({"convert", "kind.json", name});
            QFile file(m_folder.filePath(name));
            return ran.status == 0 && file.open(QIODevice::ReadOnly) ? file.read(2) : ran.err;
        };
        QCOMPARE(front("kind-2.JSON"), front("kind-3.json"));
        QCOMPARE(front("without-ending"), front("kind-3.json"));
        QCOMPARE(front("kind.CSV"), front("kind.csv"));
        QVERIFY(front("kind.csv") != front("kind-3.json"));
        QCOMPARE(front("kind.Json.GZ"), QByteArray("\x1f\x8b"));
    }

    void aTraceIsNotConvertedOntoItself()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "self.json"}).status, 0);
        QFile file(m_folder.filePath("self.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(QFile::link("self.json", m_folder.filePath("link.json")));
        QCOMPARE(::link(qPrintable(m_folder.filePath("self.json")), qPrintable(m_folder.filePath("hard.json"))), 0);
        for (const char* name : {"self.json", "./self.json", "link.json", "hard.json"}) {
            const Ran ran = run({"convert", "self.json", name});
            QCOMPARE(ran.status, 2);
            QCOMPARE(ran.err.count('\n'), 1);
            QVERIFY2(ran.err.startsWith("streamscope-cli: " + QByteArray(name) + ": expected another file"),
                     ran.err.constData());
            file.seek(0);
            QCOMPARE(file.readAll(), before);
        }
    }

    void aDashIsStandardOutputToConvertTo()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "dash.json"}).status, 0);
        QCOMPARE(run({"convert", "dash.json", "dash-2.json"}).status, 0);
        QFile file(m_folder.filePath("dash-2.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Ran ran = run({"convert", "dash.json", "-"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.out, file.readAll());
        QVERIFY(!QFile::exists(m_folder.filePath("-")));
    }

    void anUntracedTimeThatCannotBeOfTheTraceIsRefused()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "time.json"}).status, 0);
        for (const char* ms : {"1e9", "0.000001", "-1", "nan"}) {
            const Ran ran = run({"explain", "time.json", "--unprofiled-ms", ms, "--json"});
            QCOMPARE(ran.status, 2);
            QCOMPARE(ran.err.count('\n'), 1);
            QVERIFY2(ran.err.startsWith("streamscope-cli: --unprofiled-ms: "), ran.err.constData());
            QVERIFY(ran.out.isEmpty());
        }
        QCOMPARE(run({"explain", "time.json", "--unprofiled-ms", "0.4"}).status, 0);
    }

    void badUsageIsOneLineAndStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("start");
        const auto row = [](const char* name, QStringList arguments, const char* start) {
            QTest::newRow(name) << arguments << QByteArray("streamscope-cli: ").append(start);
        };
        row("nothing", {}, "");
        row("an unknown command", {"frobnicate"}, "expected one of the commands devices, ");
        row("an unknown command with arguments", {"frobnicate", "--json"}, "expected one of the commands devices, ");
        row("an unknown option", {"compare", "dcka", "--frobnicate"}, "");
        row("no experiment", {"compare"}, "");
        row("an experiment that is not there", {"compare", "nowhere.json"}, "nowhere.json: ");
        row("an experiment that is a folder", {"compare", "."}, ".: ");
        row("a name with control characters", {"compare", "a\nb\x1b[31m"}, "a\\nb\\u001b[31m: ");
        row("a layout that is not there", {"run", "dcka", "--layout", "nowhere"}, "--layout: ");
        row("no layout where there are several", {"run", "dcka"}, "--layout: ");
        row("layouts that are not there", {"compare", "dcka", "--layouts", "serial,nowhere"}, "--layouts: ");
        row("an empty layout name", {"compare", "dcka", "--layouts", ","}, "");
        row("a parameter that is not there", {"compare", "dcka", "--set", "nowhere=1"}, "--set: ");
        row("a parameter out of range", {"compare", "dcka", "--set", "samples=1"}, "--set: ");
        row("a parameter that is no number", {"compare", "dcka", "--set", "samples=many"}, "--set: ");
        row("a parameter that is not finite", {"compare", "dcka", "--set", "samples=nan"}, "--set: ");
        row("a setting without a value", {"compare", "dcka", "--set", "samples"}, "--set: ");
        row("a setting without a name", {"compare", "dcka", "--set", "=5"}, "--set: ");
        row("no target", {"compare", "dcka", "--on", "abacus"}, "--on: ");
        row("a profile that is not there", {"compare", "dcka", "--on", "simulator:nowhere"}, "");
        row("a recording that is not there", {"compare", "dcka", "--on", "replay:nowhere"}, "nowhere: ");
        row("no repetitions", {"compare", "dcka", "--repeat", "0"}, "");
        row("repetitions beyond measure", {"compare", "dcka", "--repeat", "99999999999999999999"}, "");
        row("an ending that says nothing", {"run", "three-kernels", "--layout", "serial", "-o", "out.xml"},
            "out.xml: ");
        row("an ending to convert to that says nothing", {"convert", "nowhere.json", "out.xml"}, "out.xml: ");
        row("a file that is no trace", {"convert", "/dev/null", "out.json"}, "/dev/null");
        row("a trace that never ends", {"explain", "/dev/zero"}, "/dev/zero: ");
        row("a pipe as a trace", {"explain", "pipe"}, "pipe: ");
        row("a pipe as an experiment", {"compare", "pipe"}, "pipe: ");
        row("a trace that is not there", {"convert", "nowhere.json", "out.json"}, "nowhere.json: ");
    }
    void badUsageIsOneLineAndStatusTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, start);
        if (arguments.contains("pipe") && !QFile::exists(m_folder.filePath("pipe"))) // nobody will ever write to it
            QCOMPARE(::mkfifo(qPrintable(m_folder.filePath("pipe")), 0600), 0);
        const Ran ran = run(arguments);
        QVERIFY2(ran.err.startsWith(start), ran.err.constData());
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.err.endsWith('\n'));
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(ran.status, 2);
        QVERIFY(QDir(m_folder.path()).entryList({"out*"}).isEmpty());
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

    void theSameRunGivesTheSameBytes()
    {
        const QStringList arguments{"compare", "dcka", "--json"};
        QCOMPARE(run(arguments).out, run(arguments).out);
    }

    void aRecordedRunIsComparedWithTheSameTimes()
    {
        // What `run -o` wrote for each layout, replayed from its folder; one of a model stays one of a model.
        QVERIFY(QDir(m_folder.path()).mkpath("set"));
        for (const QString layout : {"serial", "streams"})
            QCOMPARE(run({"run", "three-kernels", "--layout", layout, "-o", "set/" + layout + ".json.gz"}).status, 0);
        const Ran simulated = run({"compare", "three-kernels", "--json"});
        const Ran replayed = run({"compare", "three-kernels", "--on", "replay:set", "--json"});
        QVERIFY2(replayed.status == 0, replayed.err.constData());
        QCOMPARE(json(replayed.out)["provenance"], json(simulated.out)["provenance"]);
        for (int i = 0; i < 2; ++i) {
            const QJsonValue was = json(simulated.out)["layouts"][i], is = json(replayed.out)["layouts"][i];
            for (const char* key :
                 {"makespan_ns", "gpu_busy_ns", "overlap_ns", "bounds", "share_of_peak", "streams", "launch"})
                QVERIFY2(is[key] == was[key], key);
        }
    }

    void whatWasMeasuredIsReplayedAsRecorded()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "model.json"}).status, 0);
        QFile file(m_folder.filePath("model.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        const qsizetype at = text.indexOf("\"provenance\": \"simulated");
        QVERIFY(at > 0);
        text.replace(at, text.indexOf(',', at) - at, "\"provenance\": \"measured\"");
        written("measured.json", text);
        const Ran ran =
            run({"compare", "three-kernels", "--layouts", "serial", "--on", "replay:measured.json", "--json"});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(json(ran.out)["provenance"].toString(), "recorded");
    }

    void aRecordingOfAnotherExperimentIsRefused()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "other.json"}).status, 0);
        const Ran ran = run({"compare", "dcka", "--layouts", "serial", "--on", "replay:other.json"});
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.err.contains("three-kernels"), ran.err.constData());
    }

    void anInterruptCancelsWithStatusFive()
    {
        // The runner is a shell that interrupts the one who started it, and then says nothing more.
        QProcess process;
        process.setProcessEnvironment(english());
        process.start(m_program, {"compare", "three-kernels", "--via", "sh -c 'kill -INT $PPID; exec sleep 1000'"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QCOMPARE(process.readAllStandardError(), QByteArray("streamscope-cli: cancelled\n"));
    }

    void theLanguageIsTheLocales()
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("STREAMSCOPE_LANG", "zh_CN");
        process.setProcessEnvironment(environment);
        process.start(m_program, {"compare", "dcka", "--set", "samples=1"});
        QVERIFY(process.waitForFinished());
        QVERIFY(QString::fromUtf8(process.readAllStandardError()).contains(QStringLiteral("应在")));
    }
};

QTEST_GUILESS_MAIN(TstCommandLine)
#include "tst_command_line.moc"
