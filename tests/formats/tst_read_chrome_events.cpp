// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What Chrome's format has beyond complete events: begins and ends, arrows, asynchronous events, counters, metadata.
#include "formats/support_files.h"
#include "trace/kinds.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

class TestReadChromeEvents : public QObject
{
    Q_OBJECT

private slots:
    void beginsAndEndsNest()
    {
        const TracePointer trace = read(
            json("[{'ph':'B','name':'outer','pid':1,'tid':1,'ts':1},{'ph':'B','name':'inner','pid':1,'tid':1,'ts':2}, "
                 "{'ph':'E','pid':1,'tid':1,'ts':3},{'ph':'E','pid':1,'tid':1,'ts':5},{'ph':'B','name':'open','pid':1,'"
                 "tid':1,'ts':6}, {'ph':'E','pid':1,'tid':2,'ts':9}]"));
        QCOMPARE(namesAndTimes(*trace), QString("outer[0,4000) inner[1000,2000) open[5000,5000)"));
        QCOMPARE(trace->trust().malformedRecords, 2); // one never ends, one never began
    }

    void arrowsOfChromeJoinTheirSlices()
    {
        const TracePointer trace = read(json("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':10},{'ph':'X','name':'"
                                             "b','pid':1,'tid':2,'ts':20,'dur':10}, "
                                             "{'ph':'s','cat':'flow','name':'x','id':5,'pid':1,'tid':1,'ts':5},{'ph':'"
                                             "f','bp':'e','cat':'flow','name':'x','id':5,'pid':1,'tid':2,'ts':25}, "
                                             "{'ph':'f','cat':'flow','name':'x','id':6,'pid':1,'tid':2,'ts':25},{'ph':'"
                                             "s','cat':'flow','name':'x','id':7,'pid':1,'tid':1,'ts':5}]"));
        const std::int64_t shared = trace->tracks()[0].correlation[0];
        QVERIFY(shared < -1);
        QCOMPARE(trace->correlated(shared).size(), std::size_t(2));
        QCOMPARE(trace->trust().orphanFlows, 2);
    }

    void anEndSaysNoMoreThanItsThread()
    {
        // The begins stand on rows of their own by category; the ends name neither category nor name.
        const TracePointer trace =
            read(json("[{'ph':'B','cat':'user_annotation','name':'step','pid':1,'tid':1,'ts':0}, "
                      "{'ph':'B','cat':'cpu_op','name':'op','pid':1,'tid':1,'ts':1}, "
                      "{'ph':'E','pid':1,'tid':1,'ts':2},{'ph':'E','pid':1,'tid':1,'ts':3}]"));
        QCOMPARE(rows(*trace), QString("annotations · thread 1: step[0,3000); thread 1: op[1000,2000)"));
        QCOMPARE(trace->trust().malformedRecords, 0);
    }

    void anEndClosesTheInnermostOfItsName()
    {
        // Written by time, the next begin before the end it follows; and an end of what began before the recording.
        const TracePointer trace = read(
            json("[{'ph':'B','name':'a','pid':1,'tid':1,'ts':0},{'ph':'B','name':'b','pid':1,'tid':1,'ts':5}, "
                 "{'ph':'E','name':'a','pid':1,'tid':1,'ts':5},{'ph':'E','name':'earlier','pid':1,'tid':1,'ts':6}, "
                 "{'ph':'E','name':'b','pid':1,'tid':1,'ts':9}]"));
        QCOMPARE(namesAndTimes(*trace), QString("a[0,5000) b[5000,9000)"));
        QCOMPARE(trace->trust().malformedRecords, 1);
        QCOMPARE(trace->trust().notNested, 0);
    }

    void aKernelMayComeAsBeginAndEnd()
    {
        const TracePointer trace =
            read(json("[{'ph':'B','cat':'kernel','name':'k','pid':0,'tid':7,'ts':0,'args':{'device':1,'stream':7, "
                      "'correlation':5,'grid':[3,1,1]}},{'ph':'E','pid':0,'tid':7,'ts':4}]"));
        const Track& track = trace->tracks()[0];
        QVERIFY(track.info.kind == TrackKind::stream && track.info.device == 1);
        QCOMPARE(track.correlation[0], std::int64_t(5));
        QCOMPARE(trace->details(track.details[0]).grid[0], 3);
        QCOMPARE(track.durationNs[0], Ns(4000));
    }

    void asynchronousEventsHaveRowsOfTheirOwn()
    {
        // Two requests that overlap, a phase and an instant within the first, on the row of their outermost name.
        const TracePointer trace = read(json("[{'ph':'X','name':'work','pid':1,'tid':1,'ts':0,'dur':20}, "
                                             "{'ph':'b','cat':'net','name':'request','id':1,'pid':1,'tid':1,'ts':0}, "
                                             "{'ph':'b','cat':'net','name':'request','id':2,'pid':1,'tid':1,'ts':1}, "
                                             "{'ph':'b','cat':'net','name':'connect','id':1,'pid':1,'tid':1,'ts':2}, "
                                             "{'ph':'n','cat':'net','name':'sent','id':1,'pid':1,'tid':1,'ts':3}, "
                                             "{'ph':'e','cat':'net','name':'connect','id':1,'pid':1,'tid':1,'ts':4}, "
                                             "{'ph':'e','cat':'net','name':'request','id':1,'pid':1,'tid':1,'ts':8}, "
                                             "{'ph':'e','cat':'net','name':'request','id':2,'pid':1,'tid':1,'ts':9}]"));
        QCOMPARE(rows(*trace), QString("async · request: request[0,8000) request[1000,9000)/1 "
                                       "connect[2000,4000)/2 sent[3000,3000)/3; thread 1: work[0,20000)"));
        QCOMPARE(trace->trust().unknownRecords, 0);
        QCOMPARE(trace->trust().malformedRecords, 0);
        const std::vector<std::pair<std::string, std::string>> said{{"cat", "\"net\""}};
        QCOMPARE(trace->arguments({1, 0}), said);
    }

    void asynchronousEventsOfTheOldKindAreDrawnToo()
    {
        const TracePointer trace = read(json("[{'ph':'S','cat':'c','name':'load','id':'0x1','pid':1,'tid':1,'ts':0}, "
                                             "{'ph':'T','cat':'c','name':'load','id':'0x1','pid':1,'tid':1,'ts':1}, "
                                             "{'ph':'p','cat':'c','name':'load','id':'0x1','pid':1,'tid':1,'ts':2}, "
                                             "{'ph':'F','cat':'c','name':'load','id':'0x1','pid':1,'tid':1,'ts':5}]"));
        QCOMPARE(rows(*trace), QString("async · load: load[0,5000) load[1000,1000)/1 load[2000,2000)/1"));
        QCOMPARE(trace->trust().unknownRecords, 0);
    }

    void asynchronousIdsCountByCategoryScopeAndLocalProcess_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<bool>("apart");
        QTest::newRow("category") << json("'cat':'x','id':1,'pid':1") << json("'cat':'y','id':1,'pid':1") << true;
        QTest::newRow("scope") << json("'cat':'x','id':1,'scope':'s','pid':1") << json("'cat':'x','id':1,'pid':1")
                               << true;
        QTest::newRow("id") << json("'cat':'x','id':1,'pid':1") << json("'cat':'x','id':'1','pid':1") << true;
        QTest::newRow("local") << json("'cat':'x','id2':{'local':1},'pid':1")
                               << json("'cat':'x','id2':{'local':1},'pid':2") << true;
        QTest::newRow("global") << json("'cat':'x','id2':{'global':1},'pid':1")
                                << json("'cat':'x','id2':{'global':1},'pid':2") << false;
        QTest::newRow("another process") << json("'cat':'x','id':1,'pid':1") << json("'cat':'x','id':1,'pid':2")
                                         << false;
    }

    void asynchronousIdsCountByCategoryScopeAndLocalProcess()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(bool, apart);
        const TracePointer trace = read(json("[{'ph':'b','name':'a','ts':0,") + first +
                                        json("},{'ph':'e','name':'a','ts':7,") + second + "}]");
        // Apart, neither half finds the other: the begin lasts to the last word, and two marks are counted.
        QCOMPARE(trace->trust().malformedRecords, apart ? 2 : 0);
        QCOMPARE(trace->sliceCount(), std::size_t(1));
    }

    void equalIdsInTwoProcessesDoNotCloseEachOther()
    {
        const TracePointer trace = read(
            json("[{'ph':'b','cat':'x','id':1,'name':'a','pid':1,'ts':0},{'ph':'b','cat':'x','id':1,'name':'a', "
                 "'pid':2,'ts':1},{'ph':'e','cat':'x','id':1,'name':'a','pid':1,'ts':2},{'ph':'e','cat':'x','id':1, "
                 "'name':'a','pid':2,'ts':5}]"));
        QCOMPARE(namesAndTimes(*trace), QString("a[0,2000) a[1000,5000)"));
    }

    void arrowsAreToldApartByNameToo()
    {
        const QByteArray slices = json("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':2}, "
                                       "{'ph':'X','name':'b','pid':1,'tid':2,'ts':10,'dur':2}, "
                                       "{'ph':'X','name':'c','pid':1,'tid':3,'ts':20,'dur':2},");
        const TracePointer trace = read(
            slices + json("{'ph':'s','cat':'c','name':'x','id':1,'pid':1,'tid':1,'ts':1},{'ph':'s','cat':'c', "
                          "'name':'y','id':1,'pid':1,'tid':2,'ts':11},{'ph':'f','bp':'e','cat':'c','name':'x', "
                          "'id':1,'pid':1,'tid':3,'ts':21},{'ph':'f','bp':'e','cat':'c','name':'y','id':1,'pid':1, "
                          "'tid':3,'ts':21}]"));
        QCOMPARE(trace->trust().orphanFlows, 0);
        const std::int64_t shared = trace->tracks()[2].correlation[0];
        QCOMPARE(trace->tracks()[0].correlation[0], shared);
        QCOMPARE(trace->correlated(trace->tracks()[1].correlation[0]).size(), std::size_t(3));
    }

    void arrowsMayComeBeforeTheSlicesTheyJoin()
    {
        const TracePointer trace = read(
            json("[{'ph':'s','cat':'c','name':'x','id':1,'pid':1,'tid':1,'ts':1},{'ph':'f','bp':'e','cat':'c', "
                 "'name':'x','id':1,'pid':1,'tid':2,'ts':11},{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':2}, "
                 "{'ph':'X','cat':'user_annotation','name':'b','pid':1,'tid':2,'ts':10,'dur':2}]"));
        QCOMPARE(trace->trust().orphanFlows, 0);
        QVERIFY(trace->tracks()[0].correlation[0] < -1);
        QCOMPARE(trace->tracks()[0].correlation[0], trace->tracks()[1].correlation[0]);
    }

    void slicesBoundByIdAreJoined()
    {
        const TracePointer trace = read(json("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':2,'bind_id':'0x5', "
                                             "'flow_out':true},{'ph':'X','name':'b','pid':1,'tid':2,'ts':9,'dur':2, "
                                             "'bind_id':'0x5','flow_in':true},{'ph':'X','name':'c','pid':1,'tid':2, "
                                             "'ts':15,'dur':2,'bind_id':'0x6','flow_in':true}]"));
        QVERIFY(trace->tracks()[0].correlation[0] < -1);
        QCOMPARE(trace->tracks()[1].correlation[0], trace->tracks()[0].correlation[0]);
        QCOMPARE(trace->trust().orphanFlows, 1);
    }

    void countersAndMemoryBecomeCounterTracks()
    {
        const TracePointer trace =
            read(json("[{'ph':'C','name':'load','pid':1,'tid':1,'ts':2,'args':{'cpu':3.5,'gpu':4}}, "
                      "{'ph':'C','name':'load','pid':1,'tid':1,'ts':1,'args':{'cpu':2.5,'gpu':1}},{'ph':'X','name':'a',"
                      "'pid':1,'tid':1,'ts':1,'dur':1}, "
                      "{'ph':'i','cat':'cpu_instant_event','s':'t','name':'[memory]','pid':1,'tid':1,'ts':1,'args':{'"
                      "Total Allocated':77,'Device Id':0,'Device Type':1}}]"));
        QCOMPARE(trace->counters().size(), std::size_t(3));
        QCOMPARE(trace->counters()[0].timeNs[0], Ns(0));
        QCOMPARE(trace->counters()[0].value[0], 2.5);
        QCOMPARE(trace->counters()[2].info.name, std::string("allocated, GPU 0"));
        QCOMPARE(trace->counters()[2].value[0], 77.0);
    }

    void countersOfOneNameAreToldApartByTheirIds()
    {
        const TracePointer trace = read(json("[{'ph':'C','name':'memory','id':1,'pid':1,'ts':1,'args':{'value':3}}, "
                                             "{'ph':'C','name':'memory','id':2,'pid':1,'ts':1,'args':{'value':4}}]"));
        QCOMPARE(trace->counters().size(), std::size_t(2));
        QCOMPARE(trace->counters()[0].info.name, std::string("memory [1]"));
        QCOMPARE(trace->counters()[1].value[0], 4.0);
    }

    void streamsThatTensorFlowNamesAreStreams()
    {
        // As JAX writes it, with what repeats a kernel by another name, and an empty event at the end.
        const TracePointer trace = read(json(
            "{'displayTimeUnit':'ns','traceEvents':[ "
            "{'ph':'M','pid':1,'name':'process_name','args':{'name':'/device:GPU:3'}}, "
            "{'ph':'M','pid':1,'tid':13,'name':'thread_name','args':{'name':'Stream #13(Compute,MemcpyH2D)'}}, "
            "{'ph':'M','pid':1,'tid':15,'name':'thread_name','args':{'name':'XLA Ops'}}, "
            "{'ph':'M','pid':701,'name':'process_name','args':{'name':'/host:CPU'}}, "
            "{'ph':'X','pid':1,'tid':13,'ts':100,'dur':10,'name':'gemm_fusion_dot_3','args':{'correlation_id':'77'}}, "
            "{'ph':'X','pid':1,'tid':13,'ts':90,'dur':8,'name':'MemcpyH2D','args':{'correlation_id':'76'}}, "
            "{'ph':'X','pid':1,'tid':13,'ts':112,'dur':1,'name':'Memset'}, "
            "{'ph':'X','pid':1,'tid':15,'ts':100,'dur':10,'name':'dot.3'}, "
            "{'ph':'X','pid':701,'tid':99,'ts':80,'dur':5,'name':'cuLaunchKernel','args':{'correlation_id':'77'}}, "
            "{}]}"));
        QCOMPARE(trace->trust().malformedRecords, 0);
        const auto isStream = [](const Track& track) { return track.info.kind == TrackKind::stream; };
        const auto stream = std::ranges::find_if(trace->tracks(), isStream);
        QVERIFY(stream != trace->tracks().end());
        QCOMPARE(stream->info.device, 3);
        QCOMPARE(stream->info.stream, 13);
        QCOMPARE(stream->size(), std::size_t(3));
        QVERIFY(stream->kind[0] == SliceKind::copyHostToDevice);
        QVERIFY(stream->kind[1] == SliceKind::kernelMatrixProduct);
        QVERIFY(stream->kind[2] == SliceKind::memset);
        const auto launched = trace->correlated(77);
        QCOMPARE(launched.size(), std::size_t(2));
        QVERIFY(trace->tracks()[launched[0].track].kind[launched[0].index] == SliceKind::hostSubmit);
        for (const Track& track : trace->tracks())
            if (track.info.name == "XLA Ops")
                QVERIFY(track.info.kind == TrackKind::annotation && track.kind[0] == SliceKind::gpuAnnotation);
        QCOMPARE(trace->tracks().size(), std::size_t(3));
    }

    void streamsThatAreProcessesAreStreams()
    {
        // TensorFlow 1; what stands for all streams repeats them.
        const TracePointer trace = read(
            json("{'traceEvents':[{'name':'process_name','ph':'M','pid':1,'args':{'name':'/gpu:1/stream:14 "
                 "Compute'}},{'name':'process_name','ph':'M','pid':2,'args':{'name':'/gpu:1/stream:all Compute'}}, "
                 "{'name':'MatMul','cat':'Op','ph':'X','pid':1,'tid':0,'ts':5,'dur':400}, "
                 "{'name':'MatMul','cat':'Op','ph':'X','pid':2,'tid':0,'ts':5,'dur':400}]}"));
        QCOMPARE(trace->tracks().size(), std::size_t(2));
        QVERIFY(trace->tracks()[0].info.kind == TrackKind::stream);
        QCOMPARE(trace->tracks()[0].info.stream, 14);
        QVERIFY(trace->tracks()[1].info.kind == TrackKind::annotation);
    }

    void timesStartAtTheFirstSliceOrCounter()
    {
        const TracePointer trace = read(json("[{'ph':'C','name':'load','pid':1,'ts':3,'args':{'cpu':1}}, "
                                             "{'ph':'X','name':'a','pid':1,'tid':1,'ts':10,'dur':1}]"));
        QCOMPARE(trace->counters()[0].timeNs[0], Ns(0));
        QCOMPARE(namesAndTimes(*trace), QString("a[7000,8000)"));
    }

    void aCounterWithoutNumbersIsCountedAsLost()
    {
        const TracePointer trace =
            read(json("[{'ph':'C','name':'load','pid':1,'ts':1,'args':{'cpu':'high'}},{'ph':'C','name':'load','pid':1, "
                      "'ts':2},{'ph':'C','name':'load','pid':1,'ts':3,'args':{'cpu':'7'}}]"));
        QCOMPARE(trace->trust().lostRecords, 2);
        QCOMPARE(trace->counters()[0].value[0], 7.0);
    }

    void processesAndThreadsStandInTheOrderTheFileWishes()
    {
        const TracePointer trace = read(
            json("[{'ph':'X','name':'a','pid':1,'tid':5,'ts':0,'dur':1},{'ph':'X','name':'b','pid':1,'tid':6,'ts':0,"
                 "'dur':1},{'ph':'X','name':'c','pid':2,'tid':1,'ts':0,'dur':1}, "
                 "{'ph':'X','name':'d','pid':3,'tid':-4,'ts':0,'dur':1}, "
                 "{'ph':'M','name':'process_sort_index','pid':2,'args':{'sort_index':-1}}, "
                 "{'ph':'M','name':'thread_sort_index','pid':1,'tid':6,'args':{'sort_index':-2}}]"));
        QCOMPARE(rows(*trace), QString("thread 1: c[0,1000); thread 6: b[0,1000); thread 5: a[0,1000); thread -4: "
                                       "d[0,1000)"));
    }

    void aProcessWithoutANameGoesByItsLabel()
    {
        const TracePointer trace = read(json("[{'ph':'X','name':'a','pid':9,'tid':1,'ts':0,'dur':1}, "
                                             "{'ph':'M','name':'process_name','pid':9,'args':{'name':''}}, "
                                             "{'ph':'M','name':'process_labels','pid':9,'args':{'labels':'CPU'}}]"));
        QCOMPARE(trace->tracks()[0].info.process, std::string("CPU (9)"));
    }

    void phasesThatAreNotDrawnAreCounted()
    {
        const TracePointer trace = read(json("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':1}, "
                                             "{'ph':'O','name':'o','id':1,'pid':1,'tid':1,'ts':0,'args':{}}, "
                                             "{'ph':'v','name':'dump','id':1,'pid':1,'tid':1,'ts':0,'args':{}}, "
                                             "{'ph':'?','name':'?','pid':1,'tid':1,'ts':0}]"));
        QCOMPARE(trace->trust().unknownRecords, 3);
    }
};

QTEST_APPLESS_MAIN(TestReadChromeEvents)
#include "tst_read_chrome_events.moc"
