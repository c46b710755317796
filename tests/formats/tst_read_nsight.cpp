// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What an export is made of, and what is wrong with some.
#include "formats/support_describe.h"
#include "formats/support_nsight.h"
#include "trace/kinds.h"

#include <QFileInfo>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

class TestReadNsight : public QObject
{
    Q_OBJECT

private slots:
    void kernelsCallsAndRangesAreJoined()
    {
        const Database database(strings + kernels + kernel("1000,1500", 7, 5) +
                                "CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start INTEGER, end INTEGER, globalTid "
                                "INTEGER, correlationId INTEGER, "
                                "nameId INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_RUNTIME VALUES(900,950," +
                                mainThread +
                                ",5,2);"
                                "CREATE TABLE NVTX_EVENTS(start INTEGER, end INTEGER, eventType INTEGER, text TEXT, "
                                "textId INTEGER, globalTid "
                                "INTEGER); INSERT INTO NVTX_EVENTS VALUES(800,2000,59,NULL,3," +
                                mainThread + "),(810,900,59,'text'," + "NULL," + mainThread +
                                "),(820,NULL,34,'here',NULL," + mainThread + "),(0,NULL,75,'domain',NULL," +
                                mainThread + "),(830,840,99,'of the future',NULL," + mainThread +
                                ");"
                                "CREATE TABLE TARGET_INFO_GPU(id INTEGER, name TEXT, smCount INTEGER); INSERT INTO "
                                "TARGET_INFO_GPU VALUES(0,'H200',132);"
                                "CREATE TABLE TARGET_INFO_SESSION_START_TIME(utcEpochNs INTEGER); INSERT INTO "
                                "TARGET_INFO_SESSION_START_TIME "
                                "VALUES(1700000000000000000);");
        const TracePointer trace = database.read();
        QVERIFY(trace);
        const Track* stream = rowNamed(*trace, "stream 7");
        QVERIFY(stream);
        QCOMPARE(stream->info.process, std::string("GPU 0 · H200"));
        QCOMPARE(stream->startNs[0], Ns(200)); // times start at the first slice, 800
        QCOMPARE(trace->info().baseTimeNs, Ns(1'700'000'000'000'000'800));
        QVERIFY(stream->kind[0] == SliceKind::kernelMatrixProduct);
        QCOMPARE(trace->details(stream->details[0]).dynamicSharedBytes, 64);
        const auto joined = trace->correlated(5);
        QCOMPARE(joined.size(), std::size_t(2));
        const Track& host = trace->tracks()[joined[0].track];
        QCOMPARE(std::string(trace->name(host.name[0])), std::string("cudaLaunchKernel"));
        QCOMPARE(rowNamed(*trace, "annotations · thread 462")->size(), std::size_t(2));
        QCOMPARE(rowNamed(*trace, "marks · thread 462")->size(), std::size_t(1));
        QCOMPARE(trace->trust().unknownRecords, 1); // type 99; a domain's name is none
    }

    void callsReadAheadGiveTheSameModel()
    {
        // Large enough for a thread of its own; with starts, ends and threads that are none.
        const Database database(
            strings + kernels + kernel("1000,1500", 7, 5) +
            "CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start, end, globalTid INTEGER, correlationId INTEGER, nameId "
            "INTEGER); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 150000) INSERT INTO "
            "CUPTI_ACTIVITY_KIND_RUNTIME SELECT CASE i % 1000 WHEN 7 THEN 'x' ELSE i * 10 END, CASE i % 1000 WHEN 8 "
            "THEN NULL WHEN 9 THEN 2.5 ELSE i * 10 + 5 END, CASE i % 1000 WHEN 10 THEN NULL ELSE " +
            mainThread + " END, i, 2 FROM n;");
        QVERIFY(QFileInfo(QString::fromStdString(database.path())).size() > (4 << 20));
        ReadOptions alone, two;
        alone.threads = 1;
        two.threads = 2;
        const auto plain = readTrace(database.path(), alone), ahead = readTrace(database.path(), two);
        QVERIFY(bool(plain) && bool(ahead));
        QCOMPARE((*ahead)->sliceCount(), std::size_t(150'000 - 300 + 1));
        QCOMPARE((*ahead)->trust().lostRecords, 300);
        QVERIFY(tests::describe(**plain) == tests::describe(**ahead));
        const SliceRef last{0, 0};
        QVERIFY((*plain)->arguments(last) == (*ahead)->arguments(last));
    }

    void theProfilersOwnTimeIsReadFromBothTables()
    {
        const Database database(
            strings + kernels + kernel("1000,1500", 7, 5) +
            "CREATE TABLE PROFILER_OVERHEAD(start INTEGER, end INTEGER, globalTid INTEGER, nameId INTEGER);"
            "INSERT INTO PROFILER_OVERHEAD VALUES(1,2," +
            mainThread +
            ",3);"
            "CREATE TABLE CUPTI_ACTIVITY_KIND_OVERHEAD(start INTEGER, end INTEGER, eventClass INTEGER, globalTid "
            "INTEGER, correlationId INTEGER, nameId INTEGER, overheadType INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_OVERHEAD VALUES(3,4,7," +
            mainThread + ",1,NULL,1),(5,NULL,7," + mainThread + ",1,3,1),('x',9,7," + mainThread + ",1,3,1);");
        const TracePointer trace = database.read();
        const Track* row = rowNamed(*trace, "profiler · thread 462");
        QVERIFY(row);
        QCOMPARE(row->size(), std::size_t(3));
        QVERIFY(row->kind[1] == SliceKind::overhead);
        QCOMPARE(std::string(trace->name(row->name[1])), std::string("overhead"));
        QCOMPARE(std::string(trace->name(row->name[2])), std::string("layer"));
        QCOMPARE(trace->trust().lostRecords, 1);
        QCOMPARE(trace->trust().unknownRecords, 0);
    }

    void everyOtherTableOfTimesIsReadOrCounted()
    {
        // Intervals are read: two calls of the OS, a call of cuBLAS around its launches, one of a table nobody knows;
        // so is a message. Moments are counted: 3 + 2 + 1. Tables without times hold no events.
        const Database database(
            strings + kernels + kernel("1000,1500", 7, 5) +
            "CREATE TABLE OSRT_API(start INTEGER, end INTEGER, globalTid INTEGER, nameId INTEGER);"
            "INSERT INTO OSRT_API VALUES(10,20," +
            mainThread + ",3),(30,40," + mainThread +
            ",3);"
            "CREATE TABLE CUBLAS_EVENTS(start INTEGER, end INTEGER, globalTid INTEGER, nameId INTEGER);"
            "INSERT INTO CUBLAS_EVENTS VALUES(50,60," +
            mainThread +
            ",3);"
            "CREATE TABLE OF_THE_FUTURE(start INTEGER, end INTEGER, globalPid INTEGER, text TEXT);"
            "INSERT INTO OF_THE_FUTURE VALUES(70,80," +
            mainProcess +
            ",'what');"
            "CREATE TABLE DIAGNOSTIC_EVENT(timestamp INTEGER, text TEXT, globalPid INTEGER);"
            "INSERT INTO DIAGNOSTIC_EVENT VALUES(5,'CUDA events were lost'," +
            mainProcess +
            ");"
            "CREATE TABLE SCHED_EVENTS(start INTEGER, cpu INTEGER); INSERT INTO SCHED_EVENTS VALUES(1,1),(2,1),(3,1);"
            "CREATE TABLE GPU_METRICS(rawTimestamp INTEGER, value INTEGER); INSERT INTO GPU_METRICS VALUES(1,1),(2,2);"
            "CREATE TABLE GENERIC_EVENTS(timestamp INTEGER, data TEXT); INSERT INTO GENERIC_EVENTS VALUES(1,'');"
            "CREATE TABLE ENUM_WHATEVER(id INTEGER, name TEXT); INSERT INTO ENUM_WHATEVER VALUES(1,'a');");
        const TracePointer trace = database.read();
        QCOMPARE(trace->sliceCount(), std::size_t(1 + 2 + 1 + 1 + 1));
        QCOMPARE(trace->trust().unknownRecords, 3 + 2 + 1);
        QCOMPARE(rowNamed(*trace, "OSRT_API · thread 462")->size(), std::size_t(2));
        QVERIFY(rowNamed(*trace, "thread 462")->info.kind == TrackKind::hostThread);
        QVERIFY(rowNamed(*trace, "thread 462")->kind[0] == SliceKind::cpuOperator);
        const Track* future = rowNamed(*trace, "OF_THE_FUTURE · process");
        QVERIFY(future);
        QCOMPARE(std::string(trace->name(future->name[0])), std::string("what"));
        QCOMPARE(std::string(trace->name(rowNamed(*trace, "messages · process")->name[0])),
                 std::string("CUDA events were lost"));
    }

    void rangesFromStartToEndStandOnARowOfTheirOwn()
    {
        // They do not nest with what is pushed and popped; the second was never ended. Type 39 names a thread.
        const Database database(
            strings + kernels + kernel("1000,1500", 7, 5) +
            "CREATE TABLE NVTX_EVENTS(start INTEGER, end INTEGER, eventType INTEGER, text TEXT, textId INTEGER, "
            "globalTid INTEGER); INSERT INTO NVTX_EVENTS VALUES(100,900,60,'request',NULL," +
            mainThread + "),(200,NULL,60,NULL,3," + mainThread + "),(500,1200,59,'step',NULL," + mainThread +
            "),(0,NULL,39,'main',NULL," + mainThread + ");");
        const TracePointer trace = database.read();
        const Track* ranges = rowNamed(*trace, "ranges · thread 462");
        QVERIFY(ranges);
        QCOMPARE(ranges->size(), std::size_t(2));
        QVERIFY(ranges->info.kind == TrackKind::annotation && ranges->kind[0] == SliceKind::annotation);
        QCOMPARE(ranges->durationNs[0], Ns(800));
        QCOMPARE(std::string(trace->name(ranges->name[1])), std::string("layer"));
        QCOMPARE(rowNamed(*trace, "annotations · thread 462")->size(), std::size_t(1));
        QCOMPARE(trace->trust().malformedRecords, 1);
        QCOMPARE(trace->trust().unknownRecords, 0);
    }

    void whatTheExportSaysOfItselfIsKeptInEverySchema_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("version");
        QTest::newRow("2.9") << "EXPORT_META_DATA"
                             << "2.9.0";
        QTest::newRow("3.0") << "META_DATA_EXPORT"
                             << "3.0.1";
        QTest::newRow("3.25") << "META_DATA_EXPORT"
                              << "3.25.2";
    }

    void whatTheExportSaysOfItselfIsKeptInEverySchema()
    {
        QFETCH(QString, table);
        QFETCH(QString, version);
        const TracePointer trace =
            Database(strings + kernels + kernel("1,2", 7, 1) + "CREATE TABLE " + table +
                     "(name TEXT, value TEXT); INSERT INTO " + table + " VALUES('EXPORT_SCHEMA_VERSION','" + version +
                     "'),('EXPORT_SCHEMA_VERSION','again'),('','nameless'),('EXPORT_\"QUOTED\"',NULL);")
                .read();
        QCOMPARE(trace->info().metadata.at("EXPORT_SCHEMA_VERSION"), '"' + version.toStdString() + '"');
        QCOMPARE(trace->info().metadata.count(""), std::size_t(0));
    }

    void oldSchemasWithFewColumnsAreRead()
    {
        const Database database(
            "CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INTEGER, end INTEGER, deviceId INTEGER, streamId "
            "INTEGER, shortName INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL VALUES(5,9,0,7,1);" +
            strings +
            "CREATE TABLE EXPORT_META_DATA(name TEXT, value TEXT);"
            "INSERT INTO EXPORT_META_DATA VALUES('EXPORT_SCHEMA_VERSION','2.9.0');");
        const TracePointer trace = database.read();
        QCOMPARE(trace->sliceCount(), std::size_t(1));
        QCOMPARE(trace->info().metadata.at("EXPORT_SCHEMA_VERSION"), std::string("\"2.9.0\""));
    }

    void whatNeverEndedOrHasNoNameIsKept()
    {
        const TracePointer trace = Database(kernels + kernel("10,NULL", 7, 5) + kernel("20,30", 7, 6)).read();
        QCOMPARE(trace->sliceCount(), std::size_t(2));
        QCOMPARE(trace->trust().malformedRecords, 1 + 2);
        QCOMPARE(std::string(trace->name(trace->tracks()[0].name[0])), std::string("kernel"));
    }

    void recordsThatDoNotSayWhereOrWhatAreKeptAndCounted()
    {
        // A kernel without a stream, and a call whose name the file lacks.
        const Database database(
            strings + kernels + kernel("20,30", 7, 1) + "UPDATE CUPTI_ACTIVITY_KIND_KERNEL SET streamId = NULL;" +
            kernel("40,50", 7, 2) +
            "CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start INTEGER, end INTEGER, globalTid INTEGER, correlationId "
            "INTEGER, nameId INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_RUNTIME VALUES(10,15," +
            mainThread + ",1,2),(16,19," + mainThread + ",2,77);");
        const TracePointer trace = database.read();
        QCOMPARE(trace->sliceCount(), std::size_t(4));
        QCOMPARE(trace->trust().malformedRecords, 1 + 1);
    }

    void valuesOfTheWrongTypeAreCountedNotBelieved()
    {
        const Database database(strings + kernels + kernel("'soon',2.5", 7, 1) + kernel("NULL,NULL", 7, 2) +
                                kernel("20,10", 7, 3) + kernel("-9223372036854775808,9223372036854775807", 7, 4) +
                                kernel("1,x'00ff'", 7, 5) + kernel("100,200", 7, 6));
        const TracePointer trace = database.read();
        QCOMPARE(trace->sliceCount(), std::size_t(3));
        QCOMPARE(trace->trust().lostRecords, 3);
        QVERIFY(trace->trust().malformedRecords >= 5); // and an end before its start, and a time beyond all times
    }

    void aContextOfTheWrongTypeIsCounted()
    {
        const auto broken = [](const char* context) {
            const Database database(strings + kernels + kernel("10,20", 7, 1) +
                                    "UPDATE CUPTI_ACTIVITY_KIND_KERNEL SET contextId = " + context + ";");
            return database.read()->trust().malformedRecords;
        };
        QCOMPARE(broken("'one'"), 1);
        QCOMPARE(broken("2"), 0);
        QCOMPARE(broken("NULL"), 0); // not every file says it
    }

    void anEndBeyondAllTimesIsNone()
    {
        const TracePointer trace =
            Database(strings + kernels + kernel("10,9223372036854775807", 7, 5) + kernel("20,30", 7, 6)).read();
        QCOMPARE(trace->tracks()[0].durationNs[0], Ns(0));
        QCOMPARE(trace->trust().malformedRecords, 1);
    }

    void aViewIsNoTable()
    {
        // It would never end.
        const Database database(
            kernels + kernel("1,2", 7, 1) +
            "CREATE VIEW NVTX_EVENTS AS WITH RECURSIVE n(start) AS (SELECT 1 UNION ALL SELECT start + 1 FROM n) "
            "SELECT start, start + 1 AS end, 59 AS eventType, 'x' AS text, 1 AS textId, 1 AS globalTid FROM n;");
        QCOMPARE(database.read()->sliceCount(), std::size_t(1));
    }

    void aDatabaseOfSomethingElseIsAnError()
    {
        const Database database("CREATE TABLE customers(name TEXT);");
        const auto trace = readTrace(database.path());
        QVERIFY(!trace);
        QCOMPARE(trace.error().message.id, std::string("formats.sqlite-no-cuda"));
    }

    void theRowOfASliceIsReadWhenLookedAt()
    {
        const Database database(strings + kernels + kernel("1,2", 7, 1) + kernel("3,4", 7, 2));
        const TracePointer trace = database.read();
        const auto row = trace->arguments({0, 1});
        QCOMPARE(row.front(), (std::pair<std::string, std::string>("row", "\"CUPTI_ACTIVITY_KIND_KERNEL:2\"")));
        QVERIFY(std::ranges::find(row, std::pair<std::string, std::string>("registersPerThread", "32")) != row.end());
    }
};

QTEST_APPLESS_MAIN(TestReadNsight)
#include "tst_read_nsight.moc"
