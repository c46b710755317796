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
    void aBufferBeyondTheDevicesMemoryIsNamedWhereItIsDeclared();
    void aBufferThatNobodyDeclaredIsNamedWhereItIsTouched();
    void aSimulatedRunHasNoMoreRoomThanItsProfile();
    void aRunBeyondAllMeasureNamesItsLayout();

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

namespace {

/// An experiment of one stream with these members before its branch `b` of `operations`.
session::RunRequest oneStream(const std::string& members, const std::string& operations)
{
    const std::string text = R"({"streamscope": 1, "name": "n", )" + members +
                             R"("branches": [{"name": "b", "operations": [)" + operations +
                             R"(]}], "layouts": [{"name": "l", "streams": [{"name": "s"}]}]})";
    return {*workload::Experiment::parse(text, "file"), {}, {}, {}};
}

Error refusedIn(const session::RunRequest& request, std::int64_t memoryBytes)
{
    const auto layouts = session::prepare(request, 90);
    const Status room = session::checkRoom(request, *layouts, memoryBytes, "GPU");
    return room ? Error{} : room.error();
}

} // namespace

void SessionPrepare::aBufferBeyondTheDevicesMemoryIsNamedWhereItIsDeclared()
{
    const session::RunRequest request = oneStream(R"("buffers": {"x/y": {"bytes": 3145728}}, )",
                                                  R"({"memset": {"bytes": 1048576}}, {"memset": {"buffer": "x/y"}})");
    // 3 MiB of the buffer and 1 MiB that is made for the first operation come to 4 MiB.
    QVERIFY(refusedIn(request, 4 << 20).message.id.empty());
    QVERIFY(refusedIn(request, 0).message.id.empty());
    const Error refused = refusedIn(request, (3 << 20) - 1);
    QCOMPARE(refused.kind, ErrorKind::input);
    QCOMPARE(refused.file, std::string("file"));
    QCOMPARE(refused.place, std::string("#/buffers/x~1y/bytes"));
    QCOMPARE(refused.message, (Message{"session.no-room", {"x/y", "3", "GPU", "2"}}));
}

void SessionPrepare::aBufferThatNobodyDeclaredIsNamedWhereItIsTouched()
{
    const session::RunRequest request =
        oneStream("", R"({"kernel": {"kernel": "empty"}}, {"memset": {"bytes": 1048577}})");
    const Error refused = refusedIn(request, 1 << 20);
    QCOMPARE(refused.message.id, std::string("session.no-room"));
    QCOMPARE(refused.place, std::string("#/branches/0/operations/1"));
}

void SessionPrepare::aSimulatedRunHasNoMoreRoomThanItsProfile()
{
    const auto refused = session::run(oneStream("", R"({"memset": {"bytes": 1000000000000}})"), {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::input);
    QCOMPARE(refused.error().file, std::string("file"));
    QCOMPARE(refused.error().place, std::string("#/branches/0/operations/0"));
}

void SessionPrepare::aRunBeyondAllMeasureNamesItsLayout()
{
    // 1,000 kernels of 1,000 waves (the H200 holds 4,224 such blocks) of 10¹⁰ ns are 10¹⁶, more than 2⁵³.
    const auto refused = session::run(
        oneStream("", R"({"repeat": {"count": 1000, "operations": [{"kernel": {"kernel": "spin", "parameters":)"
                      R"({"ns": 10000000000, "blocks": 4224000, "threads": 32}}}]}})"),
        {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, (Message{"simulator.too-long", {"l"}}));
    QCOMPARE(refused.error().kind, ErrorKind::input);
    QCOMPARE(refused.error().file, std::string("file"));
    QCOMPARE(refused.error().place, std::string("#/layouts/0"));
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
