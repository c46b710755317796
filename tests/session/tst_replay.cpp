// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/replay.h"
#include "trace/trace_builder.h"

#include <QtTest>

using namespace streamscope;

namespace {

/// A clock that jumps to where it is told to wait.
class JumpingClock : public session::PaceClock
{
public:
    Ns nowNs() override { return m_nowNs; }
    void waitUntil(Ns timeNs, std::stop_token) override
    {
        waits.push_back(timeNs);
        m_nowNs = timeNs;
        if (onWait)
            onWait();
    }
    std::vector<Ns> waits;
    std::function<void()> onWait;

private:
    Ns m_nowNs = 5'000'000'000;
};

/// A recording of two kernels on two streams, A [0, 40 ms) and B [10 ms, 20 ms).
trace::TracePointer twoKernels()
{
    trace::TraceBuilder builder;
    trace::TrackInfo info;
    info.kind = trace::TrackKind::stream;
    info.device = 0;
    for (int stream = 1; stream <= 2; ++stream) {
        info.name = "stream " + std::to_string(stream);
        info.stream = info.tid = stream;
        builder.addTrack(info);
    }
    builder.addSlice(0, {0, 40'000'000, builder.intern("A"), trace::SliceKind::kernelOther, 0, 1, 0, 0});
    builder.addSlice(1, {10'000'000, 10'000'000, builder.intern("B"), trace::SliceKind::kernelOther, 0, 2, 1, 1});
    builder.addDependency(1, 2);
    builder.info().makespanNs = 41'000'000;
    return builder.finish();
}

} // namespace

class TstReplay : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPlayedIsWhatWasRecorded()
    {
        const trace::TracePointer recording = twoKernels();
        session::ReplayBackend replay(recording);
        trace::TraceBuilder builder;
        const auto outcome = replay.run({}, {}, &builder, {});
        QVERIFY(outcome);
        QCOMPARE(outcome->makespanNs, std::vector<Ns>{41'000'000});
        const trace::TracePointer played = builder.finish();
        QCOMPARE(played->tracks().size(), std::size_t(2));
        QCOMPARE(played->dependencies().size(), std::size_t(1));
        for (std::size_t t = 0; t < 2; ++t) {
            const trace::Track &was = recording->tracks()[t], &is = played->tracks()[t];
            QCOMPARE(is.info.name, was.info.name);
            QCOMPARE(is.size(), std::size_t(1));
            QCOMPARE(is.startNs[0], was.startNs[0]);
            QCOMPARE(is.durationNs[0], was.durationNs[0]);
            QCOMPARE(is.correlation[0], was.correlation[0]);
            QCOMPARE(played->name(is.name[0]), recording->name(was.name[0]));
        }
    }

    void atItsOwnPaceEachSliceComesWhenItEnds()
    {
        // B ends 20 ms after the start, A 40 ms; the clock stood at 5 s.
        JumpingClock clock;
        session::ReplayBackend replay(twoKernels(), 1, clock);
        trace::TraceBuilder builder;
        QVERIFY(replay.run({}, {}, &builder, {}));
        QCOMPARE(clock.waits, (std::vector<Ns>{5'020'000'000, 5'040'000'000}));
    }

    void atATenthOfThePaceItTakesTenTimesAsLong()
    {
        JumpingClock clock;
        session::ReplayBackend replay(twoKernels(), 0.1, clock);
        trace::TraceBuilder builder;
        QVERIFY(replay.run({}, {}, &builder, {}));
        QCOMPARE(clock.waits, (std::vector<Ns>{5'200'000'000, 5'400'000'000}));
    }

    void withoutAPaceItDoesNotWait()
    {
        JumpingClock clock;
        session::ReplayBackend replay(twoKernels(), 0, clock);
        trace::TraceBuilder builder;
        QVERIFY(replay.run({}, {}, &builder, {}));
        QVERIFY(clock.waits.empty());
    }

    void whatHasEndedCanBeSeenWhileTheRestIsStillToCome()
    {
        JumpingClock clock;
        trace::TraceBuilder builder;
        std::vector<std::size_t> seen;
        clock.onWait = [&] {
            seen.push_back(builder.snapshot()->tracks().empty() ? 0 : builder.snapshot()->sliceCount());
        };
        session::ReplayBackend replay(twoKernels(), 1, clock);
        QVERIFY(replay.run({}, {}, &builder, {}));
        QCOMPARE(seen.size(), std::size_t(2));
        QCOMPARE(builder.finish()->sliceCount(), std::size_t(2));
    }

    void aStopInMidReplayCancelsAndKeepsWhatWasPlayed()
    {
        JumpingClock clock;
        std::stop_source stop;
        clock.onWait = [&] {
            if (clock.waits.size() == 2)
                stop.request_stop();
        };
        session::ReplayBackend replay(twoKernels(), 1, clock);
        trace::TraceBuilder builder;
        const auto outcome = replay.run({}, {}, &builder, stop.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::cancelled);
        QCOMPARE(builder.finish()->sliceCount(), std::size_t(1));
    }

    void theRecordedRepetitionsComeBackRatherThanTheTracedTime()
    {
        trace::TraceBuilder builder;
        builder.info().makespanNs = 7;
        builder.info().metadata["outcome"] =
            R"({"makespan_ns": [3, 4, 5], "results": {"m": {"rows": 1, "columns": 2, "values": [0.5, 1]}}})";
        const backend::RunOutcome outcome = session::recordedOutcome(*builder.finish());
        QCOMPARE(outcome.makespanNs, (std::vector<Ns>{3, 4, 5}));
        QCOMPARE(outcome.results.at("m").values, (std::vector<double>{0.5, 1}));
    }

    void recordingsComeByTheirParametersValues()
    {
        std::vector<std::string> names;
        for (const session::RecordingSet& set : session::builtInRecordings())
            names.push_back(set.name);
        QCOMPARE(names, (std::vector<std::string>{"recordings/dcka-64", "recordings/dcka-512", "recordings/dcka-2048",
                                                  "recordings/dcka-8192", "recordings/three-kernels"}));
    }

    void aRecordingWithoutTimesLastsAsLongAsItsEvents()
    {
        trace::TraceBuilder builder;
        builder.addTrack({});
        builder.addSlice(0, {100, 50, builder.intern("A"), trace::SliceKind::kernelOther, 0, -1, -1, 0});
        QCOMPARE(session::recordedOutcome(*builder.finish()).makespanNs, std::vector<Ns>{50});
    }
};

QTEST_APPLESS_MAIN(TstReplay)
#include "tst_replay.moc"
