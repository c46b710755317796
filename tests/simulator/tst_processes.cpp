// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Processes take turns on the device. A call costs 1,000 ns and nothing else takes time, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using program::CallKind;
using workload::CopyDirection;

class SimulatorProcesses : public QObject
{
    Q_OBJECT

private slots:
    void processesTakeTurnsAndNeverOverlap();
    void aSliceIsNotCutWithinAnOperation();
    void aProcessWithoutWorkGivesTheDeviceUpAtOnce();
    void streamsOfOneProcessRunSideBySideInItsSlice();
    void copiesTakeTurnsToo();
    void theLegacyDefaultStreamHoldsItsOwnProcessAlone();
    void aDeviceSynchronizeWaitsForItsOwnProcess();
    void processesShareNoDriversLock();
    void everyProcessIsAContext();
    void theSliceIsTwoMilliseconds();
};

namespace {

/// The first `first` of `streams` streams belong to process 0 and thread 0, the others to process 1 and thread 1.
ProgramBuilder twoProcesses(int first, int streams)
{
    ProgramBuilder builder(streams, 2);
    for (int i = first; i < streams; ++i)
        builder.program.streams[std::size_t(i)].process = builder.program.streams[std::size_t(i)].thread = 1;
    return builder;
}

device::DeviceProfile sliceOf(Ns ns)
{
    device::DeviceProfile profile = roundProfile();
    profile.timeSliceNs = ns;
    return profile;
}

} // namespace

// Rule S13
void SimulatorProcesses::processesTakeTurnsAndNeverOverlap()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000).spin(0, 4000).spin(0, 4000).spin(0, 4000);
    builder.thread = 1;
    builder.spin(1, 4000).spin(1, 4000).spin(1, 4000).spin(1, 4000);
    const Ran ran = run(builder.program, sliceOf(8000));
    // Both submit from 1,000 on. Process 0 has the device until 9,000, process 1 until 17,000, and so on.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,5000) B[5000,9000) C[17000,21000) D[21000,25000)");
    QCOMPARE(ran.recording.stream("s2"), "E[9000,13000) F[13000,17000) G[25000,29000) H[29000,33000)");
    QCOMPARE(ran.makespanNs, 34000);
}

// Rule S13
void SimulatorProcesses::aSliceIsNotCutWithinAnOperation()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000).spin(0, 4000).spin(0, 4000);
    builder.thread = 1;
    builder.spin(1, 4000);
    // The slice ends at 7,000, within B; the device changes hands with B's end at 9,000.
    const Ran ran = run(builder.program, sliceOf(6000));
    QCOMPARE(ran.recording.stream("s1"), "A[1000,5000) B[5000,9000) C[13000,17000)");
    QCOMPARE(ran.recording.stream("s2"), "D[9000,13000)");
}

// Rule S13
void SimulatorProcesses::aProcessWithoutWorkGivesTheDeviceUpAtOnce()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000);
    builder.thread = 1;
    builder.spin(1, 4000);
    // far within the slice of 1,000,000
    const Ran ran = run(builder.program, sliceOf(1'000'000));
    QCOMPARE(ran.recording.stream("s1"), "A[1000,5000)");
    QCOMPARE(ran.recording.stream("s2"), "B[5000,9000)");
}

// Rule S13
void SimulatorProcesses::streamsOfOneProcessRunSideBySideInItsSlice()
{
    ProgramBuilder builder = twoProcesses(2, 3);
    builder.spin(0, 9000).spin(1, 9000);
    builder.thread = 1;
    builder.spin(2, 4000);
    const Ran ran = run(builder.program, sliceOf(1'000'000));
    // A and B overlap as streams do; C waits for both
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,11000)");
    QCOMPARE(ran.recording.stream("s3"), "C[11000,15000)");
}

// Rule S13
void SimulatorProcesses::copiesTakeTurnsToo()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000);
    builder.thread = 1;
    builder.copy(1, CopyDirection::hostToDevice, 4000);
    const Ran ran = run(builder.program, sliceOf(1'000'000));
    // within a process the copy, 4,000 bytes at 1 GB/s, would run beside the kernel
    QCOMPARE(ran.recording.stream("s2"), "B[5000,9000)");
}

// Rule S13
void SimulatorProcesses::theLegacyDefaultStreamHoldsItsOwnProcessAlone()
{
    ProgramBuilder builder = twoProcesses(2, 3);
    builder.program.streams[2].isDefault = true;
    builder.spin(0, 9000);
    builder.thread = 1;
    builder.spin(2, 4000);
    builder.thread = 0;
    builder.spin(1, 9000);
    const Ran ran = run(builder.program, sliceOf(1'000'000));
    // C was submitted after B, the default stream's: in one process it would wait for B, which would wait for A
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)");
    QCOMPARE(ran.recording.stream("s2"), "C[2000,11000)");
    QCOMPARE(ran.recording.stream("default stream"), "B[11000,15000)");
}

// Rule S13
void SimulatorProcesses::aDeviceSynchronizeWaitsForItsOwnProcess()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 9000);
    builder.thread = 1;
    builder.cpu(2000).call(CallKind::deviceSynchronize, 1);
    const Ran ran = run(builder.program, sliceOf(1'000'000));
    // A runs until 10,000, but is another process's: the call takes its own 1,000
    QCOMPARE(ran.recording.host(1), "cpu work[0,2000) cudaDeviceSynchronize[2000,3000)");
    // what ends the makespan waits for all: 10,000 + 1,000
    QCOMPARE(ran.makespanNs, 11000);
}

// Rule S13
void SimulatorProcesses::processesShareNoDriversLock()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000);
    builder.thread = 1;
    builder.spin(1, 4000);
    const Ran ran = run(builder.program);
    // threads of one process would be let in one after the other
    QCOMPARE(ran.recording.host(1), "cudaLaunchKernel[0,1000)");
}

// Rule S13
void SimulatorProcesses::everyProcessIsAContext()
{
    ProgramBuilder builder = twoProcesses(1, 2);
    builder.spin(0, 4000);
    builder.thread = 1;
    builder.spin(1, 4000);
    const Ran ran = run(builder.program);
    std::vector<std::string> rows;
    for (const trace::TrackInfo& track : ran.recording.tracks)
        rows.push_back(track.name + " " + (track.device < 0 ? track.process : std::to_string(track.context)));
    // contexts count from 1
    QCOMPARE(rows, (std::vector<std::string>{"thread 0 process 0", "thread 1 process 1", "s1 1", "s2 2"}));
}

// Rule S13
void SimulatorProcesses::theSliceIsTwoMilliseconds()
{
    QCOMPARE(device::DeviceProfile().timeSliceNs, 2'000'000);
}

QTEST_APPLESS_MAIN(SimulatorProcesses)
#include "tst_processes.moc"
