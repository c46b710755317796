// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/stream_protocol.h"
#include "formats/support_describe.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using trace::TraceBuilder;

namespace {

const std::string hello =
    R"({"type":"hello","protocol":1,"version":"1","device":{"name":"NVIDIA H200"},"profile":null})"
    "\n";

std::string everythingAsLines()
{
    std::string lines;
    StreamWriter writer([&lines](std::string_view text) { lines += text; });
    writer.hello("1", {{"name", "NVIDIA H200"}}, nullptr);
    tests::fillWithEverything(writer);
    writer.flush();
    return lines;
}

} // namespace

class TestStreamProtocol : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenReadsBackTheSameInPiecesOfAnySize()
    {
        TraceBuilder direct;
        tests::fillWithEverything(direct);
        const std::string expected = tests::describe(*direct.finish());
        const std::string lines = everythingAsLines();
        for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(1000), lines.size()}) {
            TraceBuilder builder;
            StreamReader reader(builder, {});
            for (std::size_t at = 0; at < lines.size(); at += piece)
                reader.feed(std::string_view(lines).substr(at, piece));
            reader.finish();
            QCOMPARE(reader.malformedLines(), 0);
            QCOMPARE(reader.unknownLines(), 0);
            QCOMPARE(QString::fromStdString(tests::describe(*builder.finish())), QString::fromStdString(expected));
        }
    }

    void everyLineIsOneObject()
    {
        const std::string lines = everythingAsLines();
        for (const QByteArray& line : QByteArray::fromStdString(lines).split('\n'))
            QVERIFY(line.isEmpty() || (line.startsWith("{\"type\":\"") && line.endsWith('}')));
    }

    void bannersBeforeHelloAreSkipped()
    {
        TraceBuilder builder;
        int greetings = 0;
        StreamReader reader(builder, {[&greetings](const nlohmann::json&) { ++greetings; }, {}, {}, {}, {}});
        reader.feed("Welcome to gpubox!\n{\"type\":\"slice\",\"track\":0}\nsay \"hello\"\n" + hello);
        QCOMPARE(greetings, 1);
        QCOMPARE(reader.malformedLines(), 0);
    }

    void slicesInAnotherOrderOfKeysAreReadToo()
    {
        TraceBuilder builder;
        StreamReader reader(builder, {});
        reader.feed(hello + R"({"type":"track","id":0,"kind":"stream","name":"s"}
{ "dur_ns": 5, "start_ns": 3, "track": 0, "kind": "memset", "new key": [1, 2], "type": "slice" }
)");
        const auto trace = builder.finish();
        QCOMPARE(trace->sliceCount(), std::size_t(1));
        QCOMPARE(trace->tracks()[0].endNs(0), Ns(8));
        QVERIFY(trace->tracks()[0].kind[0] == trace::SliceKind::memset);
    }

    void aCutOffStreamGivesWhatItHeld()
    {
        const std::string lines = everythingAsLines();
        TraceBuilder builder;
        StreamReader reader(builder, {});
        reader.feed(std::string_view(lines).substr(0, lines.size() - 10));
        reader.finish();
        QCOMPARE(reader.malformedLines(), 1);
        QVERIFY(builder.finish()->sliceCount() > 10);
    }

    void unknownAndBrokenLinesAreCounted()
    {
        TraceBuilder builder;
        StreamReader reader(builder, {});
        reader.feed(hello + "{\"type\":\"weather\"}\nnonsense\n{\"type\":\"slice\",\"track\":9,\"start_ns\":0}\n"
                            "{\"type\":\"name\",\"id\":4000000000,\"text\":\"far\"}\n[[[[\n");
        QCOMPARE(reader.unknownLines(), 1);
        QCOMPARE(reader.malformedLines(), 4);
    }

    void controlLinesReachTheirHandlers()
    {
        std::string lines;
        StreamWriter writer([&lines](std::string_view text) { lines += text; });
        writer.hello("1.2", nullptr, nullptr);
        writer.progress(0.25, "warm-up");
        writer.heartbeat();
        writer.error({ErrorKind::device, "f", "#/x", {"cuda.gone", {"a", "b"}}});
        writer.result({{"makespan_ns", {5, 6}}});
        TraceBuilder builder;
        QStringList seen;
        StreamReader::Handlers handlers;
        handlers.hello = [&](const nlohmann::json& h) { seen << QString::fromStdString(h["version"]); };
        handlers.progress = [&](double share, const std::string& phase) {
            seen << QString("%1 %2").arg(share).arg(QString::fromStdString(phase));
        };
        handlers.heartbeat = [&] { seen << "beat"; };
        handlers.error = [&](const Error& e) {
            seen << QString::fromStdString(e.message.id + e.message.arguments[1]) << QString::number(int(e.kind));
        };
        handlers.result = [&](const nlohmann::json& r) { seen << QString::fromStdString(r.dump()); };
        StreamReader reader(builder, handlers);
        reader.feed(lines);
        QCOMPARE(seen, (QStringList{"1.2", "0.25 warm-up", "beat", "cuda.goneb", "3", "{\"makespan_ns\":[5,6]}"}));
    }
};

QTEST_APPLESS_MAIN(TestStreamProtocol)
#include "tst_stream_protocol.moc"
