// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_builder.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::trace;

namespace {

TrackInfo track(TrackKind kind, const std::string& name = "")
{
    TrackInfo info;
    info.kind = kind;
    info.name = name;
    info.device = kind == TrackKind::hostThread ? -1 : 0;
    return info;
}

Slice slice(TraceBuilder& builder, const std::string& name, Ns startNs, Ns endNs,
            SliceKind kind = SliceKind::kernelOther, std::int64_t correlation = -1)
{
    Slice s;
    s.name = builder.intern(name);
    s.startNs = startNs;
    s.durationNs = endNs - startNs;
    s.kind = kind;
    s.correlation = correlation;
    return s;
}

/// "A[0,10) B[10,20)/1": slices in order, with the depth where it is not 0.
std::string text(const Trace& trace, TrackId id)
{
    const Track& t = trace.tracks()[id];
    std::string out;
    for (std::size_t i = 0; i < t.size(); ++i) {
        out += std::string(i ? " " : "") + std::string(trace.name(t.name[i])) + "[" + std::to_string(t.startNs[i]) +
               "," + std::to_string(t.endNs(i)) + ")";
        if (t.depth[i])
            out += "/" + std::to_string(t.depth[i]);
    }
    return out;
}

} // namespace

class TestTraceBuilder : public QObject
{
    Q_OBJECT

private slots:
    void slicesComeOutSortedLongerFirst()
    {
        TraceBuilder builder;
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(thread, slice(builder, "c", 20, 30));
        builder.addSlice(thread, slice(builder, "inner", 0, 5));
        builder.addSlice(thread, slice(builder, "outer", 0, 10));
        QCOMPARE(text(*builder.finish(), thread), "outer[0,10) inner[0,5)/1 c[20,30)");
    }

    void anEventsMomentSharesTheRowOfWhatStartsThen()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "kernel", 10, 20));
        Slice wait = slice(builder, "wait", 10, 10);
        wait.kind = SliceKind::eventWait;
        builder.addSlice(stream, wait);
        const TracePointer trace = builder.finish();
        QCOMPARE(text(*trace, stream), "wait[10,10) kernel[10,20)");
        QCOMPARE(trace->tracks()[stream].depths, 1);
        QCOMPARE(trace->trust().overlapsInStream, 0);
    }

    void aSnapshotHoldsWhatPassedTheWatermarkAndStaysAsItIs()
    {
        TraceBuilder builder;
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(thread, slice(builder, "a", 0, 10));
        builder.addSlice(thread, slice(builder, "b", 10, 20));
        builder.advanceTo(5);
        const TracePointer early = builder.snapshot();
        for (int i = 2; i < 1000; ++i)
            builder.addSlice(thread, slice(builder, "c", 10 * i, 10 * i + 10));
        builder.advanceTo(100'000);
        const TracePointer late = builder.snapshot();
        QCOMPARE(text(*early, thread), "a[0,10)");
        QCOMPARE(late->sliceCount(), std::size_t(1000));
        QCOMPARE(late->tracks()[thread].endNs(999), Ns(10'000));
    }

    void whatStreamsDoIsSeenWhileTheHostWaits()
    {
        // The host's wait from 5 on has not come: it holds the watermark, not the stream.
        TraceBuilder builder;
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(thread, slice(builder, "launch", 0, 5));
        builder.addSlice(stream, slice(builder, "a", 6, 10));
        builder.addSlice(stream, slice(builder, "b", 10, 20));
        builder.advanceTo(5);
        const TracePointer seen = builder.snapshot();
        QCOMPARE(text(*seen, thread), "launch[0,5)");
        QCOMPARE(text(*seen, stream), "a[6,10) b[10,20)");
        QCOMPARE(seen->trust().lateRecords, 0);
    }

    void aLateRecordIsMergedAndCountedAndLeavesOlderSnapshotsAlone()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "a", 0, 10));
        builder.addSlice(stream, slice(builder, "c", 20, 30));
        builder.advanceTo(30);
        const TracePointer before = builder.snapshot();
        builder.addSlice(stream, slice(builder, "b", 10, 20));
        const TracePointer after = builder.snapshot();
        QCOMPARE(text(*before, stream), "a[0,10) c[20,30)");
        QCOMPARE(text(*after, stream), "a[0,10) b[10,20) c[20,30)");
        QCOMPARE(before->trust().lateRecords, 0);
        QCOMPARE(after->trust().lateRecords, 1);
    }

    void overlapsInAStreamGoToSubRowsAndAreCounted()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "a", 0, 10));
        builder.addSlice(stream, slice(builder, "b", 5, 30));
        builder.addSlice(stream, slice(builder, "c", 10, 20));
        builder.addSlice(stream, slice(builder, "d", 12, 20));
        const TracePointer trace = builder.finish();
        QCOMPARE(text(*trace, stream), "a[0,10) b[5,30)/1 c[10,20) d[12,20)/2");
        QCOMPARE(trace->tracks()[stream].depths, 3);
        QCOMPARE(trace->trust().overlapsInStream, 2);
    }

    void hostSlicesNestAndThoseThatDoNotAreCounted()
    {
        TraceBuilder builder;
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(thread, slice(builder, "a", 0, 100, SliceKind::cpuOperator));
        builder.addSlice(thread, slice(builder, "b", 10, 50, SliceKind::cpuOperator));
        builder.addSlice(thread, slice(builder, "c", 40, 120, SliceKind::cpuOperator));
        const TracePointer trace = builder.finish();
        QCOMPARE(text(*trace, thread), "a[0,100) b[10,50)/1 c[40,120)/2");
        QCOMPARE(trace->trust().notNested, 1);
    }

    void duplicatesAreKeptAndCounted()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "a", 0, 10));
        builder.addSlice(stream, slice(builder, "a", 0, 10));
        const TracePointer trace = builder.finish();
        QCOMPARE(trace->sliceCount(), std::size_t(2));
        QCOMPARE(trace->trust().duplicates, 1);
        QCOMPARE(trace->trust().overlapsInStream, 0);
    }

    void ofNoLengthOnlyWhatACorrelationTellsIsHeldTwice()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        Slice empty = slice(builder, "a", 5, 5);
        builder.addSlice(stream, empty); // two marks of one name at one time may be two
        builder.addSlice(stream, empty);
        empty.correlation = 7; // a call submits one such operation
        builder.addSlice(stream, empty);
        builder.addSlice(stream, empty);
        QCOMPARE(builder.finish()->trust().duplicates, 1);
    }

    void aWindowHoldsEverySliceThatTouchesIt()
    {
        TraceBuilder builder;
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(thread, slice(builder, "long", 0, 100));
        builder.addSlice(thread, slice(builder, "a", 10, 20));
        builder.addSlice(thread, slice(builder, "b", 30, 40));
        builder.addSlice(thread, slice(builder, "instant", 120, 120));
        const TracePointer trace = builder.finish();
        const Track& t = trace->tracks()[thread];
        using Range = std::pair<std::size_t, std::size_t>;
        QCOMPARE(t.window(50, 60), (Range{0, 3})); // `long` reaches in, so all from it on may
        QCOMPARE(t.window(100, 120), (Range{3, 3}));
        QCOMPARE(t.window(120, 121), (Range{3, 4}));
        QCOMPARE(t.window(-10, 0), (Range{0, 0}));
    }

    void busyTimeIsTheUnionClippedToTheWindow()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "a", 0, 10));
        builder.addSlice(stream, slice(builder, "b", 5, 30));
        builder.addSlice(stream, slice(builder, "c", 40, 50));
        const TracePointer trace = builder.finish();
        const Track& t = trace->tracks()[stream];
        QCOMPARE(t.busyNs(-5, 100), Ns(40)); // [0,30) and [40,50)
        QCOMPARE(t.busyNs(8, 45), Ns(27));   // [8,30) and [40,45)
        QCOMPARE(t.busyNs(30, 40), Ns(0));
        QCOMPARE(t.busyNs(20, 10), Ns(0));
    }

    void correlationsJoinHostCallsFirst()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(stream, slice(builder, "kernel", 10, 20, SliceKind::kernelOther, 7));
        builder.addSlice(thread, slice(builder, "launch", 0, 5, SliceKind::hostSubmit, 7));
        builder.addSlice(stream, slice(builder, "far", 30, 40, SliceKind::kernelOther, 1'000'000'000'000));
        const TracePointer trace = builder.finish();
        QCOMPARE(trace->correlated(7), (std::vector<SliceRef>{{thread, 0}, {stream, 0}}));
        QCOMPARE(trace->correlated(1'000'000'000'000), (std::vector<SliceRef>{{stream, 1}}));
        QVERIFY(trace->correlated(8).empty());
        QVERIFY(trace->correlated(std::numeric_limits<std::int64_t>::min()).empty());
    }

    void anOperationBeforeItsCallIsAClockInversion()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        const TrackId thread = builder.addTrack(track(TrackKind::hostThread));
        builder.addSlice(stream, slice(builder, "kernel", 3, 20, SliceKind::kernelOther, 1));
        builder.addSlice(thread, slice(builder, "launch", 5, 8, SliceKind::hostSubmit, 1));
        builder.addSlice(stream, slice(builder, "kernel", 20, 30, SliceKind::kernelOther, 2));
        builder.addSlice(thread, slice(builder, "launch", 8, 9, SliceKind::hostSubmit, 2));
        QCOMPARE(builder.finish()->trust().clockInversions, 1);
    }

    void blocksBecomeRowsOfTheirSmWithTheirKernelsNameWhicheverComesFirst()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addBlocks({1, {3, 3}, {0, 2}, {10, 8}});
        builder.addSlice(stream, slice(builder, "kernel", 0, 20, SliceKind::kernelOther, 1));
        builder.addBlocks({1, {4}, {1}, {5}});
        const TracePointer trace = builder.finish();
        QCOMPARE(trace->tracks().size(), std::size_t(3));
        QCOMPARE(trace->tracks()[1].info.name, std::string("SM 3"));
        QCOMPARE(text(*trace, 1), "kernel[0,10) kernel[2,10)/1");
        QCOMPARE(text(*trace, 2), "kernel[1,6)");
        QVERIFY(trace->tracks()[2].kind[0] == SliceKind::block);
    }

    void absurdTimesAreClampedAndCounted()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        Slice absurd = slice(builder, "a", 0, 0);
        absurd.startNs = std::numeric_limits<Ns>::max();
        absurd.durationNs = std::numeric_limits<Ns>::max();
        builder.addSlice(stream, absurd);
        Slice negative = slice(builder, "b", 0, 0);
        negative.durationNs = -5;
        builder.addSlice(stream, negative);
        const TracePointer trace = builder.finish();
        QCOMPARE(trace->trust().malformedRecords, 2);
        QVERIFY(trace->extent().endNs > trace->extent().startNs);
    }

    void namesAndDetailsAreInternedAndFoundById()
    {
        TraceBuilder builder;
        QCOMPARE(builder.intern(""), NameId(0));
        QCOMPARE(builder.intern("x"), builder.intern("x"));
        OperationDetails details;
        details.grid = {1, 2, 3};
        const DetailsId id = builder.addDetails(details);
        QCOMPARE(builder.addDetails(details), id);
        QCOMPARE(builder.addDetails({}), DetailsId(0));
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        Slice s = slice(builder, "k", 0, 1);
        s.details = id;
        s.id = 42;
        builder.addSlice(stream, s);
        const TracePointer trace = builder.finish();
        QVERIFY(trace->details(trace->tracks()[stream].details[0]) == details);
        QCOMPARE(trace->find(42), std::optional(SliceRef{stream, 0}));
        QCOMPARE(trace->find(41), std::nullopt);
    }

    void finishedTimesMayStartAtZero()
    {
        TraceBuilder builder;
        const TrackId stream = builder.addTrack(track(TrackKind::stream));
        builder.addSlice(stream, slice(builder, "a", 1000, 1010));
        builder.preview();
        builder.addSlice(stream, slice(builder, "b", 990, 1000));
        builder.addCounter(builder.addTrack(track(TrackKind::other)), 1000, 5);
        builder.startAtZero();
        const TracePointer trace = builder.finish();
        QCOMPARE(text(*trace, stream), "b[0,10) a[10,20)");
        QCOMPARE(trace->info().baseTimeNs, Ns(990));
        QCOMPARE(trace->counters()[0].timeNs[0], Ns(10));
    }
};

QTEST_APPLESS_MAIN(TestTraceBuilder)
#include "tst_trace_builder.moc"
