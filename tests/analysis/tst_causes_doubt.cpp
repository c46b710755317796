// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What a recording with gaps leaves to be said.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

/// launchBound has four operations; so many records are lost beside them.
Outcome withLost(std::string_view text, int lost, const ExplainOptions& options = {})
{
    return explained(text, options, [lost](trace::TraceBuilder& builder) { builder.trust().lostRecords = lost; });
}

} // namespace

class DoubtTest : public QObject
{
    Q_OBJECT

private slots:
    void whereMuchIsLostNoCardRestsOnIdleTime()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000; // which proves that the host holds the whole recording up
        QCOMPARE(withLost(launchBound, 0, options)["2-launch-bound"].certainty, Certainty::proved);
        const Outcome lost = withLost(launchBound, 2, options); // 2 of 6
        for (const char* slug : {"2-launch-bound", "4-pageable-copy", "5-host-sync", "7-allocation", "19-queue-full"}) {
            QCOMPARE(lost[slug].certainty, Certainty::cannotTell);
            QCOMPARE(lost[slug].explanation.id, std::string("analysis.cause-unknown-lost"));
        }
        QCOMPARE(lost["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-lost"));
        // One stream is one stream, and what runs side by side is seen.
        for (const char* slug : {"6-event-wait", "15-contexts", "10-overlap-without-gain"})
            QCOMPARE(lost[slug].certainty, Certainty::notAtPlay);
        const Outcome beside = withLost(std::string(launchBound) + "\ns8: E[10,42)", 2);
        QCOMPARE(beside["6-event-wait"].certainty, Certainty::cannotTell);
    }

    void whereSomeIsLostIdleTimeProvesNothing()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        QCOMPARE(withLost(launchBound, 1, options)["2-launch-bound"].certainty, Certainty::likely); // 1 of 5
        // 20 operations, of which the last is late: 1 of 21 is too little to doubt it.
        std::string gpu = "s7:", host = "\nh1:";
        for (int i = 0; i < 20; ++i) {
            const auto at = [i](int us) { return std::to_string(10 * i + us); };
            gpu += " A[" + at(10) + "," + at(12) + ")#" + std::to_string(i + 1);
            host += " cudaLaunchKernel[" + at(5) + "," + at(9) + ")#" + std::to_string(i + 1);
        }
        options.unprofiledNs = 180'000;
        QCOMPARE(withLost(gpu + host, 1, options)["2-launch-bound"].certainty, Certainty::proved);
        QCOMPARE(withLost(gpu + host, 2, options)["2-launch-bound"].certainty, Certainty::likely);
    }
};

QTEST_APPLESS_MAIN(DoubtTest)
#include "tst_causes_doubt.moc"
