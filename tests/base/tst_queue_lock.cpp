// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/queue_lock.h"

#include <QtTest>

#include <optional>
#include <thread>

using namespace streamscope;

class TstQueueLock : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Somebody who waits for the lock in a thread, and holds it until let go.
    struct Waiter
    {
        QSemaphore placed, taken, letGo;
        std::vector<int> places;
        std::stop_source stop;
        std::optional<Error> error;
        std::thread thread;

        void start()
        {
            thread = std::thread([this] {
                Result<QueueLock> lock = QueueLock::take(
                    "gpu",
                    [this](int ahead) {
                        places.push_back(ahead);
                        placed.release();
                    },
                    stop.get_token());
                if (!lock)
                    error = lock.error();
                taken.release();
                if (lock)
                    letGo.acquire();
            });
        }
    };

private slots:
    void init() { qputenv("STREAMSCOPE_LOCK_DIR", m_folder.path().toLocal8Bit()); }

    void aFreeLockIsTakenWithoutAWord()
    {
        bool said = false;
        const Result<QueueLock> lock = QueueLock::take("free", [&](int) { said = true; }, {});
        QVERIFY(lock);
        QVERIFY(!said);
    }

    void locksOfDifferentNamesDoNotMeet()
    {
        const Result<QueueLock> one = QueueLock::take("one", {}, {}), other = QueueLock::take("other", {}, {});
        QVERIFY(one);
        QVERIFY(other);
    }

    void aLockIsFreeAgainWhenItsHolderIsGone()
    {
        for (int round = 0; round < 3; ++round)
            QVERIFY(QueueLock::take("again", {}, {}));
    }

    void thoseWhoWaitAreServedInOrderAndToldTheirPlace()
    {
        Waiter first, second;
        std::optional<Result<QueueLock>> holder = QueueLock::take("gpu", {}, {});
        QVERIFY(*holder);
        first.start();
        first.placed.acquire(); // has its place before the second comes
        second.start();
        second.placed.acquire();
        QCOMPARE(first.places, std::vector<int>{1});
        QCOMPARE(second.places, std::vector<int>{2});
        holder.reset();
        first.taken.acquire();
        second.placed.acquire();
        QVERIFY(!second.taken.tryAcquire());
        first.letGo.release();
        second.taken.acquire();
        second.letGo.release();
        first.thread.join();
        second.thread.join();
        QCOMPARE(first.places, (std::vector<int>{1, 0}));
        QCOMPARE(second.places, (std::vector<int>{2, 1, 0}));
    }

    void oneWhoGivesUpLetsThoseBehindMoveUp()
    {
        Waiter first, second;
        std::optional<Result<QueueLock>> holder = QueueLock::take("gpu", {}, {});
        first.start();
        first.placed.acquire();
        second.start();
        second.placed.acquire();
        first.stop.request_stop();
        first.taken.acquire();
        QVERIFY(first.error);
        QCOMPARE(first.error->kind, ErrorKind::cancelled);
        second.placed.acquire();
        QCOMPARE(second.places.back(), 1);
        holder.reset();
        second.taken.acquire();
        second.letGo.release();
        first.thread.join();
        second.thread.join();
    }

    void aFolderThatIsNotThereIsAnError()
    {
        qputenv("STREAMSCOPE_LOCK_DIR", "/nowhere/to-be-found");
        const Result<QueueLock> lock = QueueLock::take("gpu", {}, {});
        QVERIFY(!lock);
        QCOMPARE(lock.error().message.id, std::string("base.cannot-lock"));
    }
};

QTEST_APPLESS_MAIN(TstQueueLock)
#include "tst_queue_lock.moc"
