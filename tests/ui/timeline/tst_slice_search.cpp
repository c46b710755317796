// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_search.h"
#include "ui/text_trace.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;
using test::textTrace;

/// Slices found by name.
class TestSliceSearch : public QObject
{
    Q_OBJECT

    std::vector<ShownSlice> all(const SliceSearch& search, bool forward) const
    {
        std::vector<ShownSlice> found;
        std::optional<ShownSlice> at;
        for (std::size_t i = 0; i < search.count(); ++i) {
            at = search.next(at, forward);
            found.push_back(*at);
        }
        return found;
    }

private slots:
    void matchesComeByTimelineAndThenByTime()
    {
        Timeline a, b;
        a.trace = textTrace("s1: gemm[50,60)\ns2: gemm_big[10,20) add[20,30)");
        b.trace = textTrace("s1: GEMM[1,2)");
        const SliceSearch search({a, Timeline(), b}, "gemm");
        const std::vector<ShownSlice> expected{{0, {1, 0}}, {0, {0, 0}}, {2, {0, 0}}};
        QCOMPARE(all(search, true), expected);
        QCOMPARE(all(search, false), std::vector<ShownSlice>(expected.rbegin(), expected.rend()));
    }

    void theNextMatchIsFoundFromAnySliceAndRoundTheCorner()
    {
        Timeline a;
        a.trace = textTrace("s1: gemm[0,10) add[10,20) gemm[20,30)");
        const SliceSearch search({a}, "gemm");
        const ShownSlice first{0, {0, 0}}, add{0, {0, 1}}, second{0, {0, 2}};
        QVERIFY(search.next(add, true) == second);
        QVERIFY(search.next(add, false) == first);
        QVERIFY(search.next(second, true) == first);
        QVERIFY(search.next(first, false) == second);
    }

    void slicesThatStartTogetherAreAllVisited()
    {
        Timeline a;
        a.trace = textTrace("s1: gemm[5,10) gemm[5,7)\ns2: gemm[5,6)");
        const SliceSearch search({a}, "gemm");
        QCOMPARE(all(search, true), (std::vector<ShownSlice>{{0, {0, 0}}, {0, {0, 1}}, {0, {1, 0}}}));
        QVERIFY(search.next(ShownSlice{0, {1, 0}}, true) == (ShownSlice{0, {0, 0}}));
    }

    void aMatchKnowsItsPlace()
    {
        Timeline a, b;
        a.trace = textTrace("s1: gemm[0,10) add[10,20) gemm[20,30)");
        b.trace = textTrace("s1: gemm[0,10)");
        const SliceSearch search({a, b}, "gemm");
        QCOMPARE(search.placeOf({0, {0, 0}}), std::size_t(1));
        QCOMPARE(search.placeOf({0, {0, 2}}), std::size_t(2));
        QCOMPARE(search.placeOf({1, {0, 0}}), std::size_t(3));
    }

    void blocksAndAnEmptyTextMatchNothing()
    {
        Timeline a;
        a.trace = textTrace("s1: gemm[0,10)\nsm0: block[0,10)");
        QCOMPARE(SliceSearch({a}, "block").count(), std::size_t(0));
        QCOMPARE(SliceSearch({a}, "").count(), std::size_t(0));
        QVERIFY(!SliceSearch({a}, "").next(std::nullopt, true));
    }
};

QTEST_GUILESS_MAIN(TestSliceSearch)
#include "tst_slice_search.moc"
