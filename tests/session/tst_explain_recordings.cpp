// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What is said of recordings from an H200 (tests/data/h200), beside the untraced times that were measured with them.
#include "analysis/explain.h"
#include "formats/read_trace.h"

#include <algorithm>
#include <map>
#include <QDir>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;

namespace {

const QString folder = QStringLiteral(STREAMSCOPE_SOURCE_DIR "/tests/data/h200/");

trace::TracePointer recording(const QString& name)
{
    auto read = formats::readTrace((folder + name + QStringLiteral(".json.gz")).toStdString());
    if (!read)
        qFatal("%s cannot be read", qPrintable(name));
    return *read;
}

Explanation explained(const QString& name, std::optional<Ns> unprofiledNs = {})
{
    ExplainOptions options;
    options.unprofiledNs = unprofiledNs;
    return explain(*recording(name), options);
}

const Finding& finding(const Explanation& explanation, std::string_view slug)
{
    const auto found = std::find_if(explanation.findings.begin(), explanation.findings.end(),
                                    [&](const Finding& f) { return f.slug == slug; });
    if (found == explanation.findings.end())
        qFatal("no such finding");
    return *found;
}

bool atPlay(const Finding& finding)
{
    return finding.certainty == Certainty::proved || finding.certainty == Certainty::likely;
}

bool within(double value, double of, double share)
{
    if (qAbs(value - of) <= share * of)
        return true;
    qWarning("%g is not within %g %% of %g", value, share * 100, of);
    return false;
}

} // namespace

class ExplainRecordingsTest : public QObject
{
    Q_OBJECT

private slots:
    void smallEagerRunsAreLaunchBound_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("untracedNs"); // dcka_times.txt
        QTest::addColumn<QString>("ending");    // of the headline's id
        QTest::newRow("serial 64") << "dcka_serial_64" << qint64(3'678'000) << "-branches-no-streams";
        QTest::newRow("streams 64") << "dcka_streams_64" << qint64(3'577'000) << "-no-streams";
        QTest::newRow("serial 512") << "dcka_serial_512" << qint64(4'759'000) << "-branches-no-streams";
        QTest::newRow("streams 512") << "dcka_streams_512" << qint64(4'885'000) << "-no-streams";
    }

    void smallEagerRunsAreLaunchBound()
    {
        QFETCH(QString, name);
        QFETCH(qint64, untracedNs);
        QFETCH(QString, ending);
        const Explanation traced = explained(name);
        QCOMPARE(QString::fromStdString(traced.headline.id), "analysis.headline-2-launch-bound" + ending);
        QCOMPARE(traced.findings.front().slug, std::string("2-launch-bound"));
        QCOMPARE(traced.findings.front().certainty, Certainty::likely);
        QVERIFY(traced.findings.front().costNs > traced.spanNs / 2);
        const Explanation proved = explained(name, untracedNs);
        QCOMPARE(finding(proved, "2-launch-bound").certainty, Certainty::proved);
        QCOMPARE(finding(proved, "11-observer").costNs, proved.spanNs - untracedNs);
    }

    void theHeadlineOfTheFoundingExample()
    {
        const Explanation explanation = explained(QStringLiteral("dcka_serial_512"));
        // Busy for 1.57 of 6.52 ms; a graph takes 1.57 as one chain (measured: 1.870), and the longest branch 601 µs
        // (measured, side by side: 1,033); streams, which need the same submissions, save nothing to speak of
        // (measured: nothing).
        QCOMPARE(explanation.headline.arguments,
                 (std::vector<std::string>{"1.57 ms", "6.52 ms", "1.57 ms", "0 ns", "601 µs"}));
    }

    void nothingIsFasterThanTheBestPossible_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("measuredNs"); // untraced: the graph with branches side by side
        QTest::newRow("dcka 64") << "dcka_serial_64" << 306e3;
        QTest::newRow("dcka 512") << "dcka_serial_512" << 1'033e3;
        QTest::newRow("dcka 8192") << "dcka_serial_8192" << 119'455e3;
        QTest::newRow("gemm512_x8") << "dev_gemm512_x8" << 516e3;
        QTest::newRow("mlp_medium_x4") << "dev_mlp_medium_x4" << 773e3;
        QTest::newRow("unequal_gemm_pointwise") << "dev_unequal_gemm_pointwise" << 2'148e3;
        QTest::newRow("upload_and_gemm") << "dev_upload_and_gemm" << 2'806e3;
        QTest::newRow("upload_download") << "dev_upload_download" << 3'992e3;
    }

    void nothingIsFasterThanTheBestPossible()
    {
        QFETCH(QString, name);
        QFETCH(double, measuredNs);
        QVERIFY(double(explained(name).bestPossibleNs) <= measuredNs);
    }

    void whatIsNearlyFullPromisesLittle()
    {
        // Untraced: 2.294 ms on one stream, 2.277 on two.
        const Explanation explanation = explained(QStringLiteral("dev_unequal_gemm_pointwise"));
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-nearly-full"));
        QVERIFY(finding(explanation, "17-one-stream").costNs >= 17'000);
        QVERIFY(finding(explanation, "17-one-stream").costNs <= 120'000);
    }

    void withoutTheHostTheStreamsGiveWhatTheGraphGave()
    {
        // Untraced, the graph with three branches took 1.033 ms at n = 512. From the eager trace: what is left when
        // submission costs nothing.
        const Explanation explanation = explained(QStringLiteral("dcka_streams_512"));
        const Ns leftNs = explanation.spanNs - finding(explanation, "2-launch-bound").costNs;
        QVERIFY(within(double(leftNs), 1.033e6, 0.10));
    }

    void largeRunsAreFullAndStreamsWillNotHelp_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("ending"); // what overlaps already is not told of streams
        QTest::newRow("serial") << "dcka_serial_8192"
                                << "";
        QTest::newRow("streams") << "dcka_streams_8192"
                                 << "-beside";
        QTest::newRow("graph") << "dcka_graph_8192"
                               << "-beside";
    }

    void largeRunsAreFullAndStreamsWillNotHelp()
    {
        QFETCH(QString, name);
        QFETCH(QString, ending);
        const Explanation explanation = explained(name);
        QCOMPARE(QString::fromStdString(explanation.headline.id), "analysis.headline-full" + ending);
        QCOMPARE(explanation.findings.front().slug, std::string("1a-slots-full"));
        QCOMPARE(explanation.findings.front().certainty, Certainty::proved);
        QVERIFY(!atPlay(finding(explanation, "2-launch-bound")));
    }

    void theGraphAt512Overlaps()
    {
        const Explanation explanation = explained(QStringLiteral("dcka_graph_512"));
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-busy"));
        QVERIFY(explanation.metrics.overlapNs * 2 > explanation.metrics.gpuBusyNs);
        QVERIFY(!atPlay(finding(explanation, "3-default-stream")));
        QVERIFY(!atPlay(finding(explanation, "18-graph-chain")));
    }

    void branchesOnOneStreamAreNamedAndPredicted()
    {
        // Upload and gemm take 5.24 ms on one stream; as a graph of two branches they took 2.83.
        const Explanation explanation = explained(QStringLiteral("dev_upload_and_gemm"));
        QCOMPARE(explanation.headline.id, std::string("analysis.headline-17-one-stream"));
        QVERIFY(within(double(explanation.spanNs - finding(explanation, "17-one-stream").costNs), 2.83e6, 0.05));
        // Both directions: 7.29 ms on one stream, 3.99 on two.
        const Explanation both = explained(QStringLiteral("dev_upload_download"));
        QVERIFY(within(double(both.spanNs - finding(both, "17-one-stream").costNs), 3.99e6, 0.10));
    }

    void productsOfFewWarpsLeaveRoomBesideThem_data()
    {
        // Untraced as graphs: all branches in line, and side by side.
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("measuredGain");
        QTest::addColumn<QString>("ending"); // the first is busy for 1.11 of 1.78 ms: untraced it took 1.21
        QTest::newRow("mlp_medium_x4: 3.9 warps an SM")
            << "dev_mlp_medium_x4" << 1160.4 / 772.9 << "-traced-no-streams";
        QTest::newRow("gemm512_x8: 7.8 warps an SM") << "dev_gemm512_x8" << 1.86 << "-branches-no-streams";
    }

    void productsOfFewWarpsLeaveRoomBesideThem()
    {
        QFETCH(QString, name);
        QFETCH(double, measuredGain);
        QFETCH(QString, ending);
        const Explanation explanation = explained(name);
        QCOMPARE(QString::fromStdString(explanation.headline.id),
                 "analysis.headline-2-launch-bound" + ending); // not 'full'
        const double oneStreamNs = double(explanation.spanNs - finding(explanation, "2-launch-bound").costNs);
        const double gain = oneStreamNs / (oneStreamNs - double(finding(explanation, "17-one-stream").costNs));
        QVERIFY(within(gain, measuredGain, 0.15));
    }

    void noCauseIsInventedWhereCopiesOverlap()
    {
        const Explanation explanation = explained(QStringLiteral("dev_upload_download.graph"));
        for (const Finding& found : explanation.findings)
            QVERIFY2(!atPlay(found), found.slug.c_str());
    }

    void costsAndTheUnexplainedAddUpToWhatIsLost()
    {
        const QStringList names = QDir(folder).entryList({QStringLiteral("*.json.gz")}, QDir::Files);
        QVERIFY(names.size() >= 18);
        for (const QString& file : names) {
            const Explanation explanation = explained(file.chopped(8));
            Ns sumNs = explanation.bestPossibleNs + explanation.besidesNs + explanation.unexplainedNs;
            for (const Finding& found : explanation.findings)
                sumNs += found.costNs;
            QCOMPARE(sumNs, explanation.spanNs);
            // What no card claims: gaps of the hardware, launch latencies, and what is too little for a card.
            QVERIFY2(qAbs(explanation.unexplainedNs) < explanation.spanNs / 5, qPrintable(file));
        }
    }

    void theSameRecordingGivesTheSameAnswer()
    {
        const Explanation a = explained(QStringLiteral("dcka_streams_8192")),
                          b = explained(QStringLiteral("dcka_streams_8192"));
        for (std::size_t i = 0; i < a.findings.size(); ++i) {
            QCOMPARE(a.findings[i].slug, b.findings[i].slug);
            QCOMPARE(a.findings[i].costNs, b.findings[i].costNs);
            QCOMPARE(a.findings[i].evidence, b.findings[i].evidence);
        }
    }
};

QTEST_APPLESS_MAIN(ExplainRecordingsTest)
#include "tst_explain_recordings.moc"
