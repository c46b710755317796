// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support_experiment.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace streamscope;
using namespace streamscope::workload;

/// What an experiment file comes to.
class TestExperiment : public QObject
{
    Q_OBJECT

private slots:
    void oneBranchOneStreamOneLayoutIsEnough();
    void missingKernelParametersTakeTheCataloguesDefaults();
    void buffersThatAnOperationDoesNotNameAreMadeForIt();
    void expressionsSpeakOfParameters();
    void overridesReplaceDefaultsAndSetReplacesOverrides();
    void setMayDependOnOtherParameters();
    void onlyEffectiveParametersAreNamed();
    void aParameterWithADecimalPointTakesFractions();
    void branchesAndStreamsAreCopied();
    void roundsOfTwoBranchesPairUp();
    void aWaitBehindARepeatTakesTheLastRound();
    void copiesOfABranchHaveEventsOfTheirOwn();
    void anEventRecordedAgainIsTheSame();
    void anEventOutsideServesEveryRound();
    void assignmentGoesExactNamesFirst();
    void assigningOneBranchMovesNoOther();
    void withoutAssignmentBranchesGoRoundRobin();
    void theDefaultStreamNeedsNoEntry();
    void everyThreadHasAPerThreadDefaultStreamOfItsOwn();
    void streamsAreDealtToThreads();
    void memoryIsSetByNameBeforeGlob();
    void anAllocationMarksItsBuffer();
    void textsComeInTheLanguageAskedFor();
    void theDocumentKeepsItsOrderAndReadsBackTheSame();
    void operationsKnowTheirPlace();
    void unknownBuiltInsAreSuggested();
};

namespace {

Resolved resolved(const std::string& text, const ParameterValues& values = {}, const std::string& layout = "l")
{
    const auto experiment = Experiment::parse(text, "test");
    if (!experiment) {
        qWarning("%s %s", experiment.error().place.c_str(), experiment.error().message.id.c_str());
        return {};
    }
    auto result = experiment->resolve(layout, values);
    return result ? *result : Resolved{};
}

std::vector<std::string> assigned(const Resolved& resolved)
{
    std::vector<std::string> names;
    for (const Index stream : resolved.layout.streamOfBranch)
        names.push_back(resolved.layout.streams[static_cast<std::size_t>(stream)].name);
    return names;
}

using Names = std::vector<std::string>;

const std::string abc =
    R"({"name": "a", "operations": []}, {"name": "b", "operations": []}, {"name": "c", "operations": []})";

} // namespace

void TestExperiment::oneBranchOneStreamOneLayoutIsEnough()
{
    const Resolved result = resolved(withOperations(R"({"kernel": {"kernel": "empty"}})"));
    QCOMPARE(result.workload.branches.size(), std::size_t(1));
    QCOMPARE(result.workload.branches[0].operations.size(), std::size_t(1));
    QCOMPARE(result.workload.branches[0].operations[0].label, std::string("empty"));
    QCOMPARE(result.layout.streams.size(), std::size_t(1));
    QCOMPARE(result.layout.streamOfBranch, std::vector<Index>{0});
    QCOMPARE(result.layout.threads, 1);
    QCOMPARE(result.layout.launch, LaunchMode::eager);
    QCOMPARE(result.layout.issue, IssueOrder::depthFirst);
}

void TestExperiment::missingKernelParametersTakeTheCataloguesDefaults()
{
    const Resolved result = resolved(withOperations(R"({"kernel": {"kernel": "spin", "parameters": {"blocks": 7}}})"));
    const Operation& operation = result.workload.branches[0].operations[0];
    for (std::size_t index = 0; index < operation.parameters.size(); ++index) {
        const KernelParameter& parameter = operation.kernel->parameters[index];
        QCOMPARE(operation.parameters[index], parameter.name == "blocks" ? 7 : parameter.defaultValue);
    }
}

void TestExperiment::buffersThatAnOperationDoesNotNameAreMadeForIt()
{
    const std::string triad = R"({"kernel": {"kernel": "triad", "parameters": {"elements": 10}}})";
    const Resolved result =
        resolved(withOperations(R"({"repeat": {"count": 3, "operations": [)" + triad + "]}}, " + triad));
    // Two places of three buffers each; the rounds of a repeat share theirs.
    QCOMPARE(result.workload.buffers.size(), std::size_t(6));
    const std::vector<Operation>& operations = result.workload.branches[0].operations;
    QCOMPARE(operations.size(), std::size_t(4));
    QCOMPARE(operations[0].reads, (std::vector<Index>{0, 1}));
    QCOMPARE(operations[0].writes, std::vector<Index>{2});
    QCOMPARE(operations[2].writes, operations[0].writes);
    QCOMPARE(operations[3].writes, std::vector<Index>{5});
    QCOMPARE(result.workload.buffers[5].bytes, std::int64_t(40)); // 10 floats
}

void TestExperiment::expressionsSpeakOfParameters()
{
    const std::string text = withOperations(
        R"x({"cpu": {"ns": "4 * n * n"}}, {"cpu": {"ns": "floor(n / 3) + ceil(n / 3) + round(n / 3)"}})x",
        R"("parameters": {"n": {"value": 10, "min": 1, "max": 100}})");
    const Resolved result = resolved(text);
    QCOMPARE(result.workload.branches[0].operations[0].durationNs, Ns(400));
    QCOMPARE(result.workload.branches[0].operations[1].durationNs, Ns(3 + 4 + 3));
    QCOMPARE(resolved(text, {{"n", 5}}).workload.branches[0].operations[0].durationNs, Ns(100));
}

void TestExperiment::overridesReplaceDefaultsAndSetReplacesOverrides()
{
    const std::string text =
        withOperations(R"({"cpu": {"ns": "n"}})", R"("parameters": {"n": {"value": 10, "min": 1, "max": 100}})",
                       std::string(oneStream) + R"(, {"name": "fixed", "streams": [{"name": "s"}], "set": {"n": 50}})");
    QCOMPARE(resolved(text, {{"n", 20}}).workload.branches[0].operations[0].durationNs, Ns(20));
    QCOMPARE(resolved(text, {{"n", 20}}, "fixed").workload.branches[0].operations[0].durationNs, Ns(50));
}

void TestExperiment::setMayDependOnOtherParameters()
{
    const std::string text = withOperations(
        R"({"cpu": {"ns": "n"}})",
        R"("parameters": {"n": {"value": 10, "min": 1, "max": 100}, "m": {"value": 3, "min": 1, "max": 9}})",
        R"({"name": "l", "streams": [{"name": "s"}], "set": {"n": "n * m"}})");
    QCOMPARE(resolved(text).workload.branches[0].operations[0].durationNs, Ns(30));
    const auto experiment = Experiment::parse(text, "test");
    QCOMPARE(experiment->effectiveParameters({"l"}), (Names{"n", "m"}));
}

void TestExperiment::onlyEffectiveParametersAreNamed()
{
    const auto experiment = Experiment::parse(
        withOperations(
            R"({"cpu": {"ns": "n"}})",
            R"("parameters": {"cost": {"value": 1, "min": 1, "max": 9}, "n": {"value": 1, "min": 1, "max": 9},
                          "idle": {"value": 1, "min": 1, "max": 9}})",
            R"({"name": "slow", "streams": [{"name": "s"}], "host_cost_ns": "cost"}, {"name": "fast", "streams": [{"name": "s"}]},
                          {"name": "fixed", "streams": [{"name": "s"}], "set": {"n": 4}})"),
        "test");
    QVERIFY(experiment);
    QCOMPARE(experiment->effectiveParameters({"slow"}), (Names{"cost", "n"}));
    QCOMPARE(experiment->effectiveParameters({"fast"}), Names{"n"});
    QCOMPARE(experiment->effectiveParameters({"fixed"}), Names{});
    QCOMPARE(experiment->effectiveParameters({"fixed", "slow"}), (Names{"cost", "n"}));
}

void TestExperiment::aParameterWithADecimalPointTakesFractions()
{
    const std::string text = withOperations(
        R"({"cpu": {"ns": "100 * share"}})",
        R"("parameters": {"share": {"value": 1.0, "min": 0, "max": 2}, "count": {"value": 1, "min": 0, "max": 2}})");
    QCOMPARE(resolved(text, {{"share", 0.5}}).workload.branches[0].operations[0].durationNs, Ns(50));
    const auto parameters = Experiment::parse(text, "test")->parameters("en");
    QCOMPARE(parameters[0].integer, false);
    QCOMPARE(parameters[1].integer, true);
}

void TestExperiment::branchesAndStreamsAreCopied()
{
    const Resolved result = resolved(withBranches(
        R"({"name": "a", "count": 3, "operations": [{"memset": {"bytes": 4}}]}, {"name": "b", "after": ["a"], "operations": []})",
        R"({"name": "l", "streams": [{"name": "s", "count": 2}]})"));
    Names names;
    for (const Branch& branch : result.workload.branches)
        names.push_back(branch.name);
    QCOMPARE(names, (Names{"a 1", "a 2", "a 3", "b"}));
    QCOMPARE(assigned(result), (Names{"s 1", "s 2", "s 1", "s 2"}));
    QCOMPARE(result.workload.branches[3].after, (std::vector<Index>{0, 1, 2}));
    QCOMPARE(result.workload.buffers.size(), std::size_t(3)); // each copy has its own
}

void TestExperiment::roundsOfTwoBranchesPairUp()
{
    const Resolved result = resolved(withBranches(
        R"({"name": "a", "operations": [{"repeat": {"count": 2, "operations": [{"record": {"event": "ready"}}]}}]},
           {"name": "b", "operations": [{"repeat": {"count": 2, "operations": [{"wait": {"event": "ready"}}]}}]})"));
    QCOMPARE(result.workload.events, (Names{"ready 1", "ready 2"}));
    QCOMPARE(result.workload.branches[1].operations[0].event, 0);
    QCOMPARE(result.workload.branches[1].operations[1].event, 1);
}

void TestExperiment::aWaitBehindARepeatTakesTheLastRound()
{
    const Resolved result = resolved(withOperations(
        R"({"repeat": {"count": 3, "operations": [{"record": {"event": "ready"}}]}}, {"wait": {"event": "ready"}})"));
    QCOMPARE(result.workload.branches[0].operations[3].event, 2);
}

void TestExperiment::copiesOfABranchHaveEventsOfTheirOwn()
{
    const Resolved result =
        resolved(withBranches(R"({"name": "a", "count": 2, "operations": [{"record": {"event": "ready"}}]},
                        {"name": "b", "count": 2, "operations": [{"wait": {"event": "ready"}}]})"));
    QCOMPARE(result.workload.events, (Names{"ready 1", "ready 2"}));
    QCOMPARE(result.workload.branches[2].operations[0].event, 0);
    QCOMPARE(result.workload.branches[3].operations[0].event, 1);
}

void TestExperiment::anEventRecordedAgainIsTheSame()
{
    const Resolved result = resolved(withOperations(
        R"({"record": {"event": "e"}}, {"kernel": {"kernel": "empty"}}, {"record": {"event": "e"}}, {"wait": {"event": "e"}})"));
    QCOMPARE(result.workload.events, (Names{"e"}));
    for (const std::size_t operation : {0u, 2u, 3u})
        QCOMPARE(result.workload.branches[0].operations[operation].event, 0);
}

void TestExperiment::anEventOutsideServesEveryRound()
{
    const Resolved result = resolved(withBranches(R"({"name": "a", "operations": [{"record": {"event": "start"}}]},
                        {"name": "b", "count": 2, "operations": [{"repeat": {"count": 2, "operations": [{"wait": {"event": "start"}}]}}]})"));
    for (const std::size_t branch : {1u, 2u})
        for (const Operation& operation : result.workload.branches[branch].operations)
            QCOMPARE(operation.event, 0);
}

void TestExperiment::assignmentGoesExactNamesFirst()
{
    const std::string layout =
        R"({"name": "l", "streams": [{"name": "x"}, {"name": "y"}], "assign": {"*": "x", "b": "y"}})";
    QCOMPARE(assigned(resolved(withBranches(abc, layout))), (Names{"x", "y", "x"}));
}

void TestExperiment::assigningOneBranchMovesNoOther()
{
    const std::string round = R"({"name": "l", "streams": [{"name": "s", "count": 2}], "assign": {"*": "s *"}})";
    QCOMPARE(assigned(resolved(withBranches(abc, round))), (Names{"s 1", "s 2", "s 1"}));
    const std::string one =
        R"({"name": "l", "streams": [{"name": "s", "count": 2}], "assign": {"a": "s 2", "*": "s *"}})";
    QCOMPARE(assigned(resolved(withBranches(abc, one))), (Names{"s 2", "s 2", "s 1"}));
}

void TestExperiment::withoutAssignmentBranchesGoRoundRobin()
{
    const std::string layout = R"({"name": "l", "streams": [{"name": "x"}, {"name": "y"}]})";
    QCOMPARE(assigned(resolved(withBranches(abc, layout))), (Names{"x", "y", "x"}));
}

void TestExperiment::theDefaultStreamNeedsNoEntry()
{
    const Resolved result = resolved(
        withBranches(abc, R"({"name": "l", "streams": [{"name": "x"}], "assign": {"*": "x", "b": "default"}})"));
    QCOMPARE(assigned(result), (Names{"x", "default", "x"}));
    QVERIFY(result.layout.streams[1].isDefault);
    QVERIFY(!result.layout.streams[0].isDefault);
}

// Rule S2
void TestExperiment::everyThreadHasAPerThreadDefaultStreamOfItsOwn()
{
    const std::string per = R"("threads": 2, "default_stream": "per-thread")";
    const Resolved listed =
        resolved(withBranches(abc, R"({"name": "l", "streams": [{"name": "default"}], )" + per + "}"));
    QCOMPARE(assigned(listed), (Names{"default 1", "default 2", "default 1"}));
    QVERIFY(listed.layout.streams[1].isDefault);
    QCOMPARE(listed.layout.streams[1].thread, 1);

    // Named without an entry, beside another stream, and one of them alone.
    const Resolved named =
        resolved(withBranches(abc, R"({"name": "l", "streams": [{"name": "x"}], )"
                                   R"("assign": {"a": "default", "*": "default", "c": "default 2"}, )" +
                                       per + "}"));
    QCOMPARE(assigned(named), (Names{"default 1", "default 2", "default 2"}));

    // A thread that is said, one thread, and the legacy default stream: there is but one.
    for (const char* one :
         {R"({"name": "default", "thread": 1}], "threads": 2, "default_stream": "per-thread"})",
          R"({"name": "default"}], "default_stream": "per-thread"})", R"({"name": "default"}], "threads": 2})"})
        QCOMPARE(assigned(resolved(withBranches(abc, std::string(R"({"name": "l", "streams": [)") + one))),
                 (Names{"default", "default", "default"}));
}

void TestExperiment::streamsAreDealtToThreads()
{
    const Resolved result = resolved(withLayouts(
        R"({"name": "l", "threads": 2, "streams": [{"name": "s", "count": 3}, {"name": "t", "thread": 0}]})"));
    std::vector<int> threads;
    for (const Stream& stream : result.layout.streams)
        threads.push_back(stream.thread);
    QCOMPARE(threads, (std::vector<int>{0, 1, 0, 0}));
}

void TestExperiment::memoryIsSetByNameBeforeGlob()
{
    const Resolved result =
        resolved(withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "memory": {"b": "pinned", "*": "pageable"}})",
                             R"("buffers": {"a": {"bytes": 1}, "b": {"bytes": 1}})"));
    QCOMPARE(result.layout.memoryOfBuffer[0], HostMemory::pageable);
    QCOMPARE(result.layout.memoryOfBuffer[1], HostMemory::pinned);
}

void TestExperiment::anAllocationMarksItsBuffer()
{
    const Resolved result = resolved(
        withOperations(R"({"alloc": {"buffer": "a", "how": "async"}}, {"alloc": {"buffer": "b", "how": "pinned"}})",
                       R"("buffers": {"a": {"bytes": 1}, "b": {"bytes": 1}})"));
    QVERIFY(result.workload.buffers[0].allocatedByBranch);
    QVERIFY(!result.workload.buffers[1].allocatedByBranch); // only its host side
}

void TestExperiment::textsComeInTheLanguageAskedFor()
{
    const auto experiment = Experiment::parse(
        withOperations(
            "", R"("title": {"en": "Title", "zh_CN": "标题"}, "description": "same")",
            R"({"name": "l", "title": {"zh_CN": "布局"}, "streams": [{"name": "s"}]}, {"name": "m", "streams": [{"name": "s"}]})"),
        "test");
    QVERIFY(experiment);
    QCOMPARE(experiment->title("en"), std::string("Title"));
    QCOMPARE(experiment->title("zh_CN"), std::string("标题"));
    QCOMPARE(experiment->title("fr"), std::string("Title"));
    QCOMPARE(experiment->description("zh_CN"), std::string("same"));
    QCOMPARE(experiment->layoutTitle("l", "en"), std::string("布局")); // the only one there is
    QCOMPARE(experiment->layoutTitle("m", "en"), std::string("m"));
}

void TestExperiment::theDocumentKeepsItsOrderAndReadsBackTheSame()
{
    const std::string text = R"({"layouts": [{"streams": [{"name": "s"}], "name": "l"}], "name": "order",
        "parameters": {"z": {"value": 0.1, "min": 0, "max": 1}, "a": {"max": 3, "value": 1, "min": 0}},
        "branches": [{"operations": [], "name": "a\"b"}], "streamscope": 1})";
    const auto experiment = Experiment::parse(text, "test");
    QVERIFY(experiment);
    const auto again = Experiment::parse(experiment->dump(), "test");
    QVERIFY(again);
    QVERIFY(again->document() == experiment->document());
    QCOMPARE(again->dump(), experiment->dump());
    QCOMPARE(experiment->document().begin().key(), std::string("layouts"));
    QCOMPARE(experiment->parameters("en")[0].name, std::string("z"));
}

void TestExperiment::operationsKnowTheirPlace()
{
    const Resolved result = resolved(withOperations(
        R"({"cpu": {"ns": 1}}, {"repeat": {"count": 2, "operations": [{"cpu": {"ns": 1}}, {"cpu": {"ns": 2}}]}})"));
    QCOMPARE(result.workload.branches[0].operations[4].place,
             std::string("#/branches/0/operations/1/repeat/operations/1"));
}

void TestExperiment::unknownBuiltInsAreSuggested()
{
    const auto experiment = Experiment::find("dkca");
    QVERIFY(!experiment);
    QCOMPARE(experiment.error().message, (Message{"workload.unknown-experiment-meant", {"dkca", "dcka"}}));
    QCOMPARE(Experiment::find("/nowhere/x.streamscope.json").error().message.id, std::string("base.cannot-open"));
}

QTEST_APPLESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
