// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/races.h"
#include "support_program.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::program;

/// Two operations that may run at the same time and touch one buffer, one of them writing (cause 21).
class TestRaces : public QObject
{
    Q_OBJECT

private slots:
    void programsAndTheirRaces_data();
    void programsAndTheirRaces();
    void theMissingWaitIsFound();
    void otherBuiltInsHaveNone();
    void theMessageNamesBothWithTheirPlaces();
    void thePairsAreBounded();
    void aLargeProgramIsFollowedToItsBound();
};

namespace {

const std::string one = R"("streams": [{"name": "s"}])";
const std::string two = R"("streams": [{"name": "s"}, {"name": "t"}])";

/// "first~second" by labels, a space between pairs.
std::string racesOf(const std::string& branches, const std::string& layout)
{
    const auto program = lowered(branches, layout);
    if (!program)
        return program.error().message.id;
    const auto label = [&](Index operation) {
        return program
            ->labels[static_cast<std::size_t>(program->operations[static_cast<std::size_t>(operation)].label)];
    };
    std::string text;
    for (const Race& race : findRaces(*program).found)
        text += (text.empty() ? "" : " ") + label(race.first) + '~' + label(race.second);
    return text;
}

} // namespace

void TestRaces::programsAndTheirRaces_data()
{
    QTest::addColumn<QByteArray>("branches");
    QTest::addColumn<QByteArray>("layout");
    QTest::addColumn<QByteArray>("races");
    const auto row = [](const char* name, const char* branches, const std::string& layout, const char* races) {
        QTest::newRow(name) << QByteArray(branches) << QByteArray::fromStdString(layout) << QByteArray(races);
    };
    const std::string graph = R"(, "launch": "graph")";
    const std::string oneAndDefault = R"("streams": [{"name": "s"}, {"name": "default"}])";
    row("one stream orders", "a: =x | b: @x", one, "");
    row("write and read", "a: =x | b: @x", two, "=x~@x");
    row("read and write", "a: @x | b: =x", two, "@x~=x");
    row("two writes", "a: =x | b: =x", two, "=x~=x");
    row("two reads are fine", "a: @x | b: @x", two, "");
    row("different buffers are fine", "a: =x | b: @y", two, "");
    row("an event orders", "a: =x !e | b: ?e @x", two, "");
    row("an event before the write does not", "a: !e =x | b: ?e @x", two, "=x~@x");
    row("an event after the read does not", "a: =x !e | b: @x ?e", two, "=x~@x");
    row("events in a chain order", "a: =x !e | c: ?e c1 !f | b: ?f @x",
        R"("streams": [{"name": "s"}, {"name": "t"}, {"name": "u"}])", "");
    row("after orders", "a: =x | b after a: @x", two, "");
    row("a graph without an edge", "a: =x | b: @x", two + graph, "=x~@x");
    row("a graph with an edge", "a: =x | b after a: @x", two + graph, "");
    row("a device synchronisation orders", "a: =x $ | b: @x", two, "");
    row("a stream synchronisation orders", "a: =x $s | b: @x", two, "");
    row("a synchronisation of another stream does not", "a: =x | b: $s @x", two, "=x~@x");
    row("an event synchronisation orders", "a: =x !e $e:e | b: @x", two, "");
    row("another thread's synchronisation does not", "a: =x $s | b: @x", two + R"(, "threads": 2)", "=x~@x");
    row("the legacy default stream orders", "a: =x | b: @x", oneAndDefault, "");
    row("the legacy default stream orders what follows", "a: =x | b: b1 | c: @x",
        R"("streams": [{"name": "s"}, {"name": "default"}, {"name": "t"}])", "");
    row("so does a synchronisation with it", "a: =x | b: $s | c: @x",
        R"("streams": [{"name": "s"}, {"name": "default"}, {"name": "t"}])", "");
    row("which leaves non-blocking streams out", "a: =x | b: $s | c: @x",
        R"("streams": [{"name": "s", "flags": "non-blocking"}, {"name": "default"}, {"name": "t"}])", "=x~@x");
    row("per-thread default streams do not", "a: =x | b: @x", oneAndDefault + R"(, "default_stream": "per-thread")",
        "=x~@x");
    row("non-blocking streams escape it", "a: =x | b: @x",
        R"("streams": [{"name": "s", "flags": "non-blocking"}, {"name": "default"}])", "=x~@x");
    row("a copy to the device writes there", "a: >x | b: @x", two, "copy HtoD x~@x");
    // Both sides of x: yet these are two operations, and one race.
    row("copies in both directions touch both sides", "a: >x | b: <x", two, "copy HtoD x~copy DtoH x");
    const std::string pageable = R"(, "memory": {"*": "pageable"})", threads = R"(, "threads": 2)";
    row("a pageable copy has read its memory when it returns", "a: >x | b: %x", two + pageable, "");
    row("but has not written the device's", "a: >x | b: <x", two + pageable, "copy HtoD x~copy DtoH x");
    row("another thread does not wait for its return", "a: >x | b: %x", two + pageable + threads,
        "copy HtoD x~copy HtoH x");
    row("a pinned copy returns before it has read", "a: >x | b: %x", two, "copy HtoD x~copy HtoH x");
    row("a copy back only reads there", "a: <x | b: @x", two, "");
    row("a pageable copy back returns when it is through", "a: <x | b: =x", two + R"(, "memory": {"*": "pageable"})",
        "");
    row("a pinned copy back does not", "a: <x | b: =x", two, "copy DtoH x~=x");
    row("freeing too early", "a: +x =x !e | b: ?e @x | c: ?e -x",
        R"("streams": [{"name": "s"}, {"name": "t"}, {"name": "u"}])", "@x~free x");
}

void TestRaces::programsAndTheirRaces()
{
    QFETCH(const QByteArray, branches);
    QFETCH(const QByteArray, layout);
    QFETCH(const QByteArray, races);
    QCOMPARE(QByteArray::fromStdString(racesOf(branches.toStdString(), layout.toStdString())), races);
}

void TestRaces::theMissingWaitIsFound()
{
    const auto experiment = workload::Experiment::find("missing-wait");
    QVERIFY(experiment);
    for (const std::string& layout : experiment->layoutNames()) {
        const auto resolved = experiment->resolve(layout);
        const auto program = lower(resolved->workload, resolved->layout, 90);
        QCOMPARE(findRaces(*program).total, std::int64_t(layout == "serial" ? 0 : 1));
    }
}

void TestRaces::otherBuiltInsHaveNone()
{
    for (const std::string& name : workload::Experiment::builtInNames()) {
        if (name == "missing-wait")
            continue;
        const auto experiment = workload::Experiment::find(name);
        for (const std::string& layout : experiment->layoutNames()) {
            const auto resolved = experiment->resolve(layout);
            const auto program = lower(resolved->workload, resolved->layout, 90);
            QVERIFY2(program, (name + " " + layout).c_str());
            const Races races = findRaces(*program);
            QVERIFY2(races.total == 0 && races.complete, (name + " " + layout).c_str());
        }
    }
}

void TestRaces::theMessageNamesBothWithTheirPlaces()
{
    const auto program = lowered("a: a1 =x | b: @x", two);
    const Races races = findRaces(*program);
    QCOMPARE(races.found.size(), std::size_t(1));
    QCOMPARE(raceMessage(*program, races.found[0]),
             (Message{"program.race",
                      {"=x", "a", "#/branches/0/operations/1", "@x", "b", "#/branches/1/operations/0", "x"}}));
    QCOMPARE(raceWarning(*program, races.found[0]),
             (Message{"program.may-be-wrong", {"l", "=x", "a", "@x", "b", "x"}}));
}

void TestRaces::thePairsAreBounded()
{
    std::string branches = "a:";
    for (int i = 0; i < 50; ++i)
        branches += " =x";
    branches += " | b:";
    for (int i = 0; i < 50; ++i)
        branches += " @x";
    const auto program = lowered(branches, two);
    const Races races = findRaces(*program, 10);
    QCOMPARE(races.found.size(), std::size_t(10));
    QCOMPARE(races.total, std::int64_t(50)); // each read against the last write
}

void TestRaces::aLargeProgramIsFollowedToItsBound()
{
    const auto experiment = workload::Experiment::parse(
        R"({"streamscope": 1, "name": "x", "buffers": {"x": {"bytes": 4}},
            "branches": [{"name": "b", "count": 1000, "operations": [{"repeat": {"count": 100, "operations": [{"memset": {"buffer": "x"}}]}}]}],
            "layouts": [{"name": "l", "streams": [{"name": "s", "count": 1000}]}]})",
        "x");
    QVERIFY(experiment);
    const auto resolved = experiment->resolve("l");
    const auto program = lower(resolved->workload, resolved->layout, 90);
    QVERIFY(program);
    const Races races = findRaces(*program);
    QVERIFY(!races.complete);
    QVERIFY(races.total > 0);
    QCOMPARE(races.found.size(), std::size_t(100));
}

QTEST_APPLESS_MAIN(TestRaces)
#include "tst_races.moc"
