// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/comparison.h"
#include "analysis/support_trace_text.h"
#include "words/sentences.h"

#include <algorithm>
#include <cmath>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;

namespace {

LayoutResult layout(const char* name, int streams, const char* launch, double ms)
{
    LayoutResult result;
    result.name = name;
    result.streams = streams;
    result.launch = launch;
    result.makespanNs = result.makespanLowNs = result.makespanHighNs = Ns(std::llround(ms * 1e6));
    result.metrics.gpuOperations = 10;
    result.metrics.gpuBusyNs = result.makespanNs / 2;
    return result;
}

LayoutResult with(LayoutResult result, double lowMs, double highMs)
{
    result.makespanLowNs = Ns(lowMs * 1e6);
    result.makespanHighNs = Ns(highMs * 1e6);
    return result;
}

Comparison judged(std::vector<LayoutResult> layouts, trace::Provenance provenance = trace::Provenance::measuredNow,
                  double modelError = 0)
{
    Comparison comparison;
    comparison.provenance = provenance;
    comparison.modelError = modelError;
    comparison.repeat = 20;
    comparison.layouts = std::move(layouts);
    judge(comparison);
    return comparison;
}

using Texts = std::vector<std::string>;

} // namespace

class VerdictTest : public QObject
{
    Q_OBJECT

private slots:
    void theFoundingFactorsComeFirstWhereThereAreOtherLayoutsToo()
    {
        const Comparison c = judged({layout("serial", 1, "eager", 2.09), layout("streams", 4, "eager", 2.23),
                                     layout("wide", 8, "eager", 2.42), layout("graph-serial", 1, "graph", 0.686),
                                     layout("graph-streams", 4, "graph", 0.182)});
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-streams-and-graph"));
        // 2.09 / 2.23, 0.686 / 0.182, 2.09 / 0.686
        QCOMPARE(c.verdict.message.arguments, (Texts{"0.94×", "3.77×", "3.05×"}));
    }

    void aGraphThatLeavesTheThreadsWorkToCaptureIsSaidToDoSo()
    {
        const auto withWork = [](LayoutResult result, workload::LaunchMode launch, Ns cpuNs) {
            result.traits.emplace();
            result.traits->launch = launch;
            result.traits->cpuNs = cpuNs;
            return result;
        };
        const auto told = [&](Ns cpuNs) {
            const Comparison c = judged({withWork(layout("e", 1, "eager", 2.09), workload::LaunchMode::eager, cpuNs),
                                         withWork(layout("g", 1, "graph", 0.115), workload::LaunchMode::graph, cpuNs)});
            return std::ranges::any_of(c.verdict.because, [](const Message& sentence) {
                return sentence.id == "analysis.verdict-cpu-at-capture" && sentence.arguments == Texts{"g", "2 ms"};
            });
        };
        QVERIFY(told(2'000'000));
        QVERIFY(!told(0));
    }

    void theFoundingExampleChangesOneThingAtATime()
    {
        // gpu-facts §6, n = 512: 4.76, 4.89, 1.87, 1.033 ms
        const Comparison c =
            judged({layout("serial", 1, "eager", 4.76), layout("streams", 3, "eager", 4.89),
                    layout("graph-serial", 1, "graph", 1.87), layout("graph-streams", 3, "graph", 1.033)});
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-streams-and-graph"));
        // 4.76/4.89, 1.87/1.033, 4.76/1.87
        QCOMPARE(c.verdict.message.arguments, (Texts{"0.97×", "1.81×", "2.55×"}));
        QVERIFY(c.verdict.measurable);
        QCOMPARE(c.verdict.factors.size(), std::size_t(3));
        QCOMPARE(c.layouts[3].speedup, 4.76 / 1.033);
    }

    void aFactorUnderTheNoiseIsNotClaimed()
    {
        const Comparison c = judged(
            {with(layout("serial", 1, "eager", 4.76), 4.7, 4.9), with(layout("streams", 3, "eager", 4.89), 4.8, 5.0),
             layout("graph-serial", 1, "graph", 1.87), layout("graph-streams", 3, "graph", 1.033)});
        QCOMPARE(c.verdict.message.arguments[0], std::string("≈ 1×"));
        // 4.89/4.76 = 1.027: more than one per cent, but [4.7, 4.9] and [4.8, 5.0] overlap.
        QCOMPARE(c.verdict.because.back().id, std::string("analysis.error-spread"));
    }

    void aFactorBelowTheMarginIsSaidToBeThat()
    {
        // 4.80/4.76 = 1.008
        const Comparison c =
            judged({layout("serial", 1, "eager", 4.76), layout("streams", 3, "eager", 4.80),
                    layout("graph-serial", 1, "graph", 1.87), layout("graph-streams", 3, "graph", 1.033)});
        QCOMPARE(c.verdict.message.arguments[0], std::string("≈ 1×"));
        QCOMPARE(c.verdict.because.back().id, std::string("analysis.error-margin"));
        QCOMPARE(c.verdict.because.back().arguments, (Texts{"1.0 %"}));
    }

    void bothDoubtsAreNamedWhereBothStand()
    {
        // serial and streams overlap; the graphs differ by 0.5 %.
        const Comparison c = judged(
            {with(layout("serial", 1, "eager", 2.6), 2.4, 2.8), with(layout("streams", 3, "eager", 2.98), 2.7, 3.1),
             layout("graph-serial", 1, "graph", 2.0), layout("graph-streams", 3, "graph", 1.99)});
        QCOMPARE(c.verdict.because.back().id, std::string("analysis.error-margin-or-spread"));
    }

    void aSmallDifferenceIsNotPutDownToTheSpread()
    {
        // 1.004: the spreads do not touch, yet less than one per cent is not told apart.
        const Comparison c = judged({layout("a", 1, "eager", 1.004), layout("b", 3, "eager", 1.0)});
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-no-difference-margin"));
    }

    void aBoundAboveAMeasuredMakespanIsNotClaimed()
    {
        LayoutResult serial = layout("serial", 1, "eager", 2.4), streams = layout("streams", 3, "graph", 0.925);
        serial.bounds.criticalPathNs = streams.bounds.criticalPathNs = 965'000;
        serial.bounds.hostNs = 2'000'000;
        streams.bounds.hostNs = 7'000;
        const Comparison measured = judged({serial, streams}, trace::Provenance::recorded);
        for (const LayoutResult& result : measured.layouts) // one estimate, refuted by the second layout
            QVERIFY(!result.bounds.criticalPathNs);
        QCOMPARE(measured.layouts[0].bounds.hostNs, std::optional<Ns>(2'000'000));
        for (const Message& reason : measured.verdict.because)
            QVERIFY(!QString::fromStdString(reason.id).startsWith("analysis.limit-chain"));
        // Of a model's runs it stays: there it would be a contradiction that tests must see.
        QVERIFY(judged({serial, streams}, trace::Provenance::simulatedChecked).layouts[1].bounds.criticalPathNs);
    }

    void aBoundOfHardwareIsSaidToBeAnEstimate()
    {
        LayoutResult one = layout("one", 1, "eager", 10);
        one.bounds.criticalPathNs = 9'000'000;
        QCOMPARE(judged({one}, trace::Provenance::recorded).verdict.because[0].id,
                 std::string("analysis.limit-chain-estimated"));
        QCOMPARE(judged({one}, trace::Provenance::simulatedChecked).verdict.because[0].id,
                 std::string("analysis.limit-chain"));
    }

    void aChainThatAnotherLayoutBeatsIsNoLimit()
    {
        LayoutResult pageable = layout("pageable", 2, "eager", 10), pinned = layout("pinned", 2, "eager", 9.5);
        pageable.bounds.criticalPathNs = 9'800'000; // its copies are slower
        pinned.bounds.criticalPathNs = 2'000'000;
        const Comparison c = judged({pageable, pinned}, trace::Provenance::simulatedChecked, 0.02);
        for (const Message& reason : c.verdict.because)
            QVERIFY(reason.id != "analysis.limit-chain");
    }

    void overlappingSpreadsAreNoDifference()
    {
        const Comparison c = judged(
            {with(layout("serial", 1, "eager", 4.0), 3.0, 5.0), with(layout("streams", 3, "eager", 3.5), 2.9, 4.5)});
        QVERIFY(!c.verdict.measurable);
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-no-difference-spread"));
        QCOMPARE(c.verdict.message.arguments, (Texts{"14 %", "20"}));
    }

    void simulatedDifferencesUnderTheModelsErrorAreNone()
    {
        const auto checked = trace::Provenance::simulatedChecked;
        QVERIFY(
            !judged({layout("a", 1, "eager", 1.04), layout("b", 3, "eager", 1.0)}, checked, 0.05).verdict.measurable);
        QVERIFY(
            judged({layout("a", 1, "eager", 1.06), layout("b", 3, "eager", 1.0)}, checked, 0.05).verdict.measurable);
    }

    void layoutsOfTheSameTimeAreSaidToTakeIt()
    {
        const Comparison c = judged({layout("a", 1, "eager", 1.0), layout("b", 3, "eager", 1.0)});
        QCOMPARE(c.verdict.message, (Message{"analysis.verdict-no-difference-none", {}}));
    }

    void aProfileThatWasNeverCheckedIsTrustedToTenPercent()
    {
        const auto unchecked = trace::Provenance::simulatedUnchecked;
        const Comparison c = judged({layout("a", 1, "eager", 1.09), layout("b", 3, "eager", 1.0)}, unchecked);
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-no-difference-unchecked"));
        QCOMPARE(c.verdict.message.arguments, (Texts{"9.0 %", "10 %"}));
        QVERIFY(judged({layout("a", 1, "eager", 1.12), layout("b", 3, "eager", 1.0)}, unchecked).verdict.measurable);
    }

    void streamsThatSlowThingsDownAreSaidToDoSo()
    {
        const Comparison c = judged({layout("serial", 1, "eager", 1.0), layout("streams", 3, "eager", 2.0)});
        QCOMPARE(c.verdict.message.id, std::string("analysis.factor-streams"));
        QCOMPARE(c.verdict.message.arguments, (Texts{"0.5×", "streams", "serial"}));
    }

    void oneLayoutHasNoFactor()
    {
        const Comparison c = judged({layout("only", 1, "eager", 1.5)});
        QCOMPARE(c.verdict.message.id, std::string("analysis.verdict-one"));
        QCOMPARE(c.verdict.message.arguments, (Texts{"only", "1.5 ms"}));
        QVERIFY(c.verdict.factors.empty());
        QVERIFY(!c.verdict.measurable);
    }

    void nothingAtAllIsAVerdictToo()
    {
        QCOMPARE(judged({}).verdict.message.id, std::string("analysis.verdict-nothing"));
    }

    void layoutsThatTakeNoTimeAreNotDividedByZero()
    {
        const Comparison c = judged({layout("a", 1, "eager", 0), layout("b", 3, "eager", 0)});
        QCOMPARE(c.layouts[1].speedup, 1.0);
        QVERIFY(!c.verdict.measurable);
    }

    void aWorkloadWithoutGpuWorkSaysSo()
    {
        LayoutResult idle = layout("cpu", 1, "eager", 1);
        idle.metrics = {};
        QCOMPARE(judged({idle}).verdict.message.id, std::string("analysis.verdict-one-idle"));
    }

    void whatChangesIsNamedByTheTraits()
    {
        LayoutResult pageable = layout("pageable", 2, "eager", 10), pinned = layout("pinned", 2, "eager", 4);
        pageable.traits.emplace();
        pageable.traits->streams = 2;
        pageable.traits->hostMemory = {workload::HostMemory::pageable};
        pinned.traits = pageable.traits;
        pinned.traits->hostMemory = {workload::HostMemory::pinned};
        const Comparison c = judged({pageable, pinned});
        QCOMPARE(c.verdict.message.id, std::string("analysis.factor-memory"));
        QCOMPARE(c.verdict.message.arguments, (Texts{"2.5×", "pinned", "pageable"}));
    }

    void severalChangesAtOnceAreNotCalledStreams()
    {
        LayoutResult a = layout("a", 1, "eager", 10), b = layout("b", 2, "eager", 4);
        a.traits.emplace();
        b.traits = a.traits;
        b.traits->streams = 2;
        b.traits->threads = 2;
        QCOMPARE(judged({a, b}).verdict.message.id, std::string("analysis.factor-together"));
        b.traits->threads = 1;
        b.traits->launch = workload::LaunchMode::graph;
        QCOMPARE(judged({a, b}).verdict.message.id, std::string("analysis.factor-streams-and-launch"));
        b.traits->work = 1;
        QCOMPARE(judged({a, b}).verdict.message.id, std::string("analysis.factor-together"));
        b.traits = a.traits;
        b.traits->work = 1;
        QCOMPARE(judged({a, b}).verdict.message.id, std::string("analysis.factor-work"));
    }

    void aLayoutIsSetAgainstTheOneItIsWrittenMostLike()
    {
        // depth and breadth have nine streams each, serial has one: breadth differs from serial in streams alone only
        // because one stream has no order.
        LayoutResult serial = layout("serial", 1, "eager", 72.1), depth = layout("depth", 9, "eager", 14);
        serial.traits.emplace();
        depth.traits.emplace();
        depth.traits->streams = 9;
        LayoutResult breadth = depth;
        breadth.name = "breadth";
        breadth.makespanNs = breadth.makespanLowNs = breadth.makespanHighNs = 8'000'000;
        breadth.traits->issue = workload::IssueOrder::breadthFirst;
        const Comparison c = judged({serial, depth, breadth});
        QCOMPARE(c.verdict.because[0].id, std::string("analysis.factor-issue-order"));
        QCOMPARE(c.verdict.because[0].arguments, (Texts{"1.75×", "breadth", "depth"})); // 14 / 8
        QCOMPARE(judged({serial, breadth}).verdict.message.id, std::string("analysis.factor-streams"));
    }

    void theFrameworksTimeIsAFactorOfItsOwn()
    {
        LayoutResult graph = layout("graph", 2, "graph", 0.18), eager = layout("eager", 2, "eager", 0.36);
        graph.traits.emplace();
        graph.traits->streams = 2;
        graph.traits->launch = workload::LaunchMode::graph;
        eager.traits = graph.traits;
        eager.traits->launch = workload::LaunchMode::eager;
        LayoutResult python = eager;
        python.name = "python";
        python.makespanNs = python.makespanLowNs = python.makespanHighNs = 1'440'000;
        python.traits->hostCostNs = 20'000;
        const Comparison c = judged({graph, eager, python});
        QCOMPARE(c.verdict.message, (Message{"analysis.factor-launch", {"0.5×", "eager", "graph"}}));
        QCOMPARE(c.verdict.because[0], (Message{"analysis.factor-host-cost", {"0.25×", "python", "eager"}}));
        QCOMPARE(judged({graph, python}).verdict.message.id, std::string("analysis.factor-launch-framework"));
        // A change is named the way it goes.
        QCOMPARE(c.verdict.factors[0].change.id, std::string("analysis.change-launch-one-by-one"));
        QCOMPARE(judged({eager, graph}).verdict.factors[0].change.id, std::string("analysis.change-launch"));
        // Threads are no part of the launch mode.
        eager.traits->threads = 4;
        QCOMPARE(judged({graph, eager}).verdict.message.id, std::string("analysis.factor-together"));
    }

    void theFrameworksTimeForAGraphsLaunchIsAFactorToo()
    {
        LayoutResult graph = layout("graph", 4, "graph", 0.1), python = layout("python", 4, "graph", 0.15);
        graph.traits.emplace();
        graph.traits->launch = workload::LaunchMode::graph;
        python.traits = graph.traits;
        python.traits->hostCostNs = 50'000;
        QCOMPARE(judged({graph, python}).verdict.message,
                 (Message{"analysis.factor-host-cost", {"0.67×", "python", "graph"}})); // 0.1 / 0.15
        // Beside other changes as well: it is no part of the launch mode where the graph has more of it.
        LayoutResult eager = layout("eager", 4, "eager", 0.4);
        eager.traits = graph.traits;
        eager.traits->launch = workload::LaunchMode::eager;
        const Comparison c = judged({eager, python});
        QCOMPARE(words::sentence(c.verdict.message),
                 std::string("Several things changed at once (launch mode, framework's time per call): 2.67× (“python” "
                             "against “eager”).")); // 0.4 / 0.15
        eager.traits->hostCostNs = 50'000;
        QCOMPARE(judged({eager, python}).verdict.message.id, std::string("analysis.factor-launch"));
    }

    void theDefaultStreamByItselfIsOneStream()
    {
        LayoutResult one = layout("one", 1, "eager", 3), three = layout("three", 3, "eager", 1);
        one.traits.emplace();
        one.traits->usesDefaultStream = true;
        three.traits.emplace();
        three.traits->streams = 3;
        QCOMPARE(judged({one, three}).verdict.message.id, std::string("analysis.factor-streams"));
        three.traits->usesDefaultStream = true; // beside others it stops them
        QCOMPARE(judged({one, three}).verdict.message.id, std::string("analysis.factor-together"));
    }

    void whatChangedTogetherIsListed()
    {
        LayoutResult a = layout("a", 1, "eager", 94), b = layout("b", 2, "eager", 1);
        a.traits.emplace();
        b.traits = a.traits;
        b.traits->streams = b.traits->threads = 2;
        const Comparison c = judged({b, a});
        QCOMPARE(
            words::sentence(c.verdict.message),
            std::string("Several things changed at once (streams, submitting threads): 0.011× (“a” against “b”)."));
        QCOMPARE(words::sentence(c.verdict.factors[0].change),
                 std::string("several things at once: streams, submitting threads (a against b)"));
        QCOMPARE(words::sentence(c.verdict.message, "zh_CN"),
                 std::string("同时改变了多项（流、提交线程数）：0.011×（“a”对比“b”）。"));
    }

    void theHostIsNamedWhereItIsTheLimit()
    {
        LayoutResult serial = layout("serial", 1, "eager", 4.76), streams = layout("streams", 3, "eager", 4.7);
        serial.bounds.hostNs = streams.bounds.hostNs = 4'500'000;
        const Comparison c = judged({serial, streams}, trace::Provenance::simulatedChecked, 0.05);
        QVERIFY(!c.verdict.because.empty());
        QCOMPARE(c.verdict.because[0].id, std::string("analysis.limit-host"));
        QCOMPARE(c.verdict.because[0].arguments, (Texts{"streams", "4.5 ms", "4.7 ms", "96 %"}));
    }

    void whatTheHostDoesBesidesSubmittingIsNoSubmission()
    {
        LayoutResult serial = layout("serial", 1, "eager", 0.871), streams = layout("streams", 3, "eager", 0.87);
        serial.bounds.hostNs = streams.bounds.hostNs = 817'000;
        streams.bounds.hostComputesNs = 800'000;
        const auto said = [&] { return judged({serial, streams}, trace::Provenance::simulatedChecked, 0.05).verdict; };
        QCOMPARE(said().because[0],
                 (Message{"analysis.limit-host-computes", {"streams", "817 µs", "870 µs", "800 µs"}}));
        streams.bounds.hostComputesNs = 80'000; // less than a tenth of 817
        QCOMPARE(said().because[0].id, std::string("analysis.limit-host"));
        streams.bounds.hostAllocatesNs = 400'000;
        QCOMPARE(said().because[0].id, std::string("analysis.limit-host-allocates"));
    }

    void aHostThatWaitsBetweenSubmissionsIsNamed()
    {
        // It waits for 40 of 100 µs before it submits B; the wait at the end keeps nobody from anything.
        LayoutResult serial = layout("serial", 1, "eager", 0.1), streams = layout("streams", 3, "eager", 0.1);
        const auto names = [&](const char* hostCalls, const Message& reason) {
            streams.trace = tests::traceFromText(std::string("h1: ") + hostCalls + "\ns7: A[6,46)#1 B[57,97)#2\n");
            const Comparison c = judged({serial, streams}, trace::Provenance::simulatedChecked, 0.05);
            return std::ranges::find(c.verdict.because, reason) != c.verdict.because.end();
        };
        const Message waits{"analysis.limit-host-waits", {"streams", "40 µs", "100 µs"}};
        QVERIFY(names("cudaLaunchKernel[0,5)#1 cudaDeviceSynchronize[5,45) cudaLaunchKernel[45,50)#2 "
                      "cudaDeviceSynchronize[50,100)",
                      waits));
        QVERIFY(!names("cudaLaunchKernel[0,5)#1 cudaLaunchKernel[5,10)#2 cudaDeviceSynchronize[10,100)", waits));
        QVERIFY(names("cudaLaunchKernel[0,5)#1 cudaMalloc[5,45) cudaLaunchKernel[45,50)#2 "
                      "cudaDeviceSynchronize[50,100)",
                      {"analysis.limit-host-held", {"streams", "40 µs", "100 µs"}}));
    }

    void aBoundOfTheWorkIsTheSameInAllLayouts()
    {
        LayoutResult lucky = layout("lucky", 1, "eager", 0.2), other = layout("other", 2, "eager", 0.1);
        lucky.traits.emplace();
        other.traits.emplace();
        lucky.bounds.capacityNs = 83'000; // L2 kept more
        other.bounds.capacityNs = 97'000;
        QCOMPARE(judged({lucky, other}).layouts[1].bounds.capacityNs, std::optional<Ns>(83'000));
        other.traits->work = 1;
        QCOMPARE(judged({lucky, other}).layouts[1].bounds.capacityNs, std::optional<Ns>(97'000));
    }

    void theHostIsNamedWhereATracedRunShowsItSubmittingAllTheWhile()
    {
        // Of 100 µs traced, the thread launches or computes in 30 + 40 + 25 = 95 µs: more than 80 %.
        LayoutResult serial = layout("serial", 1, "eager", 0.09), streams = layout("streams", 3, "eager", 0.089);
        streams.tracedMakespanNs = 100'000;
        streams.trace = tests::traceFromText("h1: cudaLaunchKernel[0,30)#1 work[30,70) cudaLaunchKernel[70,95)#2\n"
                                             "s7: A[40,50)#1 B[96,99)#2\n");
        const auto names = [](const Comparison& comparison) {
            for (const Message& reason : comparison.verdict.because)
                if (reason == Message{"analysis.limit-host-traced", {"streams", "95 µs", "100 µs"}})
                    return true;
            return false;
        };
        QVERIFY(names(judged({serial, streams})));
        // Waiting is no submitting: 55 of 100 µs.
        streams.trace =
            tests::traceFromText("h1: cudaLaunchKernel[0,30)#1 cudaDeviceSynchronize[30,70) cudaLaunchKernel[70,95)#2\n"
                                 "s7: A[40,50)#1 B[96,99)#2\n");
        QVERIFY(!names(judged({serial, streams})));
    }

    void aFullGpuIsNamedByItsShareOfPeak()
    {
        LayoutResult serial = layout("serial", 1, "eager", 10), streams = layout("streams", 2, "eager", 9.9);
        serial.shareOfPeak.fp32 = 0.94;
        streams.shareOfPeak.fp32 = 0.95;
        const Comparison c = judged({serial, streams}, trace::Provenance::simulatedChecked, 0.05);
        QCOMPARE(c.verdict.because[0].id, std::string("analysis.limit-fp32"));
    }

    void kernelsThatKeepTheGpuBusyAsLongAreDoneNoSoonerSideBySide()
    {
        LayoutResult serial = layout("serial", 1, "eager", 10), streams = layout("streams", 2, "eager", 9.8);
        serial.metrics.gpuBusyNs = 9'500'000;
        streams.metrics.gpuBusyNs = 9'300'000;
        streams.metrics.overlapNs = 4'000'000;
        const auto names = [](const Comparison& comparison) {
            for (const Message& reason : comparison.verdict.because)
                if (reason ==
                    Message{"analysis.limit-no-faster-together", {"streams", "4 ms", "9.3 ms", "9.5 ms", "serial"}})
                    return true;
            return false;
        };
        QVERIFY(names(judged({serial, streams})));
        LayoutResult graph = layout("graph", 2, "graph", 8); // done sooner, so there was room
        graph.metrics.gpuBusyNs = 7'900'000;
        QVERIFY(!names(judged({serial, streams, graph})));
        streams.metrics.gpuBusyNs = 6'000'000; // busy for less: company did help
        QVERIFY(!names(judged({serial, streams})));
        streams.metrics.gpuBusyNs = 9'300'000;
        streams.metrics.overlapNs = 100'000; // hardly ever side by side
        QVERIFY(!names(judged({serial, streams})));
        streams.metrics.overlapNs = 4'000'000;
        QVERIFY(names(judged({serial, streams})));
        streams.metrics.copies = 1; // what runs side by side may be copies
        QVERIFY(!names(judged({serial, streams})));
        streams.metrics.copies = 0;
        serial.metrics.overlapNs = 1; // not one at a time
        QVERIFY(!names(judged({serial, streams})));
        serial.metrics.overlapNs = 0;
        streams.makespanNs = 9'000'000; // 10 / 9: gaps were filled, which did help
        QVERIFY(!names(judged({serial, streams})));
    }

    void whereNobodyKnowsThePeaksNoneIsSaidToBeMissed()
    {
        LayoutResult serial = layout("serial", 1, "eager", 10), streams = layout("streams", 2, "eager", 9.9);
        serial.metrics.flops = streams.metrics.flops = 1e9;
        for (const Message& reason : judged({serial, streams}).verdict.because)
            QVERIFY(reason.id != "analysis.limit-none");
        serial.shareOfPeak = streams.shareOfPeak = {0.3, 0.1, 0.0};
        const Comparison known = judged({serial, streams});
        QCOMPARE(known.verdict.because[0].id, std::string("analysis.limit-none"));
        QCOMPARE(known.verdict.because[0].arguments, (Texts{"streams", "30 %", "10 %"}));
    }

    void aGpuThatIsFullOnlyWhileItWorksIsNotCalledFull()
    {
        LayoutResult one = layout("one", 1, "eager", 10);
        one.metrics.gpuBusyNs = 4'000'000;
        one.shareOfPeak.dram = 0.38;
        const Comparison c = judged({one});
        QCOMPARE(c.verdict.because[0].id, std::string("analysis.limit-full-while-busy"));
        // 7.9 of 9.8 ms is 81 %, of the 10 in all 79: it works nearly all the time, and is full.
        one.metrics.gpuBusyNs = 9'800'000;
        one.shareOfPeak.dram = 0.79;
        QCOMPARE(judged({one}).verdict.because[0],
                 (Message{"analysis.limit-dram", {"one", "7.9 ms", "10 ms", "79 %"}}));
    }
};

QTEST_APPLESS_MAIN(VerdictTest)
#include "tst_verdict.moc"
