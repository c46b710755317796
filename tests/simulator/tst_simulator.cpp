// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"
#include "simulator/support_programs.h"

#include <limits>
#include <QTest>

using namespace simulatortest;
using program::CallKind;
using workload::CopyDirection;

class SimulatorRuns : public QObject
{
    Q_OBJECT

private slots:
    void theSameProgramGivesTheSameBytes();
    void withoutASinkTheMakespanIsTheSame();
    void everyRepetitionIsReported();
    void cancellingGivesAnError();
    void aBlockThatFitsNowhereIsAnError();
    void timeBeyondAllMeasureIsAnError();
    void aProgramWithoutThreadsStreamsOrCallsRuns();
    void slicesSayWhatTheyAre();
    void aCopyShowsInItsStreamAndOnItsEngine();
    void kernelsCarryTheirLaunchConfiguration();
    void hostCallsAndOperationsAreJoinedByCorrelation();
    void operationsOfAStreamNeverOverlap();
};

namespace {

/// A bit of everything, from a fixed sequence.
program::Program mixed(int operations)
{
    ProgramBuilder builder(5, 2);
    std::uint32_t state = 1;
    const auto random = [&](std::uint32_t below) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
    };
    builder.program.streams[4].isDefault = true;
    for (int i = 0; i < operations; ++i) {
        builder.thread = int(random(2));
        const int stream = int(random(5));
        switch (random(8)) {
        case 0:
            builder.copy(stream, CopyDirection(random(3)), 1 + random(50000));
            break;
        case 1:
            builder.memset(stream, random(50000));
            break;
        case 2:
            builder.record(stream, int(random(4)));
            break;
        case 3:
            builder.wait(stream, int(random(4)));
            break;
        case 4:
            builder.hostFunction(stream, random(3000));
            break;
        default: {
            workload::LaunchShape shape = spinShape(random(5000), std::int32_t(1 + random(60)), 32 << random(4));
            shape.pipeCycles = random(500);
            shape.l2Bytes = random(100000);
            shape.bytesInFlight = 64 + random(10000);
            builder.kernel(stream, shape);
        }
        }
    }
    return builder.program;
}

} // namespace

void SimulatorRuns::theSameProgramGivesTheSameBytes()
{
    const program::Program program = mixed(3000);
    const Ran first = run(program, roundProfile(), true);
    const Ran second = run(program, roundProfile(), true);
    QVERIFY(first.error.empty());
    QVERIFY(first.recording.all().size() > 100000);
    QVERIFY(first.recording.all() == second.recording.all());
}

void SimulatorRuns::withoutASinkTheMakespanIsTheSame()
{
    const program::Program program = mixed(1000);
    const auto silent = simulator::Simulator(roundProfile()).run(program, {}, nullptr, {});
    QVERIFY(silent);
    QCOMPARE(silent->makespanNs.front(), run(program).makespanNs);
}

void SimulatorRuns::everyRepetitionIsReported()
{
    backend::RunOptions options;
    options.repeat = 3;
    const auto outcome =
        simulator::Simulator(roundProfile()).run(ProgramBuilder().spin(0, 5000).program, options, nullptr, {});
    QCOMPARE(outcome->makespanNs, (std::vector<Ns>{7000, 7000, 7000}));
}

void SimulatorRuns::cancellingGivesAnError()
{
    std::stop_source source;
    source.request_stop();
    const auto outcome = simulator::Simulator(roundProfile()).run(mixed(3000), {}, nullptr, source.get_token());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::cancelled);
    QCOMPARE(outcome.error().message.id, "simulator.cancelled");
}

void SimulatorRuns::aBlockThatFitsNowhereIsAnError()
{
    workload::LaunchShape shape = spinShape(1000, 1, 32);
    shape.dynamicSharedBytes = 40000; // a block may have 32,768
    QCOMPARE(run(ProgramBuilder().kernel(0, shape).program).error, "simulator.kernel-does-not-fit");
    QCOMPARE(run(ProgramBuilder().spin(0, 1000, 1, 1024).program).error,
             "simulator.kernel-does-not-fit"); // 32 warps of 16
}

void SimulatorRuns::timeBeyondAllMeasureIsAnError()
{
    QCOMPARE(run(ProgramBuilder().spin(0, std::numeric_limits<Ns>::max()).program).error, "simulator.too-long");
    QCOMPARE(
        run(ProgramBuilder().cpu(std::numeric_limits<Ns>::max()).cpu(std::numeric_limits<Ns>::max()).program).error,
        "simulator.too-long");
    QCOMPARE(run(ProgramBuilder()
                     .hostFunction(0, std::numeric_limits<Ns>::max())
                     .hostFunction(0, std::numeric_limits<Ns>::max())
                     .program)
                 .error,
             "simulator.too-long");
    // 2⁵³ ns is the longest that JSON tells exactly; a launch takes 1,000 of them before the kernel starts.
    constexpr Ns longest = Ns(1) << 53;
    QCOMPARE(run(ProgramBuilder().spin(0, longest).program).error, "simulator.too-long");
    QVERIFY(run(ProgramBuilder().spin(0, longest / 2).program).error.empty());
}

void SimulatorRuns::aProgramWithoutThreadsStreamsOrCallsRuns()
{
    QCOMPARE(run(program::Program()).makespanNs, 1000);
}

void SimulatorRuns::slicesSayWhatTheyAre()
{
    const Ran ran = run(ProgramBuilder(2)
                            .copy(0, CopyDirection::hostToDevice, 1000)
                            .memset(0, 1000)
                            .hostFunction(0, 10)
                            .record(0, 0)
                            .wait(1, 0)
                            .spin(1, 10)
                            .cpu(100)
                            .call(CallKind::streamSynchronize, 0)
                            .call(CallKind::malloc)
                            .program);
    std::vector<trace::SliceKind> kinds;
    for (const auto& [track, slice] : ran.recording.slices)
        kinds.push_back(slice.kind);
    using enum trace::SliceKind;
    for (const trace::SliceKind kind : {copyHostToDevice, memset, hostFunction, eventRecord, eventWait, kernelOther,
                                        hostWork, hostSync, hostCall, hostSubmit})
        QVERIFY(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
}

void SimulatorRuns::aCopyShowsInItsStreamAndOnItsEngine()
{
    const Ran ran = run(ProgramBuilder().copy(0, CopyDirection::deviceToHost, 1000).program);
    std::vector<trace::TrackKind> kinds;
    for (const auto& [track, slice] : ran.recording.slices)
        if (slice.kind == trace::SliceKind::copyDeviceToHost)
            kinds.push_back(ran.recording.tracks[track].kind);
    QCOMPARE(kinds, (std::vector<trace::TrackKind>{trace::TrackKind::stream, trace::TrackKind::copyEngine}));
}

void SimulatorRuns::kernelsCarryTheirLaunchConfiguration()
{
    workload::LaunchShape shape = spinShape(1000, 7, 96);
    shape.flops = 123;
    shape.dynamicSharedBytes = 512;
    const Ran ran = run(ProgramBuilder().kernel(0, shape).program);
    QCOMPARE(ran.recording.details.size(), std::size_t(1));
    const trace::OperationDetails& details = ran.recording.details.front();
    QCOMPARE(details.grid[0], 7);
    QCOMPARE(details.block[0], 96);
    QCOMPARE(details.registersPerThread, 16);
    QCOMPARE(details.dynamicSharedBytes, 512);
    QCOMPARE(details.flops, 123.0);
}

void SimulatorRuns::hostCallsAndOperationsAreJoinedByCorrelation()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 10).spin(1, 10).program);
    std::vector<std::int64_t> calls, kernels;
    for (const auto& [track, slice] : ran.recording.slices) {
        if (slice.kind == trace::SliceKind::hostSubmit)
            calls.push_back(slice.correlation);
        if (slice.kind == trace::SliceKind::kernelOther)
            kernels.push_back(slice.correlation);
    }
    QCOMPARE(calls, kernels);
    QVERIFY(calls[0] != calls[1]);
}

void SimulatorRuns::operationsOfAStreamNeverOverlap()
{
    const Ran ran = run(mixed(3000));
    for (std::size_t track = 0; track < ran.recording.tracks.size(); ++track) {
        std::vector<std::pair<Ns, Ns>> row;
        for (const auto& [t, slice] : ran.recording.slices)
            if (t == track)
                row.push_back({slice.startNs, slice.startNs + slice.durationNs});
        std::sort(row.begin(), row.end());
        for (std::size_t i = 1; i < row.size(); ++i)
            QVERIFY2(row[i - 1].second <= row[i].first, qPrintable(QString("%1: [%2, %3) [%4, %5)")
                                                                       .arg(track)
                                                                       .arg(row[i - 1].first)
                                                                       .arg(row[i - 1].second)
                                                                       .arg(row[i].first)
                                                                       .arg(row[i].second)));
    }
}

QTEST_APPLESS_MAIN(SimulatorRuns)
#include "tst_simulator.moc"
