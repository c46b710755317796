// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/metrics.h"
#include "analysis/support_trace_text.h"
#include "trace/trace_builder.h"

#include <QtTest>

using namespace streamscope;
using analysis::Metrics;
using tests::traceFromText;

class MetricsTest : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyTraceHasNothing()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText(""));
        QCOMPARE(metrics.events, 0);
        QCOMPARE(metrics.gpuOperations, 0);
        QCOMPARE(metrics.deviceSpanNs, 0);
        QCOMPARE(metrics.meanConcurrency, 0.0);
    }

    void operationsOneAfterTheOtherDoNotOverlap()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[0,10) B[10,20) C[25,30)"));
        QCOMPARE(metrics.gpuOperations, 3);
        // 10 + 10 + 5 of 30
        QCOMPARE(metrics.gpuBusyNs, 25'000);
        QCOMPARE(metrics.deviceSpanNs, 30'000);
        QCOMPARE(metrics.overlapNs, 0);
        QCOMPARE(metrics.maxConcurrency, 1);
        QCOMPARE(metrics.streams, 1);
    }

    void overlapCountsTimeWithTwoOrMore()
    {
        // A [0,10), B [5,20), C [8,9): two run over [5,10) = 5, three over [8,9)
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[0,10)\ns8: B[5,20)\ns9: C[8,9)"));
        QCOMPARE(metrics.overlapNs, 5'000);
        QCOMPARE(metrics.gpuBusyNs, 20'000);
        QCOMPARE(metrics.maxConcurrency, 3);
        // (10 + 15 + 1) / 20
        QCOMPARE(metrics.meanConcurrency, 26.0 / 20);
        QCOMPARE(metrics.streams, 3);
    }

    void operationsThatOverlapInOneStreamCountToo()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[0,10) B[6,12)"));
        QCOMPARE(metrics.overlapNs, 4'000);
        QCOMPARE(metrics.streams, 1);
    }

    void whatAFileHoldsTwiceCountsTwiceButRanOnce()
    {
        // A is there twice, B once more with another correlation, which is another operation. A [0,10), B [0,10) twice:
        // three at once; 30 / 10. Work: A once and B twice.
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[0,10)#1{flops=1} B[0,10)#2{flops=10} A[0,10)#1{flops=1} B[0,10)#3{flops=10}"));
        QCOMPARE(metrics.gpuOperations, 4);
        QCOMPARE(metrics.kernels, 4);
        QCOMPARE(metrics.maxConcurrency, 3);
        QCOMPARE(metrics.meanConcurrency, 3.0);
        QCOMPARE(metrics.flops, 21.0);
        // Alone it does not overlap with itself.
        const Metrics alone = analysis::computeMetrics(*traceFromText("s7: A[0,10)#1 A[0,10)#1"));
        QCOMPARE(alone.gpuOperations, 2);
        QCOMPARE(alone.maxConcurrency, 1);
        QCOMPARE(alone.overlapNs, 0);
    }

    void theSameStreamOfAnotherProcessIsAnotherStream()
    {
        trace::TraceBuilder builder;
        for (const std::int64_t pid : {100, 200}) {
            trace::TrackInfo info;
            info.kind = trace::TrackKind::stream;
            info.pid = pid;
            info.device = 0;
            info.context = 1;
            info.stream = 7;
            builder.addSlice(builder.addTrack(info), {0, 10, builder.intern("k"), trace::SliceKind::kernelOther});
        }
        QCOMPARE(analysis::computeMetrics(*builder.finish()).streams, 2);
    }

    void kindsAreCountedApart()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText(
            "s7: A[0,1) H2D[1,2){bytes=100} Memset[2,3)\nh1: cudaLaunchKernel[0,1)\nnotes s7: step[0,3)"));
        QCOMPARE(metrics.events, 5);
        QCOMPARE(metrics.kernels, 1);
        QCOMPARE(metrics.copies, 1);
        QCOMPARE(metrics.memsets, 1);
        QCOMPARE(metrics.copyBytes, 100.0);
    }

    void annotationsAreNoOperations()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[5,6)\nnotes s7: range[0,100)"));
        QCOMPARE(metrics.deviceSpanNs, 1'000);
    }

    void theSameNumberOnAnotherDeviceIsAnotherStream()
    {
        QCOMPARE(analysis::computeMetrics(*traceFromText("s7: A[0,1)\ns7@1: B[0,1)\ns7@1.2: C[0,1)")).streams, 3);
    }

    void idleIsTheHostsUntilTheSubmissionIsThrough()
    {
        // Gaps [10,30) and [40,50). The calls end at 26 and 44: a launch takes min(30 - 26, 50 - 44) = 4 to get there.
        // Host 26 + 4 - 10 = 20 and 44 + 4 - 40 = 8; the rest of the second, 10 - 8 = 2, is 'other'.
        const Metrics metrics =
            analysis::computeMetrics(*traceFromText("s7: A[0,10)#1 B[30,40)#2 C[50,60)#3\nh1: cudaLaunchKernel[0,1)#1 "
                                                    "cudaLaunchKernel[20,26)#2 cudaLaunchKernel[43,44)#3"));
        QCOMPARE(metrics.idleHostNs, 28'000);
        QCOMPARE(metrics.idleDependencyNs, 0);
        QCOMPARE(metrics.idleOtherNs, 2'000);
    }

    void idleWhileALaunchIsOnItsWayIsTheHosts()
    {
        // A launch takes 30 - 26 = 4. C's call ended at 38, before B did at 40, and got there at 42: gap [40,43) is the
        // host's for 2, 'other' for 1. D's got there at 43 at the latest: gap [50,53) is a dependency.
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[0,10)#1 B[30,40)#2 C[43,50)#3 D[53,60)#4\nh1: cudaLaunchKernel[0,1)#1 "
                           "cudaLaunchKernel[20,26)#2 cudaLaunchKernel[37,38)#3 cudaLaunchKernel[38,39)#4"));
        QCOMPARE(metrics.idleHostNs, 22'000);
        QCOMPARE(metrics.idleOtherNs, 1'000);
        QCOMPARE(metrics.idleDependencyNs, 3'000);
    }

    void idleOfWorkThatWasQueuedIsADependency()
    {
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[0,10)#1 B[12,20)#2\nh1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2"));
        QCOMPARE(metrics.idleDependencyNs, 2'000);
        QCOMPARE(metrics.idleHostNs + metrics.idleOtherNs, 0);
    }

    void theFirstOperationShowsHowLongALaunchTakes()
    {
        // No call ends in a gap. The first launch took 5 - 1 = 4; B's, whose call ended at 4, was there at 8: gap [6,9)
        // is the host's for 2, 'other' for 1.
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[5,6)#1 B[9,20)#2\nh1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[3,4)#2"));
        QCOMPARE(metrics.idleHostNs, 2'000);
        QCOMPARE(metrics.idleOtherNs, 1'000);
        QCOMPARE(metrics.idleDependencyNs, 0);
    }

    void theNodesOfAGraphAreSubmittedByItsLaunch()
    {
        // Nodes have correlations of their own and reach the launch by dependencies: 1 → 2 → 3. Its call ended at 5, so
        // that gap [10,13) is a dependency.
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[8,10)#2 B[13,20)#3\nh1: cudaGraphLaunch[0,5)#1", [](trace::TraceBuilder& builder) {
                builder.addDependency(1, 2);
                builder.addDependency(2, 3);
            }));
        QCOMPARE(metrics.idleDependencyNs, 3'000);
        QCOMPARE(metrics.idleHostNs + metrics.idleOtherNs, 0);
    }

    void idleWithoutASubmissionIsOther()
    {
        QCOMPARE(analysis::computeMetrics(*traceFromText("s7: A[0,10) B[12,20)")).idleOtherNs, 2'000);
    }

    void idleAddsUpToSpanLessBusy()
    {
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[0,10)#1 B[30,40)#2 C[41,50)#3 D[70,80)\nh1: cudaLaunchKernel[0,1)#1 "
                           "cudaLaunchKernel[20,26)#2 cudaLaunchKernel[27,28)#3"));
        QCOMPARE(metrics.idleHostNs + metrics.idleDependencyNs + metrics.idleOtherNs,
                 metrics.deviceSpanNs - metrics.gpuBusyNs);
    }

    void aWindowClipsOperationsAndSharesTheirWork()
    {
        // Window [5,15): A gives 5 of 10, B 5 of 10.
        const Metrics metrics = analysis::computeMetrics(
            *traceFromText("s7: A[0,10){flops=100} B[10,20){flops=10} C[20,30){flops=1}"), Interval{5'000, 15'000});
        QCOMPARE(metrics.gpuOperations, 2);
        QCOMPARE(metrics.gpuBusyNs, 10'000);
        QCOMPARE(metrics.flops, 55.0);
        QCOMPARE(metrics.events, 2);
    }

    void severalGpusEachHaveTheirOwnTime()
    {
        // GPU 0: busy 20 of [0,30), idle 10; GPU 1: busy 10 of [5,15). No GPU runs two at once: no overlap, one at a
        // time.
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[0,10) B[20,30)\ns7@1: C[5,15)"));
        QCOMPARE(metrics.deviceSpanNs, 40'000);
        QCOMPARE(metrics.gpuBusyNs, 30'000);
        QCOMPARE(metrics.overlapNs, 0);
        QCOMPARE(metrics.maxConcurrency, 1);
        QCOMPARE(metrics.meanConcurrency, 1.0);
        QCOMPARE(metrics.idleOtherNs, 10'000);
    }

    void instantsAreCountedAndTakeNoTime()
    {
        const Metrics metrics = analysis::computeMetrics(*traceFromText("s7: A[0,0) B[5,10)"));
        QCOMPARE(metrics.gpuOperations, 2);
        QCOMPARE(metrics.gpuBusyNs, 5'000);
        QCOMPARE(metrics.maxConcurrency, 1);
        QCOMPARE(metrics.deviceSpanNs, 10'000);
    }
};

QTEST_APPLESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
