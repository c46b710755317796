// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Bounds and verdicts of every built-in experiment on every built-in profile.
#include "analysis/explain.h"
#include "device/profiles.h"
#include "session/run.h"
#include "words/sentences.h"

#include <algorithm>
#include <QtTest>

using namespace streamscope;
using analysis::Comparison;
using analysis::LayoutResult;

namespace {

Comparison compared(const std::string& experiment, const std::string& profile,
                    const workload::ParameterValues& values = {})
{
    auto found = workload::Experiment::find(experiment);
    if (!found)
        qFatal("%s", words::sentence(found.error()).c_str());
    session::RunRequest request{*found, {}, values, {}};
    request.target.profile = profile;
    auto run = session::run(request, {}, {});
    if (!run)
        qFatal("%s", words::sentence(run.error()).c_str());
    return *run;
}

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
                                                      << "analysis.headline-2-launch-bound";
        QTest::newRow("one stream it cannot feed") << "dcka"
                                                   << "serial"
                                                   << "analysis.headline-2-launch-bound-branches";
        QTest::newRow("tiny work") << "launch-bound"
                                   << "serial"
                                   << "analysis.headline-2-launch-bound-branches";
        QTest::newRow("tiny work on streams") << "launch-bound"
                                              << "streams"
                                              << "analysis.headline-2-launch-bound";
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

    void noMakespanIsBelowABound_data()
    {
        QTest::addColumn<QString>("experiment");
        QTest::addColumn<QString>("profile");
        for (const std::string& experiment : workload::Experiment::builtInNames())
            for (const std::string& profile : device::profileNames())
                QTest::newRow((experiment + " on " + profile).c_str())
                    << QString::fromStdString(experiment) << QString::fromStdString(profile);
    }

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

    void simulatedRunsCanBeExplained_data() { noMakespanIsBelowABound_data(); }

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
            Ns sumNs = explanation.bestPossibleNs + explanation.unexplainedNs;
            for (const analysis::Finding& finding : explanation.findings)
                sumNs += finding.costNs;
            QCOMPARE(sumNs, explanation.spanNs);
        }
    }
};

QTEST_APPLESS_MAIN(VerdictOfExperimentsTest)
#include "tst_verdict_of_experiments.moc"
