// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/loop_sink.h"
#include "trace/trace_builder.h"

#include <QtTest>

using namespace streamscope;

class TstLoopSink : public QObject
{
    Q_OBJECT

    static void iteration(trace::EventSink& sink)
    {
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        info.name = "stream 1";
        const trace::TrackId track = sink.addTrack(info);
        sink.addSlice(track, {10, 90, sink.intern("A"), trace::SliceKind::kernelOther, 0, 0, 0, 0});
        sink.addDependency(0, 0);
    }

private slots:
    void iterationsFollowEachOtherOnOneTrackWithTheirOwnCorrelations()
    {
        trace::TraceBuilder builder;
        runner::LoopSink loop(builder);
        iteration(loop);
        loop.nextIteration(150);
        iteration(loop);
        const trace::TracePointer trace = builder.finish();
        QCOMPARE(trace->tracks().size(), std::size_t(1));
        const trace::Track& track = trace->tracks()[0];
        QCOMPARE(track.size(), std::size_t(2));
        QCOMPARE(track.startNs[0], Ns(10));
        // The makespan of the first, 150, a gap of 1,000, and the kernel's own start at 10.
        QCOMPARE(track.startNs[1], Ns(150 + 1000 + 10));
        QCOMPARE(track.correlation[0], std::int64_t(0));
        QCOMPARE(track.correlation[1], std::int64_t(1));
        QCOMPARE(trace->dependencies()[1].fromCorrelation, std::int64_t(1));
    }

    void equalDetailsAreToldOnce()
    {
        struct Counting : trace::TraceBuilder
        {
            int told = 0;
            trace::DetailsId addDetails(const trace::OperationDetails& details) override
            {
                ++told;
                return TraceBuilder::addDetails(details);
            }
        } builder;
        runner::LoopSink loop(builder);
        trace::OperationDetails small, large;
        large.bytes = 4096;
        for (int i = 0; i < 3; ++i) {
            loop.addDetails(small);
            loop.addDetails(large);
            loop.nextIteration(10);
        }
        QCOMPARE(builder.told, 2);
    }

    void anIterationThatWasNotTracedTakesItsTimeToo()
    {
        trace::TraceBuilder builder;
        runner::LoopSink loop(builder);
        loop.nextIteration(500);
        loop.nextIteration(500);
        iteration(loop);
        // Two iterations of 500 and a gap of 1,000 after each.
        QCOMPARE(builder.finish()->tracks()[0].startNs[0], Ns(2 * 1500 + 10));
    }
};

QTEST_APPLESS_MAIN(TstLoopSink)
#include "tst_loop_sink.moc"
