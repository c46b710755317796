// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What PyTorch's profiler writes beyond kernels and calls, on NVIDIA's, AMD's and Intel's GPUs.
#include "formats/support_files.h"
#include "trace/kinds.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

namespace {

QByteArray kernel(const QByteArray& times, const QByteArray& correlation, const QByteArray& more = {})
{
    return json("{'ph':'X','cat':'kernel','name':'k','pid':0,'tid':7,") + times +
           json(",'args':{'device':0,'context':1,'stream':7,'correlation':") + correlation + more + "}}";
}

/// "row kind": where the only slice stands and what it is taken for.
QString placeAndKind(const QByteArray& event)
{
    const TracePointer trace = read("[" + event + "]");
    if (!trace || trace->sliceCount() != 1)
        return "no slice";
    const Track& track = trace->tracks()[0];
    return QString::fromStdString(track.info.process + " / " + track.info.name + ": " +
                                  std::string(nameOf(track.kind[0])));
}

const Track* rowNamed(const Trace& trace, const std::string& name)
{
    for (const Track& track : trace.tracks())
        if (track.info.name == name)
            return &track;
    return nullptr;
}

} // namespace

class TestReadKineto : public QObject
{
    Q_OBJECT

private slots:
    void everyCategoryHasItsRow_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("expected");
        const QByteArray host = "'ph':'X','pid':5,'tid':6,'ts':1,'dur':2";
        const QByteArray device = "'ph':'X','pid':0,'tid':7,'ts':1,'dur':2,'args':{'device':0,'context':1,'stream':7}";
        QTest::newRow("python_function") << "'cat':'python_function','name':'train.py(3): f'," + host
                                         << "process 5 / thread 6: operator";
        QTest::newRow("overhead") << "'cat':'overhead','name':'Activity Buffer Request'," + host
                                  << "process 5 / profiler · thread 6: overhead";
        QTest::newRow("cpu_instant_event") << QByteArray("'cat':'cpu_instant_event','name':'[OutOfMemory]','ph':'i', "
                                                         "'s':'t','pid':5,'tid':6,'ts':1")
                                           << "process 5 / marks · thread 6: unknown";
        QTest::newRow("collective_comm of a thread")
            << "'cat':'collective_comm','name':'nccl:all_reduce'," + host << "process 5 / thread 6: operator";
        QTest::newRow("collective_comm of a stream") << "'cat':'collective_comm','name':'allreduce'," + device
                                                     << "GPU 0 / annotations · stream 7: gpu-annotation";
        QTest::newRow("cuda_event") << "'cat':'cuda_event','name':'cudaEvent'," + device
                                    << "GPU 0 / stream 7: event-record";
        QTest::newRow("cuda_sync") << "'cat':'cuda_sync','name':'Stream Sync'," + device
                                   << "GPU 0 / synchronisation · stream 7: unknown";
        QTest::newRow("cuda_profiler_range") << "'cat':'cuda_profiler_range','name':'range'," + device
                                             << "GPU 0 / annotations · stream 7: gpu-annotation";
        QTest::newRow("cuda_driver") << "'cat':'cuda_driver','name':'cuLaunchKernel'," + host
                                     << "process 5 / thread 6: host-submit";
        QTest::newRow("xpu_runtime") << "'cat':'xpu_runtime','name':'urEnqueueUSMMemcpy'," + host
                                     << "process 5 / thread 6: host-submit";
        QTest::newRow("xpu_driver") << "'cat':'xpu_driver','name':'zeCommandListAppendMemoryCopy'," + host
                                    << "process 5 / thread 6: host-submit";
        QTest::newRow("xpu_sync") << "'cat':'xpu_sync','name':'zeEventHostSynchronize'," + host
                                  << "process 5 / thread 6: host-sync";
        QTest::newRow("hip") << "'cat':'cuda_runtime','name':'hipExtModuleLaunchKernel'," + host
                             << "process 5 / thread 6: host-submit";
        QTest::newRow("copy of AMD") << "'cat':'gpu_memcpy','name':'CopyHostToDevice'," + device
                                     << "GPU 0 / stream 7: copy-h2d";
        QTest::newRow("copy of Intel") << "'cat':'gpu_memcpy','name':'Memcpy D2M (Device -> Memory)'," + device
                                       << "GPU 0 / stream 7: copy-d2h";
        QTest::newRow("copy from an array")
            << "'cat':'gpu_memcpy','name':'Memcpy AtoH (Array -> Pageable)'," + device << "GPU 0 / stream 7: copy-d2h";
        QTest::newRow("copy to a peer") << "'cat':'gpu_memcpy','name':'Memcpy PtoP (Device -> Device)'," + device
                                        << "GPU 0 / stream 7: copy-d2d";
    }

    void everyCategoryHasItsRow()
    {
        QFETCH(QByteArray, event);
        QFETCH(QString, expected);
        QCOMPARE(placeAndKind(json("{" + event + "}")), expected);
    }

    void pythonFunctionsNestWithTheOperatorsTheyCall()
    {
        const TracePointer trace =
            read(json("[{'ph':'X','cat':'cpu_op','name':'aten::mm','pid':5,'tid':5,'ts':2,'dur':3}, "
                      "{'ph':'X','cat':'python_function','name':'f','pid':5,'tid':5,'ts':0,'dur':9}]"));
        QCOMPARE(rows(*trace), QString("thread 5: f[0,9000) aten::mm[2000,5000)/1"));
        QCOMPARE(trace->trust().notNested, 0);
    }

    void aBackwardOperatorIsJoinedToItsForwardOneAndToNothingElse()
    {
        // At the very time of the operator its launch is called (files of whole µs); the arrow means the operator.
        const TracePointer trace = read(
            json("[{'ph':'X','cat':'cpu_op','name':'aten::mul','pid':5,'tid':5,'ts':0,'dur':9}, "
                 "{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':5,'tid':5,'ts':0,'dur':2, "
                 "'args':{'correlation':9}},{'ph':'s','cat':'fwdbwd','name':'fwdbwd','id':1,'pid':5,'tid':5,'ts':0}, "
                 "{'ph':'X','cat':'cpu_op','name':'MulBackward0','pid':5,'tid':6,'ts':20,'dur':9}, "
                 "{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':5,'tid':6,'ts':20,'dur':2, "
                 "'args':{'correlation':19}}, "
                 "{'ph':'f','cat':'fwdbwd','name':'fwdbwd','id':1,'bp':'e','pid':5,'tid':6,'ts':20}, ") +
            kernel(json("'ts':10,'dur':5"), "9") + "," + kernel(json("'ts':30,'dur':5"), "19") + "]");
        QCOMPARE(trace->trust().orphanFlows, 0);
        const Track *forward = rowNamed(*trace, "thread 5"), *backward = rowNamed(*trace, "thread 6");
        const std::int64_t shared = forward->correlation[0];
        QVERIFY(shared < -1); // of no launch
        QCOMPARE(backward->correlation[0], shared);
        QCOMPARE(trace->correlated(shared).size(), std::size_t(2));
        QCOMPARE(trace->correlated(9).size(), std::size_t(2)); // the launch and its kernel
        QCOMPARE(trace->correlated(19).size(), std::size_t(2));
        QCOMPARE(trace->dependencies().size(), std::size_t(0));
    }

    void backwardArrowsWithOneEndAreOrphans()
    {
        const TracePointer trace =
            read(json("[{'ph':'X','cat':'cpu_op','name':'a','pid':5,'tid':5,'ts':0,'dur':9}, "
                      "{'ph':'s','cat':'fwdbwd','name':'fwdbwd','id':1,'pid':5,'tid':5,'ts':0}, "
                      "{'ph':'f','cat':'fwdbwd','name':'fwdbwd','id':2,'bp':'e','pid':5,'tid':5,'ts':0}]"));
        QCOMPARE(trace->trust().orphanFlows, 2);
        QCOMPARE(trace->tracks()[0].correlation[0], std::int64_t(-1));
    }

    void nodesOfAGraphThatRunAtTheSameTimeAreNoRepeats()
    {
        // Three nodes, 11, 12 and 13; 12 and 11 stand in the file twice.
        QByteArray text = "[";
        for (const char* node : {"11", "12", "12", "13", "11"})
            text += kernel(json("'ts':10,'dur':5"), "9", json(",'graph id':3,'graph node id':") + node) + ",";
        const TracePointer trace = read(text + "]");
        QCOMPARE(trace->sliceCount(), std::size_t(5));
        QCOMPARE(trace->trust().duplicates, 2);
    }

    void theNodeAndTheChannelOfAKernelAreThereToBeLookedAt()
    {
        const TracePointer trace = read(
            "[" + kernel(json("'ts':10,'dur':5"), "9", json(",'graph node id':42949672965,'channel':4,'priority':-5")) +
            "]");
        const auto said = trace->arguments({0, 0});
        using Said = std::pair<std::string, std::string>;
        for (const Said& expected :
             {Said("graph node id", "42949672965"), Said("channel", "4"), Said("priority", "-5")})
            QVERIFY(std::ranges::find(said, expected) != said.end());
    }

    void aPidOrTidThatSaysNothingMakesNoStreamOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("bare") << QByteArray("'pid':,'tid':,");
        QTest::newRow("empty") << QByteArray("'pid':'','tid':'',");
        QTest::newRow("null") << QByteArray("'pid':null,'tid':null,");
        QTest::newRow("missing") << QByteArray();
    }

    void aPidOrTidThatSaysNothingMakesNoStreamOfItsOwn()
    {
        QFETCH(QByteArray, place);
        const TracePointer trace = read("[" + kernel(json("'ts':0,'dur':5"), "9") + "," +
                                        json("{'ph':'X','cat':'kernel','name':'k'," + place +
                                             "'ts':10,'dur':5,'args':{'device':0,'context':1,'stream':7}}, "
                                             "{'ph':'X','cat':'cpu_op','name':'op'," +
                                             place + "'ts':2,'dur':1}]"));
        QCOMPARE(rowNamed(*trace, "stream 7")->size(), std::size_t(2));
        QCOMPARE(rowNamed(*trace, "stream 7")->info.process, std::string("GPU 0"));
        QCOMPARE(trace->sliceCount(), std::size_t(3));
        QCOMPARE(trace->trust().malformedRecords, 0);
        for (const Track& track : trace->tracks())
            QVERIFY(!track.info.process.empty());
    }

    void aThreadMayBeNamedByTexts()
    {
        // As in files merged from several: two threads "main", one of them with a call; "Spans" is no thread.
        const TracePointer trace =
            read(json("[{'ph':'X','cat':'cpu_op','name':'a','pid':'rank 0','tid':'main','ts':0,'dur':1}, "
                      "{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':'rank 1','tid':'main','ts':0, "
                      "'dur':1,'args':{'correlation':9}}, "
                      "{'ph':'X','cat':'Trace','name':'Profiler','pid':'Spans','tid':'Profiler','ts':0,'dur':99},") +
                 kernel(json("'ts':10,'dur':5"), "9") + "]");
        QCOMPARE(trace->tracks().size(), std::size_t(4));
        QStringList threads;
        for (const Track& track : trace->tracks())
            if (track.info.kind == TrackKind::hostThread)
                threads << QString::fromStdString(track.info.process);
        QCOMPARE(threads.join(", "), QString("rank 0, rank 1"));
        const SliceRef call = trace->correlated(9).front();
        QVERIFY(trace->tracks()[call.track].kind[call.index] == SliceKind::hostSubmit);
    }

    void anOperationThatDoesNotSayItsContextStandsOnItsStream_data()
    {
        QTest::addColumn<bool>("first");
        QTest::newRow("before those that do") << true;
        QTest::newRow("behind them") << false;
    }

    void anOperationThatDoesNotSayItsContextStandsOnItsStream()
    {
        // As of an event that the end of the file cuts.
        QFETCH(bool, first);
        const QByteArray whole = kernel(json("'ts':0,'dur':5"), "9"),
                         without = json("{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':7,'ts':10,'dur':5, "
                                        "'args':{'stream':7}}");
        const TracePointer trace = read("[" + (first ? without + "," + whole : whole + "," + without) + "]");
        QCOMPARE(rows(*trace), QString("stream 7: k[0,5000) b[10000,15000)"));
        QCOMPARE(trace->tracks()[0].info.context, std::int64_t(1));
    }

    void identifiersBeyondAllAreCounted()
    {
        const auto ofStream = [](const QByteArray& stream, const QByteArray& correlation) {
            return read(json("[{'ph':'X','cat':'kernel','name':'k','pid':0,'tid':7,'ts':1,'dur':1,'args':{'device':0,"
                             "'stream':" +
                             stream + ",'correlation':" + correlation + "}}]"));
        };
        const TracePointer beyond = ofStream("18446744073709551616", "1e400");
        QCOMPARE(beyond->trust().malformedRecords, 2);
        QCOMPARE(beyond->sliceCount(), std::size_t(1));
        QCOMPARE(ofStream("9223372036854775807", "3")->trust().malformedRecords, 0);
        QCOMPARE(ofStream("18446744073709551615", "3")->trust().malformedRecords, 0); // −1 without its sign: none
    }

    void aStreamThatIsNoNumberIsItsRows()
    {
        const TracePointer trace = read(json("[{'ph':'X','cat':'kernel','name':'a','pid':0,'tid':13,'ts':1,'dur':1,"
                                             "'args':{'device':0,'context':1,'stream':'seven'}},"
                                             "{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':17,'ts':1,'dur':1,"
                                             "'args':{'device':0,'context':1,'stream':'seven'}}]"));
        QCOMPARE(trace->tracks().size(), std::size_t(2));
        QCOMPARE(trace->tracks()[0].info.stream, std::int64_t(13));
        QCOMPARE(trace->tracks()[1].info.stream, std::int64_t(17));
    }

    void controlBytesInTextsAreKeptAndCounted()
    {
        QByteArray text = json("[{'ph':'X','name':'a?b','pid':1,'tid':1,'ts':1,'dur':1,'args':{'x':'?'}}, "
                               "{'ph':'X','name':'c\\u0001','pid':1,'tid':1,'ts':3,'dur':1}]");
        text.replace('?', '\x01');
        const TracePointer trace = read(text);
        QCOMPARE(namesAndTimes(*trace), QString("a\x01"
                                                "b[0,1000) c\x01[2000,3000)"));
        QCOMPARE(trace->trust().malformedRecords, 1); // escaped, as in the second, it is JSON
    }
};

QTEST_APPLESS_MAIN(TestReadKineto)
#include "tst_read_kineto.moc"
