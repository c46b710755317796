// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Properties of writing and reading, over traces of every shape.
#include "base/file.h"
#include "formats/read_trace.h"
#include "formats/stream_protocol.h"
#include "formats/support_describe.h"
#include "formats/support_files.h"
#include "formats/write_trace.h"
#include "trace/kinds.h"

#include <QTemporaryDir>
#include <QtTest>
#include <rapidcheck.h>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::trace;

namespace {

std::string anyText()
{
    static const std::vector<std::string> hard = {"",
                                                  "a",
                                                  "\"",
                                                  "\\",
                                                  "line\nbreak",
                                                  "\x01\x1F\x7F",
                                                  "中文 µ",
                                                  "</script>",
                                                  "{\"x\":[",
                                                  "]}",
                                                  ",\n",
                                                  "Memcpy HtoD (Pinned -> Device)",
                                                  "Memset (Device)",
                                                  "gemm",
                                                  "reduce",
                                                  "nccl",
                                                  "cudaLaunchKernel"};
    return *rc::gen::oneOf(rc::gen::elementOf(hard), rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)));
}

std::int32_t anyCount()
{
    return *rc::gen::oneOf(rc::gen::just(0), rc::gen::inRange(0, 2000),
                           rc::gen::just(std::numeric_limits<std::int32_t>::max() / 2));
}

OperationDetails anyDetails()
{
    OperationDetails d;
    d.grid = {anyCount(), anyCount(), anyCount()};
    d.block = {anyCount(), anyCount(), anyCount()};
    d.registersPerThread = anyCount();
    d.staticSharedBytes = anyCount();
    d.dynamicSharedBytes = anyCount();
    d.bytes = std::int64_t(anyCount()) * anyCount();
    d.flops = anyCount() * 1.1;
    d.dramBytes = anyCount() / 3.0;
    d.source = static_cast<OperationDetails::Memory>(*rc::gen::inRange(0, 4));
    d.target = static_cast<OperationDetails::Memory>(*rc::gen::inRange(0, 4));
    return d;
}

void addTracks(EventSink& sink, int count)
{
    for (int i = 0; i < count; ++i) {
        TrackInfo info;
        info.kind = static_cast<TrackKind>(*rc::gen::inRange(0, 6));
        info.name = anyText();
        info.process = anyText();
        info.pid = *rc::gen::inRange<std::int64_t>(-5, 10);
        info.tid = *rc::gen::inRange<std::int64_t>(-5, 10);
        info.device = *rc::gen::inRange(-1, 3);
        info.context = *rc::gen::inRange<std::int64_t>(-1, 3);
        info.stream = *rc::gen::inRange<std::int64_t>(-1, 20);
        info.rank = *rc::gen::inRange(0, 3);
        info.sortIndex = *rc::gen::inRange<std::int64_t>(-3, 100);
        sink.addTrack(info);
    }
}

/// Fills a sink with a trace of any shape: slices that overlap, repeat, come late, have no length.
void fillWithAnything(EventSink& sink)
{
    const int tracks = *rc::gen::inRange(1, 8);
    addTracks(sink, tracks);
    std::vector<DetailsId> details{0};
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        details.push_back(sink.addDetails(anyDetails()));
    const int slices = *rc::gen::inRange(0, 60);
    for (int i = 0; i < slices; ++i) {
        Slice slice;
        slice.startNs = *rc::gen::oneOf(rc::gen::inRange<Ns>(-100, 100),
                                        rc::gen::inRange<Ns>(-4'000'000'000'000'000, 4'000'000'000'000'000));
        slice.durationNs = *rc::gen::oneOf(rc::gen::just<Ns>(0), rc::gen::inRange<Ns>(0, 200),
                                           rc::gen::inRange<Ns>(0, 4'000'000'000'000));
        slice.name = sink.intern(anyText());
        slice.kind = static_cast<SliceKind>(*rc::gen::inRange(0, sliceKinds));
        slice.details = *rc::gen::elementOf(details);
        slice.correlation = *rc::gen::inRange<std::int64_t>(-1, 20);
        slice.branch = *rc::gen::inRange(-1, 3);
        slice.id = static_cast<std::uint32_t>(i);
        sink.addSlice(static_cast<TrackId>(*rc::gen::inRange(0, tracks)), slice);
    }
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i)
        sink.addDependency(*rc::gen::inRange(-1, 20), *rc::gen::inRange(-1, 20));
    // A counter is written by its row's place, so each has a row to itself.
    TrackInfo counter;
    counter.name = anyText();
    counter.pid = 4711;
    const TrackId row = sink.addTrack(counter);
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i)
        sink.addCounter(row, *rc::gen::inRange<Ns>(0, 1000), anyCount() / 7.0);
}

/// One event of a file by somebody else, well formed or nearly so.
std::string anyEvent()
{
    const auto number = [](int below) { return std::to_string(*rc::gen::inRange(0, below)); };
    const auto one = [](std::vector<std::string> of) { return *rc::gen::elementOf(of); };
    const std::string phase = one({"X", "X", "X", "B", "E", "b", "n", "e", "S", "F", "s", "t", "f", "C", "M", "i"});
    std::string event = "{\"ph\":\"" + phase + "\",\"ts\":" + number(1000) + "." + number(1000);
    event += ",\"name\":" + one({"\"gemm\"", "\"中文\"", "\"thread_name\"", "\"process_sort_index\"", "\"[memory]\""});
    event +=
        ",\"pid\":" + one({"0", "1", "-3", "\"Spans\"", "\"4\""}) + ",\"tid\":" + one({"7", "8", "-1", "\"stream 9\""});
    event +=
        ",\"cat\":" + one({"\"kernel\"", "\"gpu_memcpy\"", "\"cuda_runtime\"", "\"cuda_sync\"", "\"user_annotation\"",
                           "\"gpu_user_annotation\"", "\"cpu_op\"", "\"overhead\"", "\"fwdbwd\""});
    event += ",\"id\":" + number(4) + ",\"dur\":" + number(300) + ",\"bp\":\"e\"";
    event += ",\"args\":{\"stream\":" + number(3) + ",\"device\":" + number(3) + ",\"context\":" + number(2) +
             ",\"correlation\":" + number(9) + ",\"bytes\":" + number(99) +
             ",\"wait_on_cuda_event_record_corr_id\":" + number(9) + ",\"Total Allocated\":" + number(50) + "}}";
    return event;
}

TraceInfo anyInfo()
{
    TraceInfo info;
    info.deviceName = anyText();
    info.provenance = static_cast<Provenance>(*rc::gen::inRange(0, 4));
    info.baseTimeNs = *rc::gen::inRange<Ns>(0, 2'000'000'000'000'000'000);
    info.makespanNs = *rc::gen::inRange<Ns>(-1, 1000);
    info.unprofiledNs = *rc::gen::inRange<Ns>(-1, 1000);
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        info.branches.push_back(anyText());
    return info;
}

/// Whether both say the same; logs the lines that only one of them says.
bool same(const Trace& one, const Trace& other)
{
    const auto lines = [](const Trace& trace) { return QString::fromStdString(tests::describe(trace)).split('\n'); };
    const QStringList first = lines(one), second = lines(other);
    for (const QString& line : first)
        if (!second.contains(line))
            RC_LOG() << "only first: " << line.toStdString() << "\n";
    for (const QString& line : second)
        if (!first.contains(line))
            RC_LOG() << "only second: " << line.toStdString() << "\n";
    return first == second;
}

void check(const char* what, const std::function<void()>& property)
{
    const rc::detail::TestResult result = rc::detail::checkTestable(property);
    std::ostringstream report;
    rc::detail::printResultMessage(result, report);
    QVERIFY2(result.template is<rc::detail::SuccessResult>(), (std::string(what) + "\n" + report.str()).c_str());
}

} // namespace

class TestRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenReadsBackTheSame()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("t.json").toStdString();
        check("read(write(trace))", [&path] {
            TraceBuilder builder;
            fillWithAnything(builder);
            builder.info() = anyInfo();
            const TracePointer written = builder.finish();
            RC_ASSERT(bool(writeTrace(*written, path)));
            const auto read = readTrace(path);
            RC_ASSERT(bool(read));
            RC_ASSERT(same(*written, **read));
        });
    }

    void whatAnyFileSaysReadsBackTheSame()
    {
        // Overlaps, begins and ends, asynchronous events, arrows, counters, several GPUs: all that the reader draws.
        QTemporaryDir folder;
        const std::string source = folder.filePath("s.json").toStdString(),
                          path = folder.filePath("t.json").toStdString();
        check("read(write(read(file)))", [&] {
            std::string text =
                "{\"distributedInfo\": {\"rank\": " + std::to_string(*rc::gen::inRange(0, 9)) + "}, \"traceEvents\": [";
            for (int i = *rc::gen::inRange(1, 40); i > 0; --i)
                text += anyEvent() + (i > 1 ? "," : "]}");
            RC_ASSERT(bool(writeFile(source, text)));
            const auto first = readTrace(source);
            if (!first)
                return; // nothing in it could be read
            RC_ASSERT(bool(writeTrace(**first, path)));
            const auto second = readTrace(path);
            RC_ASSERT(bool(second));
            RC_ASSERT(same(**first, **second));
        });
    }

    void timesFromOneEndOfTheModelToTheOtherReadBackTheSame()
    {
        // Moved to 0, the second would lie beyond the last time there is.
        QTemporaryDir folder;
        const std::string source = folder.filePath("s.json").toStdString(),
                          path = folder.filePath("t.json").toStdString();
        const std::string kernel = "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"a\",\"pid\":0,\"tid\":7,\"ts\":";
        for (const auto& [first, second] : {std::pair("-3e15,\"dur\":5", "3000000000000000.0,\"dur\":5"),
                                            std::pair("-4e15,\"dur\":8e15", "4e15,\"dur\":0")}) {
            QVERIFY(bool(writeFile(source, "[" + kernel + first + "}," + kernel + second + "}]")));
            const auto read = readTrace(source);
            QVERIFY(bool(read));
            QCOMPARE((*read)->sliceCount(), std::size_t(2));
            QVERIFY(bool(writeTrace(**read, path)));
            const auto again = readTrace(path);
            QVERIFY(bool(again));
            QVERIFY(same(**read, **again));
        }
    }

    void aTraceOfWhichNothingCouldBeReadIsWrittenAsOneWithNothingInIt()
    {
        QTemporaryDir folder;
        const std::string source = folder.filePath("s.json").toStdString(),
                          path = folder.filePath("t.json").toStdString();
        QVERIFY(bool(writeFile(source, "[{\"ph\":\"X\"}]")));
        const auto read = readTrace(source);
        QVERIFY(bool(read));
        QVERIFY(bool(writeTrace(**read, path)));
        const auto again = readTrace(path);
        QVERIFY(bool(again));
        QVERIFY(same(**read, **again));
    }

    void whatIsOfNoKnownKindKeepsItsCategory()
    {
        // An argument of the same name stays one; what we have words for gets ours.
        tests::Files files;
        const std::string source = files.write(tests::json(
            "[{'ph':'X','cat':'gc,v8 \\u00e9','name':'sweep','pid':1,'tid':1,'ts':0,'dur':9,'args':{'cat':'grey'}}, "
            "{'ph':'X','cat':'cuda_sync','name':'Context Sync','pid':0,'tid':7,'ts':1,'dur':1,'args':{'stream':7}}, "
            "{'ph':'X','cat':'Operator','name':'op','pid':1,'tid':1,'ts':2,'dur':1}, "
            "{'ph':'i','cat':'kernel','name':'mark','pid':1,'tid':1,'ts':3}, "
            "{'ph':'X','name':'none','pid':1,'tid':1,'ts':4,'dur':1,'args':{'cat':'tabby'}}]"));
        const auto first = readTrace(source);
        QVERIFY(bool(first));
        std::string written = traceEventJson(**first), again;
        for (int turn = 0; turn < 2; ++turn) {
            const auto read = readTrace(files.write(QByteArray::fromStdString(written), "written.json"));
            QVERIFY(bool(read));
            again = traceEventJson(**read);
            const auto said = [&read](const std::string& name) {
                for (TrackId t = 0; t < (*read)->tracks().size(); ++t)
                    for (std::uint32_t i = 0; i < (*read)->tracks()[t].size(); ++i)
                        if ((*read)->name((*read)->tracks()[t].name[i]) == name)
                            return (*read)->arguments({t, i});
                return std::vector<std::pair<std::string, std::string>>();
            };
            using Argument = std::pair<std::string, std::string>;
            QCOMPARE(said("sweep"), (std::vector{Argument("cat", "\"gc,v8 é\""), Argument("cat", "\"grey\"")}));
            QCOMPARE(said("Context Sync").front(), Argument("cat", "\"cuda_sync\""));
            QCOMPARE(said("op"), std::vector{Argument("cat", "\"cpu_op\"")});
            QCOMPARE(said("mark"), std::vector{Argument("cat", "\"other\"")});
            QCOMPARE(said("none"), (std::vector{Argument("cat", "\"other\""), Argument("cat", "\"tabby\"")}));
            written = again;
        }
    }

    void aStreamCarriesTheSameModel()
    {
        check("stream", [] {
            std::string lines;
            StreamWriter writer([&lines](std::string_view text) { lines += text; });
            writer.hello("1", nullptr, nullptr);
            TraceBuilder first, second;
            StreamReader reader(second, {});
            fillWithAnything(writer);
            writer.flush();
            reader.feed(lines);
            RC_ASSERT(reader.malformedLines() == 0);
            const TracePointer once = second.finish();
            // The same lines once more give the same again; and what they give, written as lines, is them.
            StreamReader again(first, {});
            for (const char c : lines)
                again.feed(std::string_view(&c, 1));
            RC_ASSERT(tests::describe(*first.finish()) == tests::describe(*once));
        });
    }

    void snapshotsOnTheWayDoNotChangeTheEnd()
    {
        check("snapshots", [] {
            const auto seed = *rc::gen::inRange(0, 1000);
            TraceBuilder plain, interrupted;
            const auto fill = [seed](TraceBuilder& builder, bool interrupt) {
                TrackInfo info;
                info.kind = TrackKind::stream;
                const TrackId track = builder.addTrack(info);
                std::uint32_t state = static_cast<std::uint32_t>(seed) * 2654435761u + 1;
                for (std::uint32_t i = 0; i < 200; ++i) {
                    state = state * 1664525u + 1013904223u;
                    Slice slice;
                    slice.startNs = 10 * i + state % 97;
                    slice.durationNs = state % 31;
                    slice.id = i;
                    builder.addSlice(track, slice);
                    if (interrupt && state % 7 == 0) {
                        builder.advanceTo(10 * i);
                        (void)builder.snapshot();
                    }
                }
            };
            fill(plain, false);
            fill(interrupted, true);
            const std::string one = tests::describe(*plain.finish()), other = tests::describe(*interrupted.finish());
            RC_ASSERT(one.substr(one.find("track")) == other.substr(other.find("track")));
        });
    }
};

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_round_trip.moc"
