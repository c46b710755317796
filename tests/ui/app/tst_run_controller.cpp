// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_controller.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace streamscope;
using namespace streamscope::ui;

class TestRunController : public QObject
{
    Q_OBJECT

    static session::RunRequest request(const char* experiment)
    {
        return {*workload::Experiment::find(experiment), {}, {}, {}};
    }

private slots:
    void initTestCase()
    {
        qRegisterMetaType<RunOutcome>("streamscope::ui::RunOutcome");
        qRegisterMetaType<trace::TracePointer>("streamscope::trace::TracePointer");
        if (!qEnvironmentVariableIsSet("STREAMSCOPE_RUNNER")) // for loops
            qputenv("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli");
    }

    void aRunEndsWithAComparison()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        controller.submit(request("three-kernels"));
        QVERIFY(controller.isBusy());
        QVERIFY(finished.wait());
        QVERIFY(!controller.isBusy());
        const auto outcome = finished.first().first().value<RunOutcome>();
        QVERIFY(outcome.comparison);
        QCOMPARE(outcome.comparison->layouts.size(), std::size_t(2));
    }

    void theNewestRequestReplacesThoseThatWait()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        std::uint64_t newest = 0;
        constexpr int asked = 50;
        for (int i = 0; i < asked; ++i)
            newest = controller.submit(request("dcka"));
        while (controller.isBusy())
            QVERIFY(finished.wait());
        QCOMPARE(finished.last().first().value<RunOutcome>().ticket, newest);
        QVERIFY(finished.size() < asked);
    }

    void aTicketIsNeverGivenOutTwice()
    {
        RunController controller;
        std::set<std::uint64_t> tickets;
        constexpr int asked = 50;
        for (int i = 0; i < asked; ++i) {
            tickets.insert(controller.submit(request("dcka")));
            controller.cancel(); // drops the run if it has not begun
        }
        QCOMPARE(tickets.size(), std::size_t(asked));
    }

    void anErrorComesAsAValue()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        auto bad = request("three-kernels");
        bad.layouts = {"no such layout"};
        controller.submit(bad);
        QVERIFY(finished.wait());
        const auto outcome = finished.first().first().value<RunOutcome>();
        QVERIFY(outcome.error && !outcome.comparison);
        QCOMPARE(outcome.error->message.id, std::string("session.unknown-layout"));
    }

    void aLoopBringsRoundsOfItsLayoutUntilItIsCancelled()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        std::set<std::size_t> layouts;
        int rounds = 0;
        connect(&controller, &RunController::traceGrew, this,
                [&](std::size_t layout, const trace::TracePointer& sweep) {
                    layouts.insert(layout);
                    QVERIFY(sweep->sliceCount() > 0);
                    if (++rounds == 3)
                        controller.cancel();
                });
        controller.submitLoop(request("three-kernels"), 1);
        QVERIFY(controller.isLooping());
        while (controller.isBusy())
            QVERIFY(finished.wait());
        QVERIFY(rounds >= 3);
        QCOMPARE(layouts, std::set<std::size_t>{1});
        QVERIFY(!controller.isLooping());
        QCOMPARE(finished.last().first().value<RunOutcome>().error->kind, ErrorKind::cancelled);
    }

    void anotherRunEndsALoop()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        QSignalSpy grew(&controller, &RunController::traceGrew);
        controller.submitLoop(request("three-kernels"), 0);
        QVERIFY(grew.wait());
        controller.submit(request("dcka"));
        QVERIFY(!controller.isLooping());
        while (controller.isBusy())
            QVERIFY(finished.wait());
        QVERIFY(finished.last().first().value<RunOutcome>().comparison);
    }

    void aCancelledQueueIsIdleAgain()
    {
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        for (int i = 0; i < 20; ++i)
            controller.submit(request("dcka"));
        controller.cancel();
        while (controller.isBusy())
            QVERIFY(finished.wait());
        controller.submit(request("three-kernels"));
        while (controller.isBusy())
            QVERIFY(finished.wait());
        QVERIFY(finished.last().first().value<RunOutcome>().comparison);
    }
};

QTEST_GUILESS_MAIN(TestRunController)
#include "tst_run_controller.moc"
