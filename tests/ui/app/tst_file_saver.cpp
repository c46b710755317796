// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_saver.h"

#include "base/file.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <semaphore>

using namespace streamscope;
using namespace streamscope::ui;

namespace {

/// A job that tells that it has begun and ends when it is allowed to, or when it is stopped.
struct Held
{
    std::binary_semaphore begun{0}, allowed{0};
    std::atomic<QThread*> ranOn = nullptr;

    FileSaver::Write job()
    {
        return [this](const QString& path, const std::stop_token& stop, const FileSaver::Progress& onProgress) {
            const std::stop_callback wake(stop, [this] { allowed.release(); });
            ranOn = QThread::currentThread();
            onProgress(0.25);
            begun.release();
            allowed.acquire();
            if (stop.stop_requested())
                return Status(Error{ErrorKind::cancelled, path.toStdString(), {}, {"base.cancelled", {}}});
            return writeFile(path.toStdString(), "whole");
        };
    }
};

} // namespace

class TestFileSaver : public QObject
{
    Q_OBJECT

private slots:
    void filesAreWrittenOffTheCallersThreadInTurn()
    {
        QTemporaryDir folder;
        FileSaver saver;
        const QSignalSpy saved(&saver, &FileSaver::saved), idle(&saver, &FileSaver::idle);
        Held first, second;
        const QString a = folder.filePath("a"), b = folder.filePath("b");
        saver.save(a, first.job());
        saver.save(b, second.job());
        first.begun.acquire();
        QVERIFY(first.ranOn != QThread::currentThread());
        QVERIFY(!second.begun.try_acquire());
        QVERIFY(saver.isBusy());
        first.allowed.release();
        second.allowed.release();
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(saved.size(), 2);
        QCOMPARE(saved[0][0].toString(), a);
        QCOMPARE(saved[1][0].toString(), b);
        QVERIFY(!saver.isBusy());
    }

    void whatIsBeingWrittenTellsItsShare()
    {
        QTemporaryDir folder;
        FileSaver saver;
        const QSignalSpy progressed(&saver, &FileSaver::progressed), idle(&saver, &FileSaver::idle);
        Held held;
        saver.save(folder.filePath("a"), held.job());
        held.begun.acquire();
        QTRY_COMPARE(progressed.back()[0].toDouble(), 0.25);
        held.allowed.release();
        QTRY_COMPARE(idle.size(), 1);
    }

    void whatIsCancelledFailsAndLeavesNothingAndTheNextIsWritten()
    {
        QTemporaryDir folder;
        FileSaver saver;
        const QSignalSpy saved(&saver, &FileSaver::saved), failed(&saver, &FileSaver::failed),
            idle(&saver, &FileSaver::idle);
        Held running, waiting, later;
        saver.save(folder.filePath("a"), running.job());
        saver.save(folder.filePath("b"), waiting.job());
        running.begun.acquire();
        saver.cancel();
        QCOMPARE(idle.size(), 1);
        QCOMPARE(failed.size(), 2);
        QVERIFY(!saver.isBusy());
        for (const auto& failure : failed)
            QCOMPARE(failure[1].value<Error>().kind, ErrorKind::cancelled);
        QVERIFY(!waiting.begun.try_acquire());
        QVERIFY(QDir(folder.path()).isEmpty());
        later.allowed.release();
        saver.save(folder.filePath("c"), later.job());
        QTRY_COMPARE(saved.size(), 1);
    }

    void aCancellationIsAnsweredThoughTheWriterDoesNotHearIt()
    {
        QTemporaryDir folder;
        FileSaver saver;
        const QSignalSpy saved(&saver, &FileSaver::saved), failed(&saver, &FileSaver::failed);
        std::binary_semaphore begun{0}, allowed{0};
        const QString path = folder.filePath("a");
        saver.save(path, [&](const QString& to, const std::stop_token&, const FileSaver::Progress&) {
            begun.release();
            allowed.acquire();
            return writeFile(to.toStdString(), "whole");
        });
        begun.acquire();
        saver.cancel();
        QCOMPARE(failed.size(), 1);
        QVERIFY(!saver.isBusy());
        Held next;
        next.allowed.release();
        saver.save(folder.filePath("b"), next.job());
        allowed.release();
        // It was through before it heard of that, and so is the next one: both are there and said to be.
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(saved[0][0].toString(), path);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!saver.isBusy());
    }

    void whatGoesWhileItWritesStopsAndLeavesNothing()
    {
        QTemporaryDir folder;
        Held held;
        {
            FileSaver saver;
            saver.save(folder.filePath("a"), held.job());
            held.begun.acquire();
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFileSaver)
#include "tst_file_saver.moc"
