// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/phase.h"

#include <QtTest>

using namespace streamscope;

class TstPhase : public QObject
{
    Q_OBJECT

private slots:
    void aPhaseHasASentence() { QCOMPARE(session::phaseMessage("traced"), (Message{"session.phase-traced", {}})); }

    void aPlaceInTheQueueIsAnArgument()
    {
        QCOMPARE(session::phaseMessage("waiting 12"), (Message{"session.phase-waiting", {"12"}}));
    }

    void aLoopSaysHowManyOfItsRoundsAreTraced()
    {
        QCOMPARE(session::phaseMessage("loop 4"), (Message{"session.phase-loop", {"4"}}));
    }

    void whatANewerRunnerSaysIsPassedOn()
    {
        QCOMPARE(session::phaseMessage("warming up"), (Message{"session.phase-other", {"warming up"}}));
    }
};

QTEST_APPLESS_MAIN(TstPhase)
#include "tst_phase.moc"
