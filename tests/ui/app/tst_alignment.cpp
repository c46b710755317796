// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alignment.h"
#include "ui/text_trace.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;
using test::textTrace;
using By = Alignment::By;

/// Where timelines stand on one axis.
class TestAlignment : public QObject
{
    Q_OBJECT

    /// Two ranks: the second one's clock says 3 µs more at its 0.
    std::vector<trace::TracePointer> ranks() const
    {
        return {textTrace("clock: 1700000000000000000\nhost: launch[10,12)#1 step[20,40)\ns: gemm[15,30)#1"),
                textTrace("clock: 1700000000000003000\nhost: launch[11,12)#1 step[25,35)\ns: gemm[15,30)#1")};
    }

    std::vector<Ns> origins(const std::vector<trace::TracePointer>& traces, const Alignment& alignment) const
    {
        std::vector<Ns> times;
        for (const Origin& origin : Aligner().origins(traces, alignment))
            times.push_back(origin.originNs);
        return times;
    }

private slots:
    void atTheStartEachFirstCallStandsAtZero()
    {
        QCOMPARE(origins(ranks(), {By::start, {}, 0, {}}), (std::vector<Ns>{10'000, 11'000}));
    }

    void byTheWallClockTheEarliestCallStandsAtZero()
    {
        // Calls at …10 µs and …3 + 11 = …14 µs. The first is 0; the second trace's own time of it is 10 − 3 = 7 µs.
        QCOMPARE(origins(ranks(), {By::wallClock, {}, 0, {}}), (std::vector<Ns>{10'000, 7'000}));
    }

    void ranksOfOneJobStandByTheWallClockByThemselves() { QVERIFY(Aligner::effective(ranks(), {}) == By::wallClock); }

    void recordingsOfDifferentTimesStandAtTheirStarts()
    {
        const std::vector<trace::TracePointer> traces{
            textTrace("clock: 1700000000000000000\nhost: launch[0,2)#1\ns: gemm[3,30)#1"),
            textTrace("clock: 1700000060000000000\nhost: launch[0,2)#1\ns: gemm[3,30)#1")};
        QVERIFY(Aligner::effective(traces, {}) == By::start);
    }

    void withoutAWallClockTheStartCounts()
    {
        const std::vector<trace::TracePointer> traces{ranks().front(),
                                                      textTrace("host: launch[5,6)#1\ns: gemm[7,9)#1")};
        QCOMPARE(origins(traces, {By::wallClock, {}, 0, {}}), (std::vector<Ns>{10'000, 5'000}));
    }

    void anAnnotationIsFoundInEachTrace()
    {
        const auto found = Aligner().origins(ranks(), {By::slice, "step", 0, {}});
        QCOMPARE(found[0].originNs, Ns(20'000));
        QCOMPARE(found[1].originNs, Ns(25'000));
        QVERIFY(found[0].anchor && found[1].anchor);
    }

    void theSameOccurrenceIsTakenOrTheLastThereIs()
    {
        const std::vector<trace::TracePointer> traces{
            textTrace("host: launch[0,1)#1 step[10,11) step[20,21) step[30,31)\ns: gemm[2,3)#1"),
            textTrace("host: launch[0,1)#1 step[5,6) step[7,8)\ns: gemm[2,3)#1")};
        QCOMPARE(origins(traces, {By::slice, "step", 1, {}}), (std::vector<Ns>{20'000, 7'000}));
        QCOMPARE(origins(traces, {By::slice, "step", 2, {}}), (std::vector<Ns>{30'000, 7'000}));
    }

    void aTraceWithoutTheSliceStandsAtItsStart()
    {
        const std::vector<trace::TracePointer> traces{ranks().front(),
                                                      textTrace("host: launch[5,6)#1\ns: gemm[7,9)#1")};
        const auto found = Aligner().origins(traces, {By::slice, "step", 0, {}});
        QCOMPARE(found[1].originNs, Ns(5'000));
        QVERIFY(!found[1].anchor);
    }

    void aSliceKnowsWhichOfItsNameItIs()
    {
        const auto trace = textTrace("host: step[10,11) step[20,21)\nhost2: step[15,16)\ns: gemm[2,3)");
        QCOMPARE(occurrenceOf(*trace, {0, 0}), std::size_t(0)); // at 10
        QCOMPARE(occurrenceOf(*trace, {1, 0}), std::size_t(1)); // at 15
        QCOMPARE(occurrenceOf(*trace, {0, 1}), std::size_t(2)); // at 20
    }

    void annotationsThatAllHaveAreOffered()
    {
        const std::vector<trace::TracePointer> traces{textTrace("host: stage[0,1) step[10,11)\ns: gemm[2,3)"),
                                                      textTrace("host: step[5,6)\ns: gemm[2,3)")};
        QCOMPARE(sharedAnnotations(traces, 9), std::vector<std::string>{"step"});
        QCOMPARE(sharedAnnotations({traces[0]}, 9), (std::vector<std::string>{"stage", "step"}));
        QCOMPARE(sharedAnnotations({traces[0]}, 1), std::vector<std::string>{"stage"});
    }
};

QTEST_GUILESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
