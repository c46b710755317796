// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of a window with 1,000,000 slices: 1600×900, every frame at another stretch, so that nothing is cached.
// The target is 16 ms a frame at device pixel ratio 1 and 25 ms at 2.
// With STREAMSCOPE_TRACE=FILE also frames of that trace at 1920×1080, from all of it down to a few slices.
#include "formats/read_trace.h"
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_export.h"
#include "timeline/timeline_view.h"
#include "trace/trace_builder.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QSvgGenerator>

#include <cmath>
#include <random>

using namespace streamscope;
using namespace streamscope::ui;

namespace {

/// Eight streams and a host thread, busy most of the time with kernels of 1…9 µs of four kinds.
trace::TracePointer manySlices(int slices)
{
    static std::map<int, trace::TracePointer> made;
    trace::TracePointer& result = made[slices];
    if (result)
        return result;
    trace::TraceBuilder builder;
    std::mt19937 random(1);
    const auto fill = [&](trace::TrackKind kind, const std::string& name, int count, bool host) {
        trace::TrackInfo info;
        info.kind = kind;
        info.name = name;
        info.device = host ? -1 : 0;
        const auto track = builder.addTrack(info);
        Ns time = 0;
        for (int i = 0; i < count; ++i) {
            trace::Slice slice;
            slice.startNs = time;
            slice.durationNs = 1000 + Ns(random() % 8000);
            slice.kind = host ? trace::SliceKind::hostSubmit : trace::SliceKind(random() % 4);
            slice.name = builder.intern("kernel" + std::to_string(random() % 50));
            builder.addSlice(track, slice);
            time += slice.durationNs + Ns(random() % 3000);
        }
    };
    fill(trace::TrackKind::hostThread, "thread 1", slices / 9, true);
    for (int s = 0; s < 8; ++s)
        fill(trace::TrackKind::stream, "stream " + std::to_string(s), slices / 9, false);
    result = builder.finish();
    return result;
}

/// 132 SMs with a million blocks, four at a time on each.
trace::TracePointer manyBlocks(int blocks)
{
    static std::map<int, trace::TracePointer> made;
    trace::TracePointer& result = made[blocks];
    if (result)
        return result;
    trace::TraceBuilder builder;
    std::mt19937 random(1);
    for (int sm = 0; sm < 132; ++sm) {
        trace::TrackInfo info;
        info.kind = trace::TrackKind::sm;
        info.name = "SM " + std::to_string(sm);
        const auto track = builder.addTrack(info);
        for (int i = 0; i < blocks / 132; ++i) {
            trace::Slice slice;
            slice.startNs = Ns(i) * 1000;
            slice.durationNs = 2000 + Ns(random() % 2000);
            slice.kind = trace::SliceKind::block;
            slice.name = builder.intern("block");
            builder.addSlice(track, slice);
        }
    }
    result = builder.finish();
    return result;
}

struct Window
{
    TimeAxis axis;
    TimelineView view{&axis};

    explicit Window(int slices) : Window(manySlices(slices)) {}

    explicit Window(trace::TracePointer trace)
    {
        view.setFrameShape(QFrame::NoFrame);
        view.resize(1600, 900);
        Timeline timeline;
        timeline.title = "many slices";
        timeline.trace = std::move(trace);
        view.setTimelines({timeline});
    }
};

void frames(benchmark::State& state, const trace::TracePointer& trace, double zoom, double ratio, QSize size)
{
    Window window(trace);
    window.view.resize(size);
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    window.view.setPixelRatio(ratio);
    const Interval all = window.axis.range();
    const Ns span = Ns(double(all.durationNs()) * zoom);
    Ns shift = 0;
    for (auto _ : state) {
        shift = (shift + all.durationNs() / 1009) % (all.durationNs() - span + 1);
        window.axis.setRange({all.startNs + shift, all.startNs + shift + span}, 1);
        window.view.viewport()->render(&image);
        benchmark::DoNotOptimize(image.constBits());
    }
}

void frames(benchmark::State& state, const trace::TracePointer& trace, double zoom)
{
    frames(state, trace, zoom, double(state.range(1)), {1600, 900});
}

/// The file that the environment names, read once.
trace::TracePointer namedTrace()
{
    static const trace::TracePointer trace = [] {
        const auto read = formats::readTrace(qEnvironmentVariable("STREAMSCOPE_TRACE").toStdString());
        return read ? *read : nullptr;
    }();
    return trace;
}

/// At 0.98 / 10^range(0) of the file's time.
void fileAtZoom(benchmark::State& state)
{
    if (!namedTrace())
        return state.SkipWithError("STREAMSCOPE_TRACE cannot be read");
    frames(state, namedTrace(), 0.98 / std::pow(10.0, double(state.range(0))), 1, {1920, 1080});
}

/// What opening the file costs the thread of the window once it is read.
void fileFirstShown(benchmark::State& state)
{
    if (!namedTrace())
        return state.SkipWithError("STREAMSCOPE_TRACE cannot be read");
    for (auto _ : state)
        Window window(namedTrace());
}

void wholeTrace(benchmark::State& state)
{
    frames(state, manySlices(int(state.range(0))), 0.98);
}

void hundredthOfIt(benchmark::State& state)
{
    frames(state, manySlices(int(state.range(0))), 0.01);
}

void dozensOfSlices(benchmark::State& state)
{
    frames(state, manySlices(int(state.range(0))), 0.00002);
}

void blocksOnSms(benchmark::State& state)
{
    frames(state, manyBlocks(int(state.range(0))), 0.98);
}

void newSnapshot(benchmark::State& state)
{
    Window window(int(state.range(0)));
    const auto trace = manySlices(int(state.range(0)));
    for (auto _ : state)
        window.view.updateTrace(0, trace);
}

void exportPicture(benchmark::State& state)
{
    Window window(int(state.range(0)));
    qint64 bytes = 0;
    for (auto _ : state) {
        const QByteArray drawn = picture(
            state.range(1) == 0 ? PictureFormat::svg : PictureFormat::pdf, QSizeF(1600, window.view.fullHeight(1600)),
            [&](QPainter& painter, const QRectF& area) { window.view.paintAll(painter, area); });
        bytes = drawn.size();
    }
    state.counters["bytes"] = double(bytes);
}

} // namespace

BENCHMARK(wholeTrace)->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(hundredthOfIt)->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(dozensOfSlices)->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(blocksOnSms)->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(newSnapshot)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(exportPicture)->Args({1'000'000, 0})->Args({1'000'000, 1})->Unit(benchmark::kMillisecond);

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application, ColourScheme::light);
    benchmark::Initialize(&argc, argv);
    if (!qEnvironmentVariableIsEmpty("STREAMSCOPE_TRACE")) {
        benchmark::RegisterBenchmark("fileAtZoom", fileAtZoom)->DenseRange(0, 6)->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark("fileFirstShown", fileFirstShown)->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
