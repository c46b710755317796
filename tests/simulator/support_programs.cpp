// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/support_programs.h"

#include "simulator/simulator.h"

#include <algorithm>
#include <sstream>

namespace simulatortest {

using program::CallKind;
using program::Index;
using workload::OperationKind;

device::DeviceProfile roundProfile()
{
    device::DeviceProfile p;
    p.name = "round";
    p.deviceName = "Round GPU";
    p.computeMajor = 9;
    p.sms = 4;
    p.warpsPerSm = 16;
    p.blocksPerSm = 4;
    p.sharedBytesPerSm = 65536;
    p.sharedBytesPerBlock = 32768;
    p.l2Bytes = 1 << 20;
    p.memoryBytes = 1 << 30;
    p.copyEngines = 2;
    p.greatestPriority = -5;
    p.implicitSyncRules = false;
    p.clockHz = 1e9;
    p.fp32LanesPerSm = 128;
    p.dramBytesPerSecond = 1e12;
    p.l2BytesPerSecond = 4e12;
    p.dramLatencyNs = 500;
    p.l2LatencyNs = 200;
    p.calls = {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 0};
    p.model.poolReuseNs = 1000;
    // 1 GB/s pinned: 1,000 bytes take 1,000 ns; pageable half of it
    p.pinnedH2D = p.pinnedD2H = {0, 1e9};
    p.pageableH2D = p.pageableD2H = {0, 0.5e9};
    p.deviceToDevice = p.memset = {0, 10e9};
    return p;
}

workload::LaunchShape spinShape(Ns ns, std::int32_t blocks, std::int32_t threadsPerBlock)
{
    workload::LaunchShape shape;
    shape.grid = {blocks, 1, 1};
    shape.block = {threadsPerBlock, 1, 1};
    shape.registersPerThread = 16;
    shape.fixedNs = ns;
    return shape;
}

ProgramBuilder::ProgramBuilder(int streams, int threads)
{
    for (int i = 0; i < streams; ++i) {
        workload::Stream stream;
        stream.name = "s" + std::to_string(i + 1);
        program.streams.push_back(stream);
    }
    for (int i = 0; i < 64; ++i)
        program.events.push_back("e" + std::to_string(i));
    program.threads.resize(std::size_t(threads));
    program.branches.push_back("branch");
}

Index ProgramBuilder::addOperation(program::Operation operation)
{
    operation.branch = 0;
    operation.label = Index(program.labels.size());
    // A, B, …, Z, then by number
    const std::size_t n = program.labels.size();
    program.labels.push_back(n < 26 ? std::string(1, char('A' + n)) : std::to_string(n));
    program.operations.push_back(operation);
    return Index(program.operations.size()) - 1;
}

Index ProgramBuilder::addLaunch(const workload::LaunchShape& shape)
{
    for (std::size_t i = 0; i < program.launches.size(); ++i)
        if (program.launches[i].shape == shape)
            return Index(i);
    program::Launch launch;
    launch.shape = shape;
    program.launches.push_back(launch);
    return Index(program.launches.size()) - 1;
}

void ProgramBuilder::add(CallKind kind, int stream, Index operation, int event)
{
    program.threads[std::size_t(thread)].push_back({kind, stream, operation, event});
}

ProgramBuilder& ProgramBuilder::spin(int stream, Ns ns, std::int32_t blocks, std::int32_t threadsPerBlock)
{
    return kernel(stream, spinShape(ns, blocks, threadsPerBlock));
}

ProgramBuilder& ProgramBuilder::kernel(int stream, const workload::LaunchShape& shape)
{
    program::Operation operation;
    operation.launch = addLaunch(shape);
    operation.stream = stream;
    add(CallKind::launchKernel, stream, addOperation(operation));
    return *this;
}

ProgramBuilder& ProgramBuilder::programmatic(bool touchesMemory)
{
    program::Operation& kernel = program.operations.back();
    kernel.programmatic = true;
    if (touchesMemory) {
        kernel.writes = 1;
        kernel.firstBufferArgument = std::uint32_t(program.bufferArguments.size());
        program.bufferArguments.push_back(program::Index(program.buffers.size()));
        program.buffers.emplace_back();
    }
    return *this;
}

ProgramBuilder& ProgramBuilder::copy(int stream, workload::CopyDirection direction, std::int64_t bytes,
                                     workload::HostMemory memory)
{
    program::Operation operation;
    operation.kind = OperationKind::copy;
    operation.direction = direction;
    operation.memory = memory;
    operation.bytes = bytes;
    operation.stream = stream;
    add(CallKind::memcpyAsync, stream, addOperation(operation));
    return *this;
}

ProgramBuilder& ProgramBuilder::memset(int stream, std::int64_t bytes)
{
    program::Operation operation;
    operation.kind = OperationKind::memset;
    operation.bytes = bytes;
    operation.stream = stream;
    add(CallKind::memsetAsync, stream, addOperation(operation));
    return *this;
}

ProgramBuilder& ProgramBuilder::hostFunction(int stream, Ns ns)
{
    program::Operation operation;
    operation.kind = OperationKind::host;
    operation.durationNs = ns;
    operation.stream = stream;
    add(CallKind::launchHostFunction, stream, addOperation(operation));
    return *this;
}

ProgramBuilder& ProgramBuilder::record(int stream, int event)
{
    add(CallKind::eventRecord, stream, -1, event);
    return *this;
}

ProgramBuilder& ProgramBuilder::wait(int stream, int event)
{
    add(CallKind::streamWaitEvent, stream, -1, event);
    return *this;
}

ProgramBuilder& ProgramBuilder::cpu(Ns ns)
{
    program::Operation operation;
    operation.kind = OperationKind::cpu;
    operation.durationNs = ns;
    add(CallKind::cpuWork, -1, addOperation(operation));
    return *this;
}

ProgramBuilder& ProgramBuilder::call(CallKind kind, int stream, int event)
{
    add(kind, stream, -1, event);
    return *this;
}

ProgramBuilder& ProgramBuilder::node(int stream, Ns ns, std::vector<int> after)
{
    return node(stream, spinShape(ns, 1, 32), std::move(after));
}

ProgramBuilder& ProgramBuilder::node(int stream, const workload::LaunchShape& shape, std::vector<int> after)
{
    program::Operation operation;
    operation.launch = addLaunch(shape);
    operation.stream = stream;
    return addNode(operation, after);
}

ProgramBuilder& ProgramBuilder::memsetNode(int stream, std::int64_t bytes, std::vector<int> after)
{
    program::Operation operation;
    operation.kind = OperationKind::memset;
    operation.bytes = bytes;
    operation.stream = stream;
    return addNode(operation, after);
}

ProgramBuilder& ProgramBuilder::copyNode(int stream, workload::CopyDirection direction, std::int64_t bytes,
                                         std::vector<int> after)
{
    program::Operation operation;
    operation.kind = OperationKind::copy;
    operation.direction = direction;
    operation.memory = workload::HostMemory::pinned;
    operation.bytes = bytes;
    operation.stream = stream;
    return addNode(operation, after);
}

ProgramBuilder& ProgramBuilder::hostNode(int stream, Ns ns, std::vector<int> after)
{
    program::Operation operation;
    operation.kind = OperationKind::host;
    operation.durationNs = ns;
    operation.stream = stream;
    return addNode(operation, after);
}

ProgramBuilder& ProgramBuilder::addNode(const program::Operation& operation, const std::vector<int>& after)
{
    const Index node = Index(program.graph.nodes.size());
    program.graph.nodes.push_back(addOperation(operation));
    for (const int before : after)
        program.graph.edges.push_back({before, node});
    return *this;
}

ProgramBuilder& ProgramBuilder::launchGraph()
{
    program.launch = workload::LaunchMode::graph;
    add(CallKind::graphLaunch, 0, -1);
    return *this;
}

trace::TrackId Recording::addTrack(const trace::TrackInfo& info)
{
    tracks.push_back(info);
    return trace::TrackId(tracks.size()) - 1;
}

trace::NameId Recording::intern(std::string_view text)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text)
            return trace::NameId(i);
    names.emplace_back(text);
    return trace::NameId(names.size()) - 1;
}

trace::DetailsId Recording::addDetails(const trace::OperationDetails& d)
{
    details.push_back(d);
    return trace::DetailsId(details.size());
}

void Recording::addSlice(trace::TrackId track, const trace::Slice& slice)
{
    slices.push_back({track, slice});
}

void Recording::addDependency(std::int64_t from, std::int64_t to)
{
    dependencies.push_back({from, to});
}

void Recording::addBlocks(const trace::Blocks& b)
{
    blocks.push_back(b);
}

std::string Recording::row(trace::TrackId track) const
{
    std::vector<trace::Slice> row;
    for (const auto& [t, slice] : slices)
        if (t == track && slice.kind != trace::SliceKind::eventRecord && slice.kind != trace::SliceKind::eventWait)
            row.push_back(slice);
    std::stable_sort(row.begin(), row.end(),
                     [](const trace::Slice& a, const trace::Slice& b) { return a.startNs < b.startNs; });
    std::string text;
    for (const trace::Slice& slice : row)
        text += (text.empty() ? "" : " ") + names[slice.name] + "[" + std::to_string(slice.startNs) + "," +
                std::to_string(slice.startNs + slice.durationNs) + ")";
    return text;
}

std::string Recording::stream(const std::string& name) const
{
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (tracks[i].kind == trace::TrackKind::stream && tracks[i].name == name)
            return row(trace::TrackId(i));
    return "no such stream";
}

std::string Recording::host(std::size_t thread) const
{
    return row(trace::TrackId(thread));
}

std::string Recording::all() const
{
    std::ostringstream text;
    for (const trace::TrackInfo& track : tracks)
        text << track.name << '|' << track.process << '|' << track.tid << '\n';
    for (const auto& [track, slice] : slices)
        text << track << ' ' << names[slice.name] << ' ' << slice.startNs << ' ' << slice.durationNs << ' '
             << int(slice.kind) << ' ' << slice.correlation << ' ' << slice.branch << ' ' << slice.details << ' '
             << slice.id << '\n';
    for (const auto& [from, to] : dependencies)
        text << from << "->" << to << '\n';
    for (const trace::Blocks& b : blocks)
        for (std::size_t i = 0; i < b.sm.size(); ++i)
            text << b.correlation << ' ' << b.sm[i] << ' ' << b.startNs[i] << ' ' << b.durationNs[i] << '\n';
    return text.str();
}

Ran run(const program::Program& program, const device::DeviceProfile& profile, bool blocks)
{
    Ran ran;
    simulator::Simulator simulator(profile);
    backend::RunOptions options;
    options.blocks = blocks;
    const Result<backend::RunOutcome> outcome = simulator.run(program, options, &ran.recording, {});
    if (outcome)
        ran.makespanNs = outcome->makespanNs.front();
    else
        ran.error = outcome.error().message.id;
    return ran;
}

} // namespace simulatortest
