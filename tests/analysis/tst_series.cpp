// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/series.h"
#include "analysis/support_outcome.h"
#include "analysis/support_trace_text.h"

#include <QtTest>

using namespace streamscope;
using analysis::computeSeries;
using analysis::ThroughputSeries;
using tests::tenSms;
using tests::traceFromText;

namespace {

double integral(const ThroughputSeries& series, const analysis::Series& curve)
{
    double sum = 0;
    for (int i = 0; i < series.bins; ++i)
        sum += curve.values[std::size_t(i)] * double(series.edge(i + 1) - series.edge(i));
    return sum;
}

/// Equal to nine digits.
bool about(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return qAbs(x - y) <= 1e-9 * std::max(1.0, qAbs(y)); });
}

} // namespace

class SeriesTest : public QObject
{
    Q_OBJECT

private slots:
    void binsHoldMeansOverTime()
    {
        // Bins of 10: A covers [0,10) and half of [10,20); B covers [15,20) and [20,25).
        const auto trace = traceFromText("s7: A[0,15)\ns8: B[15,25)");
        const ThroughputSeries series = computeSeries(*trace, {0, 40'000}, 4);
        QCOMPARE(series.kernelsAtOnce.values, (std::vector<double>{1, 1, 0.5, 0}));
    }

    void overlappingKernelsAddUp()
    {
        const auto trace = traceFromText("s7: A[0,40)\ns8: B[10,30)\ns9: H2D[20,30)");
        const ThroughputSeries series = computeSeries(*trace, {0, 40'000}, 4);
        QCOMPARE(series.kernelsAtOnce.values, (std::vector<double>{1, 2, 2, 1}));
        QCOMPARE(series.operationsAtOnce.values, (std::vector<double>{1, 2, 3, 1}));
    }

    void integralsAreExactForBinsThatDoNotDivideTheWindow()
    {
        const auto trace = traceFromText("s7: A[0.1,3.7) B[4,9.9)\ns8: C[2.2,7.1)");
        for (const int bins : {1, 3, 7, 64, 1000}) {
            const ThroughputSeries series = computeSeries(*trace, {0, 10'007}, bins);
            // 3.6 + 5.9 + 4.9 µs
            QVERIFY(qAbs(integral(series, series.kernelsAtOnce) - 14'400) < 1e-6);
        }
    }

    void moreBinsThanNanosecondsAreNoTrouble()
    {
        const ThroughputSeries series = computeSeries(*traceFromText("s7: A[0,0.003)"), {0, 5}, 20);
        QCOMPARE(series.bins, 20);
        QVERIFY(qAbs(integral(series, series.kernelsAtOnce) - 3) < 1e-9);
    }

    void anEmptyWindowHasNoBins() { QCOMPARE(computeSeries(*traceFromText("s7: A[0,1)"), {5, 5}, 100).bins, 0); }

    void shareOfPeakComesFromTheProfile()
    {
        // 1e7 flops in 10 µs are 1 Tflop/s: half of 2. 5e6 bytes in 10 µs are 0.5 TB/s: half of 1.
        const device::DeviceProfile profile = tenSms();
        const ThroughputSeries series =
            computeSeries(*traceFromText("s7: A[0,10){flops=1e7 dram=5e6}"), {0, 20'000}, 2, &profile);
        QVERIFY(about(series.fp32Share.values, {0.5, 0}));
        QVERIFY(about(series.dramShare.values, {0.5, 0}));
    }

    void whatOthersLeaveNoRoomForIsDoneWhereThereIsRoom()
    {
        // A has all of the 2 Tflop/s for 20 µs; B does as much in 30, 10 of which A leaves it nothing of.
        const device::DeviceProfile profile = tenSms();
        const auto trace = traceFromText("s7: A[0,20){flops=4e7}\ns8: B[10,40){flops=4e7}");
        QVERIFY(about(computeSeries(*trace, {0, 50'000}, 5, &profile).fp32Share.values, {1, 1, 1, 1, 0}));
        // Wherever one looks.
        QVERIFY(about(computeSeries(*trace, {30'000, 50'000}, 2, &profile).fp32Share.values, {1, 0}));
        // Bytes beside it are another matter, and what does not fit at all is not drawn: 3 of 2 Tflop/s.
        const auto beyond = traceFromText("s7: A[0,10){flops=2e7 dram=5e6}\ns8: B[0,10){flops=1e7 dram=2e6}");
        const ThroughputSeries series = computeSeries(*beyond, {0, 10'000}, 1, &profile);
        QVERIFY(about(series.fp32Share.values, {1}));
        QVERIFY(about(series.dramShare.values, {0.7}));
    }

    void whatIsNotKnownIsNotDrawn()
    {
        const ThroughputSeries series = computeSeries(*traceFromText("s7: A[0,10)"), {0, 20'000}, 2);
        QVERIFY(!series.fp32Share.known);
        QVERIFY(!series.residentWarps.known);
        QVERIFY(series.fp32Share.values.empty());
    }

    void residentWarpsAreEstimatedFromTheLaunch()
    {
        // 20 blocks of 8 warps are 160 of 640 warps.
        const device::DeviceProfile profile = tenSms();
        const auto trace = traceFromText("s7: A[0,10){grid=20 block=256 registers=32}");
        const ThroughputSeries series = computeSeries(*trace, {0, 20'000}, 2, &profile);
        QVERIFY(series.residentWarps.estimated);
        QCOMPARE(series.residentWarps.values, (std::vector<double>{0.25, 0}));
    }

    void ofSeveralGpusTheMeanIsShown()
    {
        // One kernel on each of two GPUs, of 160 of its 640 warps, the second for half the time.
        const device::DeviceProfile profile = tenSms();
        const auto trace =
            traceFromText("s7: A[0,20){grid=20 block=256 registers=32}\ns7@1: B[0,10){grid=20 block=256 registers=32}");
        const ThroughputSeries series = computeSeries(*trace, {0, 20'000}, 2, &profile);
        QCOMPARE(series.gpus, 2);
        QCOMPARE(series.kernelsAtOnce.values, (std::vector<double>{1, 0.5}));
        QCOMPARE(series.residentWarps.values, (std::vector<double>{0.25, 0.125}));
    }

    void twoFullKernelsDoNotHoldMoreWarpsThanThereAre()
    {
        const device::DeviceProfile profile = tenSms();
        const auto trace = traceFromText(
            "s7: A[0,10){grid=2000 block=256 registers=32}\ns8: B[0,10){grid=2000 block=256 registers=32}");
        QCOMPARE(computeSeries(*trace, {0, 10'000}, 1, &profile).residentWarps.values, (std::vector<double>{1}));
    }

    void copiesShowTheirRateByDirection()
    {
        // 1e6 bytes in 10 µs are 1e11 bytes a second.
        const auto trace = traceFromText("s7: H2D[0,10){bytes=1000000}\ns8: D2H[10,20){bytes=500000}");
        const ThroughputSeries series = computeSeries(*trace, {0, 20'000}, 2);
        QVERIFY(about(series.copyToDeviceBytesPerSecond.values, {1e11, 0}));
        QVERIFY(about(series.copyToHostBytesPerSecond.values, {0, 5e10}));
        QVERIFY(!series.copyShare.known); // of which link?
    }

    void copiesAreAShareOfTheirLinkThatOfTheBusierDirection()
    {
        // 1e11 of 2e11 bytes a second there; at the same time 5e10 of 2e11 back.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D.bytesPerSecond = profile.pinnedD2H.bytesPerSecond = 2e11;
        const auto trace = traceFromText("s7: H2D[0,10){bytes=1000000}\ns8: D2H[0,20){bytes=1000000}");
        const ThroughputSeries series = computeSeries(*trace, {0, 20'000}, 2, &profile);
        QVERIFY(about(series.copyShare.values, {0.5, 0.25}));
    }
};

QTEST_APPLESS_MAIN(SeriesTest)
#include "tst_series.moc"
