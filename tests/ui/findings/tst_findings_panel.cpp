// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "findings/legend.h"
#include "trace/trace_builder.h"
#include "ui/warnings.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace streamscope;
using namespace streamscope::ui;
using analysis::Certainty;

class TestFindingsPanel : public QObject
{
    Q_OBJECT

    static analysis::Finding finding(int cause, Certainty certainty, Ns costNs)
    {
        analysis::Finding made;
        made.cause = cause;
        made.slug = std::to_string(cause) + "-cause";
        made.certainty = certainty;
        made.costNs = costNs;
        made.title = {"analysis.verdict-nothing", {}};
        return made;
    }

    static int cards(const QWidget& panel)
    {
        int visible = 0;
        for (const QFrame* frame : panel.findChildren<QFrame*>())
            visible += frame->property("card").toBool() && !frame->isHidden() ? 1 : 0;
        return visible;
    }

private slots:
    void init() { test::failOnWarnings(); }

    void causesNotAtPlayFoldAway()
    {
        analysis::Explanation explanation;
        explanation.findings = {finding(2, Certainty::proved, 4000), finding(6, Certainty::likely, 100)};
        for (int cause = 10; cause < 15; ++cause)
            explanation.findings.push_back(finding(cause, Certainty::notAtPlay, 0));
        FindingsPanel panel;
        panel.show(&explanation, {});
        QCOMPARE(cards(panel), 3); // two at play, and the first that is not
        auto* more = panel.findChild<QPushButton*>("moreFindings");
        QVERIFY(more);
        more->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(cards(panel), 7);
    }

    void whatCannotBeToldIsNotCalledAbsent_data()
    {
        QTest::addColumn<int>("notAtPlay");
        QTest::addColumn<int>("untold");
        QTest::addColumn<QString>("says");
        QTest::newRow("none is open") << 5 << 0 << "5 more that are not at play";
        QTest::newRow("all are open") << 0 << 1 << "1 more that cannot be told";
        QTest::newRow("some are open") << 4 << 2 << "4 more not at play · 2 that cannot be told";
    }

    void whatCannotBeToldIsNotCalledAbsent()
    {
        QFETCH(int, notAtPlay);
        QFETCH(int, untold);
        QFETCH(QString, says);
        analysis::Explanation explanation;
        for (int cause = 1; cause <= 3; ++cause)
            explanation.findings.push_back(finding(cause, Certainty::proved, 4000));
        for (int cause = 4; cause < 4 + notAtPlay + untold; ++cause)
            explanation.findings.push_back(
                finding(cause, cause < 4 + untold ? Certainty::cannotTell : Certainty::notAtPlay, 0));
        FindingsPanel panel;
        panel.show(&explanation, {});
        QCOMPARE(panel.findChild<QPushButton*>("moreFindings")->text(), says);
    }

    void whatIsNoCauseStandsBelowTheCards()
    {
        analysis::Explanation explanation;
        explanation.findings = {finding(2, Certainty::proved, 4000)};
        explanation.besides = {{"analysis.besides-host-functions", {"4 µs"}}};
        FindingsPanel panel;
        panel.show(&explanation, {});
        const auto* besides = panel.findChild<QLabel*>("besides");
        QVERIFY(besides);
        QVERIFY(besides->text().startsWith(QStringLiteral("Besides")));
        QCOMPARE(cards(panel), 1);
    }

    void whatToKnowOfACostStandsOnItsCard()
    {
        analysis::Explanation explanation;
        explanation.findings = {finding(2, Certainty::proved, 4000)};
        explanation.findings.front().notes = {{"analysis.note-saves", {"9 µs"}}};
        FindingsPanel panel;
        panel.show(&explanation, {});
        const auto* note = panel.findChild<QLabel*>("note");
        QVERIFY(note);
        QVERIFY(note->text().startsWith(QStringLiteral("Done by itself")));
    }

    void showMeNamesTheEvidence()
    {
        analysis::Explanation explanation;
        explanation.findings = {finding(2, Certainty::proved, 4000)};
        explanation.findings[0].evidence = {{1, 7}};
        FindingsPanel panel;
        std::vector<trace::SliceRef> shown;
        connect(&panel, &FindingsPanel::showMe, this, [&](const auto& evidence) { shown = evidence; });
        panel.show(&explanation, {});
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            if (button->text() == "Show me")
                button->click();
        QCOMPARE(shown, (std::vector<trace::SliceRef>{{1, 7}}));
    }

    void tryIsOfferedOnlyWhereThereIsALayoutToChange()
    {
        analysis::Explanation explanation;
        explanation.findings = {finding(2, Certainty::proved, 4000)};
        explanation.findings[0].advice = {"analysis.verdict-nothing", {}};
        const auto offers = [&](std::map<int, QString> remedies) {
            FindingsPanel panel;
            panel.setRemedies(std::move(remedies));
            panel.show(&explanation, {});
            const auto buttons = panel.findChildren<QPushButton*>();
            return std::any_of(buttons.begin(), buttons.end(),
                               [](const QPushButton* b) { return b->text() == "Try it: CUDA graph"; });
        };
        QVERIFY(!offers({}));
        QVERIFY(!offers({{3, "CUDA graph"}}));
        QVERIFY(offers({{2, "CUDA graph"}}));
    }

    void aSelectedKernelSaysHowManyWarpsAreResident()
    {
        trace::TraceBuilder builder;
        builder.info().deviceName = "NVIDIA H200";
        trace::OperationDetails details;
        details.grid = {264, 1, 1};
        details.block = {256, 1, 1};
        details.registersPerThread = 32;
        trace::Slice slice;
        slice.name = builder.intern("spin");
        slice.kind = trace::SliceKind::kernelOther;
        slice.durationNs = 1000;
        slice.details = builder.addDetails(details);
        trace::TrackInfo track;
        track.kind = trace::TrackKind::stream;
        builder.addSlice(builder.addTrack(track), slice);
        const auto rows = Inspector::describe(*builder.finish(), {0, 0}, 0);
        // 264 blocks of 8 warps in 132 SMs of 64 warps: 2112 of 8448, a quarter
        const std::pair<QString, QString> expected("resident warps", "25 %");
        QVERIFY(std::find(rows.begin(), rows.end(), expected) != rows.end());
    }

    void theLegendHasARowForEachKind()
    {
        Legend legend;
        legend.setKinds({KindGroup::copy});
        const int one = legend.sizeHint().height();
        legend.setKinds({KindGroup::copy, KindGroup::memset, KindGroup::reduction});
        QCOMPARE(legend.sizeHint().height(), 3 * one);
        QVERIFY(legend.accessibleName().contains("memset"));
    }
};

QTEST_MAIN(TestFindingsPanel)
#include "tst_findings_panel.moc"
