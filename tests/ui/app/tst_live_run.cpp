// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines.h"
#include "timeline/time_axis.h"
#include "ui/app/window_under_test.h"

#include <QSignalSpy>

using namespace streamscope;
using namespace streamscope::ui;

/// A run that streams in, at the pace of a recording: what is drawn is what has arrived. What is to be met in mid-run
/// goes at a pace that no busy machine can miss.
class TestLiveRun : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    std::size_t drawn() const
    {
        std::size_t slices = 0;
        for (const Timeline& timeline : m_window->timelines().timelines())
            slices += timeline.trace ? timeline.trace->sliceCount() : 0;
        return slices;
    }

    bool anyRuns() const
    {
        const auto& lanes = m_window->bench().lanes();
        return std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.running; });
    }

    static constexpr int patienceMs = 60'000;
    static constexpr int endlessSeconds = 600;

private slots:
    void init()
    {
        openWindow();
        open("recordings/dcka-512");
        m_window->bench().setPlaySeconds(1);
    }
    void cleanup() { closeWindow(); }

    void theOldPictureMakesRoomForWhatArrives()
    {
        const std::size_t whole = drawn();
        const Interval axis = m_window->timelines().axis()->extent();
        QVERIFY(whole > 0);
        m_window->actions().run->trigger();
        QVERIFY(anyRuns());
        QCOMPARE(drawn(), std::size_t(0));
        for (const Timeline& timeline : m_window->timelines().timelines()) {
            QCOMPARE(timeline.note, QStringLiteral("running…"));
            QVERIFY(timeline.growing);
        }
        for (const Lane& lane : m_window->bench().lanes())
            QVERIFY(!lane.running || lines::laneTime(lane).isEmpty());

        // It comes piece by piece, never less than before, and all of it at last.
        std::vector<std::size_t> growth;
        std::vector<double> shares;
        connect(&m_window->bench(), &Bench::progressed, this, [&](double share) { shares.push_back(share); });
        bool claimed = false; // of what had not come to its end
        connect(&m_window->bench(), &Bench::tracesChanged, this, [&] {
            growth.push_back(drawn());
            claimed |= anyRuns() && lines::provenance(m_window->bench()).contains("no lost records");
        });
        m_window->settle();
        QVERIFY(!anyRuns());
        QVERIFY(std::is_sorted(growth.begin(), growth.end()));
        QVERIFY(std::any_of(growth.begin(), growth.end(), [&](std::size_t n) { return n > 0 && n < whole; }));
        QVERIFY(!claimed);
        QVERIFY(!m_window->timelines().timelines().front().growing);
        QVERIFY(lines::provenance(m_window->bench()).contains("no lost records"));
        QVERIFY(!shares.empty() && shares.back() <= 1);
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QCOMPARE(drawn(), whole);
        QCOMPARE(m_window->timelines().axis()->extent(), axis);
    }

    void whatACancelledRunDidNotReachShowsWhatWasThere()
    {
        // One layout plays after the other: of the first something may have arrived, the last had not begun.
        const trace::TracePointer last = m_window->timelines().timelines().back().trace;
        QVERIFY(last);
        m_window->bench().setPlaySeconds(endlessSeconds);
        m_window->actions().run->trigger();
        QVERIFY(!m_window->timelines().timelines().back().trace);
        m_window->bench().cancel();
        m_window->settle();
        QVERIFY(!anyRuns());
        QCOMPARE(m_window->timelines().timelines().back().trace, last);
    }

    void whatACancelledRunDidNotReachIsSaidToBeAnEarlierResult()
    {
        const QString before = m_window->timelines().timelines().back().note;
        m_window->bench().setPlaySeconds(endlessSeconds);
        m_window->actions().run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(drawn() > 0, patienceMs); // the first layout's; the others had not begun
        QVERIFY(!m_window->timelines().timelines().back().trace);
        m_window->bench().cancel();
        m_window->settle();
        const Timeline& first = m_window->timelines().timelines().front();
        const Timeline& last = m_window->timelines().timelines().back();
        QVERIFY(!first.faint && last.faint);
        QCOMPARE(first.note, QStringLiteral("broke off"));
        QVERIFY(first.growing); // nothing is said of its end
        QVERIFY(!lines::provenance(m_window->bench()).contains("no lost records"));
        QCOMPARE(last.note, QStringLiteral("earlier result: ") + before);
        QVERIFY2(lines::reason(m_window->bench()).contains("dimmed"), qPrintable(lines::reason(m_window->bench())));
        QVERIFY(!m_window->bench().lanes().at(m_window->bench().focus()).earlier);

        m_window->bench().setPlaySeconds(1);
        m_window->actions().run->trigger(); // the next one reaches all
        m_window->settle();
        for (const Timeline& timeline : m_window->timelines().timelines())
            QVERIFY(!timeline.faint);
        QCOMPARE(m_window->timelines().timelines().back().note, before);
    }

    void aRunThatBrokeOffBeforeItsFirstKernelIsNotSaidToHoldNone()
    {
        // At this pace more than a second passes between the first call, which is drawn, and the first kernel.
        m_window->bench().setPlaySeconds(3000);
        connect(&m_window->bench(), &Bench::tracesChanged, this, [this] {
            if (drawn() > 0 && anyRuns())
                m_window->bench().cancel();
        });
        m_window->actions().run->trigger();
        m_window->settle();
        QVERIFY(drawn() > 0);
        const QString headline = lines::headline(m_window->bench());
        QCOMPARE(headline, QStringLiteral("The run broke off before anything had run on the GPU."));
    }

    void aLoopKeepsThePictureUntilTheNextRoundDrawsOverIt()
    {
        m_window->actions().loop->setChecked(true);
        const std::size_t whole = drawn();
        bool blank = false, swept = false;
        std::size_t rounds = 0;
        connect(&m_window->bench(), &Bench::runStarted, this, [&] { ++rounds; });
        connect(&m_window->bench(), &Bench::tracesChanged, this, [&] {
            if (rounds < 2)
                return;
            for (const Timeline& timeline : m_window->timelines().timelines()) {
                blank |= !timeline.trace;
                swept |= timeline.ghost && timeline.trace->sliceCount() < timeline.ghost->sliceCount();
            }
        });
        m_window->actions().run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(rounds >= 3, patienceMs);
        QVERIFY(!blank);
        QVERIFY(swept); // over the round before
        m_window->actions().loop->setChecked(false);
        m_window->settle();
        QVERIFY(!anyRuns());
        QCOMPARE(drawn(), whole);
        for (const Timeline& timeline : m_window->timelines().timelines())
            QVERIFY(!timeline.ghost);
    }

    void aLoopThatIsStoppedInMidRoundShowsTheRoundBefore_data()
    {
        QTest::addColumn<bool>("byStop");
        QTest::newRow("by Stop") << true;
        QTest::newRow("by the loop's own button") << false;
    }
    void aLoopThatIsStoppedInMidRoundShowsTheRoundBefore()
    {
        QFETCH(bool, byStop);
        const std::size_t whole = drawn();
        const QString headline = lines::headline(m_window->bench());
        m_window->actions().loop->setChecked(true);
        // The second round takes minutes; it is stopped once it has begun to draw over the first.
        connect(&m_window->bench(), &Bench::runFinished, this,
                [this] { m_window->bench().setPlaySeconds(endlessSeconds); });
        m_window->actions().run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->bench().isSweeping() && drawn() > 0 && drawn() < whole, patienceMs);
        if (byStop)
            m_window->actions().stop->trigger();
        else
            m_window->actions().loop->setChecked(false);
        m_window->settle();
        QCOMPARE(drawn(), whole);
        QCOMPARE(lines::headline(m_window->bench()), headline);
        for (const Timeline& timeline : m_window->timelines().timelines())
            QVERIFY(!timeline.faint && !timeline.ghost && timeline.note != u"broke off");
    }
};

QTEST_MAIN(TestLiveRun)
#include "tst_live_run.moc"
