// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/tracer.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace streamscope::cuda {

using program::Index;
using workload::OperationKind;

namespace {

constexpr std::chrono::milliseconds period{20};

} // namespace

Result<std::unique_ptr<Tracer>> Tracer::make(const program::Program& program, backend::Tracing tracing, bool blocks,
                                             const std::string& deviceName, trace::EventSink& sink)
{
    std::unique_ptr<ActivitySource> source;
    if (tracing == backend::Tracing::cupti) {
        Result<std::unique_ptr<ActivitySource>> made = makeCuptiSource();
        if (!made)
            return made.error();
        source = std::move(*made);
    }
    auto tracer = std::make_unique<Tracer>(program, std::move(source), blocks, deviceName, sink);
    if (tracer->m_source)
        if (Status started = tracer->m_source->start([self = tracer.get()](const DeviceActivity& activity) {
                const std::lock_guard lock(self->m_arrivedMutex);
                self->m_arrived.push_back(activity);
            });
            !started)
            return started.error();
    return tracer;
}

Tracer::Tracer(const program::Program& program, std::unique_ptr<ActivitySource> source, bool blocks,
               const std::string& deviceName, trace::EventSink& sink)
    : m_program(program), m_source(std::move(source)), m_blocks(blocks), m_assembler(program, deviceName, sink)
{}

Tracer::~Tracer()
{
    m_thread.request_stop();
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (m_source)
        m_source->stop();
}

Status Tracer::attach(PreparedProgram& prepared)
{
    if (!m_source || m_program.graph.nodes.empty())
        return {};
    std::vector<std::pair<std::uint64_t, Index>> made;
    for (std::size_t i = 0; i < prepared.graphNodes().size(); ++i)
        made.emplace_back(m_source->nodeId(prepared.graphNodes()[i]), m_program.graph.nodes[i]);
    std::sort(made.begin(), made.end());
    for (const auto& [id, operation] : made)
        m_assembler.addGraphNode(id, operation);
    for (const auto& [id, origin] : m_source->takeClonedNodes()) {
        const auto found = std::lower_bound(made.begin(), made.end(), std::pair<std::uint64_t, Index>(origin, 0));
        if (found != made.end() && found->first == origin)
            m_assembler.addGraphNode(id, found->second);
    }
    return {};
}

void Tracer::begin(Submitter& submitter)
{
    // No flush here: the first launch after one takes CUPTI a fifth of a millisecond. What is older than the start is
    // left out by its time.
    submitter.reset();
    m_submitter = &submitter;
    m_seen.assign(submitter.logs().size(), 0);
    // Once it sleeps: a thread that is being made takes the host's time from the first calls.
    std::latch asleep(1);
    m_thread = std::jthread([this, &asleep](std::stop_token stop) { loop(stop, asleep); });
    asleep.wait();
    const std::lock_guard wait(m_wakeMutex); // which it lets go by falling asleep
}

void Tracer::loop(std::stop_token stop, std::latch& asleep)
{
    std::unique_lock lock(m_wakeMutex);
    asleep.count_down();
    while (!m_wake.wait_for(lock, stop, period, [&stop] { return stop.stop_requested(); })) {
        if (stop.stop_requested())
            return;
        if (m_source)
            m_source->flush(false);
        collect();
    }
}

void Tracer::collect()
{
    const Ns startNs = m_submitter->startNs();
    if (startNs == 0)
        return;
    m_assembler.setOrigin(startNs);
    for (std::size_t thread = 0; thread < m_seen.size(); ++thread) {
        const HostLog& log = *m_submitter->logs()[thread];
        for (const std::size_t size = log.size(); m_seen[thread] < size; ++m_seen[thread])
            m_assembler.addHostCall(thread, m_seen[thread], log[m_seen[thread]]);
    }
    std::vector<DeviceActivity> arrived;
    {
        const std::lock_guard lock(m_arrivedMutex);
        arrived.swap(m_arrived);
    }
    for (const DeviceActivity& activity : arrived)
        if (activity.startNs >= startNs)
            m_assembler.addDeviceActivity(activity);
    m_assembler.advance();
}

Status Tracer::end(PreparedProgram& prepared)
{
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
    if (m_source)
        m_source->flush(true);
    collect();
    addHostFunctions(prepared);
    if (Status done = addStamps(prepared); !done)
        return done;
    m_assembler.finish();
    m_lost = m_assembler.lostRecords() + (m_source ? m_source->lostRecords() : 0);
    return {};
}

void Tracer::addHostFunctions(PreparedProgram& prepared)
{
    for (std::size_t i = 0; i < m_program.operations.size(); ++i)
        if (m_program.operations[i].kind == OperationKind::host)
            if (const HostFunctionRun& run = prepared.hostFunction(Index(i)); run.endNs > 0)
                m_assembler.addOperation(Index(i), run.startNs, run.endNs);
}

/// Blocks, and without a source the kernels themselves, from what the kernels noted. With a source the two clocks are
/// brought together by the kernels' own starts, else by round trips.
Status Tracer::addStamps(PreparedProgram& prepared)
{
    Result<std::vector<Probes::Record>> records = prepared.probes().read();
    if (!records)
        return records.error();
    if (records->empty())
        return {};
    Ns offset = 0;
    if (m_source) {
        std::vector<Ns> offsets;
        for (const Probes::Record& record : *records)
            if (const Interval when = m_assembler.when(record.operation); when != Interval())
                offsets.push_back(when.startNs - record.startNs);
        if (offsets.empty())
            return {};
        std::nth_element(offsets.begin(), offsets.begin() + std::ptrdiff_t(offsets.size() / 2), offsets.end());
        offset = offsets[offsets.size() / 2];
    } else {
        Result<Ns> measured = deviceClockOffset();
        if (!measured)
            return measured.error();
        offset = *measured;
    }
    for (Probes::Record& record : *records) {
        if (!m_source)
            m_assembler.addOperation(record.operation, record.startNs + offset, record.endNs + offset);
        for (Ns& start : record.blocks.startNs)
            start += offset;
        if (m_blocks)
            m_assembler.addBlocks(record.operation, std::move(record.blocks));
    }
    return {};
}

} // namespace streamscope::cuda
