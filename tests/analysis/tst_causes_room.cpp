// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Whether a wait was for room, for the default stream, or for what the recording does not show.
#include "analysis/support_outcome.h"

#include <QtTest>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

const std::string whole = "{grid=160 block=256 registers=32}"; // of 80 slots
const std::string most = "{grid=48 block=256 registers=32}";
const std::string some = "{grid=16 block=256 registers=32}";

/// A on stream 13, B on the default stream, C on 13, D on the default stream, one after the other, all submitted long
/// before, `on13` and `onDefault` being their launches.
std::string inTurns(const std::string& on13, const std::string& onDefault, const std::string& operators)
{
    return "s13: A[0,100)#1" + on13 + " C[202,302)#3" + on13 + "\ns7: B[101,201)#2" + onDefault + " D[303,403)#4" +
           onDefault + "\nh1: " + operators +
           "cudaLaunchKernel[-19,-18)#1 cudaLaunchKernel[-17,-16)#2 cudaLaunchKernel[-15,-14)#3 "
           "cudaLaunchKernel[-13,-12)#4";
}

/// Rounds of 264 µs, each of one operation a stream; the thread submits them, waits for all, and 62 µs later goes on.
std::string roundsWithWaits(int rounds, std::initializer_list<std::pair<int, int>> times, const std::string& launch)
{
    std::vector<std::string> rows(times.size());
    std::string calls = "\nh1:";
    int correlation = 0;
    const auto us = [](int n) { return std::to_string(n); };
    for (int round = 0; round < rounds; ++round) {
        const int atUs = 264 * round;
        int callUs = atUs - 20, lastUs = 0;
        std::size_t row = 0;
        for (const auto& [startUs, endUs] : times) {
            const std::string id = "#" + us(++correlation);
            rows[row++] += " K[" + us(atUs + startUs) + "," + us(atUs + endUs) + ")" + id + launch;
            calls += " cudaLaunchKernel[" + us(callUs) + "," + us(callUs + 1) + ")" + id;
            callUs += 2;
            lastUs = std::max(lastUs, atUs + endUs);
        }
        calls += " cudaDeviceSynchronize[" + us(callUs) + "," + us(lastUs + 1) + ")";
    }
    std::string text;
    for (std::size_t row = 0; row < rows.size(); ++row)
        text += "s" + us(20 + int(row)) + ":" + rows[row] + "\n";
    return text.substr(0, text.size() - 1) + calls;
}

const char* const inOperators = "aten::mm[-20,-11) ";

} // namespace

class RoomCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void whatHasNoRoomBesideTheDefaultStreamWaitsForRoom()
    {
        // A collective of a fifth of the slots and products of all of them take turns on two streams: there is no room.
        const Outcome outcome = onTenSms(inTurns(some, whole, ""));
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
        QVERIFY(atPlay(outcome["1a-slots-full"]));
        // 403; with room for all 201 and the gap
        QVERIFY(outcome["1a-slots-full"].costNs >= 180'000 && outcome["1a-slots-full"].costNs <= 202'000);
        // The same with room beside: the default stream bars the way.
        const Outcome roomy = onTenSms(inTurns(some, some, ""));
        QCOMPARE(roomy["3-default-stream"].certainty, Certainty::likely);
        QVERIFY(!atPlay(roomy["1a-slots-full"]));
    }

    void streamsThatPyTorchMadeDoNotWaitForTheDefaultStream()
    {
        const Outcome outcome = onTenSms(inTurns(some, some, inOperators));
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["3-default-stream"].explanation.id,
                 std::string("analysis.cause-3-default-stream-unknown-pytorch"));
        QVERIFY(outcome.explanation.headline.id.find("3-default-stream") == std::string::npos);
        QVERIFY(outcome.explanation.unexplainedNs >= 190'000); // the wait is there all the same
    }

    void allRowsThatStopAtOnceShowTheDefaultStreamAllTheSame()
    {
        // Two streams end before B and go on after it.
        const Outcome outcome =
            onTenSms("s13: A[0,100)#1" + some + " C[202,302)#3" + some + "\ns14: E[0,100)#5" + some + " F[202,302)#6" +
                     some + "\ns7: B[101,201)#2" + some + "\nh1: " + inOperators +
                     "cudaLaunchKernel[-19.5,-19)#1 cudaLaunchKernel[-18.5,-18)#5 cudaLaunchKernel[-17,-16)#2 "
                     "cudaLaunchKernel[-15,-14)#3 cudaLaunchKernel[-13,-12)#6");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::likely);
    }

    void gridsOfMostSlotsDoNotFitBesideEachOther()
    {
        // 48 of 80 slots each, on three streams: each starts when the one before has ended. With room for all they
        // would take 100 and the time of their submissions.
        const auto three = [](const std::string& launch) {
            return onTenSms("s17: A[0,100)#1" + launch + "\ns18: B[101,201)#2" + launch + "\ns19: C[202,302)#3" +
                            launch +
                            "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 "
                            "cudaLaunchKernel[-7,-6)#3");
        };
        const Outcome outcome = three(most);
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::likely);
        QCOMPARE(outcome["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found-together"));
        QVERIFY2(outcome["1a-slots-full"].costNs >= 198'000 && outcome["1a-slots-full"].costNs <= 202'000,
                 std::to_string(outcome["1a-slots-full"].costNs).c_str());
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-1a-slots-full"));
        // A fifth each fits: whatever held them was not the room.
        const Outcome roomy = three(some);
        QCOMPARE(roomy["1a-slots-full"].certainty, Certainty::notAtPlay);
        QVERIFY(roomy.explanation.headline.id != "analysis.headline-1a-slots-full");
    }

    void onAFullGpuWaitsOfTheHostCostWhatTheyLeaveIdle()
    {
        // All fill the GPU; without the waits the next round follows at once: twice 264 − 201 = 126, and at most what
        // gaps between operations go, too.
        const Outcome two = onTenSms(roundsWithWaits(3, {{0, 100}, {101, 201}}, whole));
        QVERIFY2(two["5-host-sync"].costNs >= 122'000 && two["5-host-sync"].costNs <= 126'000,
                 std::to_string(two["5-host-sync"].costNs).c_str());
        QVERIFY(atPlay(two["1a-slots-full"]));
        const Outcome three = onTenSms(roundsWithWaits(3, {{0, 66}, {67, 133}, {134, 201}}, whole));
        QVERIFY2(three["5-host-sync"].costNs >= 122'000 && three["5-host-sync"].costNs <= 131'000,
                 std::to_string(three["5-host-sync"].costNs).c_str());
    }

    void roomGainsLittleWhileTheHostBringsWorkNoFaster()
    {
        // Every 264 µs A and B, which fill the GPU and take 201. With room for all B ends 103 after A's
        // start, but rounds come no sooner: only the last one's 98 are gained until the host is faster, too.
        std::string a = "s20:", b = "\ns21:", calls = "\nh1:";
        for (int round = 0; round < 4; ++round) {
            const auto at = [round](int us) { return std::to_string(264 * round + us); };
            const std::string first = "#" + std::to_string(2 * round + 1), second = "#" + std::to_string(2 * round + 2);
            a += " K[" + at(0) + "," + at(100) + ")" + first + whole;
            b += " K[" + at(101) + "," + at(201) + ")" + second + whole;
            calls += " cudaLaunchKernel[" + at(-4) + "," + at(-3) + ")" + first + " cudaLaunchKernel[" + at(-2) + "," +
                     at(-1) + ")" + second;
        }
        const Outcome outcome = onTenSms(a + b + calls);
        QCOMPARE(outcome["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found-host"));
        QCOMPARE(outcome["1a-slots-full"].explanation.arguments.back(), std::string("98 µs"));
        QVERIFY(outcome["1a-slots-full"].costNs >= 380'000);
        // What is there in time is gained by room alone.
        QCOMPARE(onTenSms(roundsWithWaits(3, {{0, 100}, {101, 201}}, whole))["1a-slots-full"].explanation.id,
                 std::string("analysis.cause-1a-slots-full-found"));
    }

    void whereGridsWaitAsAWholeTheyDoSoWithoutTheHostsWaits()
    {
        // Two of 32 of 80 slots run at once, and the third waits although 16 are free. Without the host's waits, in
        // pairs: A B, C A, B C, A B, C take five times 100 and the gaps, of 729 in all.
        const Outcome outcome =
            onTenSms(roundsWithWaits(3, {{0, 100}, {1, 101}, {102, 201}}, "{grid=32 block=256 registers=32}"));
        QVERIFY2(outcome["5-host-sync"].costNs >= 215'000 && outcome["5-host-sync"].costNs <= 232'000,
                 std::to_string(outcome["5-host-sync"].costNs).c_str());
    }

    void aSmallGridBetweenFullOnesDoesNotHideThatTheyWaitForEachOther()
    {
        // All were submitted long before; C comes between A and B, which fill the GPU.
        const auto three = [](const std::string& launch) {
            return onTenSms("s17: A[0,100)#1" + launch + "\ns18: B[130.5,230.5)#2" + launch + "\ns19: C[100.5,130)#3" +
                            "{grid=2 block=256 registers=32}" +
                            "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#3 cudaLaunchKernel[-7,-6)#2");
        };
        const Outcome outcome = three(whole);
        QVERIFY(atPlay(outcome["1a-slots-full"]));
        // 230.5; with room for all A's and B's 100 and the way to their streams
        QVERIFY2(outcome["1a-slots-full"].costNs >= 125'000 && outcome["1a-slots-full"].costNs <= 131'000,
                 std::to_string(outcome["1a-slots-full"].costNs).c_str());
        QCOMPARE(three(some)["1a-slots-full"].certainty, Certainty::notAtPlay);
    }

    void aPartOfAGpuHasNoMoreRoomThanItSays()
    {
        // Blocks of 1,024 threads with 64 registers each: one an SM, 16 in all.
        const auto onSms = [](int sms) {
            return explained(
                "s7: A[0,100){grid=16 block=1024 registers=64} B[101,201){grid=16 block=1024 registers=64}", {},
                [sms](trace::TraceBuilder& builder) {
                    trace::RecordedDevice device;
                    device.name = builder.info().deviceName = "NVIDIA H200";
                    device.computeMajor = 9;
                    device.sms = sms;
                    device.threadsPerSm = 2048;
                    device.registersPerSm = 65536;
                    device.sharedBytesPerSm = 233472;
                    builder.info().devices.push_back(device);
                });
        };
        QCOMPARE(onSms(16)["1a-slots-full"].certainty, Certainty::proved);
        QCOMPARE(onSms(132)["1a-slots-full"].certainty, Certainty::notAtPlay);
    }
};

QTEST_APPLESS_MAIN(RoomCausesTest)
#include "tst_causes_room.moc"
