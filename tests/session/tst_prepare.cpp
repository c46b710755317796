// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/prepare.h"

#include <QTest>

using namespace streamscope;

class SessionPrepare : public QObject
{
    Q_OBJECT

private slots:
    void severalProcessesAreTheSimulators();
    void everyProcessHasAThreadOfItsOwn();
    void aThreadBelongsToOneProcess();
    void aValueBeyondItsRangeIsToldAsAFilesIs();

private:
    static Result<std::vector<session::PreparedLayout>> prepared(const std::string& layout, session::Target target);
};

Result<std::vector<session::PreparedLayout>> SessionPrepare::prepared(const std::string& layout, session::Target target)
{
    const std::string text =
        R"({"streamscope": 1, "name": "n", "branches": [)"
        R"({"name": "a", "count": 3, "operations": [{"kernel": {"kernel": "empty"}}]}], "layouts": [{"name": "l", )" +
        layout + "}]}";
    Result<workload::Experiment> experiment = workload::Experiment::parse(text, "file");
    if (!experiment)
        return experiment.error();
    session::RunRequest request{*experiment, {}, {}, {}};
    request.target = std::move(target);
    return session::prepare(request, 90);
}

namespace {

const std::string twoProcesses = R"("streams": [{"name": "s"}, {"name": "t", "count": 2, "process": 1}])";

} // namespace

void SessionPrepare::severalProcessesAreTheSimulators()
{
    QVERIFY(prepared(twoProcesses, {}));
    session::Target gpu;
    gpu.kind = session::Target::Kind::cuda;
    const auto refused = prepared(twoProcesses, gpu);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, (Message{"session.one-process-on-hardware", {"1"}}));
    QCOMPARE(refused.error().place, std::string("#/layouts/0/streams/1"));
}

void SessionPrepare::everyProcessHasAThreadOfItsOwn()
{
    const auto layouts = prepared(twoProcesses, {});
    QVERIFY(layouts);
    const program::Program& program = layouts->front().program;
    QCOMPARE(program.threads.size(), std::size_t(2));
    // branch a 1 on s, a 2 and a 3 on the second process's streams
    QCOMPARE(program.threads[0].size(), std::size_t(1));
    QCOMPARE(program.threads[1].size(), std::size_t(2));
}

void SessionPrepare::aThreadBelongsToOneProcess()
{
    const auto refused =
        prepared(R"("streams": [{"name": "s", "thread": 0}, {"name": "t", "process": 1, "thread": 0}])", {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, (Message{"workload.thread-of-two-processes", {"0", "0", "1"}}));
    QCOMPARE(refused.error().place, std::string("#/layouts/0/streams/1"));
}

void SessionPrepare::aValueBeyondItsRangeIsToldAsAFilesIs()
{
    const auto dcka = workload::Experiment::find("dcka");
    QVERIFY(dcka);
    const Message expected{"workload.parameter-range", {"samples", "64 … 8192", "63"}};
    const auto resolved = dcka->resolve("serial", {{"samples", 63}});
    QVERIFY(!resolved);
    QCOMPARE(resolved.error().message, expected);
    const Status refused = session::checkValue(*dcka, "samples", 63);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, expected);
    QCOMPARE(refused.error().file, std::string("--set"));
}

QTEST_APPLESS_MAIN(SessionPrepare)
#include "tst_prepare.moc"
