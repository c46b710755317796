// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What explain says of experiments, whose program is known, against what their comparison shows.
#include "analysis/explain.h"
#include "analysis/traits.h"
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

class ExplainedExperimentsTest : public QObject
{
    Q_OBJECT

    static void checkAgainst(const LayoutResult& layout, const LayoutResult& other,
                             const analysis::Explanation& explanation, const analysis::Alternatives& alternatives)
    {
        const bool onlyStreams =
            analysis::changesBetween(*layout.traits, *other.traits) == std::vector{analysis::Change::streams} &&
            other.streams > layout.streams && other.warnings.empty();
        if (!onlyStreams)
            return;
        const std::size_t branches = other.traits->streamOfBranch.size();
        if (std::size_t(other.traits->streams) == branches &&
            other.traits->issue == layout.traits->issue) { // the one asked for
            QVERIFY(alternatives.streamsNs);
            QCOMPARE(*alternatives.streamsNs, other.makespanNs);
        }
        const Ns gainNs = layout.makespanNs - other.makespanNs;
        if (double(gainNs) < 0.05 * double(layout.makespanNs))
            return;
        std::string said = words::sentence(explanation.headline);
        for (const analysis::Finding& finding : explanation.findings)
            if (finding.certainty == analysis::Certainty::proved || finding.certainty == analysis::Certainty::likely)
                said += ' ' + words::sentence(finding.advice);
        for (const char* refuted : {"will not help", "cannot help", "help little"})
            QVERIFY2(said.find(refuted) == std::string::npos, said.c_str());
        if (std::size_t(other.traits->streams) < branches || other.traits->issue != layout.traits->issue)
            return;
        Ns claimedNs = 0;
        for (const analysis::Finding& finding : explanation.findings)
            claimedNs += finding.cause == 17 || finding.cause == 18 ? finding.costNs : 0;
        QVERIFY2(claimedNs >= gainNs, qPrintable(QString("%1 < %2").arg(claimedNs).arg(gainNs)));
    }

    static analysis::Explanation explained(const LayoutResult& layout)
    {
        analysis::ExplainOptions options;
        options.races = layout.races;
        options.alternatives = layout.alternatives({});
        return analysis::explain(*layout.trace, options);
    }

    static const analysis::Finding& finding(const analysis::Explanation& explanation, const std::string& cause)
    {
        const auto found =
            std::ranges::find_if(explanation.findings, [&](const analysis::Finding& one) { return one.slug == cause; });
        if (found == explanation.findings.end())
            qFatal("no finding %s", cause.c_str());
        return *found;
    }

private slots:
    void explanationsBearOutTheComparison_data()
    {
        QTest::addColumn<QString>("experiment");
        QTest::addColumn<QString>("layout");
        QTest::addColumn<QString>("headline");
        QTest::newRow("streams that gain") << "three-kernels"
                                           << "streams"
                                           << "analysis.headline-chain";
        QTest::newRow("one stream of long work") << "three-kernels"
                                                 << "serial"
                                                 << "analysis.headline-17-one-stream";
        QTest::newRow("more streams than queues") << "hardware-queues"
                                                  << "queues-8"
                                                  << "analysis.headline-8-shared-queue";
        QTest::newRow("streams the host cannot feed") << "dcka"
                                                      << "streams"
                                                      << "analysis.headline-2-launch-bound-no-streams";
        QTest::newRow("one stream it cannot feed") << "dcka"
                                                   << "serial"
                                                   << "analysis.headline-2-launch-bound-branches";
        QTest::newRow("tiny work") << "launch-bound"
                                   << "serial"
                                   << "analysis.headline-2-launch-bound-branches-no-streams";
        QTest::newRow("tiny work on streams") << "launch-bound"
                                              << "streams"
                                              << "analysis.headline-2-launch-bound-no-streams";
    }

    void explanationsBearOutTheComparison()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, layout);
        QFETCH(QString, headline);
        const Comparison comparison = compared(experiment.toStdString(), "h200");
        const auto found = std::find_if(comparison.layouts.begin(), comparison.layouts.end(),
                                        [&](const LayoutResult& one) { return one.name == layout.toStdString(); });
        QVERIFY(found != comparison.layouts.end() && found->trace);
        QCOMPARE(QString::fromStdString(analysis::explain(*found->trace, {}).headline.id), headline);
    }

    void explainSaysOfStreamsWhatCompareShows_data()
    {
        QTest::addColumn<QString>("experiment");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<double>("value");
        for (const std::string& name : workload::Experiment::builtInNames()) {
            const auto parameters = workload::Experiment::find(name)->parameters("en");
            for (const std::string& profile : device::profileNames()) {
                const auto row = [&](const std::string& parameter, double value) {
                    QTest::newRow((name + " on " + profile + " " + parameter + " " + std::to_string(value)).c_str())
                        << QString::fromStdString(name) << QString::fromStdString(profile)
                        << QString::fromStdString(parameter) << value;
                };
                row("", 0);
                for (const workload::Parameter& parameter : parameters) {
                    const double middle = std::round(std::sqrt(std::max(1.0, parameter.minimum) * parameter.maximum));
                    for (const double value : {parameter.minimum, middle, parameter.maximum / 4})
                        if (value >= parameter.minimum)
                            row(parameter.name, std::round(value));
                }
            }
        }
    }

    /// What the finding says of a stream for each branch is what the layout with such streams takes, and where that
    /// gains nobody says that streams do not help, nor that less is left than the work's time at the GPU's peak.
    void explainSaysOfStreamsWhatCompareShows()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, profile);
        QFETCH(QString, parameter);
        QFETCH(double, value);
        workload::ParameterValues values;
        if (!parameter.isEmpty())
            values[parameter.toStdString()] = value;
        const Comparison comparison = compared(experiment.toStdString(), profile.toStdString(), values);
        const auto device = device::findProfile(profile.toStdString());
        for (const LayoutResult& layout : comparison.layouts) {
            analysis::ExplainOptions options;
            options.profile = &*device;
            options.races = layout.races;
            QVERIFY(layout.alternatives);
            options.alternatives = layout.alternatives({});
            QVERIFY(options.alternatives);
            QCOMPARE(options.alternatives->asItIsNs, layout.makespanNs);
            const analysis::Explanation explanation = analysis::explain(*layout.trace, options);
            for (const analysis::Finding& finding : explanation.findings)
                if (finding.cause == 1 && layout.bounds.capacityNs)
                    QVERIFY(explanation.spanNs - finding.costNs >= *layout.bounds.capacityNs - 1); // rounded down twice
            for (const LayoutResult& other : comparison.layouts)
                checkAgainst(layout, other, explanation, *options.alternatives);
        }
    }

    void branchesThatShareABufferAreNotSaidToBeIndependent_data()
    {
        QTest::addColumn<QString>("profile");
        for (const std::string& profile : device::profileNames())
            QTest::newRow(profile.c_str()) << QString::fromStdString(profile);
    }

    void branchesThatShareABufferAreNotSaidToBeIndependent()
    {
        QFETCH(QString, profile);
        // "streams" of missing-wait is faster because it races: nobody is told to do so.
        const LayoutResult serial = compared("missing-wait", profile.toStdString()).layouts.front();
        analysis::ExplainOptions options;
        options.races = serial.races;
        options.alternatives = serial.alternatives({});
        QVERIFY(options.alternatives);
        QCOMPARE(options.alternatives->kept.size(), std::size_t(1));
        QCOMPARE(options.alternatives->kept.front().first, std::string("produce"));
        QCOMPARE(options.alternatives->kept.front().second, std::string("consume"));
        QCOMPARE(options.alternatives->kept.front().buffer, std::string("result"));
        const analysis::Explanation explanation = analysis::explain(*serial.trace, options);
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-one-at-a-time-kept"));
        for (const analysis::Finding& finding : explanation.findings)
            if (finding.cause == 17)
                QCOMPARE(finding.certainty, analysis::Certainty::notAtPlay);
    }

    void hostFunctionsThatTheGpuWaitsForAreNamed()
    {
        // 2 × 4 rounds of 200 µs on the host and 100 µs on the GPU; host functions of a process take turns.
        const char* text = R"({"streamscope": 1, "name": "host", "branches": [{"name": "b", "count": 2, "operations": [
            {"repeat": {"count": 4, "operations": [{"host": {"ns": 200000}}, {"kernel": {"kernel": "spin"}}]}}]}],
            "layouts": [{"name": "one", "streams": [{"name": "s"}]},
                        {"name": "two", "streams": [{"name": "s", "count": 2}]}]})";
        auto parsed = workload::Experiment::parse(text, "host");
        QVERIFY(parsed);
        session::RunRequest request{*parsed, {}, {}, {}};
        const auto run = session::run(request, {}, {});
        QVERIFY(run);
        QVERIFY(std::ranges::any_of(
            run->verdict.because, [](const Message& reason) { return reason.id == "analysis.limit-host-functions"; }));
        for (const LayoutResult& layout : run->layouts) {
            analysis::ExplainOptions options;
            options.alternatives = layout.alternatives({});
            QCOMPARE(analysis::explain(*layout.trace, options).headline.id,
                     std::string("analysis.headline-host-functions"));
        }
    }

    void simulatedRunsCanBeExplained_data() { everyExperimentOnEveryProfile(); }

    void simulatedRunsCanBeExplained()
    {
        QFETCH(QString, experiment);
        QFETCH(QString, profile);
        const auto device = device::findProfile(profile.toStdString());
        for (const LayoutResult& layout : compared(experiment.toStdString(), profile.toStdString()).layouts) {
            if (!layout.trace)
                continue;
            analysis::ExplainOptions options;
            options.profile = &*device;
            const analysis::Explanation explanation = analysis::explain(*layout.trace, options);
            Ns sumNs = explanation.bestPossibleNs + explanation.besidesNs + explanation.unexplainedNs;
            for (const analysis::Finding& finding : explanation.findings)
                sumNs += finding.costNs;
            QCOMPARE(sumNs, explanation.spanNs);
        }
    }

    void aFrameworksTimePerCallGoesIntoAGraph()
    {
        // 100 µs a call are no work of the thread's own: a graph takes them away.
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 2, "operations": [{"repeat": {"count": 30, "operations": [
                             {"kernel": {"kernel": "spin", "parameters": {"ns": 3000}}}]}}]})",
                         R"({"name": "python", "streams": [{"name": "s", "count": 2}], "host_cost_ns": 100000},
                            {"name": "graph", "streams": [{"name": "s", "count": 2}], "launch": "graph"})");
        const analysis::Explanation explanation = explained(comparison.layouts.front());
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-2-launch-bound-modelled-graph"));
        QVERIFY(comparison.layouts[1].makespanNs * 20 < comparison.layouts[0].makespanNs);
        QCOMPARE(finding(explanation, "2-launch-bound").advice.id, std::string("analysis.cause-2-launch-bound-try"));
    }

    void whatNoGraphCapturesIsNotToldToUseOne()
    {
        // The default stream is not captured.
        const Comparison comparison =
            comparedText(R"({"name": "b", "operations": [{"repeat": {"count": 20, "operations": [
                             {"kernel": {"kernel": "empty"}}]}}]})",
                         R"({"name": "serial", "streams": [{"name": "s"}], "assign": {"b": "default"}})");
        const analysis::Explanation explanation = explained(comparison.layouts.front());
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-2-launch-bound-no-graph"));
        QCOMPARE(finding(explanation, "2-launch-bound").advice.id,
                 std::string("analysis.cause-2-launch-bound-try-no-graph"));
    }

    void kernelsThatSpinForUnlikeTimesAreNoYardstick()
    {
        // 50 µs alone and twice 100 side by side, of one name, grid and block.
        const Comparison comparison =
            comparedText(R"({"name": "a", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 50000}}}]},
                            {"name": "b", "count": 2, "after": ["a"], "operations": [
                             {"kernel": {"kernel": "spin", "parameters": {"ns": 100000}}}]})",
                         R"({"name": "streams", "streams": [{"name": "s", "count": 3}]})");
        QCOMPARE(finding(explained(comparison.layouts.front()), "10-overlap-without-gain").certainty,
                 analysis::Certainty::notAtPlay);
    }

    void aLaunchOnItsWayWaitsForNothing()
    {
        // The second launch comes while the first runs: it starts when it has got there, in every layout alike.
        const std::string spins = R"({"name": "b", "count": 2, "operations": [
                                      {"kernel": {"kernel": "spin", "parameters": {"ns": 100000}}}]})";
        const Comparison comparison = comparedText(spins, R"({"name": "plain", "streams": [{"name": "s", "count": 2}]},
                      {"name": "queue", "streams": [{"name": "s", "count": 2}], "connections": 1},
                      {"name": "urgent", "streams": [{"name": "s"}, {"name": "t", "priority": -5}]})");
        for (const LayoutResult& layout : comparison.layouts) {
            QCOMPARE(layout.makespanNs, comparison.layouts.front().makespanNs);
            const analysis::Explanation explanation = explained(layout);
            for (const char* cause : {"8-shared-queue", "16-priority", "3-default-stream"})
                QCOMPARE(finding(explanation, cause).certainty, analysis::Certainty::notAtPlay);
        }
    }

    void tinyWorkOnOneStreamIsHeldByTheHost()
    {
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 4, "operations": [{"repeat": {"count": 50, "operations": [
                             {"kernel": {"kernel": "empty"}}]}}]})",
                         R"({"name": "serial", "streams": [{"name": "s"}]})");
        const analysis::Explanation explanation = explained(comparison.layouts.front());
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-2-launch-bound-modelled"));
        QVERIFY(2 * finding(explanation, "2-launch-bound").costNs > explanation.spanNs);
        QVERIFY(20 * explanation.unexplainedNs < explanation.spanNs);
    }

    void theFoundingExperimentsOneStreamIsAtTheHostsPaceToo()
    {
        const Comparison comparison = compared("dcka", "h200");
        QCOMPARE(explained(comparison.layouts.front()).headline.id,
                 std::string("analysis.headline-2-launch-bound-modelled"));
    }

    void moreGridsThanAreResidentAreSaidToWait()
    {
        // 130 grids of a block each: two wait for the first 128, of 5 ms.
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 130, "operations": [
                             {"kernel": {"kernel": "spin", "parameters": {"ns": 5000000}}}]})",
                         R"({"name": "streams", "streams": [{"name": "s", "count": 130}], "connections": 32},
                            {"name": "graph", "streams": [{"name": "s", "count": 130}], "launch": "graph"})");
        const LayoutResult& streams = comparison.layouts.front();
        QVERIFY(streams.makespanNs > 10'000'000);
        QCOMPARE(explained(streams).headline.id, std::string("analysis.headline-grids"));
        QVERIFY(std::ranges::any_of(comparison.verdict.because, [](const Message& reason) {
            return reason.id == "analysis.limit-grids" && reason.arguments[1] == "128";
        }));
    }

    void whatRunsAtAPeakIsFullWhateverItIs_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("headline");
        QTest::newRow("memsets") << R"({"memset": {"bytes": 268435456}})"
                                 << "analysis.headline-full";
        QTest::newRow("copies within the GPU") << R"({"copy": {"from": "device", "to": "device", "bytes": 268435456}})"
                                               << "analysis.headline-nearly-full";
        // One block on each SM: four such kernels make the pipes full, each alone a quarter.
        QTest::newRow("kernels together") << R"({"kernel": {"kernel": "fma", "parameters": {"blocks": 264}}})"
                                          << "analysis.headline-full-beside";
    }

    void whatRunsAtAPeakIsFullWhateverItIs()
    {
        QFETCH(QString, operation);
        QFETCH(QString, headline);
        const Comparison comparison =
            comparedText(R"({"name": "b", "count": 4, "operations": [)" + operation.toStdString() + "]}",
                         R"({"name": "streams", "streams": [{"name": "s", "count": 4}]})");
        QCOMPARE(QString::fromStdString(explained(comparison.layouts.front()).headline.id), headline);
    }

    void copiesCostNoMoreThanTheyWaited()
    {
        // 4 · 50 copies of 64 KB: the host takes two thirds of the time to submit them, however many engines there are.
        const Comparison comparison =
            comparedText(R"({"name": "c", "count": 4, "operations": [{"repeat": {"count": 50, "operations": [
                             {"copy": {"from": "host", "to": "device", "bytes": 65536}}]}}]})",
                         R"({"name": "streams", "streams": [{"name": "s", "count": 4}]})");
        const LayoutResult& layout = comparison.layouts.front();
        const analysis::Explanation explanation = explained(layout);
        const analysis::Finding& copies = finding(explanation, "9-same-direction-copies");
        QVERIFY(copies.costNs > 0);
        // Without any waits the host's submissions are left, but for what the last copies take.
        QVERIFY(double(copies.costNs) <= 1.05 * double(layout.makespanNs - *layout.bounds.hostNs));
    }

    void aChainOfEventsHoldsInEveryLayout()
    {
        // 50, then 50 that wait for it: in one graph on one stream its edges do not say so.
        const Comparison comparison =
            comparedText(R"({"name": "a", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 50000}}},
                             {"record": {"event": "e"}}]},
                            {"name": "b", "operations": [{"wait": {"event": "e"}},
                             {"kernel": {"kernel": "spin", "parameters": {"ns": 50000}}}]})",
                         R"({"name": "streams", "streams": [{"name": "s", "count": 2}]},
                            {"name": "graph", "streams": [{"name": "s"}], "launch": "graph"})");
        for (const LayoutResult& layout : comparison.layouts) {
            QVERIFY(layout.bounds.criticalPathNs);
            QVERIFY(*layout.bounds.criticalPathNs >= 100'000 && *layout.bounds.criticalPathNs <= layout.makespanNs);
        }
    }
};

QTEST_APPLESS_MAIN(ExplainedExperimentsTest)
#include "tst_explained_experiments.moc"
