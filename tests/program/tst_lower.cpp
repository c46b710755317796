// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support_program.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::program;

/// Workload and layout become host calls.
class TestLower : public QObject
{
    Q_OBJECT

private slots:
    void depthFirstSubmitsBranchByBranch();
    void breadthFirstTakesTurns();
    void aBlockedBranchYieldsToTheNext();
    void aBlockedBranchGoesOnBeforeLaterOnes();
    void aWaitOfTheSameRoundComesBehindItsRecord();
    void anEventMayBeRecordedAgain();
    void afterIsARecordAndAWaitAcrossStreams();
    void afterIsNothingWithinAStream();
    void oneRecordServesAllThatComeAfter();
    void afterAnEmptyBranchIsAfterWhatItComesAfter();
    void threadsTakeTheirOwnStreams();
    void aSynchronisationWithAnEventComesBehindItsRecord();
    void equalLaunchesAreOne();
    void registersAreThoseOfTheArchitecture();
    void resultsAreNamed();
    void aGraphHasEdgesForOrderWaitsAndAfter();
    void aGraphLaunchIsTheOnlyCall();
    void waitingTwiceGivesOneEdge();
    void workOfTheCpuIsNoNode();
    void whatCannotBeCapturedIsAnErrorWithItsPlace_data();
    void whatCannotBeCapturedIsAnErrorWithItsPlace();
    void eventsInARingAreAnError();
    void aWaitBeforeItsOwnRecordIsAnError();
    void handMadeWaitsWithoutRecordsAreAnError();
    void allocationsAreFollowed_data();
    void allocationsAreFollowed();
    void everyCallHasARuntimeName();
    void aLongPipelineOfManyBranchesIsQuick();
};

namespace {

const std::string one = R"("streams": [{"name": "s"}])";
const std::string two = R"("streams": [{"name": "s"}, {"name": "t"}])";
const std::string graph = R"(, "launch": "graph")";
const std::string breadthFirst = R"(, "issue": "breadth-first")";

/// The calls of thread 0, or the error's id and place.
std::string calls(const std::string& branches, const std::string& layout)
{
    const auto program = lowered(branches, layout);
    return program ? callsOf(*program) : program.error().message.id + ' ' + program.error().place;
}

std::string edges(const std::string& branches, const std::string& layout)
{
    const auto program = lowered(branches, layout);
    return program ? edgesOf(*program) : program.error().message.id + ' ' + program.error().place;
}

} // namespace

void TestLower::depthFirstSubmitsBranchByBranch()
{
    QCOMPARE(calls("a: a1 a2 | b: b1 b2", two), std::string("s:a1 s:a2 t:b1 t:b2"));
}

void TestLower::breadthFirstTakesTurns()
{
    QCOMPARE(calls("a: a1 a2 a3 | b: b1 | c: c1 c2", two + breadthFirst), std::string("s:a1 t:b1 s:c1 s:a2 s:c2 s:a3"));
}

void TestLower::aBlockedBranchYieldsToTheNext()
{
    QCOMPARE(calls("a: ?e a1 | b: b1 !e b2", two), std::string("t:b1 t:!e t:b2 s:?e s:a1"));
}

void TestLower::aBlockedBranchGoesOnBeforeLaterOnes()
{
    QCOMPARE(calls("a: ?e a1 | b: !e b1 | c: c1", two), std::string("t:!e t:b1 s:?e s:a1 s:c1"));
}

void TestLower::aWaitOfTheSameRoundComesBehindItsRecord()
{
    // Round 1: a1, then b is blocked. Round 2: a records, and b, whose turn comes later in the round, goes on.
    QCOMPARE(calls("a: a1 !e a2 | b: ?e b1", two + breadthFirst), std::string("s:a1 s:!e t:?e s:a2 t:b1"));
    // b records in round 1; a, whose turn was before, goes on in round 2.
    QCOMPARE(calls("a: ?e a1 | b: !e b1 b2", two + breadthFirst), std::string("t:!e s:?e t:b1 s:a1 t:b2"));
}

void TestLower::anEventMayBeRecordedAgain()
{
    // Depth-first the second record is the most recent when b waits, in a graph too …
    QCOMPARE(calls("a: a1 !e a2 !e | b: ?e b1", two), std::string("s:a1 s:!e s:a2 s:!e t:?e t:b1"));
    QCOMPARE(edges("a: a1 !e a2 !e | b: ?e b1", two + graph), std::string("a1>a2 a2>b1"));
    // … breadth-first b waits in the round of the first one.
    QCOMPARE(calls("a: a1 !e a2 !e | b: ?e b1", two + breadthFirst), std::string("s:a1 s:!e t:?e s:a2 t:b1 s:!e"));
}

void TestLower::afterIsARecordAndAWaitAcrossStreams()
{
    QCOMPARE(calls("a: a1 | b after a: b1", two), std::string("s:a1 s:!a done t:?a done t:b1"));
    QCOMPARE(calls("b after a: b1 | a: a1", two), std::string("t:a1 t:!a done s:?a done s:b1"));
}

void TestLower::afterIsNothingWithinAStream()
{
    QCOMPARE(calls("a: a1 | b after a: b1", one), std::string("s:a1 s:b1"));
    // In the order that `after` wants, whatever the order in the file and of submission.
    QCOMPARE(calls("b after a: b1 | a: a1 a2", one), std::string("s:a1 s:a2 s:b1"));
    QCOMPARE(calls("b after a: b1 | a: a1 a2", one + breadthFirst), std::string("s:a1 s:a2 s:b1"));
}

void TestLower::oneRecordServesAllThatComeAfter()
{
    const std::string layout = R"("streams": [{"name": "s", "count": 3}])";
    QCOMPARE(calls("a: a1 | b after a: b1 | c after a: c1", layout),
             std::string("s 1:a1 s 1:!a done s 2:?a done s 2:b1 s 3:?a done s 3:c1"));
}

void TestLower::afterAnEmptyBranchIsAfterWhatItComesAfter()
{
    const std::string layout = R"("streams": [{"name": "s", "count": 3}])";
    QCOMPARE(calls("a: a1 | b after a: | c after b: c1", layout),
             std::string("s 1:a1 s 1:!a done s 2:?a done s 2:!b done s 3:?b done s 3:c1"));
    QCOMPARE(edges("a: a1 | b after a: | c after b: c1", layout + graph), std::string("a1>c1"));
}

void TestLower::threadsTakeTheirOwnStreams()
{
    const auto program =
        lowered("a: a1 !e | b: ?e b1 | c: c1", R"("threads": 2, "streams": [{"name": "s"}, {"name": "t"}])");
    QVERIFY(program);
    QCOMPARE(program->threads.size(), std::size_t(2));
    QCOMPARE(callsOf(*program, 0), std::string("s:a1 s:!e s:c1"));
    QCOMPARE(callsOf(*program, 1), std::string("t:?e t:b1"));
}

void TestLower::aSynchronisationWithAnEventComesBehindItsRecord()
{
    QCOMPARE(calls("a: $e:e a1 | b: !e b1", two), std::string("t:!e t:b1 s:synchronize s:a1"));
}

void TestLower::equalLaunchesAreOne()
{
    const auto program = lowered("a: a1 a2 @x @x | b: b1", two);
    QVERIFY(program);
    QCOMPARE(program->operations.size(), std::size_t(5));
    QCOMPARE(program->launches.size(), std::size_t(2)); // empty, and reduce of one element
    QCOMPARE(program->labels.size(), std::size_t(4));   // a1, a2, @x, b1
}

void TestLower::registersAreThoseOfTheArchitecture()
{
    workload::KernelInfo kernel = *workload::findKernel("empty");
    kernel.registersByArchitecture = {{75, 20}, {80, 30}, {90, 40}};
    auto resolved = resolvedFrom("a: a1", one);
    QVERIFY(resolved);
    resolved->workload.branches[0].operations[0].kernel = &kernel;
    const auto registers = [&](int architecture) {
        return lower(resolved->workload, resolved->layout, architecture)->launches[0].shape.registersPerThread;
    };
    QCOMPARE(registers(75), 20);
    QCOMPARE(registers(89), 30); // the newest that is not newer
    QCOMPARE(registers(120), 40);
    QCOMPARE(registers(60), 20); // the oldest if all are newer
}

void TestLower::resultsAreNamed()
{
    const auto resolved = workload::Experiment::find("dcka")->resolve("streams", {{"samples", 64}});
    const auto program = lower(resolved->workload, resolved->layout, 90);
    QVERIFY(program);
    QCOMPARE(program->results.size(), std::size_t(3));
    QCOMPARE(program->results[0].name, std::string("similarity_mlp"));
    QCOMPARE(program->results[0].rows, std::int64_t(6));
}

void TestLower::aGraphHasEdgesForOrderWaitsAndAfter()
{
    QCOMPARE(edges("a: a1 a2", one + graph), std::string("a1>a2"));
    QCOMPARE(edges("a: a1 a2 | b: b1", two + graph), std::string("a1>a2"));
    QCOMPARE(edges("a: a1 !e a2 | b: b1 ?e b2", two + graph), std::string("a1>a2 a1>b2 b1>b2"));
    QCOMPARE(edges("a: a1 | b after a: b1 | c after a: c1 | d after b c: d1", two + graph),
             std::string("a1>b1 a1>c1 b1>d1 c1>d1"));
}

void TestLower::aGraphLaunchIsTheOnlyCall()
{
    const auto program = lowered("a: a1 | b: b1", R"("threads": 2, "streams": [{"name": "s"}, {"name": "t"}])" + graph);
    QVERIFY(program);
    QCOMPARE(program->threads.size(), std::size_t(1));
    QCOMPARE(callsOf(*program), std::string("s:graph"));
    QCOMPARE(program->graph.nodes.size(), std::size_t(2));
}

void TestLower::waitingTwiceGivesOneEdge()
{
    QCOMPARE(edges("a: a1 !e !f | b: ?e ?f ?e b1", two + graph), std::string("a1>b1"));
}

void TestLower::workOfTheCpuIsNoNode()
{
    QCOMPARE(edges("a: a1 ~ a2", one + graph), std::string("a1>a2"));
}

void TestLower::whatCannotBeCapturedIsAnErrorWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("branches");
    QTest::addColumn<QByteArray>("layout");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const char* branches, const std::string& layout, const char* error) {
        QTest::newRow(name) << QByteArray(branches) << QByteArray::fromStdString(layout) << QByteArray(error);
    };
    row("sync", "a: a1 $", one, "program.not-capturable-sync #/branches/0/operations/1");
    row("programmatic launch", "a: a1 ^", one, "program.not-capturable-programmatic #/branches/0/operations/1");
    row("two processes", "a: a1 | b: b1", R"("streams": [{"name": "s"}, {"name": "t", "process": 1}])",
        "program.not-capturable-processes #/layouts/0/streams/1");
    row("stream sync", "a: $s", one, "program.not-capturable-sync #/branches/0/operations/0");
    row("alloc", "a: | b: b1 +x", two, "program.not-capturable-allocation #/branches/1/operations/1");
    row("pageable", "a: >x", one + R"(, "memory": {"*": "pageable"})",
        "program.not-capturable-pageable #/branches/0/operations/0");
    row("default stream", "a: a1 | b: b1", R"("streams": [{"name": "s"}, {"name": "default"}])",
        "program.not-capturable-default-stream #/layouts/0/streams/1");
}

void TestLower::whatCannotBeCapturedIsAnErrorWithItsPlace()
{
    QFETCH(const QByteArray, branches);
    QFETCH(const QByteArray, layout);
    QFETCH(const QByteArray, error);
    QCOMPARE(QByteArray::fromStdString(edges(branches.toStdString(), layout.toStdString() + graph)), error);
    QVERIFY(lowered(branches.toStdString(), layout.toStdString())); // eager it is fine
}

void TestLower::eventsInARingAreAnError()
{
    const auto program = lowered("a: ?f !e | b: ?e !f", two);
    QVERIFY(!program);
    QCOMPARE(program.error().message, (Message{"program.cycle", {"a → b → a"}}));
    QCOMPARE(program.error().place, std::string("#/branches/0/operations/0"));
    // Events against `after`.
    QCOMPARE(calls("a: ?e a1 | b after a: !e", two), std::string("program.cycle #/branches/0/operations/0"));
    QCOMPARE(calls("a: ?e a1 | b after a: !e", one + graph), std::string("program.cycle #/branches/0/operations/0"));
}

void TestLower::aWaitBeforeItsOwnRecordIsAnError()
{
    const auto program = lowered("a: a1 ?e !e", one);
    QVERIFY(!program);
    QCOMPARE(program.error().message, (Message{"program.cycle", {"a → a"}}));
    QCOMPARE(program.error().place, std::string("#/branches/0/operations/1"));
}

void TestLower::handMadeWaitsWithoutRecordsAreAnError()
{
    auto resolved = resolvedFrom("a: !e ?e", one);
    QVERIFY(resolved);
    resolved->workload.branches[0].operations.erase(resolved->workload.branches[0].operations.begin());
    const auto program = lower(resolved->workload, resolved->layout, 90);
    QVERIFY(!program);
    QCOMPARE(program.error().message.id, std::string("program.wait-without-record"));
    QCOMPARE(program.error().place, std::string("#/branches/0/operations/1"));
}

void TestLower::allocationsAreFollowed_data()
{
    QTest::addColumn<QByteArray>("branches");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("in order") << QByteArray("a: +x @x -x +x <x -x")
                              << QByteArray("s:alloc x s:@x s:free x s:alloc x s:copy DtoH x s:free x");
    QTest::newRow("used before") << QByteArray("a: @x +x")
                                 << QByteArray("program.not-allocated #/branches/0/operations/0");
    QTest::newRow("used after") << QByteArray("a: +x -x @x")
                                << QByteArray("program.not-allocated #/branches/0/operations/2");
    QTest::newRow("twice") << QByteArray("a: +x +x") << QByteArray("program.allocated-twice #/branches/0/operations/1");
    QTest::newRow("freed unasked") << QByteArray("a: -x")
                                   << QByteArray("program.not-allocated #/branches/0/operations/0");
}

void TestLower::allocationsAreFollowed()
{
    QFETCH(const QByteArray, branches);
    QFETCH(const QByteArray, result);
    QCOMPARE(QByteArray::fromStdString(calls(branches.toStdString(), one)), result);
}

void TestLower::everyCallHasARuntimeName()
{
    for (int kind = 0; kind <= static_cast<int>(CallKind::graphLaunch); ++kind) {
        const QByteArray name = callName(static_cast<CallKind>(kind));
        QVERIFY2(name.startsWith("cuda") || name == "cpu work", name.constData());
    }
}

void TestLower::aLongPipelineOfManyBranchesIsQuick()
{
    // 1,000 branches, each of which waits for its forerunner in every one of 100 rounds: 300,000 operations. Anything
    // quadratic in branches or operations would not come to an end within the test's time.
    std::string branches =
        R"({"name": "first", "operations": [{"repeat": {"count": 100, "operations": [{"record": {"event": "e0"}}]}}]})";
    for (int branch = 1; branch < 1000; ++branch) {
        const std::string before = "e" + std::to_string(branch - 1), own = "e" + std::to_string(branch);
        branches = R"({"name": "b)" + std::to_string(branch) +
                   R"(", "operations": [{"repeat": {"count": 100, "operations": [{"wait": {"event": ")" + before +
                   R"("}}, {"kernel": {"kernel": "empty"}}, {"record": {"event": ")" + own + R"("}}]}}]},)" + branches;
    }
    const auto experiment =
        workload::Experiment::parse(R"({"streamscope": 1, "name": "x", "branches": [)" + branches +
                                        R"(], "layouts": [{"name": "d", "streams": [{"name": "s", "count": 32}]},
               {"name": "b", "streams": [{"name": "s", "count": 32}], "issue": "breadth-first"}]})",
                                    "x");
    QVERIFY(experiment);
    for (const char* layout : {"d", "b"}) {
        const auto resolved = experiment->resolve(layout);
        QVERIFY(resolved);
        const auto program = lower(resolved->workload, resolved->layout, 90);
        QVERIFY(program);
        QCOMPARE(program->operations.size(), std::size_t(100 + 999 * 300));
    }
}

QTEST_APPLESS_MAIN(TestLower)
#include "tst_lower.moc"
