// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The pipe between window and runner: slices a second through the writer, and through the reader into a trace.
#include "formats/stream_protocol.h"

#include "trace/trace_builder.h"

#include <benchmark/benchmark.h>
#include <chrono>
#include <thread>
#include <unistd.h>
#include <vector>

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

/// From one process to the window's model: a writer fills a pipe as a runner does, the reader takes it apart into a
/// trace and makes a snapshot for every frame of a sixtieth of a second.
void throughAPipe(benchmark::State& state)
{
    constexpr int rounds = 10;
    for (auto _ : state) {
        int ends[2];
        if (::pipe(ends) != 0)
            return state.SkipWithError("no pipe");
        std::thread runner([to = ends[1]] {
            formats::StreamWriter writer([to](std::string_view lines) {
                while (!lines.empty()) {
                    const ssize_t taken = ::write(to, lines.data(), lines.size());
                    if (taken <= 0)
                        return;
                    lines.remove_prefix(std::size_t(taken));
                }
            });
            writer.hello("1", nullptr, nullptr);
            for (int i = 0; i < rounds; ++i)
                fill(writer);
            writer.flush();
            ::close(to);
        });
        trace::TraceBuilder builder;
        formats::StreamReader reader(builder, {});
        std::vector<char> piece(65536);
        auto frame = std::chrono::steady_clock::now();
        for (ssize_t got; (got = ::read(ends[0], piece.data(), piece.size())) > 0;) {
            reader.feed({piece.data(), std::size_t(got)});
            if (const auto now = std::chrono::steady_clock::now(); now - frame > std::chrono::microseconds(16'667)) {
                frame = now;
                benchmark::DoNotOptimize(builder.snapshot());
            }
        }
        reader.finish();
        runner.join();
        ::close(ends[0]);
        benchmark::DoNotOptimize(builder.finish());
    }
    state.SetItemsProcessed(state.iterations() * slices * rounds);
}
BENCHMARK(throughAPipe)->Unit(benchmark::kMillisecond)->UseRealTime();

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
