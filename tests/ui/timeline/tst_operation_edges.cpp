// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/operation_edges.h"
#include "ui/text_trace.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;
using test::textTrace;

/// Times at which operations start and end, one after the other.
class TestOperationEdges : public QObject
{
    Q_OBJECT

private slots:
    void edgesOfAllStreamsAreVisitedInOrder()
    {
        // Operations [10, 20), [15, 30), [30, 31): edges 10, 15, 20, 30, 31.
        const auto trace = textTrace("host: launch[0,1)#1\ns1: gemm[10,20) add[30,31)\ns2: gemm[15,30)");
        std::vector<Ns> forward, back;
        for (auto at = edgeAfter(*trace, -1); at; at = edgeAfter(*trace, *at))
            forward.push_back(*at / 1000);
        QCOMPARE(forward, (std::vector<Ns>{10, 15, 20, 30, 31}));
        for (auto at = edgeBefore(*trace, 1'000'000); at; at = edgeBefore(*trace, *at))
            back.push_back(*at / 1000);
        QCOMPARE(back, (std::vector<Ns>{31, 30, 20, 15, 10}));
    }

    void whatOverlapsInOneStreamLosesNoEdge()
    {
        const auto trace = textTrace("s: gemm[10,100) add[20,30) add[40,50)");
        std::vector<Ns> back;
        for (auto at = edgeBefore(*trace, 1'000'000); at; at = edgeBefore(*trace, *at))
            back.push_back(*at / 1000);
        QCOMPARE(back, (std::vector<Ns>{100, 50, 40, 30, 20, 10}));
    }

    void marksAndWaitsAreNoOperations()
    {
        const auto trace = textTrace("s: record[5,6)#1 gemm[10,12) wait[20,30)#2");
        QCOMPARE(edgeAfter(*trace, 0), std::optional<Ns>(10'000));
        QCOMPARE(edgeAfter(*trace, 12'000), std::optional<Ns>());
        QCOMPARE(edgeBefore(*trace, 10'000), std::optional<Ns>());
    }
};

QTEST_GUILESS_MAIN(TestOperationEdges)
#include "tst_operation_edges.moc"
