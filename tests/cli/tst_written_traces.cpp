// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <set>

#include <unistd.h>

/// Runs that leave files or streams, and what reads these again.
class TstWrittenTraces : public QObject, private CommandLine
{
    Q_OBJECT

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

private slots:
    void aRunWritesATraceEventFile()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "streams", "-o", "run.json"}).status, 0);
        int kernels = 0;
        for (const QJsonValue& event : read("run.json")["traceEvents"].toArray())
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
        const QString file = path("rows.sqlite");
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

    void evidenceOfSeveralFilesNamesTheFile()
    {
        const auto ofRank = [this](int rank) {
            QJsonArray events;
            for (int i = 0; i < 8; ++i) // kernels of 2 µs every 20: the host is slow
                for (const char* cat : {"cuda_runtime", "kernel"}) {
                    const bool isCall = cat[0] == 'c';
                    events.append(
                        QJsonObject{{"ph", "X"},
                                    {"cat", cat},
                                    {"name", isCall ? "cudaLaunchKernel" : "k"},
                                    {"pid", isCall ? 9 : 0},
                                    {"tid", 7},
                                    {"ts", 20 * i + (isCall ? 0 : 6)},
                                    {"dur", isCall ? 4 : 2},
                                    {"args", QJsonObject{{"correlation", i + 1}, {"stream", 7}, {"device", 0}}}});
                }
            const QJsonObject trace{{"distributedInfo", QJsonObject{{"rank", rank}}}, {"traceEvents", events}};
            const QString name = QStringLiteral("rank%1.json").arg(rank);
            written(name, QJsonDocument(trace).toJson());
            return name;
        };
        std::set<int> files;
        for (const QJsonValue& finding :
             json(run({"explain", ofRank(0), ofRank(1), "--json"}).out)["findings"].toArray())
            for (const QJsonValue& slice : finding["evidence"].toArray()) {
                const int index = slice["index"].toInt(-1);
                QVERIFY(index >= 0 && index < 16);
                files.insert(slice["file"].toInt());
            }
        QCOMPARE(files, (std::set<int>{1, 2}));
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
        QVERIFY(!QFile::exists(path("nothing.json")));
        const Ran devices = run({"devices"}, {}, runner);
        QVERIFY2(devices.out.contains("signal 9") && !devices.out.contains("kept"), devices.out.constData());
    }

    void theEndingTellsTheKindInLettersOfAnyCase()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "kind.json"}).status, 0);
        const auto front = [&](const char* name) {
            const Ran ran = run({"convert", "kind.json", name});
            QFile file(path(name));
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
        QFile file(path("self.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(QFile::link("self.json", path("link.json")));
        QCOMPARE(::link(qPrintable(path("self.json")), qPrintable(path("hard.json"))), 0);
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

    void whatATableOfSlicesHasNoPlaceForIsSaid()
    {
        QFile file(path("counters.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"([{"ph":"X","cat":"kernel","name":"k","pid":0,"tid":7,"ts":1,"dur":2},
                       {"ph":"C","name":"watts","pid":0,"ts":1,"args":{"value":3}},
                       {"ph":"C","name":"watts","pid":0,"ts":2,"args":{"value":4}}])");
        file.close();
        const Ran table = run({"convert", "counters.json", "counters.csv"});
        QCOMPARE(table.status, 0);
        QVERIFY2(table.err.contains("2 samples of counters are left out"), table.err.constData());
        QVERIFY(run({"convert", "counters.json", "all.json"}).err.isEmpty());
    }

    void aDashIsStandardOutputToConvertTo()
    {
        QCOMPARE(run({"run", "three-kernels", "--layout", "serial", "-o", "dash.json"}).status, 0);
        QCOMPARE(run({"convert", "dash.json", "dash-2.json"}).status, 0);
        QFile file(path("dash-2.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Ran ran = run({"convert", "dash.json", "-"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.out, file.readAll());
        QVERIFY(!QFile::exists(path("-")));
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

    void aRecordedRunIsComparedWithTheSameTimes()
    {
        // What `run -o` wrote for each layout, replayed from its folder; one of a model stays one of a model.
        QVERIFY(QDir(path(".")).mkpath("set"));
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
        QFile file(path("model.json"));
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
};

QTEST_GUILESS_MAIN(TstWrittenTraces)
#include "tst_written_traces.moc"
