// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What stands on the streams of an export, and whose streams they are.
#include "formats/support_files.h"
#include "formats/support_nsight.h"
#include "formats/write_trace.h"
#include "trace/kinds.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

class TestReadNsightStreams : public QObject
{
    Q_OBJECT

private slots:
    void correlationsOfTwoProcessesStayApart()
    {
        const Database database(strings + kernels + kernel("0,10", 7, 5) + kernel("0,10", 7, 5, "281481503047680"));
        const TracePointer trace = database.read();
        QCOMPARE(trace->tracks().size(), std::size_t(2));
        QCOMPARE(trace->correlated(5).size(), std::size_t(1));
    }

    void copiesAndMemsetsHaveDirectionBytesAndMemory()
    {
        const QString head = "(start INTEGER, end INTEGER, deviceId INTEGER, contextId INTEGER, streamId INTEGER, "
                             "correlationId INTEGER, globalPid INTEGER, bytes INTEGER, ";
        const Database database("CREATE TABLE CUPTI_ACTIVITY_KIND_MEMCPY" + head +
                                "copyKind INTEGER, srcKind INTEGER, dstKind INTEGER);"
                                "INSERT INTO CUPTI_ACTIVITY_KIND_MEMCPY VALUES(0,10,0,1,7,1,0,4096,1,0,2);"
                                "CREATE TABLE CUPTI_ACTIVITY_KIND_MEMSET" +
                                head +
                                "memKind INTEGER);"
                                "INSERT INTO CUPTI_ACTIVITY_KIND_MEMSET VALUES(20,30,0,1,7,2,0,512,2);");
        const TracePointer trace = database.read();
        const Track& track = trace->tracks()[0];
        QVERIFY(track.kind[0] == SliceKind::copyHostToDevice);
        QCOMPARE(std::string(trace->name(track.name[0])), std::string("Memcpy HtoD (Pageable -> Device)"));
        QCOMPARE(trace->details(track.details[0]).bytes, 4096);
        QVERIFY(track.kind[1] == SliceKind::memset);
    }

    void aWaitNamesItsRecordWhereTheSchemaSaysSo()
    {
        const Database database(
            kernels +
            "CREATE TABLE CUPTI_ACTIVITY_KIND_CUDA_EVENT(eventSyncId INTEGER, correlationId INTEGER, globalPid "
            "INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_CUDA_EVENT VALUES(77,3,0);"
            "CREATE TABLE CUPTI_ACTIVITY_KIND_SYNCHRONIZATION(start INTEGER, end INTEGER, deviceId INTEGER, contextId "
            "INTEGER, "
            "streamId INTEGER, correlationId INTEGER, globalPid INTEGER, syncType INTEGER, eventSyncId INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_SYNCHRONIZATION "
            "VALUES(0,10,0,1,13,4,0,2,77),(0,10,0,1,4294967295,9,0,4,0);");
        const TracePointer trace = database.read();
        QCOMPARE(trace->dependencies().size(), std::size_t(1));
        QCOMPARE(trace->dependencies()[0].fromCorrelation, 3);
        QCOMPARE(trace->dependencies()[0].toCorrelation, 4);
        QVERIFY(rowNamed(*trace, "stream 13")->kind[0] == SliceKind::eventWait);
        QVERIFY(rowNamed(*trace, "synchronisation · device"));
    }

    void recordsOfEventsStandOnTheirStreamAtTheTimeOfTheirCall()
    {
        // The second has no call, the third no correlation.
        const Database database(
            strings + kernels + kernel("1000,1500", 7, 5) +
            "INSERT INTO StringIds VALUES(9,'cudaEventRecord_v3020');"
            "CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start INTEGER, end INTEGER, globalTid INTEGER, correlationId "
            "INTEGER, nameId INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_RUNTIME VALUES(900,950," +
            mainThread +
            ",6,9);"
            "CREATE TABLE CUPTI_ACTIVITY_KIND_CUDA_EVENT(timestamp INTEGER, deviceId INTEGER, contextId INTEGER, "
            "streamId INTEGER, correlationId INTEGER, globalPid INTEGER, eventId INTEGER, eventSyncId INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_CUDA_EVENT VALUES(0,0,1,7,6," +
            mainProcess + ",1,1),(0,0,1,7,8," + mainProcess + ",1,2),(0,0,1,7,NULL," + mainProcess + ",1,3);");
        const TracePointer trace = database.read();
        const Track* stream = rowNamed(*trace, "stream 7");
        QCOMPARE(stream->size(), std::size_t(2));
        QVERIFY(stream->kind[0] == SliceKind::eventRecord);
        QCOMPARE(stream->startNs[0], Ns(0)); // 900, where the trace begins
        QCOMPARE(trace->correlated(6).size(), std::size_t(2));
        QCOMPARE(trace->trust().lostRecords, 2);
        const auto row = trace->arguments({0, 0});
        QCOMPARE(row.front(), (std::pair<std::string, std::string>("row", "\"CUPTI_ACTIVITY_KIND_CUDA_EVENT:1\"")));
    }

    void graphsTracedAsAWholeStandOnTheirStreamAsOneOperation()
    {
        const Database database(
            "CREATE TABLE CUPTI_ACTIVITY_KIND_GRAPH_TRACE(start INTEGER, end INTEGER, deviceId INTEGER, contextId "
            "INTEGER, streamId INTEGER, correlationId INTEGER, globalPid INTEGER, graphId INTEGER, graphExecId "
            "INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_GRAPH_TRACE VALUES(100,900,0,1,7,5," +
            mainProcess + ",3,4),(1000,1800,0,1,7,6," + mainProcess + ",3,4);");
        const TracePointer trace = database.read();
        QVERIFY(trace);
        const Track* stream = rowNamed(*trace, "stream 7");
        QCOMPARE(stream->size(), std::size_t(2));
        QVERIFY(isGpuOperation(stream->kind[0]));
        QCOMPARE(std::string(trace->name(stream->name[1])), std::string("CUDA graph 3"));
        QCOMPARE(stream->durationNs[1], Ns(800));
        QCOMPARE(trace->correlated(6).size(), std::size_t(1));
    }

    void everyKindOfCopyHasItsDirection_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<SliceKind>("expected");
        QTest::addColumn<QString>("name");
        QTest::newRow("to an array") << 3 << SliceKind::copyHostToDevice << "Memcpy HtoD (Unknown -> Unknown)";
        QTest::newRow("from an array") << 4 << SliceKind::copyDeviceToHost << "Memcpy DtoH (Unknown -> Unknown)";
        QTest::newRow("between arrays") << 5 << SliceKind::copyDeviceToDevice << "Memcpy DtoD (Unknown -> Unknown)";
        QTest::newRow("on the device") << 8 << SliceKind::copyDeviceToDevice << "Memcpy DtoD (Unknown -> Unknown)";
        QTest::newRow("on the host") << 9 << SliceKind::copyOther << "Memcpy Unknown (Unknown -> Unknown)";
        QTest::newRow("peer to peer") << 10 << SliceKind::copyDeviceToDevice << "Memcpy PtoP (Unknown -> Unknown)";
        QTest::newRow("managed") << 11 << SliceKind::copyHostToDevice << "Memcpy HtoD (Unknown -> Unknown)";
        QTest::newRow("managed, back") << 12 << SliceKind::copyDeviceToHost << "Memcpy DtoH (Unknown -> Unknown)";
        QTest::newRow("of the future") << 99 << SliceKind::copyOther << "Memcpy Unknown (Unknown -> Unknown)";
    }

    void everyKindOfCopyHasItsDirection()
    {
        QFETCH(int, kind);
        QFETCH(SliceKind, expected);
        QFETCH(QString, name);
        const Database database(
            "CREATE TABLE CUPTI_ACTIVITY_KIND_MEMCPY(start INTEGER, end INTEGER, deviceId INTEGER, contextId INTEGER, "
            "streamId INTEGER, correlationId INTEGER, globalPid INTEGER, bytes INTEGER, copyKind INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_MEMCPY VALUES(0,10,0,1,7,1,0,4096," +
            QString::number(kind) + ");");
        const TracePointer trace = database.read();
        QVERIFY(trace->tracks()[0].kind[0] == expected);
        QCOMPARE(QString::fromStdString(std::string(trace->name(trace->tracks()[0].name[0]))), name);
    }

    void synchronisationsStandBesideTheirStreamAndWaitsOnIt()
    {
        // 1: of an event, 2: a stream's wait, 3: of a stream, 4: of the context, 9: of the future.
        const Database database(
            kernels + kernel("0,10", 7, 1) +
            "CREATE TABLE CUPTI_ACTIVITY_KIND_SYNCHRONIZATION(start INTEGER, end INTEGER, deviceId INTEGER, contextId "
            "INTEGER, streamId INTEGER, correlationId INTEGER, globalPid INTEGER, syncType INTEGER);"
            "INSERT INTO CUPTI_ACTIVITY_KIND_SYNCHRONIZATION VALUES(10,20,0,1,7,2," +
            mainProcess + ",1),(20,30,0,1,7,3," + mainProcess + ",2),(30,40,0,1,7,4," + mainProcess +
            ",3),(40,50,0,1,4294967295,5," + mainProcess + ",4),(50,60,0,1,7,6," + mainProcess + ",9);");
        const TracePointer trace = database.read();
        const Track *stream = rowNamed(*trace, "stream 7"), *beside = rowNamed(*trace, "synchronisation · stream 7");
        QCOMPARE(stream->size(), std::size_t(2));
        QVERIFY(stream->kind[1] == SliceKind::eventWait);
        QCOMPARE(beside->size(), std::size_t(3));
        QStringList names;
        for (const NameId name : beside->name)
            names << QString::fromStdString(std::string(trace->name(name)));
        QCOMPARE(names.join(", "), QString("Event Sync, Stream Sync, Synchronisation"));
        QCOMPARE(rowNamed(*trace, "synchronisation · device")->size(), std::size_t(1));
    }

    void processesThatShareAGpuHaveRowsThatSayWhose()
    {
        // Without a table of processes, and with one that names the second.
        const QString other = "281481503047680";
        const std::string pid = std::to_string(other.toLongLong() / 0x1000000 % 0x1000000);
        const QString both = strings + kernels + kernel("0,10", 7, 5) + kernel("5,15", 7, 5, other);
        const TracePointer unnamed = Database(both).read();
        QCOMPARE(unnamed->tracks()[0].info.process, std::string("GPU 0 · process 462"));
        QCOMPARE(unnamed->tracks()[1].info.process, "GPU 0 · process " + pid);
        QCOMPARE(unnamed->trust().overlapsInStream, 0);
        const TracePointer named = Database(both +
                                            "CREATE TABLE PROCESSES(globalPid INTEGER, pid INTEGER, name TEXT); "
                                            "INSERT INTO PROCESSES VALUES(" +
                                            other + ",0,'worker');")
                                       .read();
        QCOMPARE(named->tracks()[1].info.process, "GPU 0 · worker (" + pid + ")");
    }

    void aProcessCountsItsGpusAsItSeesThem()
    {
        // Each process sees one GPU as its device 0: GPU 2 and GPU 5.
        const QString other = "281481503047680";
        const QString pid = QString::number(other.toLongLong() / 0x1000000 % 0x1000000);
        const TracePointer trace =
            Database(strings + kernels + kernel("0,10", 7, 5) + kernel("5,15", 7, 5, other) +
                     "CREATE TABLE TARGET_INFO_GPU(id INTEGER, name TEXT); INSERT INTO TARGET_INFO_GPU "
                     "VALUES(2,'H100'),(5,'A100');"
                     "CREATE TABLE TARGET_INFO_CUDA_DEVICE(gpuId INTEGER, cudaId INTEGER, pid INTEGER, uuid TEXT, "
                     "numMultiprocessors INTEGER); INSERT INTO TARGET_INFO_CUDA_DEVICE VALUES(2,0,462,'',132),(5,0," +
                     pid + ",'',108);")
                .read();
        QCOMPARE(trace->tracks()[0].info.device, 2);
        QCOMPARE(trace->tracks()[1].info.device, 5);
        QVERIFY(trace->tracks()[1].info.process.starts_with("GPU 5 · A100"));
    }

    void nodesOfAGraphThatRunAtTheSameTimeAreNoRepeats()
    {
        // Three nodes and the second of them once more.
        QString rows;
        for (const int node : {11, 12, 12, 13})
            rows += QString("INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL VALUES(10,20,0,1,7,5,0,1,%1);").arg(node);
        const Database database(
            strings +
            "CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INTEGER, end INTEGER, deviceId INTEGER, contextId "
            "INTEGER, streamId INTEGER, correlationId INTEGER, globalPid INTEGER, shortName INTEGER, "
            "graphNodeId INTEGER);" +
            rows);
        const TracePointer trace = database.read();
        QCOMPARE(trace->sliceCount(), std::size_t(4));
        QCOMPARE(trace->trust().duplicates, 1);
        const TracePointer again = tests::read(QByteArray::fromStdString(traceEventJson(*trace)));
        QCOMPARE(again->trust().duplicates, 1);
        QCOMPARE(again->trust().overlapsInStream, trace->trust().overlapsInStream);
    }

    void operationsThatDoNotSayTheirProcessAreOfThatOfTheCalls()
    {
        const QString calls = "CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start INTEGER, end INTEGER, globalTid INTEGER, "
                              "correlationId INTEGER, nameId INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_RUNTIME VALUES(";
        const QString operations =
            strings + "CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INTEGER, end INTEGER, deviceId INTEGER, streamId "
                      "INTEGER, correlationId INTEGER, shortName INTEGER); INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL "
                      "VALUES(10,20,0,7,5,1);";
        const TracePointer one = Database(operations + calls + "1,2," + mainThread + ",5,2);").read();
        const Track* stream = rowNamed(*one, "stream 7");
        QCOMPARE(one->correlated(stream->correlation[0]).size(), std::size_t(2));
        QCOMPARE(stream->info.pid, 462);
        // Of two processes, nobody knows whose it is.
        const TracePointer two =
            Database(operations + calls + "1,2," + mainThread + ",5,2),(1,2,281481503047681,5,2);").read();
        QCOMPARE(rowNamed(*two, "stream 7")->info.pid, 0);
    }
};

QTEST_APPLESS_MAIN(TestReadNsightStreams)
#include "tst_read_nsight_streams.moc"
