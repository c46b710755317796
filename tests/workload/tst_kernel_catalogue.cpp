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

QTEST_APPLESS_MAIN(KernelCatalogue)
#include "tst_kernel_catalogue.moc"
