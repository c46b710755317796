// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/support_describe.h"

#include "trace/kinds.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace streamscope::tests {

using namespace trace;

namespace {

std::string describe(const TrackInfo& info)
{
    return fmt::format("{} '{}' of '{}' pid {} tid {} device {} context {} stream {} rank {} sort {}",
                       nameOf(info.kind), info.name, info.process, info.pid, info.tid, info.device, info.context,
                       info.stream, info.rank, info.sortIndex);
}

std::string describe(const OperationDetails& d)
{
    return fmt::format("grid {} block {} registers {} shared {}+{} bytes {} flops {} dram {} {}->{}", d.grid, d.block,
                       d.registersPerThread, d.staticSharedBytes, d.dynamicSharedBytes, d.bytes, d.flops, d.dramBytes,
                       nameOf(d.source), nameOf(d.target));
}

} // namespace

std::string describe(const Trace& trace)
{
    const TraceInfo& info = trace.info();
    std::string out =
        fmt::format("device '{}' provenance {} base {} makespan {} unprofiled {}\n", info.deviceName,
                    static_cast<int>(info.provenance), info.baseTimeNs, info.makespanNs, info.unprofiledNs);
    for (const std::string& branch : info.branches)
        out += "branch " + branch + "\n";
    for (const RecordedDevice& d : info.devices)
        out += fmt::format("device {} '{}' {}.{} sms {} memory {} shared {} registers {} threads {} clock {} dram {}\n",
                           d.id, d.name, d.computeMajor, d.computeMinor, d.sms, d.memoryBytes, d.sharedBytesPerSm,
                           d.registersPerSm, d.threadsPerSm, d.clockHz, d.dramBytesPerSecond);
    for (const auto& [key, value] : info.metadata)
        out += "metadata " + key + ": " + value + "\n";
    const Trust& t = trace.trust();
    out += fmt::format("trust lost {} inversions {} late {} overlaps {} nesting {} orphans {} duplicates {} unknown {} "
                       "malformed {} truncated {} serialised {}\n",
                       t.lostRecords, t.clockInversions, t.lateRecords, t.overlapsInStream, t.notNested, t.orphanFlows,
                       t.duplicates, t.unknownRecords, t.malformedRecords, t.truncated, t.profilerSerialised);
    for (const Track& track : trace.tracks()) {
        out += "track " + describe(track.info) + fmt::format(" rows {}\n", track.depths);
        for (std::size_t i = 0; i < track.size(); ++i)
            out += fmt::format("  {} [{},{}) {} depth {} correlation {} branch {} {}\n", trace.name(track.name[i]),
                               track.startNs[i], track.endNs(i), nameOf(track.kind[i]), track.depth[i],
                               track.correlation[i], track.branch[i], describe(trace.details(track.details[i])));
    }
    for (const CounterTrack& counter : trace.counters()) {
        out += "counter " + describe(counter.info) + "\n";
        for (std::size_t i = 0; i < counter.timeNs.size(); ++i)
            out += fmt::format("  {}: {}\n", counter.timeNs[i], counter.value[i]);
    }
    for (const Dependency& d : trace.dependencies())
        out += fmt::format("dependency {} -> {}\n", d.fromCorrelation, d.toCorrelation);
    return out;
}

namespace {

TrackId addTrack(EventSink& sink, TrackKind kind, const std::string& name, const std::string& process, std::int64_t tid,
                 std::int64_t stream = -1)
{
    TrackInfo info;
    info.kind = kind;
    info.name = name;
    info.process = process;
    info.tid = tid;
    info.sortIndex = tid;
    if (kind == TrackKind::hostThread) {
        info.pid = 4242;
    } else {
        info.device = 0;
        info.context = 1;
        info.stream = stream;
    }
    return sink.addTrack(info);
}

struct Filler
{
    EventSink& sink;
    std::uint32_t next = 0;

    void operator()(TrackId track, const char* name, SliceKind kind, Ns startNs, Ns endNs,
                    std::int64_t correlation = -1, std::int32_t branch = -1, DetailsId details = 0)
    {
        sink.addSlice(track, {startNs, endNs - startNs, sink.intern(name), kind, details, correlation, branch, next++});
    }
};

} // namespace

void fillWithEverything(EventSink& sink)
{
    const TrackId host = addTrack(sink, TrackKind::hostThread, "thread 0", "host", 0);
    const TrackId second = addTrack(sink, TrackKind::hostThread, "thread 1 \"worker\"", "host", 1);
    const TrackId legacy = addTrack(sink, TrackKind::stream, "default stream", "GPU 0 · NVIDIA H200", 0, 0);
    const TrackId stream = addTrack(sink, TrackKind::stream, "stream 13", "GPU 0 · NVIDIA H200", 13, 13);
    const TrackId marks = addTrack(sink, TrackKind::annotation, "annotations", "host", 2);
    const TrackId load = addTrack(sink, TrackKind::other, "memory in use", "GPU 0 · NVIDIA H200", 3);

    OperationDetails launch;
    launch.grid = {132, 2, 1};
    launch.block = {256, 1, 1};
    launch.registersPerThread = 64;
    launch.staticSharedBytes = 1024;
    launch.dynamicSharedBytes = 2048;
    launch.flops = 1.5e9;
    launch.dramBytes = 3e6;
    OperationDetails copy;
    copy.bytes = 1 << 20;
    copy.source = OperationDetails::Memory::pageable;
    copy.target = OperationDetails::Memory::device;
    const DetailsId launchId = sink.addDetails(launch), copyId = sink.addDetails(copy);

    Filler add{sink};
    add(marks, "three calls", SliceKind::annotation, 0, 900);
    add(host, "aten::mm", SliceKind::cpuOperator, 0, 100);
    add(host, "cudaLaunchKernel", SliceKind::hostSubmit, 10, 60, 1);
    add(stream, "gemm\n\"128x128\" \xE4\xB8\xAD\xE6\x96\x87", SliceKind::kernelMatrixProduct, 120, 400, 1, 0, launchId);
    sink.addBlocks({1, {0, 0, 5}, {120, 130, 121}, {200, 210, 279}});
    add(host, "cudaMemcpyAsync", SliceKind::hostSync, 100, 300, 2);
    add(legacy, "upload weights", SliceKind::copyHostToDevice, 150, 280, 2, 1, copyId);
    add(legacy, "centre", SliceKind::kernelOther, 200, 450, 3, 1, launchId);
    add(second, "cudaLaunchKernel", SliceKind::hostSubmit, 90, 95, 3);
    add(second, "cudaStreamWaitEvent", SliceKind::hostSubmit, 300, 310, 4);
    add(stream, "wait e0", SliceKind::eventWait, 400, 450, 4, 0);
    add(stream, "reduce", SliceKind::kernelReduction, 450, 500, 5, 0, launchId);
    add(host, "cudaDeviceSynchronize", SliceKind::hostSync, 320, 510, 6);
    add(host, "cpu work", SliceKind::hostWork, 510, 600);
    add(stream, "callback", SliceKind::hostFunction, 500, 520, 7);
    sink.addDependency(3, 4);
    sink.addCounter(load, 0, 0.5);
    sink.addCounter(load, 100, 1e10);
    sink.advanceTo(1000);
}

void describeEverything(TraceInfo& info)
{
    info.deviceName = "NVIDIA H200";
    info.provenance = Provenance::simulatedChecked;
    info.baseTimeNs = 1'700'000'000'000'000'123;
    info.makespanNs = 510;
    info.unprofiledNs = 480;
    info.branches = {"first", "second \"quoted\""};
    info.devices = {{0, "NVIDIA H200", 9, 0, 132, 141'000'000'000, 233472, 65536, 2048, 1.98e9, 4.8e12}};
}

} // namespace streamscope::tests
