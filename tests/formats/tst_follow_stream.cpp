// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/recorded_stream.h"
#include "formats/stream_protocol.h"
#include "formats/support_describe.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace streamscope;
using namespace streamscope::formats;

namespace {

std::string everything()
{
    std::string lines;
    StreamWriter writer([&lines](std::string_view text) { lines += text; });
    writer.hello("1", {{"name", "NVIDIA H200"}}, nullptr);
    tests::fillWithEverything(writer);
    writer.flush();
    return lines;
}

const std::string result = "{\"type\":\"result\",\"result\":{\"layouts\":[{\"makespan_ns\":[1000]}]}}\n";

std::string described(const trace::Trace& trace)
{
    trace::TraceBuilder direct;
    tests::fillWithEverything(direct);
    return std::to_string(trace.sliceCount()) + " of " + std::to_string(direct.finish()->sliceCount());
}

bool writeTo(int pipe, std::string_view text)
{
    return ::write(pipe, text.data(), text.size()) == ssize_t(text.size());
}

} // namespace

/// What a runner writes, while it writes it.
class TestFollowStream : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    std::string pipe(const char* name) const
    {
        ::mkfifo(path(name).c_str(), 0600);
        return path(name);
    }

private slots:
    void aPipeIsReadToTheResult()
    {
        const std::string name = pipe("result");
        QVERIFY(isLiveStream(name));
        // The writer stays: only the result says that there is no more.
        const int writer = ::open(name.c_str(), O_RDWR);
        QVERIFY(writeTo(writer, everything() + result));
        const auto trace = followStream(name, {});
        ::close(writer);
        QVERIFY(bool(trace));
        const std::string found = described(**trace);
        QCOMPARE(found.substr(0, found.find(' ')), found.substr(found.rfind(' ') + 1));
        QVERIFY(!(*trace)->trust().truncated);
        QCOMPARE((*trace)->info().makespanNs, Ns(1000));
    }

    void aPipeThatItsWritersCloseGivesWhatHadArrived()
    {
        const std::string name = pipe("closed");
        std::thread writer([&name] {
            const int end = ::open(name.c_str(), O_WRONLY); // waits for the reader
            writeTo(end, everything());
            ::close(end);
        });
        const auto trace = followStream(name, {});
        writer.join();
        QVERIFY(bool(trace));
        QVERIFY((*trace)->sliceCount() > 0);
        QVERIFY((*trace)->trust().truncated);
    }

    void picturesComeWhileTheWriterStillWritesAndAStopKeepsThem()
    {
        const std::string name = pipe("stopped");
        const int writer = ::open(name.c_str(), O_RDWR);
        QVERIFY(writeTo(writer, everything()));
        std::stop_source stop;
        ReadOptions options;
        options.stop = stop.get_token();
        int pictures = 0;
        double share = 0;
        options.onProgress = [&](const ReadProgress& progress) {
            share = progress.share;
            pictures += progress.soFar ? 1 : 0;
            stop.request_stop();
        };
        const auto trace = followStream(name, options);
        ::close(writer);
        QCOMPARE(pictures, 1);
        QCOMPARE(share, -1.0);
        QVERIFY(bool(trace) && (*trace)->sliceCount() > 0);
    }

    void aFileThatGrowsIsLiveUntilItsResult()
    {
        const std::string name = path("growing.jsonl");
        std::ofstream file(name);
        file << everything() << std::flush;
        QVERIFY(isLiveStream(name));
        ReadOptions options;
        bool wrote = false;
        options.onProgress = [&](const ReadProgress&) {
            if (!std::exchange(wrote, true))
                file << result << std::flush;
        };
        const auto trace = followStream(name, options);
        QVERIFY(bool(trace) && !(*trace)->trust().truncated);
        QVERIFY(!isLiveStream(name));
    }

    void aFileAsStandardInputEndsWhereItEnds()
    {
        const std::string name = path("cut.jsonl");
        std::ofstream(name) << everything();
        const int before = ::dup(STDIN_FILENO), file = ::open(name.c_str(), O_RDONLY);
        ::dup2(file, STDIN_FILENO);
        const auto trace = followStream("-", {});
        ::dup2(before, STDIN_FILENO);
        ::close(before);
        ::close(file);
        QVERIFY(bool(trace));
        QVERIFY((*trace)->sliceCount() > 0);
        QVERIFY((*trace)->trust().truncated);
    }

    void aWholeTraceThroughAPipeIsReadAsItsFileIs()
    {
        // More than a pipe holds at once.
        std::string text = "[";
        for (int i = 0; i < 5000; ++i)
            text += (i > 0 ? "," : "") + std::string("{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"ts\":") +
                    std::to_string(i) + ",\"dur\":1}\n";
        const std::string name = pipe("whole.json");
        std::thread writer([&] { std::ofstream(name) << text << "]"; });
        const auto trace = followStream(name, {});
        writer.join();
        QVERIFY(bool(trace));
        QCOMPARE((*trace)->sliceCount(), std::size_t(5000));
        QCOMPARE((*trace)->info().title, std::string("whole.json"));
        QVERIFY(!(*trace)->arguments({0, 4999}).empty()); // read from where it was kept
        QVERIFY(!(*trace)->trust().truncated);
    }

    void whatIsNoTraceIsRefusedByTheNameOfThePipe()
    {
        const std::string name = pipe("list.json");
        std::thread writer([&] { std::ofstream(name) << "{\"traceEvents\": [1, 2, 3]}"; });
        const auto trace = followStream(name, {});
        writer.join();
        QVERIFY(!trace);
        QCOMPARE(trace.error(), (Error{ErrorKind::input, name, "byte 16", {"formats.no-readable-event", {"16"}}}));
    }

    void theHelloSaysWhereItComesFrom_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("provenance");
        const auto row = [](const char* said, trace::Provenance provenance) {
            QTest::newRow(*said ? said : "nothing") << said << int(provenance);
        };
        row("simulated-checked", trace::Provenance::simulatedChecked);
        row("simulated-unchecked", trace::Provenance::simulatedUnchecked);
        row("recorded", trace::Provenance::recorded);
        row("measured-now", trace::Provenance::recorded); // it was when it was written
        row("of tomorrow", trace::Provenance::recorded);
        row("", trace::Provenance::recorded);
    }
    void theHelloSaysWhereItComesFrom()
    {
        QFETCH(QString, said);
        QFETCH(int, provenance);
        const std::string name = path("origin.jsonl");
        std::string lines;
        StreamWriter writer([&lines](std::string_view text) { lines += text; });
        writer.hello("1", {{"name", "A GPU"}, {"sms", 7}}, {{"name", "mine"}},
                     {{"provenance", said.toStdString()},
                      {"experiment", "e"},
                      {"layout", "l"},
                      {"branches", {"B", "A", "C"}},
                      {"model_error", 0.5}});
        std::ofstream(name) << lines << result;
        const auto trace = readTrace(name, {});
        QVERIFY(bool(trace));
        const trace::TraceInfo& info = (*trace)->info();
        QCOMPARE(int(info.provenance), provenance);
        QCOMPARE(info.deviceName, std::string("A GPU"));
        QCOMPARE(info.devices.size(), std::size_t(1));
        QCOMPARE(info.devices[0].sms, 7);
        QCOMPARE(info.branches, (std::vector<std::string>{"B", "A", "C"}));
        QCOMPARE(info.metadata.at("experiment"), std::string("\"e\""));
        QCOMPARE(info.metadata.at("layout"), std::string("\"l\""));
        QCOMPARE(info.metadata.at("profile"), std::string("\"mine\""));
        QCOMPARE(info.metadata.at("model_error"), std::string("0.5"));
    }

    void otherFilesAndWhatIsNotThereAreNotLive()
    {
        std::ofstream(path("trace.json")) << "{\"traceEvents\": []}";
        QVERIFY(!isLiveStream(path("trace.json")));
        QVERIFY(!isLiveStream(path("nowhere")));
    }

    void whatIsNoRunnersStreamIsRefused()
    {
        const std::string name = pipe("other");
        std::thread writer([&name] {
            const int end = ::open(name.c_str(), O_WRONLY);
            writeTo(end, "good morning\n");
            ::close(end);
        });
        const auto trace = followStream(name, {});
        writer.join();
        QVERIFY(!trace);
        QCOMPARE(QString::fromStdString(trace.error().message.id), QString("formats.unknown-kind"));
    }
};

QTEST_GUILESS_MAIN(TestFollowStream)
#include "tst_follow_stream.moc"
