// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Trace-event files that are not as they should be, and what is read of them.
#include "formats/read_trace.h"
#include "formats/support_files.h"
#include "formats/trace_event_reader.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

namespace {

const QByteArray kernel = json("{'ph':'X','cat':'kernel','name':'gemm','pid':0,'tid':7,'ts':12.345,'dur':1.5, "
                               "'args':{'device':0,'context':1,'stream':7,'correlation':9,'registers per "
                               "thread':32,'shared memory':1024, 'grid':[4,2,1],'block':[128,1,1]}}");

} // namespace

class TestReadOddFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatStandsInEscapesIsReadLikeAnythingElse()
    {
        // "name", "ph": "X", "args", "stream", "correlation", "kernel", "Memcpy HtoD" in other letters.
        const TracePointer trace = read(
            json("{'tr\\u0061ceEvents':[{'\\u0070h':'\\u0058','na\\u006de':'Memcpy \\u0048toD (Pinned -> Device)', "
                 "'cat':'gpu_m\\u0065mcpy','pid':0,'tid':7,'ts':1,'dur':2,'\\u0061rgs':{'str\\u0065am':9, "
                 "'\\u0062ytes':64,'correl\\u0061tion':5}}]}"));
        QVERIFY(trace);
        QCOMPARE(rows(*trace), QString("stream 9: Memcpy HtoD (Pinned -> Device)[0,2000)"));
        QVERIFY(trace->tracks()[0].kind[0] == SliceKind::copyHostToDevice);
        QCOMPARE(trace->details(trace->tracks()[0].details[0]).bytes, 64);
        QCOMPARE(trace->correlated(5).size(), std::size_t(1));
        QCOMPARE(trace->trust().malformedRecords, 0);
    }

    void furtherArraysOfEventsAreReadToo()
    {
        // The second comes behind other fields; the third is empty. In blocks of any size.
        Files files;
        QByteArray text = "{\"traceEvents\": [" + kernel + "], \"after\": {\"traceEvents\": [1]}, \"traceEvents\": [";
        for (int i = 0; i < 100; ++i)
            text += json("{'ph':'X','name':'b','pid':1,'tid':1,'ts':") + QByteArray::number(20 + i) + ",\"dur\":1},";
        text.chop(1);
        const std::string path = files.write(text + "], \"traceEvents\": [], \"last\": 1}");
        for (const std::size_t blockBytes : {100, 1000, 1 << 20}) {
            auto file = FileReader::open(path);
            const auto trace = readTraceEvents(plainSource(std::make_shared<const FileReader>(std::move(*file))), path,
                                               {}, blockBytes);
            QVERIFY(bool(trace));
            QCOMPARE((*trace)->sliceCount(), std::size_t(101));
            QCOMPARE((*trace)->info().metadata.count("after") + (*trace)->info().metadata.count("last"),
                     std::size_t(2));
            QVERIFY(!(*trace)->trust().truncated);
            QCOMPARE((*trace)->trust().malformedRecords, 0);
            QVERIFY(!(*trace)->arguments(*(*trace)->find(0)).empty());
        }
    }

    void furtherDocumentsOfAFileAreReadToo_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray second = json("{'ph':'X','name':'b','pid':1,'tid':1,'ts':20,'dur':1}");
        QTest::newRow("objects") << "{\"traceEvents\": [" + kernel + "]}\n{\"a\": 1, \"traceEvents\": [" + second +
                                        "]}\n";
        QTest::newRow("arrays") << "[" + kernel + "]\n[" + second + "]";
        QTest::newRow("an object without events between")
            << "[" + kernel + "]{\"a\": 1}{\"traceEvents\": [" + second + "]}";
    }

    void furtherDocumentsOfAFileAreReadToo()
    {
        QFETCH(QByteArray, text);
        const TracePointer trace = read(text);
        QVERIFY(trace);
        QCOMPARE(trace->sliceCount(), std::size_t(2));
        QCOMPARE(trace->trust().malformedRecords, 0);
        QVERIFY(!trace->trust().truncated);
        QVERIFY(read(text.left(text.lastIndexOf(']')))->trust().truncated);
    }

    void valuesWithoutAKeyAreCountedAndTheRestIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("malformed");
        const QByteArray events = "\"traceEvents\": [" + kernel + "]";
        QTest::newRow("before") << "{42, \"text\", " + events + "}" << 2;
        QTest::newRow("behind") << "{" + events + ", true, [1, {\"a\": 2}]}" << 2;
        QTest::newRow("outside") << "{" + events + "} 42\n" << 1;
        QTest::newRow("behind an array") << "[" + kernel + "]\n\"text\"" << 1;
        QTest::newRow("space") << "{" + events + "}\n \n" << 0;
    }

    void valuesWithoutAKeyAreCountedAndTheRestIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, malformed);
        const TracePointer trace = read(text);
        QVERIFY(trace);
        QCOMPARE(trace->sliceCount(), std::size_t(1));
        QCOMPARE(int(trace->trust().malformedRecords), malformed);
        QVERIFY(!trace->trust().truncated);
    }

    void launchArrowsWithOneEndAreOrphans()
    {
        const TracePointer trace = read(
            "[" + kernel + json(",{'ph':'f','cat':'ac2g','name':'ac2g','id':9,'pid':0,'tid':7,'ts':12.345,'bp':'e'}]"));
        QCOMPARE(trace->trust().orphanFlows, 1);
    }

    void whatIsOddButThereIsKeptAndCounted()
    {
        // Overlap in a stream: b. A duplicate: the second d. Not nested: y. Before its call: b (at 5, its call at 6).
        const TracePointer trace = read(
            json("[{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':9,'tid':9,'ts':6,'dur':1, "
                 "'args':{'correlation':2}},{'ph':'X','cat':'kernel','name':'a','pid':0,'tid':7,'ts':0,'dur':10, "
                 "'args':{'stream':7,'correlation':1}},{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':7,'ts':5, "
                 "'dur':10,'args':{'stream':7,'correlation':2}}, "
                 "{'ph':'X','name':'d','pid':9,'tid':9,'ts':20,'dur':1},{'ph':'X','name':'d','pid':9,'tid':9, "
                 "'ts':20,'dur':1},{'ph':'X','name':'x','pid':9,'tid':9,'ts':30,'dur':5},{'ph':'X','name':'y', "
                 "'pid':9,'tid':9,'ts':33,'dur':5}]"));
        QCOMPARE(trace->sliceCount(), std::size_t(7));
        QCOMPARE(trace->trust().overlapsInStream, 1);
        QCOMPARE(trace->trust().duplicates, 1);
        QCOMPARE(trace->trust().notNested, 1);
        QCOMPARE(trace->trust().clockInversions, 1);
        QCOMPARE(trace->trust().malformedRecords, 0);
    }

    void anEventWithoutDurationIsKeptAndCounted()
    {
        const TracePointer trace = read(json("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0}]"));
        QCOMPARE(namesAndTimes(*trace), QString("a[0,0)"));
        QCOMPARE(trace->trust().malformedRecords, 1);
    }

    void metadataMayComeBeforeOrAfterTheEvents()
    {
        const TracePointer trace = read("{\"before\": [1, {\"a\": inf}], \"traceEvents\": [" + kernel +
                                        "], \"after\": \"x\", \"distributedInfo\": {\"rank\": 3}}");
        QCOMPARE(trace->info().metadata.at("after"), std::string("\"x\""));
        QCOMPARE(trace->info().metadata.at("before"),
                 std::string("\"[1, {\\\"a\\\": inf}]\"")); // no strict JSON: as a text
        QVERIFY(!trace->trust().truncated);
        QCOMPARE(trace->trust().malformedRecords, 0);
    }

    void whatRealFilesGetWrongIsMendedAndCounted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("slices");
        QTest::addColumn<int>("malformed");
        const QByteArray a = json("{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':1}"),
                         b = json("{'ph':'X','name':'b','pid':1,'tid':1,'ts':2,'dur':1}");
        QTest::newRow("trailing commas") << "[" + a + "," +
                                                json("{'ph':'X','name':'b','pid':1,'tid':1,'ts':2,'dur':1,}") + ",]"
                                         << "a[0,1000) b[2000,3000)" << 0;
        QTest::newRow("bare infinities")
            << "[" + a +
                   json(",{'ph':'X','name':'b','pid':1,'tid':1,'ts':2,'dur':1,'args':{'x':inf,'y':-Infinity,'z':NaN}}]")
            << "a[0,1000) b[2000,3000)" << 0;
        QTest::newRow("a duration of inf") << "[" + a + json(",{'ph':'X','name':'b','pid':1,'tid':1,'ts':2,'dur':inf}]")
                                           << "a[0,1000) b[2000,2000)" << 1;
        QTest::newRow("a time of NaN") << "[" + a + json(",{'ph':'X','name':'b','pid':1,'tid':1,'ts':NaN,'dur':1}]")
                                       << "a[0,1000)" << 1;
        QTest::newRow("unescaped quotes")
            << "[" + a + json(",{'ph':'X','name':'b('x', 'y')','pid':1,'tid':1,'ts':2,'dur':1},") + a + "]"
            << "a[0,1000) a[0,1000) b(\"x\", \"y\")[2000,3000)" << 1;
        QTest::newRow("a newline in a name")
            << "[" + a + ",{\"ph\":\"X\",\"name\":\"b\nc\",\"pid\":1,\"tid\":1,\"ts\":2,\"dur\":1}]"
            << "a[0,1000) b\nc[2000,3000)" << 1;
        QTest::newRow("invalid UTF-8")
            << "[" + a + ",{\"ph\":\"X\",\"name\":\"b\xFF\",\"pid\":1,\"tid\":1,\"ts\":2,\"dur\":1}]"
            << "a[0,1000) b\uFFFD[2000,3000)" << 1;
        QTest::newRow("an event without phase") << "[" + a + json(",{'name':'b','ts':1}]") << "a[0,1000)" << 1;
        QTest::newRow("garbage between events") << "[" + a + ", oops ," + b + "]"
                                                << "a[0,1000) b[2000,3000)" << 1;
        QTest::newRow("values between events") << "[null, 7," + a + ",[{}],\"b\"," + b + ", {\"x\":1}]"
                                               << "a[0,1000) b[2000,3000)" << 5;
        QTest::newRow("an empty event behind the last comma") << "[" + a + "," + b + ",{}]"
                                                              << "a[0,1000) b[2000,3000)" << 0;
        const char* const gpu = ",{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':7,'ts':2,'dur':1,'args':%1}]";
        const auto withArguments = [&](const char* arguments) {
            return "[" + a + json(QString(gpu).arg(arguments).toUtf8().constData());
        };
        QTest::newRow("arguments that are a list") << withArguments("[1, 2]") << "a[0,1000) b[2000,3000)" << 1;
        QTest::newRow("arguments that are a text") << withArguments("'none'") << "a[0,1000) b[2000,3000)" << 1;
        QTest::newRow("no arguments") << withArguments("null") << "a[0,1000) b[2000,3000)" << 0;
        QTest::newRow("a GPU beyond all numbers of GPUs")
            << withArguments("{'device':2147483648,'stream':7}") << "a[0,1000) b[2000,3000)" << 1;
        QTest::newRow("an event cut short") << "[" + a + json(",{'ph':'X','name':'b','pid':1,'ti") << "a[0,1000)" << 1;
    }

    void whatRealFilesGetWrongIsMendedAndCounted()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, slices);
        QFETCH(int, malformed);
        const TracePointer trace = read(text);
        QVERIFY(trace);
        QCOMPARE(namesAndTimes(*trace), slices);
        QCOMPARE(int(trace->trust().malformedRecords), malformed);
    }

    void anUnfinishedFileSaysSo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("array") << "[" + kernel + ",";
        QTest::newRow("object") << "{\"traceEvents\": [" + kernel;
        QTest::newRow("object without its brace") << "{\"traceEvents\": [" + kernel + "]";
    }

    void anUnfinishedFileSaysSo()
    {
        QFETCH(QByteArray, text);
        const TracePointer trace = read(text);
        QCOMPARE(trace->sliceCount(), std::size_t(1));
        QVERIFY(trace->trust().truncated);
        QVERIFY(!read("[" + kernel + "]")->trust().truncated);
    }

    void whatIsNoTraceIsOneErrorWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << QByteArray() << "formats.empty";
        QTest::newRow("text") << QByteArray("hello\n") << "formats.unknown-kind";
        QTest::newRow("an object without events") << QByteArray("{\"a\": 1}") << "formats.no-events";
        QTest::newRow("half an object") << QByteArray("{\"a\": [1,") << "formats.no-events";
        QTest::newRow("broken gzip") << QByteArray("\x1F\x8B\x08\x00garbage!") << "formats.gzip-broken";
        QTest::newRow("gzip of nothing") << QByteArray("\x1F\x8B\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0", 20)
                                         << "formats.empty";
        QTest::newRow("a database of something else") << QByteArray("SQLite format 3\0", 16) << "formats.sqlite-broken";
        QTest::newRow("a list of something else") << QByteArray("[1, 2, 3]") << "formats.no-readable-event";
    }

    void whatIsNoTraceIsOneErrorWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, id);
        Files files;
        const auto trace = readTrace(files.write(text));
        QVERIFY(!trace);
        QCOMPARE(QString::fromStdString(trace.error().message.id), id);
    }

    void aListWithoutAnEventIsSaidToBeginWhereItBegins()
    {
        Files files;
        QCOMPARE(readTrace(files.write("[1,2,3]")).error().place, std::string("byte 0"));
        QCOMPARE(readTrace(files.write("{\"traceEvents\": [1,2,3]}")).error().place, std::string("byte 16"));
    }
};

QTEST_APPLESS_MAIN(TestReadOddFiles)
#include "tst_read_odd_files.moc"
