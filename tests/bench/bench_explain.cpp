// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// How long it takes to explain a large recording once it is loaded: at most 0.5 s for 1,000,000 events.
// STREAMSCOPE_TRACE names a file to use; without it a trace of the same mix is made: a third host calls, a third
// operators around them, a third GPU operations on eight streams.
#include "analysis/explain.h"
#include "analysis/series.h"
#include "analysis/tables.h"
#include "formats/read_trace.h"
#include "trace/trace_builder.h"

#include <array>
#include <benchmark/benchmark.h>
#include <cstdlib>

using namespace streamscope;

namespace {

class Made
{
public:
    trace::TracePointer make(int events)
    {
        addRows();
        const trace::NameId launch = m_builder.intern("cudaLaunchKernel"), op = m_builder.intern("aten::addmm");
        std::array<trace::NameId, 16> names;
        for (std::size_t i = 0; i < names.size(); ++i)
            names[i] = m_builder.intern("kernel_" + std::to_string(i));
        Ns host = 0;
        for (int i = 0; i < events / 3; ++i) {
            const Ns work = 2'000 + next() % 9'000, call = 2'500 + next() % 4'000;
            add(m_host, host, work + call, op, trace::SliceKind::cpuOperator, -1, 0);
            add(m_host, host + work / 2, call, launch, trace::SliceKind::hostSubmit, i, 0);
            const std::size_t s = next() % m_streams.size();
            const Ns start = std::max(m_free[s] + 1'200, host + work / 2 + call + 900),
                     length = 2'000 + next() % 40'000;
            m_free[s] = start + length;
            add(m_streams[s], start, length, names[next() % names.size()], trace::SliceKind::kernelOther, i,
                m_details[next() % 16]);
            host += work + call;
        }
        return m_builder.finish(2);
    }

private:
    void addRows()
    {
        trace::TrackInfo info;
        info.kind = trace::TrackKind::hostThread;
        m_host = m_builder.addTrack(info);
        for (std::size_t i = 0; i < m_streams.size(); ++i) {
            info.kind = trace::TrackKind::stream;
            info.device = 0;
            info.context = 1;
            info.stream = std::int64_t(7 + i);
            m_streams[i] = m_builder.addTrack(info);
        }
        for (int i = 0; i < 16; ++i) {
            trace::OperationDetails details;
            details.grid = {8 << i % 10, 1, 1};
            details.block = {256, 1, 1};
            details.registersPerThread = 32;
            m_details[std::size_t(i)] = m_builder.addDetails(details);
        }
        m_builder.info().deviceName = "NVIDIA H200";
    }

    void add(trace::TrackId track, Ns start, Ns length, trace::NameId name, trace::SliceKind kind,
             std::int64_t correlation, trace::DetailsId details)
    {
        trace::Slice slice;
        slice.startNs = start;
        slice.durationNs = length;
        slice.name = name;
        slice.kind = kind;
        slice.correlation = correlation;
        slice.details = details;
        slice.id = m_id++;
        m_builder.addSlice(track, slice);
    }

    Ns next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return Ns(m_state >> 40);
    }

    trace::TraceBuilder m_builder;
    trace::TrackId m_host = 0;
    std::array<trace::TrackId, 8> m_streams{};
    std::array<Ns, 8> m_free{};
    std::array<trace::DetailsId, 16> m_details{};
    std::uint64_t m_state = 7;
    std::uint32_t m_id = 0;
};

const trace::Trace& subject()
{
    static const trace::TracePointer trace = [] {
        if (const char* file = std::getenv("STREAMSCOPE_TRACE")) {
            auto read = formats::readTrace(file);
            if (read)
                return *read;
        }
        return Made().make(1'000'000);
    }();
    return *trace;
}

void explainRecording(benchmark::State& state)
{
    const trace::Trace& trace = subject();
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::explain(trace, {}).unexplainedNs);
    state.counters["events"] = double(trace.sliceCount());
}

void metricsOfRecording(benchmark::State& state)
{
    const trace::Trace& trace = subject();
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::computeMetrics(trace).gpuBusyNs);
}

void tablesOfRecording(benchmark::State& state)
{
    const trace::Trace& trace = subject();
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::computeTables(trace).withoutSubmission);
}

void seriesOfRecording(benchmark::State& state)
{
    const trace::Trace& trace = subject();
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::computeSeries(trace, trace.extent(), 1920).bins);
}

BENCHMARK(explainRecording)->Unit(benchmark::kMillisecond);
BENCHMARK(metricsOfRecording)->Unit(benchmark::kMillisecond);
BENCHMARK(tablesOfRecording)->Unit(benchmark::kMillisecond);
BENCHMARK(seriesOfRecording)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
