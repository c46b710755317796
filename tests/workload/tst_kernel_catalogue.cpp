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
    void aTileAtTheEdgeIsTheSlowest();
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
    // 386 columns: rows of b start anywhere, no tile may fetch vectors, and each takes 28 % longer and has the pipe for
    // 0.47 of that; 504 terms end within a step of 16.
    QCOMPARE(pipeCycles({256, 386, 512}), wholeTile * (1 + 0.28 * 0.47));
    QCOMPARE(pipeCycles({256, 256, 504}), wholeTile * (1 + 0.28 * 0.47));
    // 384 are three whole tiles and aligned.
    QCOMPARE(pipeCycles({256, 384, 512}), wholeTile);
}

/// On the H200 1168 × 1196 × 768, of whose tiles all but the last row and column are whole and aligned, takes 23 %
/// longer than if they all were: who waits for the slowest tile waits for one at an edge, however little of it is
/// there.
void KernelCatalogue::aTileAtTheEdgeIsTheSlowest()
{
    const auto latencyCycles = [](std::int64_t m, std::int64_t n) {
        return workload::findKernel("gemm")->shape(std::vector<std::int64_t>{m, n, 512}).latencyCycles;
    };
    QCOMPARE(latencyCycles(256, 260) - latencyCycles(256, 256), wholeTile * 0.28);
    QCOMPARE(latencyCycles(144, 256) - latencyCycles(128, 256), wholeTile * 0.28);
    // A single tile of which half the rows and columns are there fetches a quarter.
    QCOMPARE(latencyCycles(64, 64) - latencyCycles(128, 128), wholeTile * 0.28 / 4);
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
