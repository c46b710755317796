// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/steps.h"
#include "analysis/support_trace_text.h"
#include "analysis/tables.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using tests::traceFromText;

class TablesTest : public QObject
{
    Q_OBJECT

private slots:
    void distributionsUseNearestRanks()
    {
        const Distribution d = distribution({50, 10, 40, 20, 30});
        QCOMPARE(d.count, 5);
        QCOMPARE(d.totalNs, 150);
        QCOMPARE(d.leastNs, 10);
        QCOMPARE(d.lowerQuartileNs, 20); // rank ⌈1.25⌉ = 2
        QCOMPARE(d.medianNs, 30);
        QCOMPARE(d.p90Ns, 50);
        QCOMPARE(d.greatestNs, 50);
        QCOMPARE(d.meanNs, 30.0);
    }

    void kernelsAreSummedByName()
    {
        const auto trace = traceFromText("s7: A[0,10) B[10,15) A[20,50)");
        const Tables tables = computeTables(*trace);
        QCOMPARE(tables.kernels.size(), std::size_t(2));
        QCOMPARE(trace->name(tables.kernels[0].name), std::string_view("A"));
        QCOMPARE(tables.kernels[0].duration.totalNs, 40'000);
        QCOMPARE(tables.kernels[0].shareOfGpuTime, 40.0 / 45);
        QCOMPARE(tables.kernels[0].longest.index, 2u);
    }

    void streamsKnowTheirBusyAndOverlappedTime()
    {
        // s7 runs [0,20), s8 [10,30): each overlaps the other for 10.
        const Tables tables = computeTables(*traceFromText("s7: A[0,20)\ns8: B[10,30)\ns9: C[100,110)"));
        QCOMPARE(tables.streams.size(), std::size_t(3));
        QCOMPARE(tables.streams[0].busyNs, 20'000);
        QCOMPARE(tables.streams[0].overlapNs, 10'000);
        QCOMPARE(tables.streams[1].overlapNs, 10'000);
        QCOMPARE(tables.streams[2].overlapNs, 0);
    }

    void idleOfAStreamFollowsTheRuleOfHolisticTraceAnalysis()
    {
        // B was launched after A had ended: host. C was queued and starts 20 ns later: kernel. D was queued and starts
        // 5 µs later: other.
        const Tables tables = computeTables(*traceFromText("s7: A[0,10)#1 B[30,40)#2 C[40.020,50)#3 D[55,60)#4\n"
                                                           "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[20,22)#2 "
                                                           "cudaLaunchKernel[23,24)#3 cudaLaunchKernel[25,26)#4"));
        QCOMPARE(tables.streams[0].idleHostNs, 20'000);
        QCOMPARE(tables.streams[0].idleKernelNs, 20);
        QCOMPARE(tables.streams[0].idleOtherNs, 5'000);
    }

    void queuesGrowAtTheCallAndShrinkAtTheStart()
    {
        const auto trace = traceFromText("s7: A[5,20)#1 B[20,30)#2 C[30,40)#3\n"
                                         "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[2,3)#2 cudaLaunchKernel[4,5)#3");
        // 1 from 0, 2 from 2, 3 from 4, 2 from 5, 1 from 20, 0 from 30
        const auto steps = queueLength(*trace, tests::trackNamed(*trace, "stream 7"));
        QCOMPARE(steps.size(), std::size_t(6));
        QCOMPARE(steps[2].length, 3);
        QCOMPARE(steps[2].timeNs, 4'000);
        QCOMPARE(steps.back().length, 0);
        // (1·2 + 2·2 + 3·1 + 2·15 + 1·10) / 30
        const Tables tables = computeTables(*trace);
        QCOMPARE(tables.streams[0].maxQueueLength, 3);
        QCOMPARE(tables.streams[0].meanQueueLength, 49.0 / 30);
    }

    void aRecordThatStandsTwiceWaitsOnce()
    {
        const auto trace = traceFromText("s7: A[5,20)#1 A[5,20)#1\nh1: cudaLaunchKernel[0,1)#1");
        QCOMPARE(computeTables(*trace).streams[0].maxQueueLength, 1);
        // 1 from 0, 0 from 5
        QCOMPARE(queueLength(*trace, tests::trackNamed(*trace, "stream 7")).size(), std::size_t(2));
    }

    void launchDelayIsFromTheCallsEndToTheStart()
    {
        const Tables tables = computeTables(*traceFromText("s7: A[5,20)#1 B[20,30)\nh1: cudaLaunchKernel[0,2)#1"));
        QCOMPARE(tables.launchDelay.count, 1);
        QCOMPARE(tables.launchDelay.medianNs, 3'000);
        QCOMPARE(tables.launchCall.medianNs, 2'000);
        QCOMPARE(tables.launchToStart.medianNs, 5'000);
        QCOMPARE(tables.withoutSubmission, 1);
    }

    void theMedianStepIsFound()
    {
        const auto trace = traceFromText("h1: ProfilerStep#4[0,10) ProfilerStep#5[10,40) ProfilerStep#6[40,60)");
        const auto step = medianStep(*trace);
        QVERIFY(step.has_value());
        QCOMPARE(step->number, 6);
        QCOMPARE(step->interval, (Interval{40'000, 60'000}));
        QCOMPARE(profilerSteps(*trace).size(), std::size_t(3));
    }

    void aStepsWorkIsWhatWasSubmittedInIt()
    {
        // A was submitted before, B within the step, C after it; the device is behind.
        const auto trace =
            traceFromText("h1: cudaLaunchKernel[0,2)#1 cudaLaunchKernel[12,14)#2 cudaLaunchKernel[22,24)#3\n"
                          "s7: A[15,40)#1 B[40,70)#2 C[70,90)#3");
        QCOMPARE(withItsWork(*trace, {10'000, 20'000}), (Interval{10'000, 70'000}));
        QCOMPARE(withItsWork(*trace, {3'000, 10'000}), (Interval{3'000, 10'000}));
    }

    void aTraceWithoutStepsHasNoMedianStep()
    {
        QVERIFY(!medianStep(*traceFromText("h1: note:ProfilerStep[0,1)")).has_value());
    }
};

QTEST_APPLESS_MAIN(TablesTest)
#include "tst_tables.moc"
