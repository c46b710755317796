// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "backend/recorder.h"
#include "device/profiles.h"
#include "program/l2_reuse.h"
#include "trace/trace_builder.h"

#include <QTest>

using namespace streamscope;
using workload::CopyDirection;
using workload::OperationKind;

/// What every backend's picture has in common.
class BackendRecorder : public QObject
{
    Q_OBJECT

private slots:
    void aCopyShowsInItsStreamAndOnItsEnginesRow();
    void aCopyWithinTheDeviceShowsInItsStreamAlone();
    void thereIsARowOfTheHostWithoutAThread();
    void aKernelsDramBytesAreThoseOfItsLaunch();
    void whatL2KeepsDoesNotCountAsDramBytes();
    void withoutAProfileAllBytesOfTheCatalogueCount();
    void memsetsAndCopiesWithinTheDeviceMoveDramBytes();
    void onlyACopyThatHoldsItsCallerIsAWait();
    void aDeviceIsKnownByItsDriversName();

private:
    static program::Program oneOperation(const program::Operation& operation);
    static trace::TracePointer recorded(const program::Program& program, std::vector<double> dramBytes = {});
    static std::vector<trace::TrackKind> rowsOf(const trace::Trace& trace, trace::SliceKind kind);
};

program::Program BackendRecorder::oneOperation(const program::Operation& operation)
{
    program::Program program;
    workload::Stream stream;
    stream.name = "s";
    program.streams.push_back(stream);
    program.operations.push_back(operation);
    program.threads.resize(1);
    return program;
}

/// The program's first operation, [10, 20) on its stream.
trace::TracePointer BackendRecorder::recorded(const program::Program& program, std::vector<double> dramBytes)
{
    trace::TraceBuilder builder;
    backend::Recorder recorder(program, "Some GPU", std::move(dramBytes), &builder);
    recorder.operation(0, 0, 10, 20, 1);
    builder.advanceTo(20);
    return builder.finish();
}

std::vector<trace::TrackKind> BackendRecorder::rowsOf(const trace::Trace& trace, trace::SliceKind kind)
{
    std::vector<trace::TrackKind> rows;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == kind)
                rows.push_back(track.info.kind);
    return rows;
}

namespace {

program::Operation copy(CopyDirection direction)
{
    program::Operation operation;
    operation.kind = OperationKind::copy;
    operation.direction = direction;
    operation.bytes = 1000;
    return operation;
}

/// 4 SMs' worth of a kernel that reads `bytes` once.
program::Program kernelThatReads(double bytes)
{
    program::Program program;
    workload::Stream stream;
    stream.name = "s";
    program.streams.push_back(stream);
    program::Launch launch;
    launch.shape.grid = {4, 1, 1};
    launch.shape.block = {128, 1, 1};
    launch.shape.dramBytes = bytes;
    launch.shape.footprintBytes = static_cast<std::int64_t>(bytes);
    program.launches.push_back(launch);
    program::Operation operation;
    operation.launch = 0;
    program.operations.push_back(operation);
    program.threads.resize(1);
    return program;
}

} // namespace

void BackendRecorder::aCopyShowsInItsStreamAndOnItsEnginesRow()
{
    const trace::TracePointer trace = recorded(oneOperation(copy(CopyDirection::deviceToHost)));
    QCOMPARE(rowsOf(*trace, trace::SliceKind::copyDeviceToHost),
             (std::vector<trace::TrackKind>{trace::TrackKind::stream, trace::TrackKind::copyEngine}));
}

void BackendRecorder::aCopyWithinTheDeviceShowsInItsStreamAlone()
{
    const trace::TracePointer trace = recorded(oneOperation(copy(CopyDirection::deviceToDevice)));
    QCOMPARE(rowsOf(*trace, trace::SliceKind::copyDeviceToDevice),
             (std::vector<trace::TrackKind>{trace::TrackKind::stream}));
    for (const trace::Track& track : trace->tracks())
        QVERIFY(track.info.kind != trace::TrackKind::copyEngine);
}

void BackendRecorder::thereIsARowOfTheHostWithoutAThread()
{
    program::Program program = oneOperation(copy(CopyDirection::deviceToHost));
    program.threads.clear();
    const trace::TracePointer trace = recorded(program);
    QCOMPARE(trace->tracks()[0].info.kind, trace::TrackKind::hostThread);
    QCOMPARE(trace->tracks()[0].info.name, "thread 0");
}

void BackendRecorder::aKernelsDramBytesAreThoseOfItsLaunch()
{
    const trace::TracePointer trace = recorded(kernelThatReads(1000), {250});
    for (const trace::Track& track : trace->tracks())
        if (track.info.kind == trace::TrackKind::stream)
            QCOMPARE(trace->details(track.details[0]).dramBytes, 250.0);
}

void BackendRecorder::whatL2KeepsDoesNotCountAsDramBytes()
{
    device::DeviceProfile profile = *device::findProfile("h200");
    profile.l2Bytes = 1'000'000;
    profile.model.l2KeepsShare = 0.5;
    profile.model.l2LosesShare = 1.5;
    // L2 keeps all of what is no more than 500,000 bytes and nothing of what is 1,500,000 or more; halfway, half.
    QCOMPARE(program::dramBytesOfOperations(kernelThatReads(500'000), &profile), std::vector<double>{0});
    QCOMPARE(program::dramBytesOfOperations(kernelThatReads(1'000'000), &profile), std::vector<double>{500'000});
    QCOMPARE(program::dramBytesOfOperations(kernelThatReads(1'500'000), &profile), std::vector<double>{1'500'000});
}

void BackendRecorder::withoutAProfileAllBytesOfTheCatalogueCount()
{
    QCOMPARE(program::dramBytesOfOperations(kernelThatReads(1000), nullptr), std::vector<double>{1000});
}

void BackendRecorder::memsetsAndCopiesWithinTheDeviceMoveDramBytes()
{
    const auto bytes = [](const program::Operation& operation) {
        return program::dramBytesOfOperations(oneOperation(operation), nullptr).front();
    };
    program::Operation memset = copy(CopyDirection::deviceToDevice);
    memset.kind = OperationKind::memset;
    QCOMPARE(bytes(memset), 1000.0);
    QCOMPARE(bytes(copy(CopyDirection::deviceToDevice)), 2000.0); // read and written
    QCOMPARE(bytes(copy(CopyDirection::hostToDevice)), 0.0);
}

void BackendRecorder::onlyACopyThatHoldsItsCallerIsAWait()
{
    const auto kind = [](CopyDirection direction, std::int64_t bytes, workload::HostMemory memory) {
        program::Operation operation = copy(direction);
        operation.bytes = bytes;
        operation.memory = memory;
        const program::Program program = oneOperation(operation);
        trace::TraceBuilder builder;
        backend::Recorder recorder(program, "Some GPU", {}, &builder);
        recorder.hostCall(0, {program::CallKind::memcpyAsync, 0, 0}, 1, 5, 1);
        builder.advanceTo(20);
        const trace::TracePointer trace = builder.finish();
        return trace->tracks()[0].kind[0];
    };
    using workload::HostMemory;
    QCOMPARE(kind(CopyDirection::hostToDevice, 65537, HostMemory::pageable), trace::SliceKind::hostSync);
    QCOMPARE(kind(CopyDirection::deviceToHost, 500, HostMemory::pageable), trace::SliceKind::hostSync);
    QCOMPARE(kind(CopyDirection::hostToDevice, 65536, HostMemory::pageable), trace::SliceKind::hostSubmit);
    QCOMPARE(kind(CopyDirection::deviceToDevice, 1'000'000, HostMemory::pageable), trace::SliceKind::hostSubmit);
    QCOMPARE(kind(CopyDirection::deviceToHost, 500, HostMemory::pinned), trace::SliceKind::hostSubmit);
}

void BackendRecorder::aDeviceIsKnownByItsDriversName()
{
    const std::optional<device::DeviceProfile> h200 = device::profileOfDevice("NVIDIA H200");
    QVERIFY(h200);
    QCOMPARE(h200->name, "h200");
    QVERIFY(!device::profileOfDevice("NVIDIA H2"));
}

QTEST_APPLESS_MAIN(BackendRecorder)
#include "tst_recorder.moc"
