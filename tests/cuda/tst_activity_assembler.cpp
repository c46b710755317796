// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What a tracer reports becomes slices: on made-up records, without a GPU.
#include <QtTest>

#ifdef STREAMSCOPE_WITH_CUDA

#include "cuda/activity_assembler.h"
#include "cuda/cupti_records.h"
#include "cuda/tracer.h"

#include <algorithm>
#include <map>

using namespace streamscope;
using namespace streamscope::cuda;

namespace {

/// Keeps what a sink is told.
struct Heard : trace::EventSink
{
    struct Said
    {
        trace::TrackId track = 0;
        trace::Slice slice;
        std::string name;
    };

    std::vector<trace::TrackInfo> tracks;
    std::vector<std::string> names{""};
    std::vector<Said> slices;
    std::vector<std::pair<std::int64_t, std::int64_t>> dependencies;
    std::vector<trace::Blocks> blocks;
    std::vector<Ns> advances;

    trace::TrackId addTrack(const trace::TrackInfo& info) override
    {
        tracks.push_back(info);
        return trace::TrackId(tracks.size() - 1);
    }
    trace::NameId intern(std::string_view text) override
    {
        names.emplace_back(text);
        return trace::NameId(names.size() - 1);
    }
    trace::DetailsId addDetails(const trace::OperationDetails&) override { return 1; }
    void addSlice(trace::TrackId track, const trace::Slice& slice) override
    {
        slices.push_back({track, slice, names[slice.name]});
    }
    void addDependency(std::int64_t from, std::int64_t to) override { dependencies.emplace_back(from, to); }
    void addBlocks(const trace::Blocks& b) override { blocks.push_back(b); }
    void addCounter(trace::TrackId, Ns, double) override {}
    void advanceTo(Ns timeNs) override { advances.push_back(timeNs); }

    const Said* kernel(std::int64_t correlation) const
    {
        for (const Said& said : slices)
            if (trace::isGpuOperation(said.slice.kind) && said.slice.correlation == correlation)
                return &said;
        return nullptr;
    }
};

/// `streams` streams with one spin kernel each, launched in turn by one thread.
program::Program launches(int streams)
{
    program::Program program;
    program.branches = {"branch"};
    program.launches.resize(1);
    program.launches[0].kernel = workload::findKernel("spin");
    program.launches[0].parameters = {1000, 2, 32};
    program.launches[0].shape = program.launches[0].kernel->shape(program.launches[0].parameters);
    program.threads.resize(1);
    for (int i = 0; i < streams; ++i) {
        workload::Stream stream;
        stream.name = "stream " + std::to_string(i);
        program.streams.push_back(stream);
        program.labels.push_back("kernel " + std::to_string(i));
        program::Operation operation;
        operation.branch = operation.launch = 0;
        operation.label = operation.stream = i;
        program.operations.push_back(operation);
        program.threads[0].push_back({program::CallKind::launchKernel, i, i, -1});
    }
    return program;
}

DeviceActivity kernelRecord(std::uint32_t correlation, Ns startNs, Ns endNs, std::uint64_t graphNode = 0)
{
    DeviceActivity activity;
    activity.correlation = correlation;
    activity.startNs = startNs;
    activity.endNs = endNs;
    activity.graphNode = graphNode;
    return activity;
}

/// As CUPTI hands records out.
template <class Record>
const CUpti_Activity& anyRecord(const Record& record)
{
    return *static_cast<const CUpti_Activity*>(static_cast<const void*>(&record));
}

/// A source that says nothing.
class FakeSource : public ActivitySource
{
public:
    Status start(Take take) override
    {
        m_take = std::move(take);
        return {};
    }
    void flush(bool) override {}
    std::int64_t lostRecords() override { return 0; }
    void stop() override {}
    std::uint32_t lastCorrelation() const override { return 0; }
    std::vector<std::pair<std::uint64_t, std::uint64_t>> takeClonedNodes() override { return {}; }
    std::uint64_t nodeId(void*) override { return 0; }

private:
    Take m_take;
};

} // namespace

class TestActivityAssembler : public QObject
{
    Q_OBJECT

private slots:
    void aKernelIsJoinedToItsCallWhicheverComesFirst_data()
    {
        QTest::addColumn<bool>("callFirst");
        QTest::newRow("the call") << true;
        QTest::newRow("the record") << false;
    }

    void aKernelIsJoinedToItsCallWhicheverComesFirst()
    {
        QFETCH(bool, callFirst);
        const program::Program program = launches(1);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.setOrigin(1000);
        if (callFirst)
            assembler.addHostCall(0, 0, {1000, 1000, 1400, 77});
        assembler.addDeviceActivity(kernelRecord(77, 2500, 3700));
        if (!callFirst)
            assembler.addHostCall(0, 0, {1000, 1000, 1400, 77});
        assembler.finish();
        // Time zero is the first call's start: 2500 − 1000 = 1500, for 3700 − 2500 = 1200.
        const Heard::Said* kernel = heard.kernel(0);
        QVERIFY(kernel);
        QCOMPARE(kernel->slice.startNs, Ns(1500));
        QCOMPARE(kernel->slice.durationNs, Ns(1200));
        QCOMPARE(QString::fromStdString(kernel->name), QString("kernel 0"));
        QCOMPARE(assembler.lostRecords(), std::int64_t(0));
    }

    void recordsInAnyOrderReachTheirOwnStreams()
    {
        const program::Program program = launches(3);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        for (std::uint32_t i = 0; i < 3; ++i)
            assembler.addHostCall(0, i, {Ns(100 * i), Ns(100 * i), Ns(100 * i + 50), 10 + i});
        for (const std::uint32_t i : {2u, 0u, 1u})
            assembler.addDeviceActivity(kernelRecord(10 + i, 1000 + Ns(i), 2000));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(heard.kernel(i));
            QCOMPARE(QString::fromStdString(heard.tracks[heard.kernel(i)->track].name), QString("stream %1").arg(i));
        }
    }

    void callsBeforeTimeZeroAreLeftOutAndWhatTheySubmittedIsNot()
    {
        const program::Program program = launches(2);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.setOrigin(5000); // a gate opened then
        assembler.addHostCall(0, 0, {1000, 1000, 1400, 10});
        assembler.addHostCall(0, 1, {4900, 4900, 5300, 11});
        assembler.addDeviceActivity(kernelRecord(10, 6000, 7000));
        assembler.addDeviceActivity(kernelRecord(11, 6500, 7500));
        assembler.finish();
        QCOMPARE(heard.kernel(0)->slice.startNs, Ns(1000)); // 6000 − 5000
        QCOMPARE(heard.kernel(1)->slice.startNs, Ns(1500));
        // The second call was under way: what is left of it is shown.
        const auto call = std::find_if(heard.slices.begin(), heard.slices.end(), [](const Heard::Said& said) {
            return said.slice.kind == trace::SliceKind::hostSubmit;
        });
        QVERIFY(call != heard.slices.end());
        QCOMPARE(call->slice.correlation, std::int64_t(1));
        QCOMPARE(call->slice.startNs, Ns(0));
        QCOMPARE(call->slice.durationNs, Ns(300)); // 5300 − 5000
        QCOMPARE(std::count_if(heard.slices.begin(), heard.slices.end(),
                               [](const Heard::Said& said) { return trace::isHost(said.slice.kind); }),
                 std::ptrdiff_t(1));
        QCOMPARE(assembler.lostRecords(), std::int64_t(0));
    }

    void theFrameworksTimeIsASliceOfItsOwn()
    {
        const program::Program program = launches(1);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.setOrigin(500);
        // The framework has the thread from 500 to 5500, the call from there to 9500.
        assembler.addHostCall(0, 0, {500, 5500, 9500, 1});
        QCOMPARE(heard.slices.size(), std::size_t(2));
        QCOMPARE(heard.slices[0].slice.kind, trace::SliceKind::hostWork);
        QCOMPARE(heard.slices[0].slice.durationNs, Ns(5000));
        QCOMPARE(heard.slices[1].slice.kind, trace::SliceKind::hostSubmit);
        QCOMPARE(heard.slices[1].slice.startNs, Ns(5000));
        QCOMPARE(heard.slices[1].slice.durationNs, Ns(4000));
    }

    void nodesOfAGraphAreKnownByTheirIds()
    {
        program::Program program = launches(2);
        program.launch = workload::LaunchMode::graph;
        program.graph.nodes = {0, 1};
        program.graph.edges = {{0, 1}};
        program.threads = {{{program::CallKind::graphLaunch, 0, -1, -1}}};
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.addGraphNode(900, 0);
        assembler.addGraphNode(901, 1);
        assembler.addHostCall(0, 0, {0, 0, 100, 5});
        // Both records carry the launch's correlation; the nodes tell them apart.
        assembler.addDeviceActivity(kernelRecord(5, 400, 500, 901));
        assembler.addDeviceActivity(kernelRecord(5, 200, 300, 900));
        QVERIFY(heard.kernel(0) && heard.kernel(1));
        QCOMPARE(heard.kernel(0)->slice.startNs, Ns(200));
        QCOMPARE(heard.kernel(1)->slice.startNs, Ns(400));
        // The edge, and from the launch (after the two operations: 2) to the one root.
        const std::vector<std::pair<std::int64_t, std::int64_t>> wanted{{0, 1}, {2, 0}};
        QCOMPARE(heard.dependencies, wanted);
    }

    void aWaitPointsFromTheLastOperationBeforeTheRecordToTheFirstAfterIt()
    {
        program::Program program = launches(2);
        program.events = {"event"};
        auto& calls = program.threads[0];
        calls = {calls[0],
                 {program::CallKind::eventRecord, 0, -1, 0},
                 {program::CallKind::streamWaitEvent, 1, -1, 0},
                 calls[1]};
        Heard heard;
        const ActivityAssembler assembler(program, "GPU", heard);
        const std::vector<std::pair<std::int64_t, std::int64_t>> wanted{{0, 1}};
        QCOMPARE(heard.dependencies, wanted);
    }

    void theWatermarkStaysBeforeWhatHasNotBeenReported()
    {
        const program::Program program = launches(2);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.addHostCall(0, 0, {0, 0, 100, 1});
        assembler.addHostCall(0, 1, {200, 200, 300, 2});
        assembler.advance(); // operation 0, submitted at 0, may still come: nothing is sure
        QVERIFY(heard.advances.empty());
        assembler.addDeviceActivity(kernelRecord(1, 500, 600));
        assembler.advance(); // operation 1, submitted at 200, cannot start before that
        QCOMPARE(heard.advances.back(), Ns(200));
        assembler.addDeviceActivity(kernelRecord(2, 700, 800));
        assembler.advance(); // the thread itself has been followed to 300
        QCOMPARE(heard.advances.back(), Ns(300));
    }

    void whatNeverCameIsCountedAsLost()
    {
        const program::Program program = launches(2);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.addHostCall(0, 0, {0, 0, 100, 1});
        assembler.addHostCall(0, 1, {200, 200, 300, 2});
        assembler.addDeviceActivity(kernelRecord(1, 500, 600));
        assembler.addDeviceActivity(kernelRecord(99, 500, 600));
        assembler.finish();
        // Operation 1 has no record, and the record of call 99 has no operation.
        QCOMPARE(assembler.lostRecords(), std::int64_t(2));
    }

    void blocksTravelOnTheSameClock()
    {
        const program::Program program = launches(1);
        Heard heard;
        ActivityAssembler assembler(program, "GPU", heard);
        assembler.setOrigin(1000);
        trace::Blocks blocks;
        blocks.sm = {3, 4};
        blocks.startNs = {1500, 1600};
        blocks.durationNs = {10, 20};
        assembler.addBlocks(0, blocks);
        QCOMPARE(heard.blocks.size(), std::size_t(1));
        QCOMPARE(heard.blocks[0].startNs, (std::vector<Ns>{500, 600}));
        QCOMPARE(heard.blocks[0].correlation, std::int64_t(0));
    }

    void aKernelRecordOfCuptiIsRead()
    {
        CUpti_ActivityKernel10 record{};
        record.kind = CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL;
        record.start = 5000;
        record.end = 7000;
        record.correlationId = 42;
        record.streamId = 13;
        record.gridX = 7, record.gridY = 2, record.gridZ = 1;
        record.blockX = 256, record.blockY = record.blockZ = 1;
        record.registersPerThread = 40;
        record.staticSharedMemory = 33;
        record.graphNodeId = 6;
        const auto activity = decode(anyRecord(record), 100);
        QVERIFY(activity);
        QCOMPARE(activity->kind, DeviceActivity::Kind::kernel);
        QCOMPARE(activity->startNs, Ns(5100));
        QCOMPARE(activity->endNs, Ns(7100));
        QCOMPARE(activity->correlation, 42u);
        QCOMPARE(activity->graphNode, std::uint64_t(6));
        QCOMPARE(activity->grid[0] * activity->grid[1], 14);
        QCOMPARE(activity->registersPerThread, 40);
        QCOMPARE(activity->staticSharedBytes, 33);
    }

    void copiesAndMemsetsOfCuptiAreRead()
    {
        CUpti_ActivityMemcpy6 copy{};
        copy.kind = CUPTI_ACTIVITY_KIND_MEMCPY;
        copy.bytes = 4096, copy.start = 10, copy.end = 30, copy.correlationId = 8;
        CUpti_ActivityMemset4 set{};
        set.kind = CUPTI_ACTIVITY_KIND_MEMSET;
        set.bytes = 512, set.start = 40, set.end = 50, set.correlationId = 9;
        const auto first = decode(anyRecord(copy), 0);
        const auto second = decode(anyRecord(set), 0);
        QVERIFY(first && second);
        QCOMPARE(first->kind, DeviceActivity::Kind::copy);
        QCOMPARE(first->bytes, std::int64_t(4096));
        QCOMPARE(second->kind, DeviceActivity::Kind::memset);
        QCOMPARE(second->correlation, 9u);
    }

    void recordsThatAreNoWorkOfTheDeviceAreSkipped()
    {
        CUpti_ActivityAPI record{};
        record.kind = CUPTI_ACTIVITY_KIND_RUNTIME;
        QVERIFY(!decode(anyRecord(record), 0));
    }

    void theTracerStopsItsSource()
    {
        const program::Program program = launches(1);
        Heard heard;
        struct Watch : FakeSource
        {
            explicit Watch(bool& flag) : m_flag(flag) {}
            void stop() override { m_flag = true; }
            bool& m_flag;
        };
        bool stopped = false;
        {
            const Tracer tracer(program, std::make_unique<Watch>(stopped), false, "GPU", heard);
        }
        QVERIFY(stopped);
    }
};

#else

#include "cuda/cuda_backend.h"

class TestActivityAssembler : public QObject
{
    Q_OBJECT

private slots:
    void withoutNvccTheModuleSaysWhy()
    {
        QVERIFY(!streamscope::cuda::builtWithCuda());
        const auto devices = streamscope::cuda::cudaDevices();
        QVERIFY(!devices);
        QCOMPARE(devices.error().message.id, std::string("cuda.not-built"));
        QCOMPARE(devices.error().kind, streamscope::ErrorKind::device);
    }
};

#endif

QTEST_APPLESS_MAIN(TestActivityAssembler)
#include "tst_activity_assembler.moc"
