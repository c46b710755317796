// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What an untraced time proves of late submissions, and what it gives to the tracing.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class UntracedCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void launchBoundIsProvedByAnUntracedTime()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        const Outcome outcome = explained(launchBound, options);
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::proved);
        // 32 − 25 are the profiler's, the rest of 21 the host's
        QCOMPARE(outcome["11-observer"].costNs, 7'000);
        QCOMPARE(outcome["2-launch-bound"].costNs, 14'000);
    }

    void anUntracedTimeAsShortAsTheDevicesOwnClearsTheHost()
    {
        ExplainOptions options;
        options.unprofiledNs = 11'000;
        const Outcome outcome = explained(launchBound, options);
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
        QCOMPARE(outcome["11-observer"].costNs, 21'000);
    }

    void whatTracingAddedIsNotLostToSynchronisationsEither()
    {
        // Each wait ends 1 after its kernel, the next launch takes 9 more: of 40 the GPU is busy 20, and 38 untraced
        // leave 2 of the 20 to the profiler.
        const char* waits = "s7: A[5,15)#1 B[25,35)#2\nh1: cudaLaunchKernel[0,5)#1 cudaDeviceSynchronize[6,16) "
                            "cudaLaunchKernel[20,24)#2 cudaDeviceSynchronize[25,40)";
        const Outcome traced = explained(waits);
        ExplainOptions options;
        options.unprofiledNs = traced.explanation.spanNs - 4'000;
        const Outcome outcome = explained(waits, options);
        QVERIFY(traced["5-host-sync"].costNs > 4'000);
        QCOMPARE(outcome["11-observer"].costNs, 4'000);
        QCOMPARE(outcome["5-host-sync"].costNs + outcome["2-launch-bound"].costNs,
                 traced["5-host-sync"].costNs + traced["2-launch-bound"].costNs - 4'000);
    }

    void theHostIsTheLimitOfTheUntracedRun()
    {
        // Busy for 8 of 32 µs, untraced 25: still the host, though tracing took 7.
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        QVERIFY(explained(launchBound, options).explanation.headline.id.find("2-launch-bound") != std::string::npos);
    }

    void nothingSavesMoreThanTheUntracedRunTakes()
    {
        // Two branches of 4 µs each on one stream, 32 µs while traced. Of 9 µs untraced 5 can go, however many the
        // gaps between the operations make of it: 23 are the profiler's.
        ExplainOptions options;
        options.unprofiledNs = 9'000;
        const Outcome outcome = explained(std::string(launchBound) + "\nnotes h1: left[4,19.5) right[24,40)", options);
        QCOMPARE(outcome.explanation.bestPossibleNs, 4'000);
        QCOMPARE(outcome["11-observer"].costNs, 23'000);
        QVERIFY(outcome["17-one-stream"].costNs <= 5'000);
        // A single full stream, untraced shorter than its kernels: no other cause hides what tracing took.
        ExplainOptions shorter;
        shorter.unprofiledNs = 180'000;
        const Outcome full = explained("s7: A[0,100)#1 B[101,201)#2\nh1: cudaLaunchKernel[-9,-8)#1 "
                                       "cudaLaunchKernel[-8,-7)#2\nnotes h1: left[-9,-8) right[-8,-7)",
                                       shorter);
        QCOMPARE(full["11-observer"].costNs, 21'000);
        QCOMPARE(full["11-observer"].certainty, Certainty::likely);
    }

    void anUntracedTimeThatCannotBeOfTheTraceProvesNothing_data()
    {
        QTest::addColumn<Ns>("untracedNs");
        QTest::addColumn<Untraced>("judged");
        QTest::addColumn<QString>("said");
        // The trace spans 32 µs, its operations, all of one stream, take 8; 100 µs are the host's clock's to differ.
        QTest::newRow("shorter than its stream") << Ns(7'000) << Untraced::contradicts << "-unknown-contradicts";
        QTest::newRow("beyond measure") << Ns(1'000'000'000) << Untraced::contradicts << "-unknown-contradicts";
        QTest::newRow("of other work") << Ns(1'000'000) << Untraced::ofOtherWork << "-unknown-longer";
        QTest::newRow("less than busy") << Ns(7'500) << Untraced::known << "-found-less-than-busy";
        QTest::newRow("of this work") << Ns(25'000) << Untraced::known << "-found";
    }

    void anUntracedTimeThatCannotBeOfTheTraceProvesNothing()
    {
        QFETCH(Ns, untracedNs);
        QFETCH(Untraced, judged);
        QFETCH(QString, said);
        ExplainOptions options;
        options.unprofiledNs = untracedNs;
        const Outcome outcome = explained(launchBound, options);
        QCOMPARE(outcome.explanation.untraced, judged);
        QCOMPARE(QString::fromStdString(outcome["11-observer"].explanation.id), "analysis.cause-11-observer" + said);
        const bool proves = judged == Untraced::known && untracedNs > 20'000;
        QCOMPARE(outcome["2-launch-bound"].certainty == Certainty::proved, proves);
        QCOMPARE(outcome["11-observer"].certainty == Certainty::proved, proves);
    }

    void whatMayRunSideBySideUntracedContradictsNothing()
    {
        // Busy for 100 µs, one operation after the other. On two streams, or as nodes of a graph, they may take half of
        // that when nothing traces them; on one stream they do not.
        const auto judged = [](const char* text) {
            ExplainOptions options;
            options.unprofiledNs = 52'000;
            return explained(text, options).explanation.untraced;
        };
        QCOMPARE(judged("s7: A[10,60)#1 B[60,110)#2\nh1: cudaLaunchKernel[0,5)#1 cudaLaunchKernel[5,10)#2"),
                 Untraced::contradicts);
        QCOMPARE(judged("s7: A[10,60)#1\ns8: B[60,110)#2\nh1: cudaLaunchKernel[0,5)#1 cudaLaunchKernel[5,10)#2"),
                 Untraced::known);
        QCOMPARE(judged("s7: A[10,60)#1 B[60,110)#1\nh1: cudaGraphLaunch[0,5)#1"), Untraced::known);
        QCOMPARE(judged("s7: A[10,60) B[60,110)"), Untraced::known); // nobody knows
    }

    void whatTracingTookIsShownByTheSubmissions()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        QCOMPARE(explained(launchBound, options).evidence("11-observer"), (Names{"B", "C", "D"}));
    }
};

QTEST_APPLESS_MAIN(UntracedCausesTest)
#include "tst_causes_untraced.moc"
