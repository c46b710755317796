// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/read_trace.h"
#include "formats/support_describe.h"
#include "formats/support_files.h"
#include "formats/write_trace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using trace::TraceBuilder;

namespace {

trace::TracePointer everything()
{
    TraceBuilder builder;
    tests::fillWithEverything(builder);
    tests::describeEverything(builder.info());
    return builder.finish();
}

/// "category from->to" in µs, of every arrow that has both ends, in the order they start.
QStringList arrows(const trace::Trace& trace)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(trace)));
    QStringList out;
    std::map<double, QString> open;
    for (const QJsonValue& event : document["traceEvents"].toArray()) {
        const QString at = QString::number(event["ts"].toDouble());
        if (event["ph"] == "s")
            open[event["id"].toDouble()] = event["cat"].toString() + " " + at;
        else if (event["ph"] == "f")
            out << open[event["id"].toDouble()] + "->" + at;
    }
    return out;
}

} // namespace

class TestWriteTrace : public QObject
{
    Q_OBJECT

private slots:
    void readingBackGivesTheSameModel_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "t.json";
        QTest::newRow("gzip") << "t.json.gz";
    }

    void readingBackGivesTheSameModel()
    {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const std::string path = folder.filePath(name).toStdString();
        const trace::TracePointer written = everything();
        QVERIFY(bool(writeTrace(*written, path)));
        const auto read = readTrace(path);
        QVERIFY(bool(read));
        QCOMPARE(QString::fromStdString(tests::describe(**read)), QString::fromStdString(tests::describe(*written)));
        QCOMPARE((*read)->info().title, name.toStdString());
    }

    void theUntracedTimeThatIsKnownSinceIsWritten()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("t.json").toStdString();
        QVERIFY(bool(writeTrace(*everything(), path, {{}, {}, Ns(2'600'000)})));
        const auto read = readTrace(path);
        QVERIFY(bool(read));
        QCOMPARE((*read)->info().unprofiledNs, Ns(2'600'000));
    }

    void nodesOfAGraphCarryTheCorrelationOfItsLaunchAndKeepTheirOwn()
    {
        // cudaGraphLaunch is call 10; it starts node 11, which node 12 follows. A launched kernel, 13, waits for 12 and
        // stays with its own call.
        TraceBuilder builder;
        trace::TrackInfo thread;
        thread.kind = trace::TrackKind::hostThread;
        thread.name = "thread 0";
        trace::TrackInfo stream;
        stream.kind = trace::TrackKind::stream;
        stream.name = "a";
        stream.stream = 13;
        const trace::TrackId host = builder.addTrack(thread), gpu = builder.addTrack(stream);
        const auto add = [&](trace::TrackId track, const char* name, trace::SliceKind kind, Ns startNs,
                             std::int64_t c) {
            trace::Slice slice;
            slice.startNs = startNs;
            slice.durationNs = 1000;
            slice.name = builder.intern(name);
            slice.kind = kind;
            slice.correlation = c;
            builder.addSlice(track, slice);
        };
        add(host, "cudaGraphLaunch", trace::SliceKind::hostSubmit, 0, 10);
        add(host, "cudaLaunchKernel", trace::SliceKind::hostSubmit, 2000, 13);
        add(gpu, "a", trace::SliceKind::kernelOther, 5000, 11);
        add(gpu, "b", trace::SliceKind::kernelOther, 7000, 12);
        add(gpu, "c", trace::SliceKind::kernelOther, 9000, 13);
        builder.addDependency(10, 11);
        builder.addDependency(11, 12);
        builder.addDependency(12, 13);
        const trace::TracePointer written = builder.finish();

        const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*written)));
        QStringList kernels;
        for (const QJsonValue& event : document["traceEvents"].toArray())
            if (event["cat"] == "kernel") {
                const QJsonObject args = event["args"].toObject();
                kernels << QString("%1 %2 %3")
                               .arg(event["name"].toString())
                               .arg(args["correlation"].toInt())
                               .arg(args["graph node id"].toInt(-1));
            }
        QCOMPARE(kernels, QStringList({"a 10 11", "b 10 12", "c 13 -1"}));

        QTemporaryDir folder;
        const std::string path = folder.filePath("graph.json").toStdString();
        QVERIFY(bool(writeTrace(*written, path)));
        const auto read = readTrace(path);
        QVERIFY(bool(read));
        QCOMPARE(QString::fromStdString(tests::describe(**read)), QString::fromStdString(tests::describe(*written)));
        QCOMPARE(QByteArray::fromStdString(traceEventJson(**read)).count("\"graph node id\""), 2); // said once each
    }

    void theFileIsStrictJsonSortedByTimeWithPlainRows()
    {
        QJsonParseError error;
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*everything())), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(document["distributedInfo"]["rank"].toInt(-1), 0);
        double lastTs = -1;
        for (const QJsonValue& event : document["traceEvents"].toArray()) {
            QVERIFY(event["pid"].toDouble(-1) >= 0 && event["tid"].toDouble(-1) >= 0);
            if (event["ph"] == "M")
                continue;
            QVERIFY(event["ts"].toDouble() >= lastTs);
            lastTs = event["ts"].toDouble();
        }
    }

    void operationsOnTheGpuHaveAStreamOverZeroAndKnownNames()
    {
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*everything())));
        int operations = 0;
        for (const QJsonValue& event : document["traceEvents"].toArray()) {
            const QString cat = event["cat"].toString();
            if (event["ph"] != "X" || (cat != "kernel" && cat != "gpu_memcpy" && cat != "gpu_memset"))
                continue;
            ++operations;
            QVERIFY(event["args"]["stream"].toInt() > 0);
            QVERIFY(event["args"]["correlation"].toInt() > 0);
            QVERIFY(cat != "gpu_memcpy" || event["name"].toString() == "Memcpy HtoD (Pageable -> Device)");
        }
        QCOMPARE(operations, 4);
    }

    void onlyWorkHasAStreamUnlessItsSourceSaidSo()
    {
        // HolisticTraceAnalysis takes every event with args.stream for a kernel.
        const auto read = tests::read(tests::json(
            "[{'ph':'X','cat':'gpu_user_annotation','name':'step','pid':0,'tid':7,'ts':0,'dur':9,'args':{}},"
            "{'ph':'X','cat':'cuda_sync','name':'Stream Wait Event','pid':0,'tid':7,'ts':1,'dur':2,"
            "'args':{'stream':7}},{'ph':'X','cat':'kernel','name':'k','pid':0,'tid':7,'ts':3,'dur':2}]"));
        std::map<QString, bool> hasStream;
        for (const trace::TracePointer& trace : {read, everything()})
            for (const QJsonValue& event :
                 QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*trace)))["traceEvents"].toArray())
                if (event["ph"] == "X")
                    hasStream[event["name"].toString()] = event["args"].toObject().contains("stream");
        QCOMPARE(hasStream["step"], false);
        QCOMPARE(hasStream["Stream Wait Event"], true);
        QCOMPARE(hasStream["k"], true);
        QCOMPARE(hasStream["wait e0"], false);
        QCOMPARE(hasStream["callback"], false);
        QCOMPARE(hasStream["centre"], true);
    }

    void aCopyOnStreamAndEngineIsOneMemcpyWithOneFlow()
    {
        TraceBuilder builder;
        const auto track = [&builder](trace::TrackKind kind, const char* name, std::int32_t device,
                                      std::int64_t stream) {
            trace::TrackInfo info;
            info.kind = kind;
            info.name = name;
            info.device = device;
            info.stream = stream;
            info.tid = device < 0 ? 1 : stream < 0 ? 1000 : stream;
            return builder.addTrack(info);
        };
        const trace::TrackId host = track(trace::TrackKind::hostThread, "thread 0", -1, -1);
        const trace::TrackId stream = track(trace::TrackKind::stream, "stream 13", 0, 13);
        const trace::TrackId engine = track(trace::TrackKind::copyEngine, "host to device", 0, -1);
        const trace::NameId call = builder.intern("cudaMemcpyAsync"), upload = builder.intern("upload");
        constexpr auto copy = trace::SliceKind::copyHostToDevice;
        builder.addSlice(host, {0, 10, call, trace::SliceKind::hostSubmit, 0, 1, -1, 0});
        builder.addSlice(stream, {20, 30, upload, copy, 0, 1, 0, 1});
        builder.addSlice(engine, {20, 30, upload, copy, 0, 1, 0, 2});
        const trace::TracePointer written = builder.finish();

        std::map<QString, int> count;
        for (const QJsonValue& event :
             QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*written)))["traceEvents"].toArray())
            ++count[event["ph"].toString() + " " + event["cat"].toString()];
        QCOMPARE(count["X gpu_memcpy"], 1);
        QCOMPARE(count["X copy_engine"], 1);
        QCOMPARE(count["s ac2g"], 1);
        QCOMPARE(count["f ac2g"], 1);

        QTemporaryDir folder;
        const std::string path = folder.filePath("t.json").toStdString();
        QVERIFY(bool(writeTrace(*written, path)));
        const auto read = readTrace(path);
        QVERIFY(bool(read));
        QCOMPARE(QString::fromStdString(tests::describe(**read)), QString::fromStdString(tests::describe(*written)));
        QVERIFY((*read)->tracks()[engine].info.kind == trace::TrackKind::copyEngine);
        QVERIFY((*read)->tracks()[engine].kind[0] == copy);
    }

    void noRowHoldsSlicesThatOverlapWithoutNesting()
    {
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*everything())));
        std::map<std::pair<double, double>, std::vector<double>> openEnds;
        for (const QJsonValue& event : document["traceEvents"].toArray()) {
            if (event["ph"] != "X")
                continue;
            auto& open = openEnds[{event["pid"].toDouble(), event["tid"].toDouble()}];
            const double start = event["ts"].toDouble(), end = start + event["dur"].toDouble();
            while (!open.empty() && open.back() <= start + 1e-6)
                open.pop_back();
            QVERIFY(open.empty() || end <= open.back() + 1e-6);
            open.push_back(end);
        }
    }

    void everyArrowHasBothEndsWithinSlices()
    {
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*everything())));
        std::map<std::pair<QString, double>, int> ends;
        for (const QJsonValue& event : document["traceEvents"].toArray()) {
            if (event["ph"] != "s" && event["ph"] != "f")
                continue;
            ends[{event["cat"].toString(), event["id"].toDouble()}] += event["ph"] == "s" ? 1 : -1;
            bool inside = false;
            for (const QJsonValue& slice : document["traceEvents"].toArray())
                inside |= slice["ph"] == "X" && slice["pid"] == event["pid"] && slice["tid"] == event["tid"] &&
                          slice["ts"].toDouble() <= event["ts"].toDouble() &&
                          event["ts"].toDouble() <= slice["ts"].toDouble() + slice["dur"].toDouble();
            QVERIFY(inside);
        }
        QVERIFY(ends.size() >= 4);
        for (const auto& [arrow, balance] : ends)
            QCOMPARE(balance, 0);
    }

    void arrowsThatWouldEndBeforeTheyStartAreNotWritten()
    {
        // Clocks disagree: the second kernel starts before its call. The model keeps both, the arrow is for others.
        const auto read = tests::read(tests::json(
            "[{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':9,'tid':9,'ts':0,'dur':1,'args':{"
            "'correlation':1}},{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':9,'tid':9,'ts':5,'dur':1,"
            "'args':{'correlation':2}},{'ph':'X','cat':'kernel','name':'a','pid':0,'tid':7,'ts':2,'dur':1,'args':{"
            "'stream':7,'correlation':1}},{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':7,'ts':4,'dur':1,'args':{"
            "'stream':7,'correlation':2}}]"));
        QCOMPARE(read->trust().clockInversions, 1);
        QCOMPARE(arrows(*read), QStringList{"ac2g 0->2"});
    }

    void arrowsOfOtherFilesAreWrittenAgain()
    {
        const auto read = tests::read(tests::json(
            "[{'ph':'X','name':'forward','pid':1,'tid':1,'ts':0,'dur':2},{'ph':'X','name':'backward','pid':1,"
            "'tid':2,'ts':10,'dur':2},{'ph':'s','cat':'fwdbwd','name':'fwdbwd','id':3,'pid':1,'tid':1,"
            "'ts':0},{'ph':'f','bp':'e','cat':'fwdbwd','name':'fwdbwd','id':3,'pid':1,'tid':2,'ts':10}]"));
        QCOMPARE(arrows(*read), QStringList{"flow 0->10"});
    }

    void rowsOfAnyDepthNestStrictly()
    {
        // 90 slices of a host thread, of marks and of an asynchronous row, each ending after the next begins.
        QByteArray text = "[";
        for (int i = 0; i < 90; ++i)
            for (const char* row : {"'ph':'X','tid':1,", "'ph':'X','tid':'marks',"})
                text += tests::json("{'name':'a','pid':1,'dur':100," + QByteArray(row) +
                                    "'ts':" + QByteArray::number(i) + "},");
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(traceEventJson(*tests::read(text))));
        std::map<std::pair<double, double>, int> slices;
        for (const QJsonValue& event : document["traceEvents"].toArray())
            if (event["ph"] == "X")
                ++slices[{event["pid"].toDouble(), event["tid"].toDouble()}];
        QCOMPARE(slices.size(), std::size_t(180)); // none nests in another
    }

    void csvHasOneRowASliceAndQuotesWhatNeedsIt()
    {
        const std::string csv = traceCsv(*everything());
        QVERIFY(csv.starts_with("process,track,"));
        QVERIFY(csv.find("\"gemm\n\"\"128x128\"\" \xE4\xB8\xAD\xE6\x96\x87\"") != std::string::npos);
        // A header, a line a slice, and one more for the kernel and its three blocks, whose name holds a line break.
        QCOMPARE(std::ranges::count(csv, '\n'), 1 + int(everything()->sliceCount()) + 4);
    }
};

QTEST_APPLESS_MAIN(TestWriteTrace)
#include "tst_write_trace.moc"
