// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support_experiment.h"
#include "workload/edit.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace streamscope;
using namespace streamscope::workload;

/// What the window's editor does to an experiment.
class TestEdit : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aStreamIsAdded();
    void aStreamIsRemovedAndItsBranchesMove();
    void theLastStreamStays();
    void aStreamIsRenamedWithItsAssignments();
    void oneOfSeveralEqualStreamsIsChangedAlone();
    void aBranchIsAssignedAndTheOthersStay();
    void oneCopyOfABranchIsAssignedAlone();
    void layoutsAreAddedDuplicatedAndRemoved();
    void layoutFieldsAreSetAndTakenAway();
    void branchesAreAddedRemovedAndRenamed();
    void aBranchThatAssignmentsNameIsRenamedThere();
    void operationsAreAddedMovedReplacedAndRemoved();
    void operationsInsideARepeatAreReached();
    void parametersAreSet();
    void aNewParameterStandsBeforeWhatSpeaksOfIt();
    void aRenamedParameterIsRenamedInEveryExpression();
    void aParameterThatAnExpressionSpeaksOfStays();
    void buffersAreAddedRenamedAndRemoved();
    void anEventIsRenamedWhereverItIsSpokenOf();
    void everyEntryCanBeMoved();
    void streamsWithACountAreChangedTogetherByTheirOwnName();
    void anExpressionHasAValue();
    void whatIsNotThereGivesAnErrorAndChangesNothing();
    void theKeyOrderIsKept();

private:
    Experiment m_experiment = *Experiment::find("three-kernels");
};

namespace {

std::vector<std::string> streamsOfBranches(const Experiment& experiment, const std::string& layout)
{
    const auto resolved = experiment.resolve(layout);
    std::vector<std::string> names;
    for (const Index stream : resolved->layout.streamOfBranch)
        names.push_back(resolved->layout.streams[static_cast<std::size_t>(stream)].name);
    return names;
}

std::vector<std::string> streamNames(const Experiment& experiment, const std::string& layout)
{
    const auto resolved = experiment.resolve(layout);
    std::vector<std::string> names;
    for (const Stream& stream : resolved->layout.streams)
        names.push_back(stream.name);
    return names;
}

std::string labels(const Experiment& experiment, std::size_t branch)
{
    const auto resolved = experiment.resolve(experiment.layoutNames()[0]);
    std::string text;
    for (const Operation& operation : resolved->workload.branches[branch].operations)
        text += operation.label + ' ';
    return text;
}

nlohmann::ordered_json cpu(const char* label)
{
    return {{"cpu", {{"ns", 1}, {"label", label}}}};
}

using Names = std::vector<std::string>;
using Json = nlohmann::ordered_json;

} // namespace

void TestEdit::init()
{
    const auto experiment = Experiment::parse(
        withBranches(
            R"({"name": "a", "operations": []}, {"name": "b", "operations": []}, {"name": "c", "after": ["a", "b"], "operations": []})",
            R"({"name": "one", "streams": [{"name": "s"}]},
                        {"name": "two", "streams": [{"name": "x"}, {"name": "y"}], "assign": {"b": "y", "*": "x"}},
                        {"name": "many", "streams": [{"name": "s", "count": 3}]})",
            R"("parameters": {"n": {"value": 4, "min": 1, "max": 9}})"),
        "test");
    QVERIFY(experiment);
    m_experiment = *experiment;
}

void TestEdit::aStreamIsAdded()
{
    const auto once = addStream(m_experiment, "one");
    QVERIFY(once);
    QCOMPARE(streamNames(*once, "one"), (Names{"s", "stream"}));
    const auto twice = addStream(*once, "one");
    QCOMPARE(streamNames(*twice, "one"), (Names{"s", "stream", "stream 2"}));
    QCOMPARE(streamNames(*addStream(*once, "one", "mine"), "one"), (Names{"s", "stream", "mine"}));
    QCOMPARE(addStream(*once, "one", "s").error().message.id, std::string("workload.duplicate-name"));
}

void TestEdit::aStreamIsRemovedAndItsBranchesMove()
{
    const auto edited = removeStream(m_experiment, "two", "y");
    QVERIFY(edited);
    QCOMPARE(streamNames(*edited, "two"), Names{"x"});
    QCOMPARE(streamsOfBranches(*edited, "two"), (Names{"x", "x", "x"}));
}

void TestEdit::theLastStreamStays()
{
    QCOMPARE(removeStream(m_experiment, "one", "s").error().message.id, std::string("workload.expected-some"));
}

void TestEdit::aStreamIsRenamedWithItsAssignments()
{
    const auto edited = renameStream(m_experiment, "two", "y", "copies");
    QVERIFY(edited);
    QCOMPARE(streamsOfBranches(*edited, "two"), (Names{"x", "copies", "x"}));
}

void TestEdit::oneOfSeveralEqualStreamsIsChangedAlone()
{
    const auto edited = setStreamField(m_experiment, "many", "s 2", "priority", -1);
    QVERIFY(edited);
    const auto resolved = edited->resolve("many");
    QCOMPARE(streamNames(*edited, "many"), (Names{"s 1", "s 2", "s 3"}));
    QCOMPARE(resolved->layout.streams[0].priority, 0);
    QCOMPARE(resolved->layout.streams[1].priority, -1);
    QCOMPARE(streamNames(*removeStream(m_experiment, "many", "s 2"), "many"), (Names{"s 1", "s 3"}));
}

void TestEdit::aBranchIsAssignedAndTheOthersStay()
{
    QCOMPARE(streamsOfBranches(m_experiment, "many"), (Names{"s 1", "s 2", "s 3"}));
    const auto once = assignBranch(m_experiment, "many", "a", "s 3");
    QVERIFY(once);
    QCOMPARE(streamsOfBranches(*once, "many"), (Names{"s 3", "s 2", "s 3"}));
    const auto twice = assignBranch(*once, "many", "a", "s 2");
    QCOMPARE(streamsOfBranches(*twice, "many"), (Names{"s 2", "s 2", "s 3"}));
    QCOMPARE(streamsOfBranches(*assignBranch(m_experiment, "two", "b", "default"), "two"),
             (Names{"x", "default", "x"}));
}

void TestEdit::oneCopyOfABranchIsAssignedAlone()
{
    const auto copies = setMember(m_experiment, "#/branches/1", "count", 2);
    QVERIFY(copies);
    QCOMPARE(streamsOfBranches(*copies, "two"), (Names{"x", "y", "y", "x"}));
    QCOMPARE(streamsOfBranches(*assignBranch(*copies, "two", "b 2", "x"), "two"), (Names{"x", "y", "x", "x"}));
}

void TestEdit::layoutsAreAddedDuplicatedAndRemoved()
{
    QCOMPARE(addLayout(m_experiment, "new")->layoutNames(), (Names{"one", "two", "many", "new"}));
    QCOMPARE(duplicateLayout(m_experiment, "one")->layoutNames(), (Names{"one", "one 2", "two", "many"}));
    QCOMPARE(duplicateLayout(m_experiment, "one", "copy")->layoutNames(), (Names{"one", "copy", "two", "many"}));
    QCOMPARE(removeLayout(m_experiment, "two")->layoutNames(), (Names{"one", "many"}));
    QCOMPARE(addLayout(m_experiment, "one").error().message.id, std::string("workload.duplicate-name"));
}

void TestEdit::layoutFieldsAreSetAndTakenAway()
{
    const auto graph = setLayoutField(m_experiment, "one", "launch", "graph");
    QVERIFY(graph);
    QCOMPARE(graph->resolve("one")->layout.launch, LaunchMode::graph);
    QVERIFY(setLayoutField(*graph, "one", "launch", nullptr)->document() == m_experiment.document());
    QCOMPARE(setLayoutField(m_experiment, "one", "name", "uno")->layoutNames(), (Names{"uno", "two", "many"}));
    QCOMPARE(setLayoutField(m_experiment, "one", "launch", "rocket").error().place, std::string("#/layouts/0/launch"));
    QCOMPARE(setLayoutField(m_experiment, "one", "speed", 1).error().place, std::string("#/layouts/0/speed"));
}

void TestEdit::branchesAreAddedRemovedAndRenamed()
{
    const auto added = addBranch(m_experiment);
    QVERIFY(added);
    QCOMPARE(streamsOfBranches(*added, "two"), (Names{"x", "y", "x", "x"}));
    const auto removed = removeBranch(m_experiment, "b");
    QVERIFY(removed);
    const auto work = removed->resolve("two")->workload;
    QCOMPARE(work.branches.size(), std::size_t(2));
    QCOMPARE(work.branches[1].after, std::vector<Index>{0});
    const auto last = removeBranch(*removeBranch(*removed, "c"), "a");
    QCOMPARE(last.error().message.id, std::string("workload.expected-some"));
}

void TestEdit::aBranchThatAssignmentsNameIsRenamedThere()
{
    const auto edited = renameBranch(m_experiment, "b", "right");
    QVERIFY(edited);
    QCOMPARE(streamsOfBranches(*edited, "two"), (Names{"x", "y", "x"}));
    QCOMPARE(edited->resolve("two")->workload.branches[2].after, (std::vector<Index>{0, 1}));
    QCOMPARE(renameBranch(m_experiment, "b", "a").error().message.id, std::string("workload.duplicate-name"));
}

void TestEdit::operationsAreAddedMovedReplacedAndRemoved()
{
    auto experiment = addOperation(m_experiment, "#/branches/1/operations/0", cpu("two"));
    experiment = addOperation(*experiment, "#/branches/1/operations/0", cpu("one"));
    experiment = addOperation(*experiment, "#/branches/1/operations/99", cpu("three"));
    QVERIFY(experiment);
    QCOMPARE(labels(*experiment, 1), std::string("one two three "));
    QCOMPARE(labels(*moveEntry(*experiment, "#/branches/1/operations/0", 2), 1), std::string("two three one "));
    QCOMPARE(labels(*moveEntry(*experiment, "#/branches/1/operations/2", 0), 1), std::string("three one two "));
    QCOMPARE(labels(*removeOperation(*experiment, "#/branches/1/operations/1"), 1), std::string("one three "));
    QCOMPARE(labels(*replaceOperation(*experiment, "#/branches/1/operations/1", cpu("2")), 1),
             std::string("one 2 three "));
    QCOMPARE(replaceOperation(*experiment, "#/branches/1/operations/1", {{"cpu", {{"ns", -1}}}}).error().place,
             std::string("#/branches/1/operations/1/cpu/ns"));
}

void TestEdit::operationsInsideARepeatAreReached()
{
    const Json repeat = {{"repeat", {{"count", 2}, {"operations", Json::array({cpu("a"), cpu("b")})}}}};
    const auto experiment = addOperation(m_experiment, "#/branches/0/operations/0", repeat);
    QVERIFY(experiment);
    QCOMPARE(labels(*removeOperation(*experiment, "#/branches/0/operations/0/repeat/operations/0"), 0),
             std::string("b b "));
}

void TestEdit::parametersAreSet()
{
    const auto edited = setParameter(m_experiment, "n", 7);
    QVERIFY(edited);
    QCOMPARE(edited->parameters("en")[0].value, 7.0);
    QVERIFY(edited->parameters("en")[0].integer);
    QCOMPARE(setParameter(m_experiment, "n", 70).error().message.id, std::string("workload.number-range"));
    QVERIFY(!setParameter(m_experiment, "n", std::numeric_limits<double>::quiet_NaN()));
    QCOMPARE(setParameter(m_experiment, "m", 1).error().message.id, std::string("workload.unknown-parameter"));
}

void TestEdit::aNewParameterStandsBeforeWhatSpeaksOfIt()
{
    const auto plain = Experiment::parse(
        R"({"streamscope": 1, "name": "t", "branches": [{"name": "a", "operations": []}],
            "layouts": [{"name": "l", "streams": [{"name": "s"}]}]})",
        "test");
    const auto edited = addParameter(*addBuffer(*plain), "size");
    QVERIFY(edited);
    Names keys;
    for (const auto& entry : edited->document().items())
        keys.push_back(entry.key());
    QCOMPARE(keys, (Names{"streamscope", "name", "parameters", "buffers", "branches", "layouts"}));
    const auto empty = removeParameter(*removeBuffer(*edited, "buffer"), "size");
    QVERIFY(empty->document() == plain->document());
    QCOMPARE(addParameter(*edited, "size").error().message.id, std::string("workload.duplicate-name"));
    QCOMPARE(addParameter(*addParameter(*edited))->parameters("en").back().name, std::string("parameter_2"));
}

void TestEdit::aRenamedParameterIsRenamedInEveryExpression()
{
    const auto experiment = Experiment::parse(
        withBranches(
            R"({"name": "a", "count": "n", "operations": [
                 {"kernel": {"kernel": "spin", "parameters": {"ns": "1000 * n + 1e3 * nn"}}},
                 {"repeat": {"count": "n", "operations": [{"host": {"ns": "n*n", "label": "n"}}]}}]})",
            R"-({"name": "one", "streams": [{"name": "s", "count": "n"}], "set": {"n": "nn"}, "host_cost_ns": "max(n, 2)"})-",
            R"("parameters": {"n": {"value": 4, "min": 1, "max": 9}, "nn": {"value": 2, "min": 1, "max": 9}},
               "buffers": {"x": {"bytes": "4 * n", "result": {"rows": "n", "columns": 1}}})"),
        "test");
    QVERIFY(experiment);
    const auto edited = renameParameter(*experiment, "n", "e3");
    QVERIFY(edited);
    const Json& json = edited->document();
    QCOMPARE(json["branches"][0]["count"].get<std::string>(), std::string("e3"));
    const Json& operations = json["branches"][0]["operations"];
    QCOMPARE(operations[0]["kernel"]["parameters"]["ns"].get<std::string>(), std::string("1000 * e3 + 1e3 * nn"));
    QCOMPARE(operations[1]["repeat"]["operations"][0]["host"]["ns"].get<std::string>(), std::string("e3*e3"));
    QCOMPARE(operations[1]["repeat"]["operations"][0]["host"]["label"].get<std::string>(), std::string("n"));
    QCOMPARE(json["layouts"][0]["set"]["e3"].get<std::string>(), std::string("nn"));
    QCOMPARE(json["buffers"]["x"]["result"]["rows"].get<std::string>(), std::string("e3"));
    QVERIFY(renameParameter(*edited, "e3", "n")->document() == experiment->document());
    QCOMPARE(renameParameter(*experiment, "n", "nn").error().message.id, std::string("workload.duplicate-name"));
    QCOMPARE(renameParameter(*experiment, "n", "4").error().message.id, std::string("workload.parameter-name"));
}

void TestEdit::aParameterThatAnExpressionSpeaksOfStays()
{
    const auto used = setMember(m_experiment, "#/branches/1", "count", "n");
    QVERIFY(used);
    QCOMPARE(removeParameter(*used, "n").error().place, std::string("#/branches/1/count"));
    QVERIFY(removeParameter(m_experiment, "n"));
}

void TestEdit::buffersAreAddedRenamedAndRemoved()
{
    auto experiment = addBuffer(*addBuffer(m_experiment), "x");
    experiment = addOperation(*experiment, "#/branches/0/operations/0",
                              {{"copy", {{"from", "host"}, {"to", "device"}, {"buffer", "x"}}}});
    experiment = addOperation(*experiment, "#/branches/0/operations/1",
                              {{"kernel", {{"kernel", "reduce"}, {"reads", {"x"}}, {"writes", {"buffer"}}}}});
    experiment = setLayoutField(*experiment, "one", "memory", {{"x", "pageable"}});
    QVERIFY(experiment);
    const auto edited = renameBuffer(*experiment, "x", "input");
    QVERIFY(edited);
    const auto resolved = edited->resolve("one");
    QCOMPARE(resolved->workload.buffers[1].name, std::string("input"));
    QCOMPARE(resolved->workload.branches[0].operations[0].buffer, Index(1));
    QCOMPARE(resolved->workload.branches[0].operations[1].reads, std::vector<Index>{1});
    QCOMPARE(resolved->layout.memoryOfBuffer[1], HostMemory::pageable);
    QVERIFY(!removeBuffer(*edited, "input"));
    QCOMPARE(removeBuffer(*edited, "photo").error().message.id, std::string("workload.unknown-buffer"));
}

void TestEdit::anEventIsRenamedWhereverItIsSpokenOf()
{
    auto experiment = addOperation(m_experiment, "#/branches/0/operations/0", {{"record", {{"event", "done"}}}});
    experiment = addOperation(*experiment, "#/branches/1/operations/0",
                              {{"repeat", {{"count", 2}, {"operations", {{{"wait", {{"event", "done"}}}}}}}}});
    QVERIFY(experiment);
    QCOMPARE(eventNames(*experiment), Names{"done"});
    const auto edited = renameEvent(*experiment, "done", "ready");
    QVERIFY(edited);
    QCOMPARE(eventNames(*edited), Names{"ready"});
}

void TestEdit::everyEntryCanBeMoved()
{
    QCOMPARE(moveEntry(m_experiment, "#/layouts/0", 1)->layoutNames(), (Names{"two", "one", "many"}));
    QCOMPARE(streamNames(*moveEntry(m_experiment, "#/layouts/1/streams/1", 0), "two"), (Names{"y", "x"}));
    QCOMPARE(moveEntry(m_experiment, "#/branches/0", 9)->document()["branches"][2]["name"].get<std::string>(),
             std::string("a"));
    const auto two = addParameter(m_experiment, "m");
    QCOMPARE(moveEntry(*two, "#/parameters/m", 0)->parameters("en")[0].name, std::string("m"));
    QCOMPARE(moveEntry(m_experiment, "#/layouts/7", 0).error().message.id, std::string("workload.no-entry"));
    QCOMPARE(setMember(m_experiment, "#/layouts", "x", 1).error().message.id, std::string("workload.no-entry"));
}

void TestEdit::streamsWithACountAreChangedTogetherByTheirOwnName()
{
    const auto urgent = setStreamField(m_experiment, "many", "s", "priority", -1);
    QVERIFY(urgent);
    QCOMPARE(urgent->document()["layouts"][2]["streams"].size(), std::size_t(1));
    QCOMPARE(urgent->resolve("many")->layout.streams[2].priority, -1);
    const auto assigned = assignBranch(m_experiment, "many", "a", "s 3");
    QCOMPARE(streamsOfBranches(*renameStream(*assigned, "many", "s", "q"), "many"), (Names{"q 3", "q 2", "q 3"}));
    QCOMPARE(streamNames(*addStream(m_experiment, "many"), "many"), (Names{"s 1", "s 2", "s 3", "stream"}));
    QCOMPARE(streamNames(*removeStream(*addStream(m_experiment, "many"), "many", "s"), "many"), Names{"stream"});
}

void TestEdit::anExpressionHasAValue()
{
    // n is 4
    QCOMPARE(*m_experiment.valueOf("3 * n + 1"), 13.0);
    QVERIFY(!m_experiment.valueOf("3 * photo"));
    QVERIFY(!m_experiment.valueOf("1 / 0"));
}

void TestEdit::whatIsNotThereGivesAnErrorAndChangesNothing()
{
    const std::string before = m_experiment.dump();
    QCOMPARE(addStream(m_experiment, "photo").error().message.id, std::string("workload.no-layout"));
    QCOMPARE(removeStream(m_experiment, "one", "photo").error().message.id, std::string("workload.unknown-stream"));
    QCOMPARE(assignBranch(m_experiment, "one", "photo", "s").error().message.id,
             std::string("workload.unknown-branch"));
    QCOMPARE(assignBranch(m_experiment, "one", "a", "photo").error().message.id,
             std::string("workload.unknown-stream"));
    QCOMPARE(removeBranch(m_experiment, "photo").error().message.id, std::string("workload.unknown-branch"));
    for (const char* place :
         {"", "#", "#/branches/0/operations/0", "#/branches/9/operations/0", "#/branches/0/operations/x",
          "#/branches/0/operations/-1", "#/layouts/0", "#/branches/0", "#/branches/0/operations/~2/0"}) {
        const auto edited = removeOperation(m_experiment, place);
        QVERIFY2(!edited, place);
        QCOMPARE(edited.error().message.id, std::string("workload.no-operation"));
    }
    QCOMPARE(m_experiment.dump(), before);
}

void TestEdit::theKeyOrderIsKept()
{
    const auto edited = renameExperiment(m_experiment, "other");
    QVERIFY(edited);
    std::vector<std::string> before, after;
    for (const auto& entry : m_experiment.document().items())
        before.push_back(entry.key());
    for (const auto& entry : edited->document().items())
        after.push_back(entry.key());
    QCOMPARE(after, before);
    QCOMPARE(edited->name(), std::string("other"));
}

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
