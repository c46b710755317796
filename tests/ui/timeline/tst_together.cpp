// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/together.h"

#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>

using namespace streamscope::ui;

namespace {

/// How often each of `pieces` pieces was done.
std::vector<int> timesDone(std::size_t pieces)
{
    std::vector<int> done(pieces, 0);
    std::vector<std::function<void()>> work;
    for (int& each : done)
        work.push_back([&each] { ++each; });
    doTogether(work);
    return done;
}

} // namespace

class TestTogether : public QObject
{
    Q_OBJECT

private slots:
    void everyPieceIsDoneOnceBeforeItReturns()
    {
        for (std::size_t pieces : {0, 1, 2, 7, 5000})
            QCOMPARE(timesDone(pieces), std::vector<int>(pieces, 1));
    }

    void aBusyPoolIsNotWaitedFor()
    {
        QThreadPool& pool = *QThreadPool::globalInstance();
        QSemaphore leave;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&leave] { leave.acquire(); });
        const auto done = timesDone(100); // would never return if it waited
        leave.release(pool.maxThreadCount());
        pool.waitForDone();
        QCOMPARE(done, std::vector<int>(100, 1));
    }
};

QTEST_APPLESS_MAIN(TestTogether)
#include "tst_together.moc"
