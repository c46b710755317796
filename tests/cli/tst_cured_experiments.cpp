// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What cards of simulated runs say that a cause costs, against runs with the cure.
#include "analysis/explain.h"
#include "analysis/text.h"
#include "cli/support_compared.h"

#include <algorithm>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::tests;
using analysis::Cause;
using analysis::Certainty;
using analysis::Comparison;
using analysis::Explanation;
using analysis::Finding;
using analysis::LayoutResult;

class CuredExperimentsTest : public QObject
{
    Q_OBJECT

    static const Finding& finding(const Explanation& explanation, const std::string& cause)
    {
        const auto found =
            std::ranges::find_if(explanation.findings, [&](const Finding& one) { return one.slug == cause; });
        if (found == explanation.findings.end())
            qFatal("no finding %s", cause.c_str());
        return *found;
    }

    static std::string spins(int count, int ns)
    {
        return R"({"repeat": {"count": )" + std::to_string(count) +
               R"(, "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": )" + std::to_string(ns) +
               "}}}]}}";
    }

    /// `text` with the name put in.
    static std::string named(std::string text, const std::string& name)
    {
        const std::string place = "NAME";
        for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + name.size()))
            text.replace(at, place.size(), name);
        return text;
    }

    static bool isAtPlay(const Finding& finding)
    {
        return finding.certainty == Certainty::proved || finding.certainty == Certainty::likely;
    }

    /// The card of the first layout costs what the second layout takes less, and has something to show.
    static void costsTheDifference(const Comparison& comparison, const std::string& cause)
    {
        const Finding card = finding(explained(comparison.layouts[0]), cause);
        QCOMPARE(card.certainty, Certainty::proved);
        QVERIFY(!card.evidence.empty());
        QCOMPARE(card.costNs, comparison.layouts[0].makespanNs - comparison.layouts[1].makespanNs);
    }

    /// What cards of causes with a cure claim together, all cures together gain.
    static void leavesWhatWasSeen(const Explanation& explanation)
    {
        QVERIFY(explanation.alternatives && explanation.alternatives->together);
        Ns leftNs = explanation.spanNs;
        for (const Finding& one : explanation.findings) {
            const bool isTried = one.cause == int(Cause::oneStream) || one.cause == int(Cause::graphChain) ||
                                 one.cause == int(Cause::launchBound) ||
                                 explanation.alternatives->curedNs[std::size_t(one.cause)].has_value();
            leftNs -= one.cause != 1 && isTried ? one.costNs : 0;
        }
        QVERIFY(leftNs >= std::min(explanation.alternatives->together->fastestNs, explanation.spanNs));
    }

private slots:
    void noCauseCostsMoreThanItsCureGains_data() { everyExperimentOnEveryProfile(); }

    void noCauseCostsMoreThanItsCureGains()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, profile);
        for (const LayoutResult& layout : compared(experiment.toStdString(), profile.toStdString()).layouts) {
            const Explanation explanation = explained(layout, profile.toStdString());
            QVERIFY(explanation.alternatives);
            Ns sumNs = explanation.bestPossibleNs + explanation.besidesNs + explanation.unexplainedNs;
            for (const Finding& one : explanation.findings) {
                sumNs += one.costNs;
                const auto cured = explanation.alternatives->curedNs[std::size_t(one.cause)];
                if (one.cause != 1 && one.cause != 2 && cured)
                    QVERIFY2(one.costNs <= std::max<Ns>(0, layout.makespanNs - *cured), one.slug.c_str());
            }
            QCOMPARE(sumNs, explanation.spanNs);
            QVERIFY(explanation.unexplainedNs >= 0);
            QVERIFY(explanation.bestPossibleNs >= std::min(explanation.alternatives->leastNs, explanation.spanNs));
            leavesWhatWasSeen(explanation);
        }
    }

    void curesThatGainTheSameTimeDoNotGainItTwice()
    {
        // Pinned memory, another order and streams each gain much of what pageable copies on three streams take.
        const auto spin = [](int ns, int blocks, int threads) {
            return R"({"kernel": {"kernel": "spin", "parameters": {"ns": )" + std::to_string(ns) + R"(, "blocks": )" +
                   std::to_string(blocks) + R"(, "threads": )" + std::to_string(threads) + "}}}";
        };
        const std::string copy = R"({"copy": {"from": "host", "to": "device", "buffer": "x"}})";
        const Comparison comparison = comparedText(
            R"({"name": "a", "operations": [)" + spin(50'000, 1, 128) + ", " + copy +
                R"(, {"memset": {"bytes": 67108864}}]},
               {"name": "b", "count": 3, "operations": [)" +
                spin(10'000, 1056, 32) + R"(, {"memset": {"bytes": 67108864}}, )" + spin(200'000, 1, 256) + R"(]},
               {"name": "c", "operations": [)" +
                copy + ", " + spin(200'000, 264, 32) + "]}",
            R"({"name": "pageable", "streams": [{"name": "s", "count": 3}], "memory": {"*": "pageable"}})",
            R"("x": {"bytes": 16777216})");
        const Explanation explanation = explained(comparison.layouts.front());
        Ns claimedNs = 0;
        for (const Finding& one : explanation.findings)
            claimedNs += one.costNs;
        QVERIFY(claimedNs > 0);
        QVERIFY(claimedNs <= explanation.spanNs - explanation.bestPossibleNs);
        QVERIFY(explanation.unexplainedNs >= 0);
    }

    void whatPinnedMemoryLeavesNothingOfIsNotTheHosts()
    {
        // Pinned, two uploads take turns on one engine whoever submits them, and the download runs beside.
        const std::string up = R"({"copy": {"from": "host", "to": "device", "bytes": 50331648}})";
        const std::string down = R"({"copy": {"from": "device", "to": "host", "bytes": 50331648}})";
        const std::string streams = R"("streams": [{"name": "s", "count": 3}])";
        const Comparison comparison =
            comparedText(R"({"name": "a", "operations": [)" + up + R"(]}, {"name": "b", "operations": [)" + up +
                             R"(]}, {"name": "c", "operations": [)" + down + "]}",
                         R"({"name": "pageable", "memory": {"*": "pageable"}, )" + streams +
                             R"(}, {"name": "pinned", )" + streams + R"(}, {"name": "threads", "threads": 3, )" +
                             streams + R"(}, {"name": "graph", "launch": "graph", )" + streams + "}");
        const auto& layouts = comparison.layouts;
        const Ns pinnedNs = layouts[1].makespanNs;
        QVERIFY(100 * (pinnedNs - std::min(layouts[2].makespanNs, layouts[3].makespanNs)) < pinnedNs);
        const Explanation explanation = explained(layouts[0]);
        QVERIFY(!isAtPlay(finding(explanation, "2-launch-bound")));
        QCOMPARE(finding(explanation, "4-pageable-copy").costNs, layouts[0].makespanNs - pinnedNs);
        leavesWhatWasSeen(explanation);
    }

    // Rule S10
    void launchesThatWaitForRoomInAQueueAreFoundThoughMostDo()
    {
        // The device takes 10 µs and a gap for what the host submits in 3.8: from 1,022 pending on nearly every call
        // lasts until a kernel has ended, and the second stream gets its first kernel that much later.
        const LayoutResult as =
            comparedText(R"({"name": "b", "count": 2, "operations": [)" + spins(3000, 10'000) + "]}",
                         R"({"name": "depth", "streams": [{"name": "s", "count": 2}]})")
                .layouts.front();
        const Explanation explanation = explained(as);
        const Ns queuesNs = *explanation.alternatives->curedNs[std::size_t(Cause::queueFull)];
        const Finding& card = finding(explanation, "19-queue-full");
        QCOMPARE(card.certainty, Certainty::proved);
        QVERIFY(queuesNs < as.makespanNs);
        QVERIFY(card.costNs > 0 && card.costNs <= as.makespanNs - queuesNs);
        leavesWhatWasSeen(explanation);
    }

    void submissionsInTurnAreAdvisedOnlyWhereTheyGain()
    {
        for (const char* experiment : {"hardware-queues", "three-kernels"})
            for (const LayoutResult& layout : compared(experiment, "h200").layouts) {
                const Explanation explanation = explained(layout);
                const Finding& card = finding(explanation, "2-launch-bound");
                const auto order = explanation.alternatives->curedNs[std::size_t(Cause::issueOrder)];
                if (isAtPlay(card) && card.advice.id.ends_with("-other-streams"))
                    QVERIFY(order && *order < layout.makespanNs);
                if (isAtPlay(card) && layout.name == "queues-8-breadth")
                    QVERIFY(!card.advice.id.ends_with("-other-streams"));
            }
    }

    void whereStreamsHaveHelpedMoreOverlapDoesNot()
    {
        for (const char* experiment : {"copy-compute", "missing-wait"})
            for (const LayoutResult& layout : compared(experiment, "h200").layouts)
                for (const Finding& card : explained(layout).findings)
                    if (card.cause == 1 && isAtPlay(card) && layout.metrics.overlapNs * 2 > layout.metrics.gpuBusyNs)
                        QVERIFY2(!card.advice.id.ends_with("-full-try"), card.advice.id.c_str());
    }

    void onceTheDefaultStreamIsGoneAnotherOrderGainsNothing()
    {
        const LayoutResult trap = compared("default-stream-trap", "h200").layouts.front();
        const Explanation explanation = explained(trap);
        const auto& together = *explanation.alternatives->together;
        const Ns leftNs = together.othersNs - std::min(together.othersNs, together.orderNs.value_or(together.othersNs));
        QVERIFY(finding(explanation, "3-default-stream").costNs > 0);
        QVERIFY(finding(explanation, "12-issue-order").costNs <= leftNs);
        leavesWhatWasSeen(explanation);
    }

    void whatAGraphHasLessOfGapsIsNotTheHosts()
    {
        // The host has submitted all long before the first kernel of a ends; b comes late, which costs nothing.
        const Comparison comparison = comparedText(
            R"({"name": "a", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 1000000}}},
                {"repeat": {"count": 200, "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 1000}}}]}}]},
               {"name": "b", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 10000}}}]})",
            R"({"name": "eager", "streams": [{"name": "s", "count": 2}]},
               {"name": "graph", "streams": [{"name": "s", "count": 2}], "launch": "graph"})");
        QVERIFY(comparison.layouts[0].makespanNs - comparison.layouts[1].makespanNs > 100'000);
        const Explanation explanation = explained(comparison.layouts.front());
        QVERIFY(!isAtPlay(finding(explanation, "2-launch-bound")));
        QVERIFY(std::ranges::any_of(explanation.besides,
                                    [](const Message& one) { return one.id == "analysis.besides-gaps-graph"; }));
    }

    void theDefaultStreamBarsTheWayWhateverANonBlockingStreamDoesMeanwhile()
    {
        const std::string streams = R"("streams": [{"name": "s"}, {"name": "n", "flags": "non-blocking"}],
                                       "assign": {"a": "s", "b": "n", "d": "default"})";
        costsTheDifference(comparedText(R"({"name": "a", "operations": [)" + spins(3, 100'000) + R"(]},
                            {"name": "b", "operations": [)" +
                                            spins(1, 350'000) + R"(]},
                            {"name": "d", "operations": [)" +
                                            spins(3, 100'000) + "]}",
                                        R"({"name": "legacy", )" + streams + R"(}, {"name": "per-thread", )" + streams +
                                            R"(, "default_stream": "per-thread"})"),
                           "3-default-stream");
    }

    void processesThatTakeFewTurnsTakeTurns()
    {
        // Each of two processes has the GPU for 4 · 300 µs: less than a slice, and so but one turn.
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 2, "operations": [)" + spins(4, 300'000) + "]}",
                         R"({"name": "two", "streams": [{"name": "a", "process": 0},
                                                      {"name": "b", "process": 1}]},
                                                      {"name": "one", "streams": [{"name": "s", "count": 2}],
                                                       "threads": 2})");
        costsTheDifference(comparison, "15-contexts");
        QCOMPARE(explained(comparison.layouts[0]).headline.id, std::string("analysis.headline-15-contexts"));
    }

    void allocationsAreNoSubmissions()
    {
        const std::string kernel = spins(1, 50'000);
        const std::string branch = R"({"name": "NAME", "operations": [{"alloc": {"buffer": "NAME", "how": "async"}},
            {"kernel": {"kernel": "spin", "parameters": {"ns": 50000}}}, {"free": {"buffer": "NAME", "how": "async"}}]})";
        const Comparison comparison =
            comparedText(named(branch, "a") + ", " + named(branch, "b") + ", " + named(branch, "c"),
                         R"({"name": "threads", "streams": [{"name": "s", "count": 3}], "threads": 3})",
                         R"("a": {"bytes": 1024}, "b": {"bytes": 1024}, "c": {"bytes": 1024})");
        const Comparison without =
            comparedText(R"({"name": "a", "count": 3, "operations": [)" + kernel + "]}",
                         R"({"name": "threads", "streams": [{"name": "s", "count": 3}], "threads": 3})");
        const Explanation explanation = explained(comparison.layouts[0]);
        QCOMPARE(finding(explanation, "7-allocation").costNs,
                 comparison.layouts[0].makespanNs - without.layouts[0].makespanNs);
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-7-allocation-modelled"));
        QVERIFY(10 * finding(explanation, "2-launch-bound").costNs < finding(explanation, "7-allocation").costNs);
    }

    void smallPageableCopiesHoldTheHost()
    {
        const std::string branch = R"({"name": "NAME", "operations": [{"repeat": {"count": 10, "operations": [
            {"copy": {"from": "device", "to": "host", "buffer": "NAME", "bytes": 65536}},
            {"kernel": {"kernel": "spin", "parameters": {"ns": 10000}}}]}}]})";
        costsTheDifference(comparedText(named(branch, "a") + ", " + named(branch, "b"),
                                        R"({"name": "pageable", "streams": [{"name": "s", "count": 2}],
                                            "memory": {"*": "pageable"}},
                                           {"name": "pinned", "streams": [{"name": "s", "count": 2}],
                                            "memory": {"*": "pinned"}})",
                                        R"("a": {"bytes": 65536}, "b": {"bytes": 65536})"),
                           "4-pageable-copy");
    }

    void whatAThreadComputesIsNoSubmission()
    {
        // 10 · (90 µs on the thread, 10 µs on the GPU): less than the 100 µs beyond which a framework does else.
        const Comparison comparison =
            comparedText(R"({"name": "w", "operations": [{"repeat": {"count": 10, "operations": [
                             {"cpu": {"ns": 90000}}, {"kernel": {"kernel": "spin", "parameters": {"ns": 10000}}}]}}]})",
                         R"({"name": "one", "streams": [{"name": "s"}]})");
        const Comparison idle = comparedText(R"({"name": "w", "operations": [)" + spins(10, 10'000) + "]}",
                                             R"({"name": "one", "streams": [{"name": "s"}]})");
        const Explanation explanation = explained(comparison.layouts[0]);
        const Finding& card = finding(explanation, "2-launch-bound");
        QCOMPARE(card.title.id, std::string("analysis.cause-2-launch-bound-elsewhere"));
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-2-launch-bound-elsewhere"));
        QVERIFY(card.costNs <= comparison.layouts[0].makespanNs - idle.layouts[0].makespanNs);
        QVERIFY(card.costNs >= 800'000);
    }

    void aWaitThatCostsMoreThanThereIsRoomForIsNamedThoughTheGpuIsFull()
    {
        const std::string kernel = R"({"kernel": {"kernel": "fma", "parameters": {"blocks": 1056, "steps": 10000}}})";
        const std::string wait = R"(, {"sync": {"scope": "device"}})";
        const auto headline = [&](const std::string& between) {
            const Explanation explanation =
                explained(comparedText(R"({"name": "a", "operations": [{"repeat": {"count": 4, "operations": [)" +
                                           kernel + between + R"(]}}]}, {"name": "b", "operations": [)" + kernel + "]}",
                                       R"({"name": "one", "streams": [{"name": "s"}]})")
                              .layouts.front());
            return explanation.headline.id;
        };
        QCOMPARE(headline(""), std::string("analysis.headline-full"));
        QCOMPARE(headline(wait), std::string("analysis.headline-5-host-sync"));
    }

    void theLongestBranchFirstGains()
    {
        // The host takes longer for the 20 short ones than they run: the long one waits for all of that.
        const std::string shorts = R"({"name": "short", "operations": [)" + spins(20, 5'000) + "]}";
        const std::string longOne = R"({"name": "long", "operations": [)" + spins(1, 400'000) + "]}";
        const std::string layout = R"({"name": "streams", "streams": [{"name": "s", "count": 2}]})";
        const LayoutResult as = comparedText(shorts + ", " + longOne, layout).layouts.front();
        const LayoutResult other = comparedText(longOne + ", " + shorts, layout).layouts.front();
        const Finding card = finding(explained(as), "12-issue-order");
        QCOMPARE(card.certainty, Certainty::proved);
        QCOMPARE(card.costNs, as.makespanNs - other.makespanNs);
        QCOMPARE(card.advice.id, std::string("analysis.cause-12-issue-order-try-longest"));
        QCOMPARE(card.advice.arguments.front(), std::string("long"));
        QVERIFY(!isAtPlay(finding(explained(other), "12-issue-order")));
    }

    void whatMustKeepItsOrderIsNotReordered()
    {
        // The long one reads what the short ones wrote; only the order of submission to one stream says so.
        const std::string branches =
            R"({"name": "short", "operations": [{"memset": {"buffer": "x", "bytes": 1024}}, )" + spins(20, 5'000) +
            R"(]}, {"name": "long", "operations": [{"copy": {"from": "device", "to": "host", "buffer": "x"}}, )" +
            spins(1, 400'000) + R"(]}, {"name": "other", "operations": [)" + spins(1, 10'000) + "]}";
        const LayoutResult layout = comparedText(branches, R"({"name": "two", "streams": [{"name": "s"}, {"name": "t"}],
                                       "assign": {"short": "s", "long": "s", "other": "t"}})",
                                                 R"("x": {"bytes": 1024})")
                                        .layouts.front();
        QVERIFY(!layout.alternatives({})->curedNs[std::size_t(Cause::issueOrder)]);
    }

    void aGraphKnowsNoHardwareQueues()
    {
        const LayoutResult graph =
            comparedText(R"({"name": "b", "count": 12, "operations": [)" + spins(3, 60'000) + "]}",
                         R"({"name": "graph", "streams": [{"name": "s", "count": 12}], "launch": "graph",
                             "connections": 1})")
                .layouts.front();
        QVERIFY(!isAtPlay(finding(explained(graph), "8-shared-queue")));
    }

    void moreQueuesProveThatStreamsShareThem()
    {
        const std::string layout = R"("streams": [{"name": "s", "count": 16}])";
        costsTheDifference(comparedText(R"({"name": "b", "count": 16, "operations": [)" + spins(4, 200'000) + "]}",
                                        R"({"name": "few", )" + layout + R"(}, {"name": "many", )" + layout +
                                            R"(, "connections": 32})"),
                           "8-shared-queue");
    }

    void aFrameworksTimeBeforeTheOnlyLaunchIsNoneBetweenLaunches()
    {
        const LayoutResult graph =
            comparedText(R"({"name": "b", "count": 3, "operations": [)" + spins(30, 3'000) + "]}",
                         R"({"name": "graph", "streams": [{"name": "s", "count": 3}], "launch": "graph",
                             "host_cost_ns": 50000})")
                .layouts.front();
        const Explanation explanation = explained(graph);
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-2-launch-bound-one-graph"));
        QCOMPARE(finding(explanation, "2-launch-bound").title.id,
                 std::string("analysis.cause-2-launch-bound-one-graph"));
    }

    void whatRunsNoFasterSideBySideIsSaidSo()
    {
        // 528 blocks of spins fill the GPU's warps: two at a time take longer than one after the other.
        const std::string kernels = R"({"repeat": {"count": 10, "operations": [
            {"kernel": {"kernel": "spin", "parameters": {"ns": 20000, "blocks": 528}}}]}})";
        const Comparison comparison = comparedText(R"({"name": "b", "count": 2, "operations": [)" + kernels + "]}",
                                                   R"({"name": "two", "streams": [{"name": "s", "count": 2}]},
                            {"name": "one", "streams": [{"name": "s"}]},
                            {"name": "graph", "streams": [{"name": "s", "count": 2}], "launch": "graph"})");
        const LayoutResult &two = comparison.layouts[0], &one = comparison.layouts[1];
        QVERIFY(two.metrics.gpuBusyNs > one.metrics.gpuBusyNs);
        const Explanation explanation = explained(two);
        const Finding& card = finding(explanation, "10-overlap-without-gain");
        QCOMPARE(card.certainty, Certainty::proved);
        // In the overlap so much of the work was done that takes one.busy − (two.busy − overlap) by itself.
        const double gained = double(one.metrics.gpuBusyNs - (two.metrics.gpuBusyNs - two.metrics.overlapNs)) /
                              double(two.metrics.overlapNs);
        QVERIFY(gained < 1);
        QCOMPARE(card.explanation.arguments[1], analysis::timesText(gained));
        // What a graph gains is not beaten by what is said to be left at best; what it has less of gaps is not the
        // host's.
        const Ns gapsNs = two.makespanNs - *explanation.alternatives->noGapsNs;
        QCOMPARE(finding(explanation, "2-launch-bound").costNs + finding(explanation, "12-issue-order").costNs,
                 two.makespanNs - comparison.layouts[2].makespanNs - gapsNs);
        QVERIFY(explanation.headline.id.find("full") == std::string::npos);
    }

    void whatIsNoCauseOfTheCatalogueIsSaidBesides_data()
    {
        QTest::addColumn<QString>("branches");
        QTest::addColumn<QString>("layout");
        QTest::addColumn<QString>("message");
        QTest::newRow("host functions") << R"({"name": "b", "operations": [{"host": {"ns": 100000}},
                                               {"kernel": {"kernel": "spin"}}]})"
                                        << R"("streams": [{"name": "s"}])"
                                        << "analysis.besides-host-functions";
        QTest::newRow("grids") << R"({"name": "b", "count": 130, "operations": [
                                      {"kernel": {"kernel": "spin", "parameters": {"ns": 5000000}}}]})"
                               << R"("streams": [{"name": "s", "count": 130}], "connections": 32)"
                               << "analysis.besides-grids";
        QTest::newRow("gaps") << R"({"name": "b", "operations": [{"repeat": {"count": 300, "operations": [
                                     {"kernel": {"kernel": "spin", "parameters": {"ns": 6000}}}]}}]})"
                              << R"("streams": [{"name": "s"}])"
                              << "analysis.besides-gaps-graph";
    }

    void whatIsNoCauseOfTheCatalogueIsSaidBesides()
    {
        QFETCH(QString, branches);
        QFETCH(QString, layout);
        QFETCH(QString, message);
        const Comparison comparison =
            comparedText(branches.toStdString(), R"({"name": "own", )" + layout.toStdString() + "}");
        const Explanation explanation = explained(comparison.layouts.front());
        QVERIFY(std::ranges::any_of(explanation.besides,
                                    [&](const Message& one) { return one.id == message.toStdString(); }));
        // What is named there does not stay unexplained: less is left than a fiftieth, which nobody looks for.
        QVERIFY(explanation.unexplainedNs * 50 < explanation.spanNs);
    }
};

QTEST_APPLESS_MAIN(CuredExperimentsTest)
#include "tst_cured_experiments.moc"
