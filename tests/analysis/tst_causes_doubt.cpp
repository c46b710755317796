// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What a recording with gaps, an untraced time, or work behind a wait leave to be said.
#include "analysis/support_outcome.h"

#include <limits>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

/// launchBound has four operations; so many records are lost beside them.
Outcome withLost(std::string_view text, int lost, const ExplainOptions& options = {})
{
    return explained(text, options, [lost](trace::TraceBuilder& builder) { builder.trust().lostRecords = lost; });
}

} // namespace

class DoubtTest : public QObject
{
    Q_OBJECT

private slots:
    void whereManyCallsAreMissingNothingIsSaidOfTheHost()
    {
        // B, C and D were launched by calls that the recording does not hold: nobody knows what held them up.
        const std::string gpu = "s7: A[10,20)#1 B[30,40)#2 C[500,510)#3 D[1000,1010)#4";
        const std::string call = "\nh1: cudaLaunchKernel[0,4)#1 cudaDeviceSynchronize[5,21)";
        const Outcome outcome = explained(gpu + call);
        for (const char* slug : {"2-launch-bound", "5-host-sync", "7-allocation", "13-first-use", "20-bad-data"}) {
            QCOMPARE(outcome[slug].certainty, Certainty::cannotTell);
            QCOMPARE(outcome[slug].explanation.id, std::string("analysis.cause-unknown-some-calls"));
            QCOMPARE(outcome[slug].explanation.arguments, (Names{"3", "4"}));
        }
        // Nor does a correlation that all share tell whose call it was.
        std::string shared = "s7:", calls = "\nh1:";
        for (int i = 0; i < 20; ++i) {
            shared += " A[" + std::to_string(40 * i + 10) + "," + std::to_string(40 * i + 20) + ")#1";
            calls += " cudaLaunchKernel[" + std::to_string(40 * i) + "," + std::to_string(40 * i + 4) + ")#1";
        }
        QCOMPARE(explained(shared + calls)["5-host-sync"].certainty, Certainty::cannotTell);
        // What was queued before the recording began has no call either, and that is no want.
        const Outcome begun = explained("s7: A[10,20) B[20,30) C[30,40)#3 D[40,50)#4\n"
                                        "h1: cudaLaunchKernel[0,4)#3 cudaLaunchKernel[5,6)#4");
        QCOMPARE(begun["5-host-sync"].certainty, Certainty::notAtPlay);
        QCOMPARE(begun["20-bad-data"].certainty, Certainty::notAtPlay);
    }

    void whereMuchIsLostNoCardRestsOnIdleTime()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000; // which proves that the host holds the whole recording up
        QCOMPARE(withLost(launchBound, 0, options)["2-launch-bound"].certainty, Certainty::proved);
        const Outcome lost = withLost(launchBound, 2, options); // 2 of 6
        for (const char* slug : {"2-launch-bound", "4-pageable-copy", "5-host-sync", "7-allocation", "19-queue-full"}) {
            QCOMPARE(lost[slug].certainty, Certainty::cannotTell);
            QCOMPARE(lost[slug].explanation.id, std::string("analysis.cause-unknown-lost"));
        }
        QCOMPARE(lost["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-lost"));
        // One stream is one stream, and what runs side by side is seen.
        for (const char* slug : {"6-event-wait", "15-contexts", "10-overlap-without-gain"})
            QCOMPARE(lost[slug].certainty, Certainty::notAtPlay);
        const Outcome beside = withLost(std::string(launchBound) + "\ns8: E[10,42)", 2);
        QCOMPARE(beside["6-event-wait"].certainty, Certainty::cannotTell);
    }

    void whereSomeIsLostIdleTimeProvesNothing()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        QCOMPARE(withLost(launchBound, 1, options)["2-launch-bound"].certainty, Certainty::likely); // 1 of 5
        // 20 operations, of which the last is late: 1 of 21 is too little to doubt it.
        std::string gpu = "s7:", host = "\nh1:";
        for (int i = 0; i < 20; ++i) {
            const auto at = [i](int us) { return std::to_string(10 * i + us); };
            gpu += " A[" + at(10) + "," + at(12) + ")#" + std::to_string(i + 1);
            host += " cudaLaunchKernel[" + at(5) + "," + at(9) + ")#" + std::to_string(i + 1);
        }
        options.unprofiledNs = 180'000;
        QCOMPARE(withLost(gpu + host, 1, options)["2-launch-bound"].certainty, Certainty::proved);
        QCOMPARE(withLost(gpu + host, 2, options)["2-launch-bound"].certainty, Certainty::likely);
    }

    void whatStreamsGainUntracedIsNotTheTracedHosts()
    {
        // Two streams with two branches of 10 each, one after the other; the traced host hands them over every 20, so
        // that streams of their own gain nothing: 70 from A's start to D's end, 40 of it busy.
        const std::string small = "{grid=8 block=256 registers=32}"; // of 80 slots
        const std::string branches =
            "s7: A[1,11)#1" + small + " B[21,31)#2" + small + "\ns8: C[41,51)#3" + small + " D[61,71)#4" + small +
            "\nh1: cudaLaunchKernel[-1,0)#1 cudaLaunchKernel[19,20)#2 cudaLaunchKernel[39,40)#3 "
            "cudaLaunchKernel[59,60)#4\nnotes h1: a[-2,10) b[18,21) c[38,41) d[58,61)";
        const device::DeviceProfile limits = tenSms();
        const auto streamsAlone = [&](std::optional<Ns> untracedNs) {
            ExplainOptions options;
            options.profile = &limits;
            options.unprofiledNs = untracedNs;
            return explained(branches, options)["17-one-stream"].explanation;
        };
        const Message traced = streamsAlone(std::nullopt), untraced = streamsAlone(45'000),
                      faster = streamsAlone(25'000);
        QCOMPARE(traced.id, std::string("analysis.cause-17-one-stream-found-host-only"));
        // In 45 the host hands over every 20 · 45 / 70 = 12.9: still one at a time.
        QCOMPARE(untraced.id, std::string("analysis.cause-17-one-stream-found-host-only"));
        // In 25 every 7.1, while each takes 10: C comes at 14.3 and ends at 24.3, and D, a gap of 1 later, could have
        // come at 21.4.
        QCOMPARE(faster.id, std::string("analysis.cause-17-one-stream-found-host"));
        QCOMPARE(faster.arguments.at(3), std::string("3.86 µs"));
    }

    void whatTheHostDoesAfterItsWaitsIsNamedBesideThem()
    {
        // Each wait ends 1 after its kernel of 100; then the host loads data for 100 before it submits again.
        const auto steps = [](const std::string& then) {
            return explained("s7: A[4,104)#1 B[211,311)#2 C[418,518)#3\n"
                             "h1: cudaLaunchKernel[0,3)#1 cudaStreamSynchronize[4,105) " +
                             then + "[106,206) cudaLaunchKernel[207,210)#2 cudaStreamSynchronize[211,312) " + then +
                             "[313,413) cudaLaunchKernel[414,417)#3");
        };
        const Outcome outcome = steps("note:enumerate(DataLoader)");
        const Finding& wait = outcome["5-host-sync"];
        QCOMPARE(wait.certainty, Certainty::proved);
        QCOMPARE(wait.explanation.id, std::string("analysis.cause-5-host-sync-found-then"));
        // From 105 to 207, and from 312 to 414.
        QCOMPARE(wait.explanation.arguments.at(4), std::string("204 µs"));
        QCOMPARE(wait.explanation.arguments.at(5), std::string("note:enumerate(DataLoader)"));
        QCOMPARE(wait.advice.arguments, (Names{"note:enumerate(DataLoader)"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-5-host-sync-then"));
        // A call that takes a tenth of the time is not what it was.
        const Outcome bare = explained("s7: A[4,104)#1 B[109,209)#2 C[214,314)#3\n"
                                       "h1: cudaLaunchKernel[0,3)#1 cudaStreamSynchronize[4,105) "
                                       "cudaLaunchKernel[106,108)#2 cudaStreamSynchronize[109,210) "
                                       "cudaLaunchKernel[211,213)#3");
        QVERIFY(!bare["5-host-sync"].explanation.id.ends_with("-then"));
    }

    void operationsWhoseTimeIsBrokenMayHaveRunWhereNothingSeemsTo()
    {
        // The host waits between A and D, as far as is known: B and C are kept, but not how long they ran.
        const auto broken = [](int malformed) {
            return explained("s7: A[10,100)#1 B[100,100)#4 C[100,100)#5 D[400,500)#2\n"
                             "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[4,5)#4 cudaLaunchKernel[5,6)#5 "
                             "cudaDeviceSynchronize[7,101) cudaLaunchKernel[390,394)#2",
                             {}, [=](trace::TraceBuilder& builder) { builder.trust().malformedRecords = malformed; });
        };
        QVERIFY(atPlay(broken(0)["2-launch-bound"]));
        QCOMPARE(broken(2)["2-launch-bound"].certainty, Certainty::cannotTell);
        QCOMPARE(broken(2).explanation.headline.id, std::string("analysis.headline-20-bad-data-lost"));
    }

    void aGpuThatDoesNothingThoughWorkIsThereWaitsForWhatIsNotRecorded()
    {
        // B was called long before; 90 of 210 µs pass after A. Nothing says for what, but the calls may.
        const auto headline = [](const std::string& call) {
            return explained("s7: A[10,70)#1 B[160,220)#2\nh1: cudaLaunchKernel[0,4)#1 " + call +
                             " cudaLaunchKernel[8,12)#2")
                .explanation.headline;
        };
        QCOMPARE(headline("").id, std::string("analysis.headline-silent"));
        QCOMPARE(headline("").arguments.back(), std::string("90 µs"));
        QCOMPARE(headline("cudaLaunchHostFunc[5,7)").id, std::string("analysis.headline-silent-host-functions"));
        QCOMPARE(headline("cuStreamWaitValue32[5,7)").id, std::string("analysis.headline-silent-values"));
        // Work that comes when its call does waits for nothing.
        QVERIFY(!explained("s7: A[10,70)#1 B[160,220)#2\nh1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[154,158)#2")
                     .explanation.headline.id.starts_with("analysis.headline-silent"));
    }

    void whatAGpuWaitsForWithoutARecordIsSaidBesides()
    {
        // The same in two streams that work side by side for 40 of 300 µs: nobody does anything for 200.
        const Outcome outcome =
            explained("s7: A[10,50)#1 B[250,310)#2\ns9: C[10,50)#3\n"
                      "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[4,6)#3 cudaLaunchKernel[8,12)#2");
        QCOMPARE(outcome.explanation.besides.size(), std::size_t(1));
        QCOMPARE(outcome.explanation.besides.front().id, std::string("analysis.besides-silent"));
        QCOMPARE(outcome.explanation.besides.front().arguments, std::vector<std::string>{"200 µs"});
        QCOMPARE(outcome.explanation.besidesNs, 200'000);
        QVERIFY(outcome.explanation.unexplainedNs < 5'000);
    }

    void aCorrelationThatAllHaveJoinsNothing()
    {
        // 20 launches every 10 µs of kernels of 2: as long as each has a correlation of its own, the host is slow.
        const auto correlated = [](bool apart) {
            std::string gpu = "s7:", host = "h1:";
            for (int i = 0; i < 20; ++i) {
                const std::string correlation = "#" + std::to_string(apart ? i + 1 : 1);
                const auto span = [i](int from, int to) {
                    return "[" + std::to_string(10 * i + from) + "," + std::to_string(10 * i + to) + ")";
                };
                gpu += " A" + span(6, 8) + correlation;
                host += " cudaLaunchKernel" + span(0, 4) + correlation;
            }
            return explained(gpu + "\n" + host);
        };
        QVERIFY(atPlay(correlated(true)["2-launch-bound"]));
        QCOMPARE(correlated(true).explanation.trust.malformedRecords, 0);
        const Outcome shared = correlated(false);
        QCOMPARE(shared["2-launch-bound"].certainty, Certainty::cannotTell);
        QCOMPARE(shared.explanation.trust.malformedRecords, 20);
        QCOMPARE(shared.explanation.headline.id, std::string("analysis.headline-no-calls"));
        QVERIFY(shared.explanation.besides.empty());
    }

    void aCutFileWithoutGpuWorkMayHaveHeldSome()
    {
        const auto headline = [](bool truncated, int broken) {
            return explained("h1: cudaLaunchKernel[0,3)#1", {},
                             [=](trace::TraceBuilder& builder) {
                                 builder.trust().truncated = truncated;
                                 builder.trust().malformedRecords = broken;
                             })
                .explanation.headline.id;
        };
        QCOMPARE(headline(true, 0), std::string("analysis.headline-empty-cut"));
        QCOMPARE(headline(false, 97), std::string("analysis.headline-empty-broken"));
        QCOMPARE(headline(false, 0), std::string("analysis.headline-empty"));
    }

    void aPartOfARunDoesNotTellWhatHeldItUp()
    {
        // 40 of 100 µs are there; 80 would be enough to speak of the whole.
        const auto headline = [](Ns endNs) {
            return explained("h1: cudaLaunchKernel[0,3)#1\ns7: A[4,14)#1", {},
                             [endNs](trace::TraceBuilder& builder) {
                                 builder.trust().truncated = true;
                                 builder.info().makespanNs = 100'000;
                                 trace::TrackInfo other;
                                 other.kind = trace::TrackKind::stream;
                                 other.device = 0;
                                 other.stream = 8;
                                 const trace::TrackId stream = builder.addTrack(other);
                                 builder.addSlice(stream, {endNs - 1'000, 1'000, builder.intern("B"),
                                                           trace::SliceKind::kernelOther});
                             })
                .explanation.headline;
        };
        QCOMPARE(headline(44'000).id, std::string("analysis.headline-20-bad-data-part"));
        QCOMPARE(headline(44'000).arguments[1], std::string("40 µs"));
        QVERIFY(headline(84'000).id != "analysis.headline-20-bad-data-part");
    }

    void callsOfAnyRankBelongToItsOperations_data()
    {
        QTest::addColumn<std::int32_t>("rank");
        for (const std::int32_t rank : {0, 3, -1, -5, std::numeric_limits<std::int32_t>::min()})
            QTest::addRow("%d", rank) << rank;
    }

    void callsOfAnyRankBelongToItsOperations()
    {
        QFETCH(std::int32_t, rank);
        trace::TraceBuilder builder;
        trace::TrackInfo stream, thread;
        stream.kind = trace::TrackKind::stream;
        stream.device = 0;
        stream.stream = 7;
        thread.kind = trace::TrackKind::hostThread;
        stream.rank = thread.rank = rank;
        trace::Slice call, kernel;
        call.name = builder.intern("cudaLaunchKernel");
        call.kind = trace::SliceKind::hostSubmit;
        call.durationNs = 5'000;
        call.correlation = kernel.correlation = 1;
        kernel.name = builder.intern("K");
        kernel.kind = trace::SliceKind::kernelOther;
        kernel.startNs = 7'000;
        kernel.durationNs = 3'000;
        kernel.id = 1;
        builder.addSlice(builder.addTrack(thread), call);
        builder.addSlice(builder.addTrack(stream), kernel);
        const auto trace = builder.finish();
        // Without its calls that could not be told.
        for (const Finding& finding : explain(*trace, {}).findings)
            if (finding.slug == "5-host-sync")
                QCOMPARE(finding.certainty, Certainty::notAtPlay);
    }

    void anUntracedTimeOfSeveralGpusIsHeldAgainstEach()
    {
        // Two GPUs, each busy for 60 of 100; the traced run takes 100, the untraced one 80.
        const std::string text = "s7: A[0,30)#1 B[70,100)#2\ns7@1: C[0,30)#3 D[70,100)#4\n"
                                 "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#3 cudaLaunchKernel[66,67)#2 "
                                 "cudaLaunchKernel[67,68)#4";
        ExplainOptions options;
        options.unprofiledNs = 80'000;
        QCOMPARE(explained(text, options)["11-observer"].explanation.id,
                 std::string("analysis.cause-11-observer-found-gpus"));
        options.unprofiledNs = 55'000; // less than either was busy
        const Outcome less = explained(text, options);
        QCOMPARE(less["11-observer"].explanation.id, std::string("analysis.cause-11-observer-found-less-than-busy"));
        QCOMPARE(less["11-observer"].explanation.arguments.at(3), std::string("60 µs"));
    }

    void aSecondReadHidesNoneOfTheFirstOnesWait()
    {
        // 1,000 of work, a read that waits for it, perhaps another one, which finds all done; then 400 of other work.
        // With neither the GPU would go on: what is lost are the 400 and the ways there and back.
        const auto reads = [](bool twice, int rounds) {
            std::string gpu = "s7:", host = "\nh1:";
            int t = 0, id = 0;
            const auto slice = [](const char* name, int from, int to, int number) {
                return std::string(" ") + name + "[" + std::to_string(from) + "," + std::to_string(to) + ")#" +
                       std::to_string(number);
            };
            for (int i = 0; i < rounds; ++i) {
                host += slice("cudaLaunchKernel", t, t + 3, ++id);
                gpu += slice("K", t + 4, t + 1004, id);
                t += 1005;
                for (int read = 0; read < (twice ? 2 : 1); ++read) {
                    const int from = read == 0 ? t - 1000 : t; // the first was called when the launch was through
                    host += slice("cudaMemcpyAsync", from, t + 4, ++id);
                    gpu += slice("D2H", t + 2, t + 3, id) + "{pageable bytes=4}";
                    t += 5;
                }
                t += 400;
            }
            return explained(gpu + host + " cudaLaunchKernel[" + std::to_string(t) + "," + std::to_string(t + 3) +
                             ")#999\ns8: L[" + std::to_string(t + 4) + "," + std::to_string(t + 5) + ")#999");
        };
        const Ns once = reads(false, 6)["5-host-sync"].costNs, twice = reads(true, 6)["5-host-sync"].costNs;
        QVERIFY2(once >= 5 * 400'000, std::to_string(once).c_str());
        QVERIFY2(twice >= once, std::to_string(twice).c_str());
    }

    void aCallThatFreesMemoryWaitsNoLongerThanTheGpuWorks_data()
    {
        QTest::addColumn<QString>("call");
        QTest::newRow("synchronises") << "cudaDeviceSynchronize";
        QTest::newRow("frees") << "cudaFree";
    }

    void aCallThatFreesMemoryWaitsNoLongerThanTheGpuWorks()
    {
        // Each step has two branches of 100 on one stream, and then a call that returns when both are done: on streams
        // of their own they are done, and so is the call, after 100 of the 200.
        QFETCH(QString, call);
        const device::DeviceProfile limits = tenSms();
        ExplainOptions options;
        options.profile = &limits;
        const std::string small = "{grid=8 block=256 registers=32}";
        std::string gpu = "s7:", host = "\nh1:", notes = "\nnotes h1:";
        for (int step = 0; step < 3; ++step) {
            const auto at = [step](int us) { return std::to_string(220 * step + us); };
            const std::string first = std::to_string(2 * step + 1), second = std::to_string(2 * step + 2);
            gpu += " A[" + at(4) + "," + at(104) + ")#" + first + small + " B[" + at(105) + "," + at(205) + ")#" +
                   second + small;
            host += " cudaLaunchKernel[" + at(0) + "," + at(3) + ")#" + first + " cudaLaunchKernel[" + at(5) + "," +
                    at(8) + ")#" + second + " " + call.toStdString() + "[" + at(10) + "," + at(206) + ")";
            notes += " left[" + at(-1) + "," + at(4) + ") right[" + at(4) + "," + at(9) + ")";
        }
        const Outcome outcome = explained(gpu + host + notes, options);
        QCOMPARE(outcome["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-found"));
        QVERIFY(outcome["17-one-stream"].costNs >= 3 * 95'000);
    }

    void launchesHideBehindNothingThatACopyTakesLongerThanItNeed()
    {
        // A copy of 2 MB takes 20 from pinned memory, and one of as much 520 from pageable memory, whose call it holds.
        // Then twenty kernels of 2 come every 10: from pinned memory only two of these would find their stream busy.
        std::string gpu = "s7: H2D[4,24)#1{pinned bytes=2000000} H2D[30,550)#2{pageable bytes=2000000}";
        std::string host = "\nh1: cudaMemcpyAsync[0,3)#1 cudaMemcpyAsync[26,551)#2";
        for (int i = 0; i < 20; ++i) {
            const auto at = [i](int us) { return std::to_string(552 + 10 * i + us); };
            gpu += " K[" + at(6) + "," + at(8) + ")#" + std::to_string(i + 3);
            host += " cudaLaunchKernel[" + at(0) + "," + at(4) + ")#" + std::to_string(i + 3);
        }
        const Outcome outcome = explained(gpu + host);
        QVERIFY(outcome["4-pageable-copy"].costNs >= 490'000);
        QVERIFY(atPlay(outcome["2-launch-bound"]));
        // Each of the kernels waits 8 for its launch.
        QVERIFY2(outcome["2-launch-bound"].costNs >= 120'000, std::to_string(outcome["2-launch-bound"].costNs).c_str());
    }

    void allGpusThatAThreadFeedsInTurnWaitForIt()
    {
        // A call every 10, for one GPU and the other in turn, each with 2 of work: 2 · 182 − 2 · 10 · 2 and the gaps.
        std::string gpus[2] = {"s7:", "\ns7@1:"}, host = "\nh1:";
        for (int i = 0; i < 20; ++i) {
            const auto at = [i](int us) { return std::to_string(10 * i + us); };
            gpus[i % 2] += " K[" + at(6) + "," + at(8) + ")#" + std::to_string(i + 1);
            host += " cudaLaunchKernel[" + at(0) + "," + at(4) + ")#" + std::to_string(i + 1);
        }
        const Outcome outcome = explained(gpus[0] + gpus[1] + host);
        QCOMPARE(outcome.explanation.spanNs, 2 * 182'000);
        const Ns costNs = outcome["2-launch-bound"].costNs;
        QVERIFY2(costNs >= 290'000 && costNs <= 324'000, std::to_string(costNs).c_str());
    }

    void aSlowCallThatSetsMemoryHoldsLikeOneThatAllocatesIt()
    {
        // The GPU drains at 54; the call, begun at 10, brings its set only at 250, and B comes after it.
        const auto with = [](const std::string& call) {
            return explained("s7: A[4,54)#1 Memset[250,255)#2 B[260,310)#3\nh1: cudaLaunchKernel[0,3)#1 " + call +
                             "[10,256)#2 cudaLaunchKernel[257,259)#3");
        };
        const Outcome outcome = with("cudaMemset");
        QCOMPARE(outcome["7-allocation"].certainty, Certainty::likely);
        QVERIFY(outcome["7-allocation"].costNs >= 190'000 && outcome["7-allocation"].costNs <= 200'000);
        QCOMPARE(outcome.evidence("7-allocation"), (Names{"cudaMemset"}));
        // The asynchronous one is a submission like others.
        QCOMPARE(with("cudaMemsetAsync")["7-allocation"].certainty, Certainty::notAtPlay);
    }

    void whatFoundNoRoomIsNotSaidToHaveWaitedForAnEvent()
    {
        // B fills the ten SMs, and a call made it wait for what the file does not tell.
        const std::string full = "{grid=240 block=256 registers=32}", tenth = "{grid=8 block=256 registers=32}";
        const std::string b = "\ns18: B[101,201)#2" + full;
        const std::string a = "\nh1: cudaLaunchKernel[-9,-8)#1";
        const std::string calls = " cudaStreamWaitEvent[-7.5,-7)#3 cudaLaunchKernel[-7,-6)#2";
        // While A runs there is no room; whether it waited for A's event, too, nobody knows.
        const Outcome outcome = onTenSms("s17: A[0,100)#1" + full + b + a + calls);
        QVERIFY(!atPlay(outcome["6-event-wait"]));
        QCOMPARE(outcome["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found"));
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::likely);
        const Outcome free = onTenSms("s17: A[0,100)#1" + full + b + a + " cudaLaunchKernel[-7,-6)#2");
        QCOMPARE(free["1a-slots-full"].certainty, Certainty::proved);
        // Where there was room for most of the time it waited for something else.
        QCOMPARE(onTenSms("s17: A[0,100)#1" + tenth + b + a + calls).evidence("6-event-wait"), (Names{"B"}));
        const std::string late = "s17: P[0,50)#1" + tenth + " A[50.5,100)#4" + full;
        QCOMPARE(onTenSms(late + b + a + " cudaLaunchKernel[-8,-7.6)#4" + calls).evidence("6-event-wait"),
                 (Names{"B"}));
    }
};

QTEST_APPLESS_MAIN(DoubtTest)
#include "tst_causes_doubt.moc"
