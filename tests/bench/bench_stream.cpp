// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The pipe between window and runner: slices a second through the writer, and through the reader into a trace.
#include "formats/stream_protocol.h"

#include <benchmark/benchmark.h>

using namespace streamscope;

namespace {

constexpr int slices = 200'000;

void fill(trace::EventSink& sink)
{
    const trace::TrackId track = sink.addTrack({trace::TrackKind::stream, "stream 7", "GPU 0"});
    const trace::NameId name = sink.intern("gemm");
    for (int i = 0; i < slices; ++i) {
        trace::Slice slice;
        slice.startNs = 1000 * Ns(i);
        slice.durationNs = 900;
        slice.name = name;
        slice.kind = trace::SliceKind::kernelMatrixProduct;
        slice.correlation = i;
        slice.branch = i % 3;
        slice.id = static_cast<std::uint32_t>(i);
        sink.addSlice(track, slice);
        if (i % 1000 == 0)
            sink.advanceTo(slice.startNs);
    }
}

void write(benchmark::State& state)
{
    for (auto _ : state) {
        std::size_t bytes = 0;
        formats::StreamWriter writer([&bytes](std::string_view lines) { bytes += lines.size(); });
        fill(writer);
        writer.flush();
        benchmark::DoNotOptimize(bytes);
    }
    state.SetItemsProcessed(state.iterations() * slices);
}
BENCHMARK(write)->Unit(benchmark::kMillisecond);

void read(benchmark::State& state)
{
    std::string lines;
    formats::StreamWriter writer([&lines](std::string_view text) { lines += text; });
    writer.hello("1", nullptr, nullptr);
    fill(writer);
    writer.flush();
    for (auto _ : state) {
        trace::TraceBuilder builder;
        formats::StreamReader reader(builder, {});
        for (std::size_t at = 0; at < lines.size(); at += 65536)
            reader.feed(std::string_view(lines).substr(at, 65536));
        reader.finish();
        benchmark::DoNotOptimize(builder.finish());
    }
    state.SetItemsProcessed(state.iterations() * slices);
}
BENCHMARK(read)->Unit(benchmark::kMillisecond);

/// A picture of a run while it goes on: a snapshot after each thousand slices.
void readWithSnapshots(benchmark::State& state)
{
    for (auto _ : state) {
        trace::TraceBuilder builder;
        const trace::TrackId track = builder.addTrack({trace::TrackKind::stream, "stream 7", "GPU 0"});
        for (int i = 0; i < slices; ++i) {
            trace::Slice slice;
            slice.startNs = 1000 * Ns(i);
            slice.durationNs = 900;
            builder.addSlice(track, slice);
            if (i % 1000 == 0) {
                builder.advanceTo(slice.startNs);
                benchmark::DoNotOptimize(builder.snapshot());
            }
        }
    }
    state.SetItemsProcessed(state.iterations() * slices);
}
BENCHMARK(readWithSnapshots)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
