// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Independent work on one stream or in one chain of a graph, and what only looks like it.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class BranchCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void branchesThatTheHostWaitsBetweenGainNothingByStreamsAlone()
    {
        // The second branch is submitted 5 µs after the first has ended, whatever stream it is on.
        const char* work =
            "s7: A[5,105)#1{grid=1 block=32} B[115,215)#2{grid=1 block=32}\nnotes h1: left[0,107) right[108,120)\n"
            "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[110,114)#2 ";
        const Outcome waiting = onTenSms(std::string(work) + "cudaStreamSynchronize[4,106)");
        QCOMPARE(waiting.explanation.headline.id, std::string("analysis.headline-17-one-stream-host-only"));
        QCOMPARE(waiting["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-found-host-only"));
        // Both submitted at the beginning, streams alone give it all.
        const Outcome queued =
            onTenSms("s7: A[5,105)#1{grid=1 block=32} B[106,206)#2{grid=1 block=32}\nnotes h1: left[0,5) right[5,20)\n"
                     "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[6,10)#2 cudaStreamSynchronize[12,207)");
        QCOMPARE(queued.explanation.headline.id, std::string("analysis.headline-17-one-stream"));
        QCOMPARE(queued["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-found"));
    }

    void branchesOnOneStreamCouldRunSideBySide()
    {
        const std::string calls =
            "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\nnotes h1: left[-11,-8) right[-8,-5)\n";
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms(calls + "s7: A[0,50)#1" + small + " B[51,101)#2" + small);
        QVERIFY(only(outcome, "17-one-stream"));
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::likely);
        // 101 µs, side by side 50 and B's gap of 1
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
        QVERIFY(!outcome["17-one-stream"].costIsUpperBound); // how much room there is is estimated
        QCOMPARE(outcome.evidence("17-one-stream"), (Names{"B"}));
        const Outcome apart = onTenSms(calls + "s17: A[0,50)#1" + small + "\ns18: B[0,50)#2" + small);
        QCOMPARE(apart["17-one-stream"].certainty, Certainty::notAtPlay);
        const Outcome unknown = explained("s7: A[0,50) B[51,101)");
        QCOMPARE(unknown["17-one-stream"].certainty, Certainty::cannotTell);
    }

    void branchesOfUnknownSizeArePromisedNothing()
    {
        // Nothing says how large the GPU is: side by side 50 µs less, or none.
        const std::string calls =
            "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\nnotes h1: left[-11,-8) right[-8,-5)\n";
        const Outcome outcome = explained(calls + "s7: A[0,50)#1{grid=100 block=64} B[51,101)#2{grid=100 block=64}");
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["17-one-stream"].explanation.arguments, (Names{"2", "1", "50 µs"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-17-one-stream-room"));
        // 4096 · 128 threads are more than any GPU holds: there is no room whatever the GPU.
        const Outcome full = explained(calls + "s7: A[0,50)#1{grid=4096 block=128} B[51,101)#2{grid=4096 block=128}");
        QCOMPARE(full.explanation.headline.id, std::string("analysis.headline-full"));
        QCOMPARE(full["1a-slots-full"].certainty, Certainty::likely);
        // A copy and a kernel need different things, whatever room the kernel leaves.
        const Outcome copy = explained(calls + "s7: H2D[0,50)#1{pinned} B[51,101)#2{grid=100 block=64}");
        QCOMPARE(copy["17-one-stream"].certainty, Certainty::likely);
    }

    void phasesAndLayersAreNoBranches_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("branches");
        QTest::newRow("training") << "forward"
                                  << "loss_backward" << false;
        QTest::newRow("optimiser") << "zero_grad"
                                   << "Optimizer-step" << false;
        QTest::newRow("layers") << "layer0"
                                << "layer11" << false;
        QTest::newRow("blocks") << "decoder.block_1"
                                << "decoder.block_2" << false;
        QTest::newRow("modules in a row") << "h.0"
                                          << "h.1" << false;
        QTest::newRow("modules of ResNet") << "layer1.0"
                                           << "layer2.1" << false;
        QTest::newRow("modules within") << "transformer.h.0.mlp"
                                        << "transformer.h.1.mlp" << false;
        QTest::newRow("serving") << "preprocess"
                                 << "inference" << false;
        QTest::newRow("whose phase it is") << "gpu_model_runner: forward"
                                           << "gpu_model_runner: sample" << false;
        QTest::newRow("branches with a path") << "model.branch.0"
                                              << "model.branch.1" << true;
        QTest::newRow("one of each kind") << "forward_a"
                                          << "forward_b" << true;
        QTest::newRow("numbered branches") << "branch_0"
                                           << "branch_1" << true;
        QTest::newRow("named for what they are") << "encoder"
                                                 << "blocks" << true;
    }

    void phasesAndLayersAreNoBranches()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, branches);
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms("h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\ns7: A[0,50)#1" +
                                         small + " B[51,101)#2" + small + "\nnotes h1: " + first.toStdString() +
                                         "[-11,-8) " + second.toStdString() + "[-8,-5)");
        const Finding& finding = outcome["17-one-stream"];
        QCOMPARE(finding.certainty, branches ? Certainty::likely : Certainty::cannotTell);
        QCOMPARE(finding.explanation.id,
                 std::string("analysis.cause-17-one-stream-") + (branches ? "found" : "unknown-phases"));
    }

    void branchesAreFoundAmongRangesOfManyKinds_data()
    {
        QTest::addColumn<QString>("ranges"); // the calls are at −10 and −7
        QTest::addColumn<bool>("branches");
        QTest::newRow("side by side") << "left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("PyTorch's operators") << "aten::mm[-11,-8) aten::relu[-8,-5)" << false;
        QTest::newRow("and its modules") << "nn.Linear[-11,-8) nn.ReLU[-8,-5)" << false;
        QTest::newRow("operators inside") << "left[-11,-8) aten::mm[-10.5,-9) right[-8,-5) aten::relu[-7.5,-6)" << true;
        QTest::newRow("one around all") << "inference[-12,-4) left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("one around all, and no more") << "inference[-12,-4)" << false;
        QTest::newRow("in each other") << "left[-11,-4) inner[-10.5,-9)" << false;
        QTest::newRow("layers inside one") << "inference[-12,-4) layer1[-11,-8) layer2[-8,-5)" << false;
        QTest::newRow("a phase around branches") << "forward[-12,-4) left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("a nanosecond over") << "left[-11,-7.999) right[-8,-5)" << true;
        QTest::newRow("half over") << "left[-11,-6.5) right[-8,-5)" << false;
    }

    void branchesAreFoundAmongRangesOfManyKinds()
    {
        QFETCH(QString, ranges);
        QFETCH(bool, branches);
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms("h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\ns7: A[0,50)#1" +
                                         small + " B[51,101)#2" + small + "\nnotes h1: " + ranges.toStdString());
        QCOMPARE(outcome["17-one-stream"].certainty, branches ? Certainty::likely : Certainty::cannotTell);
    }

    void aGraphWhoseNodesOverlapIsNoChain()
    {
        // Files show a graph's nodes on the stream that it was launched to.
        const std::string call = "h1: cudaGraphLaunch[-5,-1)#1\n";
        QCOMPARE(explained(call + "s7: A[0,50)#1 B[10,60)#1")["18-graph-chain"].certainty, Certainty::notAtPlay);
        QCOMPARE(explained(call + "s7: A[0,50)#1 B[51,101)#1")["18-graph-chain"].certainty, Certainty::cannotTell);
        // Two launches, the second of which does not wait for the first one's end: each is a chain.
        QCOMPARE(explained("h1: cudaGraphLaunch[-5,-3)#1 cudaGraphLaunch[-3,-1)#2\n"
                           "s7: A[0,50)#1 B[45,60)#2 C[60,70)#2")["18-graph-chain"]
                     .certainty,
                 Certainty::cannotTell);
    }

    void whereNothingCouldRunBesideNobodyIsToldToAnnotate()
    {
        const Outcome one = explained("s7: A[0,50)");
        QCOMPARE(one.explanation.headline.id, std::string("analysis.headline-single-operation"));
        QCOMPARE(one["17-one-stream"].explanation.id,
                 std::string("analysis.cause-17-one-stream-absent-nothing-beside"));
        const Outcome copies = explained("s7: H2D[0,50){pinned} H2D[51,101){pinned}");
        QCOMPARE(copies.explanation.headline.id, std::string("analysis.headline-one-direction"));
        const Outcome both = explained("s7: H2D[0,50){pinned} D2H[51,101){pinned}");
        QCOMPARE(both.explanation.headline.id, std::string("analysis.headline-one-at-a-time"));
    }

    void copiesThatNeverRunBesideKernelsAreSaid()
    {
        // Three steps of a copy of 40 and a kernel of 50. The first copy has nothing to hide behind: 2 · 40.
        const Outcome steps = explained("s7: H2D[0,40){pinned} A[40,90) H2D[90,130){pinned} A[130,180) "
                                        "H2D[180,220){pinned} A[220,270)");
        QCOMPARE(steps.explanation.headline.id, std::string("analysis.headline-copies-apart"));
        QCOMPARE(steps.explanation.headline.arguments, (Names{"270 µs", "270 µs", "120 µs", "80 µs"}));
        QCOMPARE(steps["17-one-stream"].explanation.arguments, (Names{"120 µs", "80 µs"}));
        // Kernels are shorter: they hide at most what they take, 3 · 10.
        const Outcome copyBound = explained("s7: H2D[0,40){pinned} A[40,50) H2D[50,90){pinned} A[90,100) "
                                            "H2D[100,140){pinned} A[140,150)");
        QCOMPARE(copyBound.explanation.headline.arguments, (Names{"150 µs", "150 µs", "120 µs", "30 µs"}));
        // In before all, out after all: nothing to hide behind.
        const Outcome around = explained("s7: H2D[0,40){pinned} A[40,90) D2H[90,130){pinned}");
        QCOMPARE(around.explanation.headline.id, std::string("analysis.headline-one-at-a-time"));
        // One ran beside a kernel: they have a stream already.
        const Outcome beside = explained("s7: A[0,50) A[90,130)\ns8: H2D[45,90){pinned}");
        QVERIFY(beside.explanation.headline.id != "analysis.headline-copies-apart");
    }

    void aGraphThatIsAChain()
    {
        const std::string call = "h1: cudaGraphLaunch[-5,-1)#1\n";
        const std::string left = "{branch=0 grid=10 block=64 registers=32}",
                          right = "{branch=1 grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms(call + "s7: A[0,50)#1" + left + " B[51,101)#1" + right);
        QVERIFY(only(outcome, "18-graph-chain"));
        QCOMPARE(outcome["18-graph-chain"].costNs, 50'000);
        // A run's nodes carry no link to the launch.
        const Outcome run = onTenSms(call + "s7: A[0,50)" + left + " B[51,101)" + right);
        QVERIFY(only(run, "18-graph-chain"));
        const Outcome forked = onTenSms(call + "s7: A[0,50)#1" + left + "\ns8: B[0,50)#1" + right);
        QCOMPARE(forked["18-graph-chain"].certainty, Certainty::notAtPlay);
        const Outcome unknown = explained(call + "s7: A[0,50)#1{branch=0} B[51,101)#1{branch=1}");
        QCOMPARE(unknown["18-graph-chain"].certainty, Certainty::cannotTell);
    }

    void graphsLaunchedOneAfterTheOtherAreNotOneGraph()
    {
        // Each range launches a graph of its own to the same stream: streams part them, no capture does.
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome =
            onTenSms("h1: cudaGraphLaunch[-10,-9)#1 cudaGraphLaunch[-7,-6)#2\ns7: A[0,25)#1" + small + " B[25,50)#1" +
                     small + " C[51,76)#2" + small + " D[76,101)#2" + small + "\nnotes h1: left[-11,-8) right[-8,-5)");
        QVERIFY(only(outcome, "17-one-stream"));
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-17-one-stream"));
    }
};

QTEST_APPLESS_MAIN(BranchCausesTest)
#include "tst_causes_branches.moc"
