// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Host threads that hand work to each other, and threads that work side by side.
#include "analysis/handovers.h"
#include "analysis/support_outcome.h"

#include <QtTest>

#include <map>
#include <random>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

/// Writes a trace: host threads on clocks of their own, in whole µs, and GPUs that do what they get in order.
class Written
{
public:
    /// A call of 2 and 3 more for the operation around it; the kernel takes \p tookUs.
    void launch(int thread, int tookUs, int device = 0)
    {
        const int calledUs = m_nowUs[thread] + 2;
        add(thread, "aten::mm", m_nowUs[thread], m_nowUs[thread] + 5);
        add(thread, "cudaLaunchKernel", calledUs, calledUs + 2, ++m_count);
        m_nowUs[thread] += 5;
        int& endUs = m_endUs[device];
        const int startUs = std::max(endUs + 1, calledUs + 3);
        endUs = startUs + tookUs;
        m_gpu[device] += " K[" + std::to_string(startUs) + "," + std::to_string(endUs) + ")#" + std::to_string(m_count);
    }

    void launches(int thread, int times, int tookUs, int device = 0)
    {
        for (int i = 0; i < times; ++i)
            launch(thread, tookUs, device);
    }

    void call(int thread, const std::string& name, int tookUs)
    {
        add(thread, name, m_nowUs[thread], m_nowUs[thread] + tookUs);
        m_nowUs[thread] += tookUs;
    }

    void synchronise(int thread)
    {
        call(thread, "cudaDeviceSynchronize", std::max(1, m_endUs[0] + 1 - m_nowUs[thread]));
    }

    /// The thread goes on so long after the other.
    void follow(int thread, int other, int afterUs) { m_nowUs[thread] = m_nowUs[other] + afterUs; }
    void resume(int thread, int atUs) { m_nowUs[thread] = atUs; }
    void pause(int thread, int us) { m_nowUs[thread] += us; }
    int nowUs(int thread) { return m_nowUs[thread]; }

    std::string text() const
    {
        std::string made;
        for (const auto& [device, row] : m_gpu)
            made += "s7@" + std::to_string(device) + ":" + row + "\n";
        for (const auto& [thread, row] : m_host)
            made += "h" + std::to_string(thread) + ":" + row + "\n";
        made.pop_back();
        return made;
    }

    std::vector<Turn> turns() const { return findTurns(*traceFromText(text())); }

private:
    void add(int thread, const std::string& name, int fromUs, int toUs, int correlation = 0)
    {
        m_host[thread] += " " + name + "[" + std::to_string(fromUs) + "," + std::to_string(toUs) + ")";
        if (correlation > 0)
            m_host[thread] += "#" + std::to_string(correlation);
    }

    std::map<int, std::string> m_gpu, m_host;
    std::map<int, int> m_nowUs, m_endUs;
    int m_count = 0;
};

constexpr int rounds = 5;

/// Steps of training: the forward pass with a call that allocates on thread 1, the backward pass on \p backward.
Written training(int backward, int allocationUs)
{
    Written made;
    for (int i = 0; i < rounds; ++i) {
        made.launches(1, 10, 8);
        if (allocationUs > 0)
            made.call(1, "cudaMalloc", allocationUs);
        made.launches(1, 10, 8);
        made.follow(backward, 1, 20);
        made.launches(backward, 30, 8);
        made.follow(1, backward, 15);
        made.launches(1, 5, 8);
    }
    return made;
}

/// What the trace's length falls by.
Ns truthNs(const Written& with, const Written& without)
{
    return explained(with.text()).explanation.spanNs - explained(without.text()).explanation.spanNs;
}

bool isNear(Ns saidNs, Ns trueNs)
{
    return std::abs(saidNs - trueNs) <= trueNs / 20;
}

/// In how many of some traces handovers are seen: bursts and pauses of any length, on threads that know nothing of
/// each other.
int seenOf(int threads, int traces)
{
    std::mt19937 random(1);
    const auto upTo = [&](int most) { return int(random() % unsigned(most)) + 1; };
    int seen = 0;
    for (int i = 0; i < traces; ++i) {
        Written made;
        const int bursts = 2 + upTo(10);
        for (int thread = 1; thread <= threads; ++thread) {
            const int most = upTo(20), mostUs = 10 * upTo(100);
            made.pause(thread, upTo(300));
            for (int burst = 0; burst < bursts; ++burst) {
                made.launches(thread, upTo(most), 4, thread - 1);
                made.pause(thread, upTo(mostUs));
            }
        }
        seen += !made.turns().empty();
    }
    return seen;
}

} // namespace

class HandoversTest : public QObject
{
    Q_OBJECT

private slots:
    void aBackwardPassOnAThreadOfItsOwnComesAfterTheForwardPass()
    {
        const Written two = training(2, 400), one = training(1, 400);
        const std::vector<Turn> turns = two.turns();
        // There and back each round, the last time for the optimiser.
        QCOMPARE(turns.size(), std::size_t(2 * rounds));
        QCOMPARE(turns.front().takenNs - turns.front().leftNs, 20'000);
        QCOMPARE(turns.back().takenNs - turns.back().leftNs, 15'000);
        QVERIFY(one.turns().empty());
        const Outcome ofTwo = explained(two.text()), ofOne = explained(one.text());
        QCOMPARE(ofTwo["7-allocation"].costNs, ofOne["7-allocation"].costNs);
        QVERIFY(isNear(ofTwo["7-allocation"].costNs, truthNs(two, training(2, 0))));
        QCOMPARE(ofTwo.explanation.unexplainedNs, ofOne.explanation.unexplainedNs);
        QCOMPARE(ofTwo.explanation.headline.id, ofOne.explanation.headline.id);
    }

    void aSingleStepShowsItToo()
    {
        Written step;
        step.launches(1, 40, 8);
        step.follow(2, 1, 10);
        step.launches(2, 60, 8);
        step.follow(1, 2, 10);
        step.launches(1, 20, 8);
        QCOMPARE(step.turns().size(), std::size_t(2));
    }

    void aThreadThatOnlyWaitsHoldsThoseThatItFeeds()
    {
        const auto feed = [](bool waits) {
            Written made;
            for (int i = 0; i < rounds; ++i) {
                made.follow(2, 1, 10);
                made.launches(2, 20, 10);
                made.follow(1, 2, 10);
                if (waits)
                    made.synchronise(1);
                made.call(1, "aten::log", 150);
            }
            return made;
        };
        const Outcome outcome = explained(feed(true).text());
        QCOMPARE(outcome["5-host-sync"].certainty, Certainty::proved);
        QVERIFY(isNear(outcome["5-host-sync"].costNs, truthNs(feed(true), feed(false))));
        // After each wait but the last it logs: its end is what the others wait for.
        QCOMPARE(outcome["5-host-sync"].explanation.arguments.back(), std::string("aten::log"));
    }

    void aThreadGoesOnOnceAllThatItFedAreDone()
    {
        // Two GPUs, each with a thread; the second has less to submit.
        const auto parallel = [](int allocationUs) {
            Written made;
            for (int i = 0; i < rounds; ++i) {
                for (const int worker : {2, 3}) {
                    made.follow(worker, 1, 10);
                    made.launches(worker, worker == 2 ? 20 : 16, 8, worker - 2);
                }
                made.follow(1, 2, 10);
                made.call(1, "cudaMalloc", allocationUs);
            }
            return made;
        };
        const Outcome outcome = explained(parallel(300).text());
        QVERIFY(isNear(outcome["7-allocation"].costNs, truthNs(parallel(300), parallel(1))));
    }

    void anOperatorThatIsFilledByAnothersWorkWaitsForIt()
    {
        const auto inOperator = [](int workUs) {
            Written made;
            for (int i = 0; i < rounds; ++i) {
                made.launches(1, 10, 8);
                made.follow(2, 1, 10);
                made.launches(2, workUs / 5, 8);
                made.call(1, "aten::backward", 220);
            }
            return made;
        };
        QCOMPARE(inOperator(200).turns().size(), std::size_t(2 * rounds));
        // Of 220 the other works for 50 only: the thread works itself. The other still begins after it.
        for (const Turn& turn : inOperator(50).turns())
            QVERIFY(turn.takenNs - turn.leftNs == 10'000);
    }

    void anOperatorThatGoesOnLongAfterTheOthersWorkWorksItself()
    {
        // The batch is worked on for 1000 of the 1300 to 1600 that it takes to decode the next one.
        Written made;
        for (int i = 0; i < 2 * rounds; ++i) {
            made.call(2, "aten::decode", 1300 + 97 * (i % 4));
            made.call(2, "cudaMemcpyAsync", 30);
            made.resume(1, made.nowUs(2) + 4);
            made.launches(1, 200, 4);
        }
        const trace::TracePointer trace = traceFromText(made.text());
        for (const Turn& turn : findTurns(*trace))
            QCOMPARE(turn.from, trackNamed(*trace, "thread 2"));
        QCOMPARE(findTurns(*trace).size(), std::size_t(2 * rounds));
    }

    void whatAThreadDoesAfterItHandedOverHidesNothing()
    {
        const auto trailing = [](int allocationUs, int trailUs) {
            Written made;
            for (int i = 0; i < rounds; ++i) {
                made.launches(1, 20, 8);
                made.call(1, "cudaMalloc", allocationUs);
                made.launch(1, 8);
                const int handedUs = made.nowUs(1);
                made.call(1, "aten::trail", trailUs);
                made.resume(2, handedUs + 4 + i % 3);
                made.launches(2, 30 + 2 * i, 8);
                const int backUs = made.nowUs(2);
                made.call(2, "aten::trail", trailUs / 2);
                made.resume(1, backUs + 5 + i % 2);
                made.launches(1, 5, 8);
            }
            return made;
        };
        const Ns trueNs = truthNs(trailing(400, 0), trailing(1, 0));
        QVERIFY(trueNs > 0);
        for (const int trailUs : {8, 20, 40})
            QVERIFY2(isNear(explained(trailing(400, trailUs).text())["7-allocation"].costNs, trueNs),
                     qPrintable(QString::number(trailUs)));
    }

    void aLoaderThatWorksOnMeanwhileHoldsWhomItFeeds()
    {
        // Batch i + 1 is prepared while batch i is worked on.
        const auto loading = [](int allocationUs) {
            Written made;
            for (int i = 0; i < 3 * rounds; ++i) {
                made.call(2, "aten::decode", 100 + 7 * (i % 4));
                made.call(2, "cudaMalloc", allocationUs);
                made.resume(1, std::max(made.nowUs(1), made.nowUs(2) + 6 + i % 3));
                made.launches(1, 10 + i % 3, 8);
            }
            made.call(2, "aten::decode", 100);
            return made;
        };
        const Written slow = loading(300);
        const std::vector<Turn> turns = slow.turns();
        // The first batch is waited for, too: by a thread of which nothing was seen before.
        QVERIFY2(turns.size() + 1 >= std::size_t(3 * rounds), qPrintable(QString::number(turns.size())));
        for (const Turn& turn : turns)
            QVERIFY(turn.takenNs - turn.leftNs < 10'000);
        const Outcome outcome = explained(slow.text());
        QVERIFY2(isNear(outcome["7-allocation"].costNs, truthNs(slow, loading(1))),
                 qPrintable(QString::number(outcome["7-allocation"].costNs)));
        QVERIFY(!atPlay(outcome["5-host-sync"]));
    }

    void whoIsFedDoesNotFeedItsLoaderThoughAllGoesLikeAClock()
    {
        // What thread 1 does with a batch ends 78 before thread 2 is done with decoding the next one, each time. That
        // is near by the length of a round, but not by that of what the loader does without a sign of another reason.
        Written made;
        for (int i = 0; i < 2 * rounds; ++i) {
            made.call(2, "aten::decode", 164);
            made.call(2, "cudaMemcpyAsync", 1876);
            made.call(2, "cudaStreamSynchronize", 2);
            made.resume(1, made.nowUs(2) + 4);
            made.launches(1, 16, 4);
            made.pause(1, 2);
            made.call(1, "cudaMemcpyAsync", 117);
        }
        const trace::TracePointer trace = traceFromText(made.text());
        const std::vector<Turn> turns = findTurns(*trace);
        // The last batch as well, after which no decoding begins.
        QCOMPARE(turns.size(), std::size_t(2 * rounds));
        for (const Turn& turn : turns)
            QCOMPARE(turn.from, trackNamed(*trace, "thread 2"));
    }

    void ofAFewBatchesTheLastOneTellsAsMuchAsTheOthers()
    {
        // Three workers, eight batches each: 7 of the feeder's 130 after it has handed over.
        Written made;
        for (int i = 0; i < 24; ++i) {
            made.pause(1, 20);
            made.call(1, "cudaMemcpyAsync", 110);
            const int worker = 2 + i % 3;
            made.resume(worker, made.nowUs(1) + 7);
            made.launches(worker, 8, 4);
            made.call(worker, "cudaStreamSynchronize", 190);
        }
        QCOMPARE(made.turns().size(), std::size_t(24));
    }

    void ofSeveralLoadersEachOnesLastBatchIsSeenToo()
    {
        // Three that take 3000 for a batch feed one thread in turn. After its last batch a loader does not decode.
        Written made;
        for (int i = 0; i < 24; ++i) {
            const int loader = 2 + i % 3, readyUs = 1000 * (i + 4);
            made.resume(loader, readyUs - 2994);
            made.call(loader, "aten::decode", 700 + 90 * (i % 5));
            made.call(loader, "cudaMemcpyAsync", readyUs - 2 - made.nowUs(loader));
            made.call(loader, "cudaStreamSynchronize", 2);
            made.resume(1, readyUs + 3 + i % 2);
            made.launches(1, 10, 4);
            made.call(1, "cudaStreamSynchronize", 60);
        }
        QCOMPARE(made.turns().size(), std::size_t(24));
    }

    void loadersThatTakeTurnsTellTogetherWhatNoneTellsAlone()
    {
        // Three batches of each of three: a third of the pauses end with one's, too few to be sure of it.
        Written made;
        for (int i = 0; i < 9; ++i) {
            const int loader = 2 + i % 3, readyUs = 1300 * (i + 3);
            made.resume(loader, readyUs - 3300);
            made.call(loader, "cudaMemcpyAsync", 3298);
            made.call(loader, "cudaEventRecord", 2);
            made.resume(1, readyUs + 3);
            made.call(1, "cudaStreamWaitEvent", 2);
            made.launches(1, 4, 4);
        }
        const std::vector<Turn> turns = made.turns();
        QCOMPARE(turns.size(), std::size_t(9));
        for (const Turn& turn : turns)
            QCOMPARE(turn.takenNs - turn.leftNs, Ns(3000));
    }

    void whoIsFedIsSeenToLetItsLoadersGoOnByAllOfThem()
    {
        // A loader's pause is as short as handing over what it fed, but for the one in which a launch takes long.
        Written made;
        int longUntilUs = 0;
        for (int i = 0; i < 6; ++i) {
            const int loader = 2 + i % 2;
            made.call(loader, "cudaMemcpyAsync", std::max(10, made.nowUs(1) + 2600 - made.nowUs(loader)));
            made.call(loader, "cudaEventRecord", 2);
            made.follow(1, loader, 3);
            made.call(1, "cudaStreamWaitEvent", 2);
            made.launches(1, 2, 4);
            if (i == 2)
                made.call(1, "cudaLaunchKernel", 6000);
            made.launches(1, 2, 4);
            made.follow(loader, 1, 3);
            longUntilUs = i == 2 ? made.nowUs(loader) : longUntilUs;
        }
        const std::vector<Turn> turns = made.turns();
        const auto longOne = std::ranges::find(turns, Ns(longUntilUs) * 1000, &Turn::takenNs);
        QVERIFY(longOne != turns.end());
        QCOMPARE(longOne->takenNs - longOne->leftNs, Ns(3000));
    }

    void whoWaitsForAnEventGoesOnAfterWhoRecordedIt()
    {
        const char* const text = "s7: K[330,340)#3\ns8: L[4,9)#4\n"
                                 "h1: cudaStreamWaitEvent[310,312)#2 cudaLaunchKernel[320,324)#3\n"
                                 "h2: cudaLaunchKernel[0,3)#4 cudaMalloc[4,300) cudaEventRecord[301,303)#1";
        QVERIFY(findTurns(*traceFromText(text)).empty()); // once is no rule
        const std::vector<Turn> turns =
            findTurns(*traceFromText(text, [](trace::TraceBuilder& builder) { builder.addDependency(1, 2); }));
        QCOMPARE(turns.size(), std::size_t(1));
        QCOMPARE(turns.front().leftNs, 303'000);
        QCOMPARE(turns.front().takenNs, 310'000);
    }

    void aFeederKeepsItsWorkersInOrderTheyDoNotHoldEachOther()
    {
        Written made;
        for (int i = 0; i < 8 * rounds; ++i) {
            made.call(1, "cudaMalloc", 150 + 9 * (i % 5));
            const int worker = 2 + i % 3;
            made.resume(worker, made.nowUs(1) + 4 + i % 2);
            made.launches(worker, 12 + i % 4, 4);
        }
        const trace::TracePointer trace = traceFromText(made.text());
        for (const Turn& turn : findTurns(*trace))
            QCOMPARE(turn.from, trackNamed(*trace, "thread 1"));
        QCOMPARE(findTurns(*trace).size(), std::size_t(8 * rounds));
    }

    void threadsOfWhichASignIsSeenNowAndThenSeldomMeet()
    {
        // One launch of 5 in some hundred µs each: that they do not meet says nothing.
        std::mt19937 random(2);
        int seen = 0;
        constexpr int pairs = 100;
        for (int i = 0; i < pairs; ++i) {
            Written made;
            for (const int thread : {1, 2}) {
                const int mostUs = 200 + int(random() % 400);
                for (int launch = 0; launch < 40; ++launch) {
                    made.pause(thread, int(random() % unsigned(mostUs)));
                    made.launch(thread, 4, thread - 1);
                }
            }
            seen += !made.turns().empty();
        }
        QVERIFY2(25 * seen <= pairs, qPrintable(QString::number(seen)));
    }

    void threadsThatLaunchSideBySideDoNotWaitForEachOther()
    {
        Written made;
        for (int i = 0; i < 40; ++i) {
            made.launches(1, 3, 4);
            made.launches(2, 3, 4, 1);
            made.pause(1, 7 * (i % 5));
            made.pause(2, 4 * (i % 7));
        }
        QVERIFY(made.turns().empty());
    }

    void threadsOfTheirOwnHardlyEverSeemToHandOver()
    {
        constexpr int traces = 400;
        const int seen = seenOf(2, traces);
        QVERIFY2(25 * seen <= traces, qPrintable(QString::number(seen)));
    }

    void manyThreadsOfTheirOwnHardlyEverSeemToDoSoTogether()
    {
        // Of four there are six pairs.
        constexpr int traces = 100;
        const int seen = seenOf(4, traces);
        QVERIFY2(25 * seen <= 6 * traces, qPrintable(QString::number(seen)));
    }
    void turnsWithoutHasteAreSeenIfTheyNeverMeet()
    {
        Written made;
        for (int i = 0; i < 15; ++i) {
            made.launches(1, 6, 8);
            made.follow(2, 1, 30 + 7 * (i % 5));
            made.launches(2, 8, 8);
            made.follow(1, 2, 20 + 9 * (i % 4));
        }
        QCOMPARE(made.turns().size(), std::size_t(29));
    }

    void aThreadThatNowAndThenCallsBesideAnotherIsOnItsOwn()
    {
        Written made;
        for (int i = 0; i < 20; ++i) {
            made.pause(2, 83 + 13 * (i % 6));
            made.call(2, "cudaEventQuery", 1);
            while (made.nowUs(1) < made.nowUs(2))
                made.launch(1, 4);
        }
        QVERIFY(made.turns().empty());
    }
};

QTEST_GUILESS_MAIN(HandoversTest)
#include "tst_handovers.moc"
