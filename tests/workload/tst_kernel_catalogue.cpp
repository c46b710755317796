// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the catalogue counts for a launch, beside what kernels/ does.
#include "workload/kernel_catalogue.h"

#include <QTest>

using namespace streamscope;

class KernelCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void wholeAlignedTilesFetchVectors();
    void allTilesOfAProductFetchElementByElementWhereRowsAreNotAligned();
    void stepsOfFmaBeyondWholeLoopsTakeLonger();
};

namespace {

double pipeCycles(std::vector<std::int64_t> parameters)
{
    return workload::findKernel("gemm")->shape(parameters).pipeCycles;
}

/// 512 terms in steps of 16, each 128 · 128 · 16 multiply-adds on 128 lanes.
constexpr double wholeTile = 32 * 2048.0;

} // namespace

void KernelCatalogue::wholeAlignedTilesFetchVectors()
{
    QCOMPARE(pipeCycles({256, 256, 512}), wholeTile);
}

void KernelCatalogue::allTilesOfAProductFetchElementByElementWhereRowsAreNotAligned()
{
    // 386 columns: rows of b start anywhere, no tile may fetch vectors, and each has the pipe for a quarter longer; 2
    // of its columns stand in the last of four tiles, but a whole first one counts. 504 terms end within a step of 16.
    QCOMPARE(pipeCycles({256, 386, 512}), wholeTile * 1.25);
    QCOMPARE(pipeCycles({256, 256, 504}), wholeTile * 1.25);
    // 384 are three whole tiles and aligned.
    QCOMPARE(pipeCycles({256, 384, 512}), wholeTile);
}

void KernelCatalogue::stepsOfFmaBeyondWholeLoopsTakeLonger()
{
    const auto shape = [](std::int64_t steps) {
        return workload::findKernel("fma")->shape(std::vector<std::int64_t>{1, 128, steps});
    };
    // Of 256 steps each is 4 cycles after the one before and takes four warps' lanes once.
    QCOMPARE(shape(512).latencyCycles, 2048.0);
    QCOMPARE(shape(512).pipeCycles, 512.0);
    // 10 more come one by one, each 22 cycles and three times the pipe beyond that.
    QCOMPARE(shape(522).latencyCycles, 2048 + 10 * 26.0);
    QCOMPARE(shape(522).pipeCycles, 512 + 10 * 4.0);
}

QTEST_APPLESS_MAIN(KernelCatalogue)
#include "tst_kernel_catalogue.moc"
