// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/player.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace streamscope;
using streamscope::ui::Player;

namespace {

Player::Steps steps(std::vector<Ns> times)
{
    std::sort(times.begin(), times.end());
    return {[times](Ns from) {
                const auto next = std::upper_bound(times.begin(), times.end(), from);
                return next == times.end() ? std::nullopt : std::optional(*next);
            },
            [times](Ns from) {
                const auto next = std::lower_bound(times.begin(), times.end(), from);
                return next == times.begin() ? std::nullopt : std::optional(*std::prev(next));
            }};
}

} // namespace

class TestPlayer : public QObject
{
    Q_OBJECT

private slots:
    void stepsGoFromEdgeToEdgeOfOperations()
    {
        // Operations [10, 20) and [15, 30): edges 10, 15, 20, 30.
        Player player;
        player.load(40, steps({20, 10, 30, 15, 10}));
        std::vector<Ns> visited;
        connect(&player, &Player::moved, this, [&](Ns at) { visited.push_back(at); });
        for (int i = 0; i < 5; ++i)
            player.stepForward();
        QCOMPARE(visited, (std::vector<Ns>{10, 15, 20, 30, -1}));
    }

    void steppingBackFromRestStartsAtTheLastEdge()
    {
        Player player;
        player.load(40, steps({10, 30}));
        player.stepBack();
        QCOMPARE(player.positionNs(), 30);
        player.stepBack();
        player.stepBack();
        QCOMPARE(player.positionNs(), 0);
    }

    void playingRunsToTheEndAndRests()
    {
        Player player;
        player.setSeconds(0.1);
        player.load(1000, {});
        QSignalSpy playing(&player, &Player::playingChanged);
        player.play();
        QVERIFY(player.isPlaying());
        QCOMPARE(player.positionNs(), 0);
        while (player.isPlaying())
            QVERIFY(playing.wait());
        QVERIFY(player.isAtRest());
    }

    void aLoopStartsAgain()
    {
        Player player;
        player.setSeconds(0.1);
        player.setLooping(true);
        player.load(1000, {});
        QSignalSpy moved(&player, &Player::moved);
        player.play();
        Ns before = 0;
        bool again = false;
        while (!again) {
            QVERIFY(moved.wait());
            again = player.positionNs() < before;
            before = player.positionNs();
        }
        QVERIFY(player.isPlaying());
    }

    void aLoopThatIsSwitchedOffStopsAtOnce()
    {
        Player player;
        player.setLooping(true);
        player.load(1000, {});
        player.play();
        player.setLooping(false);
        QVERIFY(!player.isPlaying());
        QVERIFY(player.isAtRest());
    }

    void aLoopThatIsSwitchedOffLeavesAPausedPlayheadWhereItIs()
    {
        Player player;
        player.setLooping(true);
        player.load(1000, {});
        player.play();
        player.pause();
        player.seek(250);
        player.setLooping(false);
        QCOMPARE(player.positionNs(), 250);
    }

    void seekingIsHeldWithinTheRun()
    {
        Player player;
        player.load(100, {});
        player.seek(250);
        QCOMPARE(player.positionNs(), 100);
        player.seek(-5);
        QCOMPARE(player.positionNs(), 0);
    }

    void nothingToPlayDoesNotStart()
    {
        Player player;
        player.play();
        QVERIFY(!player.isPlaying());
    }
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
