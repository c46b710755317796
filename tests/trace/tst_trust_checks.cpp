// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_builder.h"

#include <QtTest>

#include <initializer_list>
#include <string_view>
#include <utility>

using namespace streamscope;
using namespace streamscope::trace;

/// What a finished trace says of its own completeness.
class TstTrustChecks : public QObject
{
    Q_OBJECT

private:
    using Calls = std::initializer_list<std::pair<const char*, int>>; ///< name and correlation, one after the other

    /// One thread with these calls, and a kernel on a stream for each of the correlations.
    static std::int64_t lost(const Calls& calls, std::initializer_list<int> kernels, int devices = 1)
    {
        TraceBuilder builder;
        TrackInfo thread, stream;
        thread.kind = TrackKind::hostThread;
        stream.kind = TrackKind::stream;
        stream.device = 0;
        const TrackId host = builder.addTrack(thread), gpu = builder.addTrack(stream);
        const auto add = [&](TrackId track, Ns startNs, const char* name, SliceKind kind, int correlation) {
            Slice slice{startNs, 5, builder.intern(name), kind};
            slice.correlation = correlation;
            builder.addSlice(track, slice);
        };
        Ns startNs = 0;
        for (const auto& [name, correlation] : calls)
            add(host, startNs += 10, name,
                std::string_view(name).ends_with("Synchronize") ? SliceKind::hostSync : SliceKind::hostSubmit,
                correlation);
        for (const int correlation : kernels)
            add(gpu, 1000 + 10 * correlation, "kernel", SliceKind::kernelOther, correlation);
        for (stream.device = 1; stream.device < devices; ++stream.device)
            add(builder.addTrack(stream), 1000, "kernel", SliceKind::kernelOther, -1);
        return builder.finish()->trust().lostRecords;
    }

private slots:
    void aLaunchWithoutAKernelBeforeOneThatHasItsOwnIsALostRecord()
    {
        QCOMPARE(lost({{"cudaLaunchKernel", 1}, {"cudaLaunchKernelExC", 2}, {"cuLaunchKernel", 3}}, {1, 3}), 1);
        QCOMPARE(lost({{"cudaLaunchKernel", 1}, {"cudaLaunchKernel", 2}, {"cudaLaunchKernel", 3}}, {1, 2, 3}), 0);
    }

    void whatWasLaunchedLastMayHaveRunAfterTheRecording()
    {
        QCOMPARE(lost({{"cudaLaunchKernel", 1}, {"cudaLaunchKernel", 2}, {"cudaLaunchKernel", 3}}, {1}), 0);
    }

    void whatADeviceSynchronizeWaitedForIsLostThoughNothingLaterIsThere()
    {
        // 1 is there, 2 was done when the call returned, 3 came after it.
        const Calls calls = {
            {"cudaLaunchKernel", 1}, {"cudaLaunchKernel", 2}, {"cudaDeviceSynchronize", 8}, {"cudaLaunchKernel", 3}};
        QCOMPARE(lost(calls, {1}), 1);
        QCOMPARE(lost(calls, {1, 2}), 0);
        // Of several GPUs it may have waited for another one.
        QCOMPARE(lost(calls, {1}, 2), 0);
    }

    void aStreamsSynchronizeTellsOfAllOnlyWhereNoOtherStreamIsSeen()
    {
        const Calls calls = {{"cudaLaunchKernel", 1}, {"cudaLaunchKernel", 2}, {"cudaStreamSynchronize", 8}};
        QCOMPARE(lost(calls, {1}), 1);
        QCOMPARE(lost(calls, {1, 2}), 0);
        QCOMPARE(lost(calls, {1}, 2), 0);
    }

    void withoutAnyOperationAllLaunchesAreLost()
    {
        QCOMPARE(lost({{"cudaLaunchKernel", 1}, {"cudaLaunchKernel", 2}}, {}), 2);
    }

    void theDriversCallOfARuntimesCallIsTheSameLaunch()
    {
        QCOMPARE(lost({{"cudaLaunchKernel", 1}, {"cuLaunchKernel", 1}, {"cudaLaunchKernel", 2}}, {2}), 1);
    }

    void aGraphsLaunchWithoutNodesHasLostAsManyAsOthersHave()
    {
        // The first has three nodes, the others none; the last came after the synchronisation.
        const Calls calls = {
            {"cudaGraphLaunch", 1}, {"cudaGraphLaunch", 2}, {"cudaDeviceSynchronize", 8}, {"cudaGraphLaunch", 3}};
        QCOMPARE(lost(calls, {1, 1, 1}), 3);
        QCOMPARE(lost(calls, {1, 2}), 0);
        // Where no launch is joined to its nodes the recording does not join them.
        QCOMPARE(lost(calls, {9}), 0);
    }

    void whatIsCapturedLaunchesNothing()
    {
        QCOMPARE(lost({{"cudaStreamBeginCapture", 1},
                       {"cudaLaunchKernel", 2},
                       {"cudaStreamEndCapture", 3},
                       {"cudaLaunchKernel", 4}},
                      {4}),
                 0);
    }

    void otherCallsNeedNoOperation()
    {
        QCOMPARE(lost({{"cudaEventRecord", 1}, {"cudaMemcpyAsync", 2}, {"cudaLaunchKernel", 3}}, {3}), 0);
    }
};

QTEST_APPLESS_MAIN(TstTrustChecks)
#include "tst_trust_checks.moc"
