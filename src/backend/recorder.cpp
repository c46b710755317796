// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "backend/recorder.h"

#include "program/copies.h"

#include <algorithm>

namespace streamscope::backend {
namespace {

using program::CallKind;
using program::Index;
using trace::SliceKind;
using workload::CopyDirection;
using workload::OperationKind;

constexpr std::size_t callKinds = std::size_t(CallKind::graphLaunch) + 1;
constexpr std::int64_t defaultStreamId = 7; // by custom of profilers
constexpr std::int64_t firstStreamId = 13;

SliceKind kernelSlice(workload::KernelClass kernelClass)
{
    switch (kernelClass) {
    case workload::KernelClass::matrixProduct:
        return SliceKind::kernelMatrixProduct;
    case workload::KernelClass::reduction:
        return SliceKind::kernelReduction;
    case workload::KernelClass::elementwise:
        return SliceKind::kernelElementwise;
    case workload::KernelClass::other:
        break;
    }
    return SliceKind::kernelOther;
}

SliceKind copySlice(CopyDirection direction)
{
    switch (direction) {
    case CopyDirection::hostToDevice:
        return SliceKind::copyHostToDevice;
    case CopyDirection::deviceToHost:
        return SliceKind::copyDeviceToHost;
    case CopyDirection::deviceToDevice:
        return SliceKind::copyDeviceToDevice;
    case CopyDirection::hostToHost:
        break;
    }
    return SliceKind::copyOther;
}

SliceKind operationSlice(const program::Program& program, const program::Operation& operation)
{
    switch (operation.kind) {
    case OperationKind::kernel: {
        const workload::KernelInfo* kernel = program.launches[std::size_t(operation.launch)].kernel;
        return kernel ? kernelSlice(kernel->kernelClass) : SliceKind::kernelOther;
    }
    case OperationKind::copy:
        return copySlice(operation.direction);
    case OperationKind::memset:
        return SliceKind::memset;
    case OperationKind::host:
        return SliceKind::hostFunction;
    default:
        return SliceKind::unknown;
    }
}

SliceKind callSlice(const program::Program& program, const program::HostCall& call)
{
    switch (call.kind) {
    case CallKind::cpuWork:
        return SliceKind::hostWork;
    case CallKind::streamSynchronize:
    case CallKind::deviceSynchronize:
    case CallKind::eventSynchronize:
        return SliceKind::hostSync;
    case CallKind::malloc:
    case CallKind::mallocHost:
    case CallKind::free:
    case CallKind::freeHost:
        return SliceKind::hostCall;
    case CallKind::memcpyAsync:
        return program::holdsCaller(program.operations[std::size_t(call.operation)]) ? SliceKind::hostSync
                                                                                     : SliceKind::hostSubmit;
    default:
        return SliceKind::hostSubmit;
    }
}

bool anEngineDoes(const program::Operation& operation)
{
    return operation.kind == OperationKind::copy && operation.direction != CopyDirection::deviceToDevice;
}

} // namespace

Recorder::Recorder(const program::Program& program, const std::string& deviceName, std::vector<double> dramBytes,
                   trace::EventSink* sink)
    : m_program(program), m_sink(sink), m_dramBytes(std::move(dramBytes))
{
    if (!m_sink)
        return;
    m_operationDetails.resize(program.operations.size());
    addTracks(deviceName);
    internNames();
}

void Recorder::addTracks(const std::string& deviceName)
{
    const std::string gpu = "GPU 0 · " + deviceName;
    std::int64_t row = 0;
    const auto track = [&](trace::TrackKind kind, std::string name, const std::string& process, int device,
                           std::int64_t stream, std::int64_t tid, int ofProcess = 0) {
        trace::TrackInfo info;
        info.kind = kind;
        info.name = std::move(name);
        info.process = process;
        info.pid = device < 0 ? 1 + ofProcess : device;
        info.tid = tid;
        info.device = device;
        info.context = device < 0 ? -1 : 1 + ofProcess;
        info.stream = stream;
        info.sortIndex = row++;
        return m_sink->addTrack(info);
    };
    const bool several = m_program.processes() > 1;
    for (std::size_t i = 0; i < std::max<std::size_t>(m_program.threads.size(), 1); ++i) {
        const bool calls = i < m_program.threads.size() && !m_program.threads[i].empty();
        const int process = calls ? m_program.processOf(m_program.threads[i].front()) : 0;
        m_threads.push_back(track(trace::TrackKind::hostThread, "thread " + std::to_string(i),
                                  several ? "process " + std::to_string(process) : "host", -1, -1, std::int64_t(i) + 1,
                                  process));
    }
    const bool onePerThread = m_program.defaultStream == workload::DefaultStreamMode::perThread &&
                              std::ranges::count_if(m_program.streams, &workload::Stream::isDefault) > 1;
    for (std::size_t i = 0; i < m_program.streams.size(); ++i) {
        const workload::Stream& stream = m_program.streams[i];
        const bool theDefault = stream.isDefault && !onePerThread;
        const std::int64_t id = theDefault ? defaultStreamId : firstStreamId + std::int64_t(i);
        m_streams.push_back(track(trace::TrackKind::stream, theDefault ? "default stream" : stream.name, gpu, 0, id, id,
                                  stream.process));
    }
    bool copies[4] = {};
    for (const program::Operation& operation : m_program.operations)
        if (anEngineDoes(operation))
            copies[std::size_t(operation.direction)] = true;
    const char* const names[4] = {"host to device", "device to host", "device to device", "host to host"};
    m_engines.resize(4);
    for (std::size_t i = 0; i < 4; ++i)
        if (copies[i])
            m_engines[i] = track(trace::TrackKind::copyEngine, names[i], gpu, 0, -1, 1000 + std::int64_t(i));
}

void Recorder::internNames()
{
    for (const std::string& label : m_program.labels)
        m_labels.push_back(m_sink->intern(label));
    for (const std::string& event : m_program.events)
        m_events.push_back(m_sink->intern(event));
    for (const program::Launch& launch : m_program.launches)
        m_kernels.push_back(m_sink->intern(launch.kernel ? launch.kernel->name : "kernel"));
    for (std::size_t i = 0; i < callKinds; ++i)
        m_calls.push_back(m_sink->intern(program::callName(CallKind(i))));
    const char* const copyNames[4] = {"Memcpy HtoD", "Memcpy DtoH", "Memcpy DtoD", "Memcpy HtoH"};
    for (std::size_t i = 0; i < 4; ++i)
        m_copies[i] = m_sink->intern(copyNames[i]);
    m_memset = m_sink->intern("Memset");
    m_hostFunction = m_sink->intern("host function");
    m_framework = m_sink->intern("framework");
    m_allocation = m_sink->intern("allocation");
}

trace::DetailsId Recorder::detailsOf(Index index)
{
    const program::Operation& operation = m_program.operations[std::size_t(index)];
    trace::DetailsId& known = m_operationDetails[std::size_t(index)];
    if (known)
        return known;
    trace::OperationDetails details;
    if (operation.kind == OperationKind::kernel) {
        const workload::LaunchShape& shape = m_program.launches[std::size_t(operation.launch)].shape;
        details.grid = shape.grid;
        details.block = shape.block;
        details.registersPerThread = shape.registersPerThread;
        details.staticSharedBytes = shape.staticSharedBytes;
        details.dynamicSharedBytes = shape.dynamicSharedBytes;
        details.flops = shape.flops;
        details.dramBytes = m_dramBytes[std::size_t(index)];
        return known = m_sink->addDetails(details);
    }
    if (operation.kind != OperationKind::copy && operation.kind != OperationKind::memset)
        return 0;
    using Memory = trace::OperationDetails::Memory;
    const Memory host = operation.memory == workload::HostMemory::pinned ? Memory::pinned : Memory::pageable;
    const auto side = [&](bool onDevice) { return onDevice ? Memory::device : host; };
    details.bytes = operation.bytes;
    if (std::size_t(index) < m_dramBytes.size())
        details.dramBytes = m_dramBytes[std::size_t(index)];
    details.target = Memory::device;
    if (operation.kind == OperationKind::copy) {
        details.source = side(operation.direction == CopyDirection::deviceToHost ||
                              operation.direction == CopyDirection::deviceToDevice);
        details.target = side(operation.direction == CopyDirection::hostToDevice ||
                              operation.direction == CopyDirection::deviceToDevice);
    }
    return known = m_sink->addDetails(details);
}

void Recorder::add(trace::TrackId track, Ns startNs, Ns endNs, trace::NameId name, SliceKind kind,
                   std::int64_t correlation, Index branch, trace::DetailsId details)
{
    trace::Slice slice;
    slice.startNs = std::max(startNs, m_originNs) - m_originNs;
    slice.durationNs = endNs - m_originNs - slice.startNs;
    slice.name = name;
    slice.kind = kind;
    slice.details = details;
    slice.correlation = correlation;
    slice.branch = branch;
    slice.id = m_nextId++;
    m_sink->addSlice(track, slice);
}

void Recorder::hostCall(std::size_t thread, const program::HostCall& call, Ns startNs, Ns endNs,
                        std::int64_t correlation)
{
    if (!m_sink || endNs < m_originNs)
        return;
    const Index branch = call.operation < 0 ? -1 : m_program.operations[std::size_t(call.operation)].branch;
    add(m_threads[thread], startNs, endNs, m_calls[std::size_t(call.kind)], callSlice(m_program, call), correlation,
        branch);
}

void Recorder::framework(std::size_t thread, Ns startNs, Ns endNs)
{
    if (m_sink && endNs >= m_originNs)
        add(m_threads[thread], startNs, endNs, m_framework, SliceKind::hostWork, -1, -1);
}

void Recorder::operation(Index index, Index stream, Ns startNs, Ns endNs, std::int64_t correlation)
{
    if (!m_sink)
        return;
    const program::Operation& operation = m_program.operations[std::size_t(index)];
    trace::NameId name = m_allocation;
    if (operation.label >= 0 && !m_program.labels[std::size_t(operation.label)].empty())
        name = m_labels[std::size_t(operation.label)];
    else if (operation.kind == OperationKind::kernel)
        name = m_kernels[std::size_t(operation.launch)];
    else if (operation.kind == OperationKind::copy)
        name = m_copies[std::size_t(operation.direction)];
    else if (operation.kind == OperationKind::memset)
        name = m_memset;
    else if (operation.kind == OperationKind::host)
        name = m_hostFunction;
    const SliceKind kind = operationSlice(m_program, operation);
    const trace::DetailsId details = detailsOf(index);
    add(m_streams[std::size_t(stream)], startNs, endNs, name, kind, correlation, operation.branch, details);
    if (anEngineDoes(operation))
        add(m_engines[std::size_t(operation.direction)], startNs, endNs, name, kind, correlation, operation.branch,
            details);
}

void Recorder::event(Index event, bool record, Index branch, Index stream, Ns startNs, Ns endNs,
                     std::int64_t correlation)
{
    if (m_sink)
        add(m_streams[std::size_t(stream)], startNs, endNs, m_events[std::size_t(event)],
            record ? SliceKind::eventRecord : SliceKind::eventWait, correlation, branch);
}

void Recorder::dependency(std::int64_t from, std::int64_t to)
{
    if (m_sink)
        m_sink->addDependency(from, to);
}

void Recorder::blocks(trace::Blocks blocks)
{
    if (!m_sink)
        return;
    for (Ns& start : blocks.startNs)
        start -= m_originNs;
    m_sink->addBlocks(blocks);
}

void Recorder::advanceTo(Ns endNs)
{
    if (m_sink)
        m_sink->advanceTo(endNs - m_originNs);
}

} // namespace streamscope::backend
