// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Bounds and verdicts of every built-in experiment on every built-in profile.
#include "analysis/explain.h"
#include "cli/support_compared.h"
#include "device/profiles.h"
#include "session/run.h"
#include "words/sentences.h"

#include <algorithm>
#include <cmath>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::tests;
using analysis::Comparison;
using analysis::LayoutResult;

namespace {

bool within(const LayoutResult& layout, std::optional<Ns> bound, const char* name)
{
    if (!bound || *bound <= layout.makespanNs)
        return true;
    qWarning("%s: %s bound %lld over makespan %lld", layout.name.c_str(), name, static_cast<long long>(*bound),
             static_cast<long long>(layout.makespanNs));
    return false;
}

std::string text(const Comparison& comparison, const char* language)
{
    std::string said = words::sentence(comparison.verdict.message, language);
    for (const Message& reason : comparison.verdict.because)
        said += ' ' + words::sentence(reason, language);
    return said;
}

} // namespace

class VerdictOfExperimentsTest : public QObject
{
    Q_OBJECT

private slots:
    void theOrderOfIssueIsToldOfAGraphWhoseEdgesDependOnIt()
    {
        // Depth-first b waits for the second record, breadth-first for the first: 300 µs, 200.
        const std::string spin = R"({"kernel": {"kernel": "spin", "parameters": {"ns": 100000}}})";
        const Comparison comparison = comparedText(
            R"({"name": "a", "operations": [)" + spin + R"(, {"record": {"event": "e"}}, )" + spin +
                R"(, {"record": {"event": "e"}}]}, {"name": "b", "operations": [{"wait": {"event": "e"}}, )" + spin +
                "]}",
            R"({"name": "df", "streams": [{"name": "s", "count": 2}], "launch": "graph"},
               {"name": "bf", "streams": [{"name": "s", "count": 2}], "launch": "graph", "issue": "breadth-first"})");
        QVERIFY(comparison.layouts[0].makespanNs - comparison.layouts[1].makespanNs > 90'000);
        QVERIFY(text(comparison, "en").starts_with("The issue order: 1.4"));
    }

    void noMakespanIsBelowABound_data() { everyExperimentOnEveryProfile(); }

    void noMakespanIsBelowABound()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, profile);
        const Comparison comparison = compared(experiment.toStdString(), profile.toStdString());
        for (const LayoutResult& layout : comparison.layouts) {
            QVERIFY(within(layout, layout.bounds.criticalPathNs, "critical path"));
            QVERIFY(within(layout, layout.bounds.hostNs, "host"));
            QVERIFY(within(layout, layout.bounds.capacityNs, "capacity"));
            QVERIFY(within(layout, layout.bounds.copyNs, "copy"));
            for (const std::optional<double>& share :
                 {layout.shareOfPeak.fp32, layout.shareOfPeak.dram, layout.shareOfPeak.copy})
                QVERIFY(share && *share >= 0 && *share <= 1.0);
        }
    }

    void dckaKeepsItsBoundsAtAllSizes()
    {
        for (const double samples : {64., 512., 2048., 8192.})
            for (const LayoutResult& layout : compared("dcka", "h200", {{"samples", samples}}).layouts) {
                QVERIFY(within(layout, layout.bounds.criticalPathNs, "critical path"));
                QVERIFY(within(layout, layout.bounds.hostNs, "host"));
                QVERIFY(within(layout, layout.bounds.capacityNs, "capacity"));
            }
    }

    void everyVerdictIsASentenceInBothLanguages_data() { noMakespanIsBelowABound_data(); }

    void everyVerdictIsASentenceInBothLanguages()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, profile);
        const Comparison comparison = compared(experiment.toStdString(), profile.toStdString());
        for (const char* language : {"en", "zh_CN"}) {
            const std::string said = text(comparison, language);
            QVERIFY2(said.find("analysis.") == std::string::npos && said.find("?") == std::string::npos, said.c_str());
        }
        // A factor that is claimed is the ratio of two makespans that differ by more than the model's error.
        QCOMPARE(comparison.verdict.factors.size(), comparison.layouts.size() - 1);
        if (!comparison.verdict.measurable)
            QVERIFY(comparison.verdict.message.id.find("no-difference") != std::string::npos ||
                    comparison.layouts.size() == 1);
    }

    void theFirstStartSaysThatStreamsHelp()
    {
        const Comparison comparison = compared("three-kernels", "h200");
        QCOMPARE(comparison.verdict.message.id, std::string("analysis.factor-streams"));
        QVERIFY(comparison.verdict.factors.front().speedup > 2);
    }

    void theFoundingExperimentComesAsStreamsAndGraph()
    {
        QCOMPARE(compared("dcka", "h200").verdict.message.id, std::string("analysis.verdict-streams-and-graph"));
    }

    void processesThatTakeTurnsAreNamed()
    {
        const Comparison comparison = compared("two-processes", "h200");
        QCOMPARE(comparison.verdict.message.id, std::string("analysis.factor-processes"));
        // two streams of one process run side by side; two processes need the sum
        QVERIFY(comparison.verdict.factors.front().speedup < 0.6);
        for (const LayoutResult& layout : comparison.layouts)
            for (const analysis::Finding& finding : analysis::explain(*layout.trace, {}).findings)
                if (finding.cause == 15)
                    QCOMPARE(finding.certainty,
                             layout.name == "processes" ? analysis::Certainty::proved : analysis::Certainty::notAtPlay);
    }

    void unorderedAccessIsNamedOnlyWhereItIs()
    {
        const auto certainty = [](const std::string& experiment, const std::string& layout) {
            for (const LayoutResult& result : compared(experiment, "h200").layouts)
                if (result.name == layout) {
                    analysis::ExplainOptions options;
                    options.races = result.races;
                    for (const analysis::Finding& finding : analysis::explain(*result.trace, options).findings)
                        if (finding.cause == 21)
                            return std::pair{finding.certainty, finding.evidence.size()};
                }
            return std::pair{analysis::Certainty::likely, std::size_t(0)};
        };
        const auto absent = std::pair{analysis::Certainty::notAtPlay, std::size_t(0)};
        // produce writes what consume reads
        QCOMPARE(certainty("missing-wait", "streams"), (std::pair{analysis::Certainty::proved, std::size_t(2)}));
        QCOMPARE(certainty("missing-wait", "serial"), absent);
        QCOMPARE(certainty("dcka", "streams"), absent);
    }

    void settingAndCopyingMemoryTakesDram_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<double>("bytes");
        QTest::newRow("memset") << R"({"memset": {"bytes": 268435456}})" << 4 * 268435456.;
        QTest::newRow("copy") << R"({"copy": {"from": "device", "to": "device", "bytes": 268435456}})"
                              << 8 * 268435456.; // read and written
    }

    void settingAndCopyingMemoryTakesDram()
    {
        QFETCH(QString, operation);
        QFETCH(double, bytes);
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 4, "operations": [)" + operation.toStdString() + "]}",
                         R"({"name": "serial", "streams": [{"name": "s"}]},
                            {"name": "streams", "streams": [{"name": "s", "count": 4}]})");
        for (const LayoutResult& layout : comparison.layouts) {
            const double rate = bytes / (double(layout.makespanNs) * 1e-9);
            QVERIFY(std::abs(layout.throughput.dramBytesPerSecond / rate - 1) < 1e-6);
            QVERIFY(*layout.shareOfPeak.dram > 0.8 && *layout.shareOfPeak.dram <= 1);
            QCOMPARE(layout.shareOfPeak.copy, std::optional<double>(0)); // no link has part in it
            QVERIFY(within(layout, layout.bounds.capacityNs, "capacity"));
            QVERIFY(layout.bounds.capacityNs);
        }
        QVERIFY(std::ranges::any_of(comparison.verdict.because,
                                    [](const Message& reason) { return reason.id == "analysis.limit-dram"; }));
    }

    void theLongestChainIsThatOfTheWorkWhereverItsBranchesRun()
    {
        // b after a, c after b: three spins of 100 µs, one after the other in any layout.
        const Comparison comparison = comparedText(R"({"name": "a", "operations": [{"kernel": {"kernel": "spin"}}]},
                            {"name": "b", "after": ["a"], "operations": [{"kernel": {"kernel": "spin"}}]},
                            {"name": "c", "after": ["b"], "operations": [{"kernel": {"kernel": "spin"}}]})",
                                                   R"({"name": "one", "streams": [{"name": "s"}]},
                            {"name": "three", "streams": [{"name": "s", "count": 3}]},
                            {"name": "graph", "streams": [{"name": "s"}], "launch": "graph"})");
        const std::optional<Ns> chain = comparison.layouts[1].bounds.criticalPathNs;
        QVERIFY(chain && *chain >= 300'000);
        for (const LayoutResult& layout : comparison.layouts) {
            QCOMPARE(layout.bounds.criticalPathNs, chain);
            QVERIFY(within(layout, chain, "critical path"));
        }
        // Without "after" each is a chain of its own.
        const Comparison apart =
            comparedText(R"({"name": "a", "count": 3, "operations": [{"kernel": {"kernel": "spin"}}]})",
                         R"({"name": "one", "streams": [{"name": "s"}]})");
        QVERIFY(*apart.layouts[0].bounds.criticalPathNs < 150'000);
    }

    void threadsThatLaunchBesideEachOtherAreTheLimit()
    {
        // 4 threads of 20 short kernels: a launch beside three others takes 1 + 0.3 + 3 · 0.23 times its own time.
        const std::string branches = R"({"name": "b", "count": 4, "operations": [{"repeat": {"count": 20, "operations":
            [{"kernel": {"kernel": "spin", "parameters": {"ns": 1000}}}]}}]})";
        const Comparison comparison =
            comparedText(branches, R"({"name": "four", "streams": [{"name": "s", "count": 4}], "threads": 4})");
        const LayoutResult& four = comparison.layouts[0];
        QVERIFY(within(four, four.bounds.hostNs, "host"));
        QVERIFY(double(*four.bounds.hostNs) > 0.8 * double(four.makespanNs));
        QCOMPARE(comparison.verdict.because[0].id, std::string("analysis.limit-host"));
    }

    void aThreadThatComputesIsNotSaidToSubmit()
    {
        const Comparison comparison = comparedText(
            R"({"name": "b", "count": 4, "operations": [{"cpu": {"ns": 200000}}, {"kernel": {"kernel": "spin"}}]})",
            R"({"name": "serial", "streams": [{"name": "s"}]})");
        // 4 × 200 µs of computing
        QCOMPARE(comparison.layouts[0].bounds.hostComputesNs, Ns(800'000));
        QCOMPARE(comparison.verdict.because[0].id, std::string("analysis.limit-host-computes"));
        QCOMPARE(comparison.verdict.because[0].arguments[3], std::string("800 µs"));
    }

    void whatStandsBetweenSubmissionsIsTheReasonThatStreamsDoNotHelp()
    {
        const auto reasons = [](const char* before, const char* after) {
            std::string ids;
            for (const Message& reason : comparedText(std::string(R"({"name": "b", "count": 4, "operations": [)") +
                                                          before + R"({"kernel": {"kernel": "spin"}})" + after + "]}",
                                                      R"({"name": "serial", "streams": [{"name": "s"}]},
                                 {"name": "streams", "streams": [{"name": "s", "count": 4}]})")
                                             .verdict.because)
                ids += reason.id + ' ';
            return ids;
        };
        QVERIFY(reasons("", R"(, {"sync": {"scope": "device"}})").find("limit-host-waits") != std::string::npos);
        QVERIFY(reasons("", "").find("limit-host") == std::string::npos);
    }

    void allocationsThatKeepTheGpuIdleWeighMoreThanHowFullItIsBetween()
    {
        // Each branch fills DRAM's bandwidth for a few µs; between them the pool maps memory for tens of µs.
        const char* text = R"({"streamscope": 1, "name": "pool", "buffers": {"x": {"bytes": 1048576}}, "branches": [
            {"name": "b", "operations": [{"repeat": {"count": 2, "operations": [
                {"alloc": {"buffer": "x", "how": "async"}}, {"kernel": {"kernel": "triad", "parameters": {"elements": 4000000}}},
                {"free": {"buffer": "x", "how": "async"}}]}}]}],
            "layouts": [{"name": "l", "streams": [{"name": "s"}]}]})";
        const auto parsed = workload::Experiment::parse(text, "pool");
        QVERIFY(parsed);
        const auto run = session::run({*parsed, {}, {}, {}}, {}, {});
        QVERIFY(run);
        const LayoutResult& layout = run->layouts.front();
        QVERIFY(2 * layout.metrics.gpuBusyNs < layout.makespanNs);
        QCOMPARE(run->verdict.because.front().id, std::string("analysis.limit-host-held"));
    }

    void gridsThatTakeAllBlockSlotsAreWhyStreamsGiveNothing_data()
    {
        QTest::addColumn<int>("blocks");
        QTest::addColumn<bool>("full");
        // Of the H200's 132 SMs each holds 32 blocks: 4,224.
        QTest::newRow("one wave that is full") << 4224 << true;
        QTest::newRow("ten waves and a little") << 42300 << true;
        QTest::newRow("half of a wave") << 2112 << false;
        QTest::newRow("a wave and a half") << 6336 << false;
    }
    void gridsThatTakeAllBlockSlotsAreWhyStreamsGiveNothing()
    {
        QFETCH(int, blocks);
        QFETCH(bool, full);
        const Comparison comparison = comparedText(
            R"({"name": "b", "count": 2, "operations": [{"kernel": {"kernel": "spin", "parameters":)"
            R"({"ns": 100000, "threads": 32, "blocks": )" +
                std::to_string(blocks) + "}}}]}",
            R"({"name": "one", "streams": [{"name": "s"}]}, {"name": "two", "streams": [{"name": "s", "count": 2}]})");
        const bool said = std::ranges::any_of(comparison.verdict.because, [](const Message& reason) {
            return reason.id == "analysis.limit-slots" && reason.arguments[0] == "two";
        });
        QCOMPARE(said, full);
    }

    void layoutsThatAreAlikeAreSaidToBe()
    {
        const auto said = [](const char* second) {
            const Comparison comparison =
                comparedText(R"({"name": "b", "operations": [{"kernel": {"kernel": "spin"}}]})",
                             R"({"name": "a", "streams": [{"name": "s"}]}, {"name": "c", "streams": [{"name": "t")" +
                                 std::string(second) + "}]}");
            return std::ranges::find(comparison.verdict.because, Message{"analysis.verdict-alike", {}}) !=
                   comparison.verdict.because.end();
        };
        QVERIFY(said(""));
        QVERIFY(!said(R"(, "priority": -1)"));
    }

    void aPriorityBeyondTheDevicesIsSaidToCountAsTheNearest()
    {
        const auto said = [](const char* priority) {
            const Comparison comparison =
                comparedText(R"({"name": "b", "operations": [{"kernel": {"kernel": "spin"}}]})",
                             std::string(R"({"name": "l", "streams": [{"name": "s", "priority": )") + priority + "}]}");
            return std::ranges::find(comparison.verdict.because,
                                     Message{"session.priority-beyond", {"l", "s", priority, "-5"}}) !=
                   comparison.verdict.because.end();
        };
        QVERIFY(said("-9")); // the H200 has 0 … −5
        QVERIFY(!said("-5"));
    }

    void aRecordingSaysThatItsTimesAreTraced_data()
    {
        QTest::addColumn<QString>("recording");
        for (const char* name : {"dcka-64", "dcka-512", "dcka-2048", "dcka-8192"})
            QTest::newRow(name) << name;
    }

    /// And what the model says of streams comes within a tenth of what was measured with them, untraced.
    void aRecordingSaysThatItsTimesAreTraced()
    {
        QFETCH(QString, recording);
        session::RunRequest request{*workload::Experiment::find("dcka"), {}, {}, {}};
        request.target.kind = session::Target::Kind::replay;
        request.target.file = "recordings/" + recording.toStdString();
        const auto run = session::run(request, {}, {});
        QVERIFY2(run, run ? "" : words::sentence(run.error()).c_str());
        const LayoutResult &serial = run->layouts[0], &streams = run->layouts[1];
        analysis::ExplainOptions options;
        options.unprofiledNs = serial.makespanNs;
        options.alternatives = serial.alternatives({});
        QVERIFY(options.alternatives && options.alternatives->streamsNs);
        const double saidNs = double(*options.alternatives->streamsNs) / double(options.alternatives->asItIsNs) *
                              double(serial.makespanNs);
        QVERIFY2(std::abs(saidNs / double(streams.makespanNs) - 1) < 0.1, qPrintable(QString::number(saidNs)));
        const analysis::Explanation explanation = analysis::explain(*serial.trace, options);
        QVERIFY(explanation.tracedNote);
        QVERIFY(words::sentence(*explanation.tracedNote).find(words::duration(serial.makespanNs)) != std::string::npos);
        const std::string headline = words::sentence(explanation.headline);
        QVERIFY2(headline.find(words::duration(Ns(saidNs + 0.5))) != std::string::npos, headline.c_str());
    }

    void noAlternativeIsAskedOfAGraphWhoseWorkIsTheThreads()
    {
        // 2 branches of one stream, each with work of the thread: a graph would do that at capture.
        const char* text = R"({"streamscope": 1, "name": "cpu", "branches": [{"name": "b", "count": 2, "operations": [
            {"cpu": {"ns": 50000}}, {"kernel": {"kernel": "spin"}}]}],
            "layouts": [{"name": "one", "streams": [{"name": "s"}]}]})";
        auto parsed = workload::Experiment::parse(text, "cpu");
        QVERIFY(parsed);
        session::RunRequest request{*parsed, {}, {}, {}};
        const auto run = session::run(request, {}, {});
        QVERIFY(run);
        const auto alternatives = run->layouts.front().alternatives({});
        QVERIFY(alternatives && alternatives->streamsNs);
        QVERIFY(!alternatives->graphNs && !alternatives->graphStreamsNs);
    }
};

QTEST_APPLESS_MAIN(VerdictOfExperimentsTest)
#include "tst_verdict_of_experiments.moc"
