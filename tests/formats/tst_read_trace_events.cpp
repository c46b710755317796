// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/read_trace.h"
#include "formats/support_describe.h"
#include "formats/support_files.h"
#include "formats/trace_event_reader.h"
#include "trace/kinds.h"

#include <QtTest>
#include <zlib.h>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::tests;
using namespace streamscope::trace;

namespace {

QByteArray packed(const QByteArray& text)
{
    z_stream stream = {};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

/// The only slice's row and name, or what there is instead.
QString onlySlice(const QByteArray& event)
{
    const TracePointer trace = read("{\"traceEvents\": [" + event + "]}");
    if (!trace || trace->sliceCount() != 1)
        return "no slice";
    for (const Track& track : trace->tracks())
        if (track.size() == 1)
            return QString::fromStdString(track.info.name + ": " + std::string(trace->name(track.name[0])) + " " +
                                          std::string(nameOf(track.kind[0])) + " " +
                                          std::to_string(track.durationNs[0]));
    return "no track";
}

const QByteArray kernel = json("{'ph':'X','cat':'kernel','name':'gemm','pid':0,'tid':7,'ts':12.345,'dur':1.5, "
                               "'args':{'device':0,'context':1,'stream':7,'correlation':9,'registers per "
                               "thread':32,'shared memory':1024, 'grid':[4,2,1],'block':[128,1,1]}}");

} // namespace

class TestReadTraceEvents : public QObject
{
    Q_OBJECT

private slots:
    void aKernelHasItsRowKindTimeAndConfiguration()
    {
        const TracePointer trace =
            read("{\"baseTimeNanoseconds\": 1700000000000000000, \"traceEvents\": [" + kernel + "]}");
        const Track& track = trace->tracks()[0];
        QVERIFY(track.info.kind == TrackKind::stream);
        QCOMPARE(track.info.stream, 7);
        QCOMPARE(track.startNs[0], Ns(0)); // times start at the first slice; the base says when that was
        QCOMPARE(trace->info().baseTimeNs, Ns(1'700'000'000'000'012'345));
        QCOMPARE(track.durationNs[0], Ns(1500));
        QVERIFY(track.kind[0] == SliceKind::kernelMatrixProduct);
        const OperationDetails& d = trace->details(track.details[0]);
        QCOMPARE(d.grid[1], 2);
        QCOMPARE(d.block[0], 128);
        QCOMPARE(d.registersPerThread, 32);
        QCOMPARE(d.staticSharedBytes + d.dynamicSharedBytes, 1024);
        QCOMPARE(trace->correlated(9).size(), std::size_t(1));
    }

    void argumentsAreReadWhenLookedAt()
    {
        Files files;
        const QByteArray note = "\"a \\\"b\\\"\"";
        const QByteArray op = "{\"ph\":\"X\",\"name\":\"op\",\"ts\":1,\"dur\":1,\"pid\":1,\"tid\":1,"
                              "\"args\":{\"Input Dims\":[[1,2],[]],\"note\":" +
                              note + "}}";
        const auto trace = readTrace(files.write("[" + kernel + "," + op + "]"));
        QVERIFY(bool(trace));
        const auto arguments = (*trace)->arguments(*(*trace)->find(1));
        QCOMPARE(arguments.size(), std::size_t(2));
        QCOMPARE(arguments[0], (std::pair<std::string, std::string>("Input Dims", "[[1,2],[]]")));
        QCOMPARE(arguments[1].second, note.toStdString());
    }

    void argumentsOfAPackedFileAreFoundInAnyOrder()
    {
        // Three members of some 3 MB each, so that places between and within them are looked for.
        QByteArray text = "[";
        for (int i = 0; i < 60000; ++i)
            text += json("{'ph':'X','name':'a','pid':1,'tid':1,'ts':1,'dur':1,'args':{'number':") +
                    QByteArray::number(i) + ",\"noise\":\"" + QByteArray::number(i * 2654435761u) +
                    QByteArray::number(i * 40503u) + "\"}},";
        const qsizetype third = text.size() / 3;
        Files files;
        const auto trace = readTrace(
            files.write(packed(text.left(third)) + packed(text.mid(third, third)) + packed(text.mid(2 * third) + "]"),
                        "t.json.gz"));
        QVERIFY(bool(trace));
        for (const std::uint32_t id : {59999u, 0u, 30000u, 29999u, 45000u, 10000u, 59998u, 20001u})
            QCOMPARE((*trace)->arguments(*(*trace)->find(id)).front().second, std::to_string(id));
    }

    void decimalsAreExactToTheNanosecondAlsoInAbsoluteTime()
    {
        // A double's step at 1.7e15 is 0.25 µs.
        const TracePointer trace =
            read(json("[{'ph':'X','name':'a','ts':1700000000000001.001,'dur':0.001,'pid':1,'tid':1}, "
                      "{'ph':'X','name':'b','ts':1700000000000001.003,'dur':1e1,'pid':1,'tid':1}, "
                      "{'ph':'X','name':'c','ts':1700000000000002,'dur':0.0016,'pid':1,'tid':1}]"));
        QCOMPARE(namesAndTimes(*trace), QString("a[0,1) b[2,10002) c[999,1001)"));
        QCOMPARE(trace->info().baseTimeNs, Ns(1'700'000'000'000'001'001));
    }

    void kindsFollowCategoryAndName_data()
    {
        QTest::addColumn<QByteArray>("cat");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("kind");
        QTest::newRow("gemm") << QByteArray("kernel") << QByteArray("ampere_sgemm_128x128_tn") << "kernel-matrix";
        QTest::newRow("layer norm")
            << QByteArray("kernel")
            << QByteArray("void at::native::(anonymous namespace)::vectorized_layer_norm_kernel<float>(int)")
            << "kernel-reduction";
        QTest::newRow("elementwise") << QByteArray("kernel")
                                     << QByteArray("void at::native::vectorized_elementwise_kernel<4, sum>(int)")
                                     << "kernel-elementwise";
        QTest::newRow("nccl") << QByteArray("kernel") << QByteArray("ncclDevKernel_AllReduce_Sum_bf16_RING_LL")
                              << "kernel";
        QTest::newRow("2021") << QByteArray("Kernel") << QByteArray("reduce_kernel") << "kernel-reduction";
        QTest::newRow("copy") << QByteArray("gpu_memcpy") << QByteArray("Memcpy HtoD (Pageable -> Device)")
                              << "copy-h2d";
        QTest::newRow("copy back") << QByteArray("Memcpy") << QByteArray("Memcpy DtoH (Device -> Pinned)")
                                   << "copy-d2h";
        QTest::newRow("memset") << QByteArray("gpu_memset") << QByteArray("Memset (Device)") << "memset";
        QTest::newRow("launch") << QByteArray("cuda_runtime") << QByteArray("cudaLaunchKernel") << "host-submit";
        QTest::newRow("driver launch") << QByteArray("cuda_driver") << QByteArray("cuLaunchKernelEx") << "host-submit";
        QTest::newRow("blocking copy") << QByteArray("cuda_runtime") << QByteArray("cudaMemcpy") << "host-sync";
        QTest::newRow("async copy") << QByteArray("Runtime") << QByteArray("cudaMemcpyAsync") << "host-submit";
        QTest::newRow("synchronize") << QByteArray("cuda_runtime") << QByteArray("cudaStreamSynchronize")
                                     << "host-sync";
        QTest::newRow("malloc") << QByteArray("cuda_runtime") << QByteArray("cudaMalloc") << "host-call";
        QTest::newRow("operator") << QByteArray("cpu_op") << QByteArray("aten::mm") << "operator";
        QTest::newRow("wait") << QByteArray("cuda_sync") << QByteArray("Stream Wait Event") << "event-wait";
        QTest::newRow("other") << QByteArray("weather") << QByteArray("rain") << "unknown";
    }

    void kindsFollowCategoryAndName()
    {
        QFETCH(QByteArray, cat);
        QFETCH(QByteArray, name);
        QFETCH(QString, kind);
        const QString slice = onlySlice("{\"ph\":\"X\",\"cat\":\"" + cat + "\",\"name\":\"" + name +
                                        "\",\"pid\":0,\"tid\":7,\"ts\":1,\"dur\":2}");
        QVERIFY2(slice.endsWith(QString::fromUtf8(name) + " " + kind + " 2000"), qPrintable(slice));
    }

    void bothSidesOfACopyComeFromItsName()
    {
        const TracePointer trace = read(json("[{'ph':'X','cat':'gpu_memcpy','name':'Memcpy HtoD (Pageable -> Device)', "
                                             "'pid':0,'tid':7,'ts':1,'dur':2,'args':{'bytes':4096}}]"));
        const OperationDetails& d = trace->details(trace->tracks()[0].details[0]);
        QVERIFY(d.source == OperationDetails::Memory::pageable && d.target == OperationDetails::Memory::device);
        QCOMPARE(d.bytes, 4096);
    }

    void rowsAreToldApartByDeviceContextAndStreamAndAnnotationsStandApart()
    {
        const TracePointer trace = read(json(
            "[ "
            "{'ph':'X','cat':'kernel','name':'a','pid':0,'tid':7,'ts':1,'dur':2,'args':{'device':0,'context':1,'stream'"
            ":7}}, "
            "{'ph':'X','cat':'kernel','name':'b','pid':0,'tid':7,'ts':1,'dur':2,'args':{'device':0,'context':2,'stream'"
            ":7}}, "
            "{'ph':'X','cat':'kernel','name':'c','pid':1,'tid':7,'ts':1,'dur':2,'args':{'device':1,'context':1,'stream'"
            ":7}}, "
            "{'ph':'X','cat':'gpu_user_annotation','name':'d','pid':0,'tid':7,'ts':0.999,'dur':2.002,'args':{'device':"
            "0,'context':1,'stream':7}}, {'ph':'X','cat':'user_annotation','name':'e','pid':5,'tid':5,'ts':1,'dur':2}, "
            "{'ph':'X','cat':'cpu_op','name':'f','pid':5,'tid':5,'ts':1,'dur':2}, "
            "{'ph':'X','cat':'cuda_sync','name':'Context "
            "Sync','pid':0,'tid':1000007,'ts':1,'dur':2,'args':{'device':0,'context':1,'stream':4294967295}}]"));
        QCOMPARE(trace->tracks().size(), std::size_t(7));
        QCOMPARE(trace->trust().overlapsInStream, 0);
        int streams = 0, annotations = 0;
        for (const Track& track : trace->tracks()) {
            streams += track.info.kind == TrackKind::stream;
            annotations += track.info.kind == TrackKind::annotation;
        }
        QCOMPARE(streams, 3);
        QCOMPARE(annotations, 2);
    }

    void processesOnOneGpuDoNotShareRows()
    {
        const TracePointer trace = read(json(
            "[{'ph':'X','cat':'kernel','name':'a','pid':100,'tid':7,'ts':0,'dur':2,'args':{'device':0,'context':1, "
            "'stream':7}},{'ph':'X','cat':'kernel','name':'b','pid':200,'tid':7,'ts':1,'dur':2,'args':{'device':0, "
            "'context':1,'stream':7}},{'ph':'M','name':'process_name','pid':200,'args':{'name':'worker'}}]"));
        QCOMPARE(rows(*trace), QString("stream 7: a[0,2000); stream 7: b[1000,3000)"));
        QCOMPARE(trace->trust().overlapsInStream, 0);
        QCOMPARE(trace->tracks()[0].info.process, std::string("GPU 0 · process 100"));
        QCOMPARE(trace->tracks()[1].info.process, std::string("GPU 0 · worker (200)"));
    }

    void processesThatCountAlikeDoNotShareCorrelations()
    {
        // Both call their first launch 1; the second process' wait is for its own record 1.
        const auto call = [](const char* pid) {
            return json("{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':") + pid +
                   json(",'tid':1,'ts':0,'dur':1,'args':{'correlation':1}},");
        };
        const auto kernelOf = [](const char* pid) {
            return json("{'ph':'X','cat':'kernel','name':'k','pid':") + pid +
                   json(",'tid':7,'ts':5,'dur':1,'args':{'device':0,'context':1,'stream':7,'correlation':1}},");
        };
        const TracePointer trace = read(
            "[" + call("100") + call("200") + kernelOf("100") + kernelOf("200") +
            json("{'ph':'X','cat':'cuda_sync','name':'Stream Wait Event','pid':200,'tid':7,'ts':1,'dur':0, "
                 "'args':{'device':0,'context':1,'stream':7,'correlation':2,'wait_on_cuda_event_record_corr_id':1}}]"));
        for (const Track& track : trace->tracks())
            for (std::size_t i = 0; i < track.size(); ++i) {
                const auto joined = trace->correlated(track.correlation[i]);
                QCOMPARE(joined.size(), std::size_t(track.kind[i] == SliceKind::eventWait ? 1 : 2));
                for (const SliceRef ref : joined)
                    QCOMPARE(trace->tracks()[ref.track].info.pid, track.info.pid);
            }
        QCOMPARE(trace->dependencies().size(), std::size_t(1));
        const SliceRef record = trace->correlated(trace->dependencies()[0].fromCorrelation).front();
        QCOMPARE(trace->tracks()[record.track].info.pid, 200);
    }

    void aGpuThatIsNamedInWordsIsADeviceOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("pid");
        QTest::addColumn<int>("device");
        QTest::newRow("kineto") << QByteArray("GPU 1") << 1;
        QTest::newRow("with its model") << QByteArray("GPU 2 (NVIDIA A100-40)") << 2;
        QTest::newRow("torch") << QByteArray("cuda:3") << 3;
        QTest::newRow("tensorflow") << QByteArray("/device:GPU:4") << 4;
        QTest::newRow("model only") << QByteArray("NVIDIA GPU A100") << 100; // nothing better is known
        QTest::newRow("no number") << QByteArray("the GPU") << 0;
    }

    void aGpuThatIsNamedInWordsIsADeviceOfItsOwn()
    {
        QFETCH(QByteArray, pid);
        QFETCH(int, device);
        const TracePointer trace = read(json("[{'ph':'X','cat':'kernel','name':'k','pid':'") + pid +
                                        json("','tid':'stream 7','ts':0,'dur':2}]"));
        QCOMPARE(trace->tracks()[0].info.device, device);
        QCOMPARE(trace->tracks()[0].info.stream, 7);
    }

    void rowsAndProcessesGetTheNamesTheFileTells()
    {
        const TracePointer trace =
            read(json("{'deviceProperties':[{'id':0,'name':'NVIDIA H200','numSms':132}],'traceEvents':[") + kernel +
                 json(", {'ph':'X','cat':'cpu_op','name':'op','pid':42,'tid':43,'ts':1,'dur':2}, "
                      "{'ph':'M','name':'process_name','pid':42,'tid':0,'args':{'name':'python'}}, "
                      "{'ph':'M','name':'thread_name','pid':42,'tid':43,'args':{'name':'thread 43 (main) '}}]}"));
        QCOMPARE(trace->tracks()[0].info.process, std::string("GPU 0 · NVIDIA H200"));
        QCOMPARE(trace->tracks()[0].info.name, std::string("stream 7"));
        QCOMPARE(trace->tracks()[1].info.process, std::string("python (42)"));
        QCOMPARE(trace->tracks()[1].info.name, std::string("thread 43 (main)"));
        QCOMPARE(trace->info().devices[0].sms, 132);
        QCOMPARE(trace->info().deviceName, std::string("NVIDIA H200"));
    }

    void theLayoutOf2021IsRead()
    {
        QCOMPARE(onlySlice(json("{'ph':'X','cat':'Kernel','name':'k','pid':0,'tid':'stream "
                                "7','ts':1610366387140599,'dur':14,'args':{'device':0}}")),
                 QString("stream 7: k kernel 14000"));
        QCOMPARE(onlySlice(json("{'ph':'X','cat':'Operator','name':'aten::empty','pid':118664,'tid':'1441273664','ts':"
                                "1610366387140599,'dur':14}")),
                 QString("thread 1441273664: aten::empty operator 14000"));
    }

    void launchArrowsOfTheFirstYearsJoinCallAndKernel_data()
    {
        QTest::addColumn<bool>("withCorrelations");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("beside correlations") << true << QByteArray("'cat':'async','name':'launch'");
        QTest::newRow("alone") << false << QByteArray("'cat':'async','name':'launch'");
        QTest::newRow("of 2022") << true << QByteArray("'cat':'async_cpu_to_gpu','name':'async_cpu_to_gpu'");
        QTest::newRow("of 2022, alone") << false << QByteArray("'cat':'async_cpu_to_gpu','name':'async_cpu_to_gpu'");
    }

    void launchArrowsOfTheFirstYearsJoinCallAndKernel()
    {
        QFETCH(bool, withCorrelations);
        QFETCH(QByteArray, kind);
        const QByteArray arguments = withCorrelations ? json(",'args':{'correlation':311}") : QByteArray();
        const TracePointer trace = read(
            json("[{'ph':'X','cat':'Runtime','name':'cudaLaunchKernel','pid':5,'tid':'77','ts':1,'dur':2") + arguments +
            json("},{'ph':'s'," + kind +
                 ",'id':311,'pid':5,'tid':'77','ts':1}, "
                 "{'ph':'X','cat':'Kernel','name':'k','pid':0,'tid':'stream 7','ts':9,'dur':2") +
            arguments + json("},{'ph':'f'," + kind + ",'id':311,'pid':0,'tid':'stream 7','ts':9,'bp':'e'}]"));
        QCOMPARE(trace->trust().orphanFlows, 0);
        const Track& stream = trace->tracks()[1];
        QCOMPARE(stream.info.stream, 7);
        const auto joined = trace->correlated(stream.correlation[0]);
        QCOMPARE(joined.size(), std::size_t(2));
        QCOMPARE(std::string(trace->name(trace->tracks()[joined[0].track].name[0])), std::string("cudaLaunchKernel"));
        QCOMPARE(trace->dependencies().size(), std::size_t(0));
    }

    void pidsAndTidsMayBeTextsOrNegative()
    {
        const TracePointer trace =
            read(json("[{'ph':'X','cat':'Trace','name':'PyTorch Profiler (0)','pid':'Spans','tid':'PyTorch Profiler', "
                      "'ts':0,'dur':9},{'ph':'i','s':'g','name':'Record Window End','pid':'','tid':'','ts':9}, "
                      "{'ph':'X','cat':'kernel','name':'k','pid':1,'tid':-1,'ts':1,'dur':1,'args':{'device':1, "
                      "'stream':-1}},{'ph':'M','name':'thread_name','pid':1,'tid':-1,'args':{'name':'Device 1'}}]"));
        QCOMPARE(rows(*trace), QString("thread PyTorch Profiler: PyTorch Profiler (0)[0,9000); "
                                       "marks · thread: Record Window End[9000,9000); device: k[1000,2000)"));
        QCOMPARE(trace->tracks()[0].info.process, std::string("Spans"));
        QCOMPARE(trace->tracks()[2].info.device, 1);
        QCOMPARE(trace->trust().malformedRecords, 0);
    }

    void waitsNameTheRecordTheyWaitFor()
    {
        const TracePointer trace =
            read(json("[{'ph':'X','cat':'cuda_sync','name':'Stream Wait Event','pid':0,'tid':7,'ts':1,'dur':0, "
                      "'args':{'device':0,'context':1,'stream':7,'correlation':12,'wait_on_stream':13,'wait_on_cuda_"
                      "event_record_corr_id':8}}]"));
        QCOMPARE(trace->dependencies().size(), std::size_t(1));
        QCOMPARE(trace->dependencies()[0].fromCorrelation, 8);
        QCOMPARE(trace->dependencies()[0].toCorrelation, 12);
    }

    void theRankIsOnEveryRow()
    {
        const TracePointer trace = read("{\"distributedInfo\": {\"rank\": 3}, \"traceEvents\": [" + kernel + "]}");
        QCOMPARE(trace->tracks()[0].info.rank, 3);
    }

    void blocksOfAnySizeAndThreadsGiveTheSameModel()
    {
        const std::string path = STREAMSCOPE_SOURCE_DIR "/tests/data/traces/dcka_streams_512.json.gz";
        const auto whole = readTrace(path);
        QVERIFY(bool(whole));
        const QString expected = QString::fromStdString(tests::describe(**whole));
        for (const std::size_t blockBytes : {300, 1000, 4096, 65536})
            for (const int threads : {1, 2, 5}) {
                auto file = FileReader::open(path);
                ReadOptions options;
                options.threads = threads;
                const auto trace = readTraceEvents(gzipSource(std::make_shared<const FileReader>(std::move(*file))),
                                                   path, options, blockBytes);
                QVERIFY(bool(trace));
                QCOMPARE(QString::fromStdString(tests::describe(**trace)), expected);
            }
    }

    void recordingsOfTheH200AreReadWhole_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kernels");
        QTest::addColumn<int>("streams");
        // Counted with python's json over the files.
        QTest::newRow("serial") << "dcka_serial_512.json.gz" << 359 << 1;
        QTest::newRow("streams") << "dcka_streams_512.json.gz" << 359 << 3;
        QTest::newRow("graph") << "dcka_graph_512.json.gz" << 359 << 3;
    }

    void recordingsOfTheH200AreReadWhole()
    {
        QFETCH(QString, name);
        QFETCH(int, kernels);
        QFETCH(int, streams);
        const auto trace = readTrace(STREAMSCOPE_SOURCE_DIR "/tests/data/traces/" + name.toStdString());
        QVERIFY(bool(trace));
        int foundKernels = 0, foundStreams = 0;
        for (const Track& track : (*trace)->tracks()) {
            foundStreams += track.info.kind == TrackKind::stream;
            for (const SliceKind kind : track.kind)
                foundKernels += isKernel(kind);
        }
        QCOMPARE(foundKernels, kernels);
        QCOMPARE(foundStreams, streams);
        QCOMPARE((*trace)->trust().malformedRecords, 0);
        QCOMPARE((*trace)->trust().clockInversions, 0);
        QCOMPARE((*trace)->info().deviceName, std::string("NVIDIA H200"));
    }

    void readingCanBeCancelled()
    {
        Files files;
        std::stop_source source;
        source.request_stop();
        ReadOptions options;
        options.stop = source.get_token();
        const auto trace = readTrace(files.write("[" + (kernel + ",").repeated(30000) + "]"), options);
        QVERIFY(!trace);
        QVERIFY(trace.error().kind == ErrorKind::cancelled);
    }
};

QTEST_APPLESS_MAIN(TestReadTraceEvents)
#include "tst_read_trace_events.moc"
