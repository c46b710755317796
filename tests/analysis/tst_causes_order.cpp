// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Streams that get their work one after the other.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

/// Two streams do four operations of 10 each; the host submits one of them every 5: at 5 · `callsOf13[i]` that of
/// stream 13, at 5 · `callsOf17[i]` that of stream 17, and each starts 1 after its call or when its stream is free.
std::string twoStreams(const std::vector<int>& callsOf13, const std::vector<int>& callsOf17)
{
    std::string gpu[2] = {"s13:", "\ns17:"}, calls = "\nh1:";
    for (int slot = 0; slot < 8; ++slot)
        calls += " cudaLaunchKernel[" + std::to_string(5 * slot - 2) + "," + std::to_string(5 * slot) + ")#" +
                 std::to_string(slot + 1);
    const std::vector<int>* both[2] = {&callsOf13, &callsOf17};
    for (int stream = 0; stream < 2; ++stream) {
        int free = 0;
        for (const int slot : *both[stream]) {
            const int start = std::max(5 * slot + 1, free);
            free = start + 10;
            gpu[stream] += (stream == 0 ? " A[" : " B[") + std::to_string(start) + "," + std::to_string(free) + ")#" +
                           std::to_string(slot + 1);
        }
    }
    return gpu[0] + gpu[1] + calls;
}

const std::vector<int> firstHalf{0, 1, 2, 3}, secondHalf{4, 5, 6, 7}, even{0, 2, 4, 6}, odd{1, 3, 5, 7};

} // namespace

class OrderCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void aStreamThatWaitsUntilTheOtherHasAllItsWorkIsInIssueOrder()
    {
        // Depth first stream 17 starts at 21 and ends at 61, breadth first it starts at 6 and ends at 46.
        const Outcome outcome = explained(twoStreams(firstHalf, secondHalf));
        const Finding& order = outcome["12-issue-order"];
        QCOMPARE(order.certainty, Certainty::likely);
        QCOMPARE(order.costNs, 15'000);
        QCOMPARE(outcome.evidence("12-issue-order"), (Names{"B"}));
        QVERIFY(outcome.explanation.headline.id.ends_with("12-issue-order") ||
                outcome.explanation.headline.id.ends_with("-or-order"));
        // With its first operation submitted before all others it would end 5 earlier.
        QCOMPARE(outcome["2-launch-bound"].costNs, 5'000);
    }

    void workThatComesInTurnIsNot()
    {
        const Outcome outcome = explained(twoStreams(even, odd));
        QCOMPARE(outcome["12-issue-order"].certainty, Certainty::notAtPlay);
        QVERIFY(outcome.explanation.headline.id.find("order") == std::string::npos);
    }

    void whatWaitsForTheOtherStreamIsNotToBeSubmittedBeforeIt()
    {
        // The first of stream 17 waits for the third of stream 13, which ends at 31.
        std::string text = twoStreams(firstHalf, secondHalf);
        for (const auto& [from, to] : {std::pair{"B[21,31)", "B[31,41)"}, std::pair{"B[31,41)#6", "B[41,51)#6"},
                                       std::pair{"B[41,51)#7", "B[51,61)#7"}, std::pair{"B[51,61)#8", "B[61,71)#8"}})
            text.replace(text.find(from), std::string(from).size(), to);
        const Outcome outcome = explained(text, {}, [](trace::TraceBuilder& builder) { builder.addDependency(3, 5); });
        QVERIFY(!atPlay(outcome["12-issue-order"]));
        QVERIFY(atPlay(outcome["6-event-wait"]));
    }

    void aStreamFedLateIsNamedThoughTheGpuIsBusy()
    {
        // Stream 17 gets its work after the host has done something else for 300, while stream 13 runs for 400.
        const char* const late = "s13: A[1,401)#1\ns17: B[301,601)#2\n"
                                 "h1: cudaLaunchKernel[-1,0)#1 aten::sort[1,298) cudaLaunchKernel[298,300)#2";
        const Outcome outcome = explained(late);
        QVERIFY(atPlay(outcome["2-launch-bound"]));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-beside"));
        // 600 from A's start; submitted with it B would have ended within A's 400.
        QCOMPARE(outcome["2-launch-bound"].costNs, 200'000);
        QVERIFY(!atPlay(outcome["12-issue-order"])); // B may need what was sorted
    }
};

QTEST_APPLESS_MAIN(OrderCausesTest)
#include "tst_causes_order.moc"
