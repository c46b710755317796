// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/process.h"

#include <QtTest>

#include <csignal>
#include <thread>

using namespace streamscope;

class TstProcess : public QObject
{
    Q_OBJECT

    static Process shell(const std::string& script)
    {
        Result<Process> process = Process::start({{"/bin/sh", "-c", script}});
        return process ? std::move(*process) : throw std::runtime_error("no shell");
    }

    static std::string everything(Process& process)
    {
        std::string text;
        while (process.read(text, -1) != Process::Read::end) {
        }
        return text;
    }

private slots:
    void whatIsWrittenReachesTheChildAndComesBack()
    {
        Process process = shell("cat");
        process.write("one\n");
        process.write("two\n");
        process.closeInput();
        QCOMPARE(everything(process), std::string("one\ntwo\n"));
        QCOMPARE(process.wait().exitStatus, 0);
    }

    void moreThanAPipeHoldsGoesThroughWithoutADeadlock()
    {
        // 8 MiB both ways; a pipe holds 64 KiB.
        const std::string text(8 << 20, 'x');
        Process process = shell("cat");
        process.write(text);
        process.closeInput();
        QVERIFY(everything(process) == text);
        QCOMPARE(process.wait().exitStatus, 0);
    }

    void anExitStatusComesBack()
    {
        Process process = shell("exit 7");
        QCOMPARE(everything(process), std::string());
        const ProcessEnd end = process.wait();
        QCOMPARE(end.exitStatus, 7);
        QCOMPARE(end.signal, 0);
    }

    void aSignalComesBack()
    {
        Process process = shell("kill -KILL $$");
        everything(process);
        QCOMPARE(process.wait().signal, SIGKILL);
    }

    void whatWasSaidOnStandardErrorIsKept()
    {
        Process process = shell("echo first >&2; echo out; echo last >&2");
        QCOMPARE(everything(process), std::string("out\n"));
        QCOMPARE(process.errorText(), std::string("first\nlast\n"));
    }

    void onlyTheEndOfALongComplaintIsKept()
    {
        Process process = shell("head -c 100000 /dev/zero | tr '\\0' y >&2; echo end >&2");
        everything(process);
        QVERIFY(process.errorText().size() <= 4096);
        QVERIFY(process.errorText().ends_with("yend\n"));
    }

    void writingToAChildThatIsGoneIsHarmless()
    {
        Process process = shell("exit 0");
        everything(process);
        process.write(std::string(1 << 20, 'x'));
        process.closeInput();
        QCOMPARE(process.wait().exitStatus, 0);
    }

    void interruptEndsAWaitFromAnotherThread()
    {
        Process process = shell("exec cat");
        std::thread other([&] { process.interrupt(); });
        std::string text;
        QCOMPARE(process.read(text, -1), Process::Read::interrupted);
        other.join();
    }

    void aTimeoutIsToldFromAnEnd()
    {
        Process process = shell("exec cat");
        std::string text;
        QCOMPARE(process.read(text, 0), Process::Read::timeout);
    }

    void aProgramThatIsNotThereIsAnErrorWithItsName()
    {
        const Result<Process> process = Process::start({{"/nowhere/to-be-found"}});
        QVERIFY(!process);
        QCOMPARE(process.error().file, std::string("/nowhere/to-be-found"));
        QCOMPARE(process.error().message.id, std::string("base.cannot-start"));
    }

    void noChildOutlivesItsProcess()
    {
        int id = 0;
        {
            Process process = shell("exec sleep 1000");
            id = process.id();
            QCOMPARE(::kill(id, 0), 0);
        }
        QCOMPARE(::kill(id, 0), -1); // neither running nor a zombie
        QCOMPARE(errno, ESRCH);
    }

    void killReachesTheChildrensChildren()
    {
        Process process = shell("sleep 1000 & echo $!; wait");
        std::string text;
        while (text.find('\n') == std::string::npos)
            QCOMPARE(process.read(text, -1), Process::Read::data);
        process.kill();
        // The grandchild held the pipe open; that it ends shows that it is gone.
        QVERIFY(everything(process).empty());
        QCOMPARE(process.wait().signal, SIGKILL);
    }

    void aChildThatWillNotEndIsKilledAfterThePatience()
    {
        Process process = shell("exec sleep 1000");
        QCOMPARE(process.wait(0).signal, SIGKILL);
    }
};

QTEST_APPLESS_MAIN(TstProcess)
#include "tst_process.moc"
