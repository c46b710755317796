// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The memo gives back what was put in for the same company, and nothing for any other.
#include "simulator/rate_memo.h"

#include <QTest>

using namespace streamscope::simulator;
using Parts = std::vector<RateMemo::Part>;

class SimulatorRateMemo : public QObject
{
    Q_OBJECT

private slots:
    void theSameCompanyHasTheSameRates();
    void whoIsOlderMatters();
    void everyPropertyOfACohortMatters();
    void theSizeOfTheDeviceMatters();
    void whatWasForgottenIsLearntAgain();
};

namespace {

const Parts two{{0, 8, 132, 0, 0}, {1, 2, 60, 1, 1}};

std::vector<double> copyOf(std::span<const double> rates)
{
    return {rates.begin(), rates.end()};
}

} // namespace

void SimulatorRateMemo::theSameCompanyHasTheSameRates()
{
    RateMemo memo;
    QVERIFY(memo.find(two, 1).empty());
    const std::vector<double> rates{0.5, 0.25};
    QCOMPARE(copyOf(memo.insert(two, 1, rates)), rates);
    QCOMPARE(copyOf(memo.find(two, 1)), rates);
}

void SimulatorRateMemo::whoIsOlderMatters()
{
    RateMemo memo;
    memo.find(two, 1);
    memo.insert(two, 1, std::vector<double>{0.5, 0.25});
    QVERIFY(memo.find(Parts{two[1], two[0]}, 1).empty());
    QVERIFY(memo.find(Parts{two[0]}, 1).empty());
}

void SimulatorRateMemo::everyPropertyOfACohortMatters()
{
    RateMemo memo;
    memo.find(two, 1);
    memo.insert(two, 1, std::vector<double>{0.5, 0.25});
    for (std::int32_t RateMemo::Part::*property :
         {&RateMemo::Part::model, &RateMemo::Part::blocksPerSm, &RateMemo::Part::sms, &RateMemo::Part::group,
          &RateMemo::Part::eldest}) {
        Parts other = two;
        ++(other[1].*property);
        QVERIFY(memo.find(other, 1).empty());
    }
    Parts last = two;
    last[1].begun = 60;
    QVERIFY(memo.find(last, 1).empty());
}

void SimulatorRateMemo::theSizeOfTheDeviceMatters()
{
    RateMemo memo;
    memo.find(two, 1);
    memo.insert(two, 1, std::vector<double>{0.5, 0.25});
    QVERIFY(memo.find(two, 132).empty());
}

void SimulatorRateMemo::whatWasForgottenIsLearntAgain()
{
    // Far more companies than it keeps; each is found right after it came, and never with another's rates.
    RateMemo memo;
    const auto company = [](std::int32_t i) { return Parts{{i, 1, 1, 0, 0}, {0, i, 2, 0, 1}}; };
    const auto rates = [](std::int32_t i) { return std::vector<double>{1.0 * i, 2.0 * i}; };
    constexpr std::int32_t many = 5000;
    for (std::int32_t i = 0; i < many; ++i) {
        QVERIFY(memo.find(company(i), 1).empty());
        memo.insert(company(i), 1, rates(i));
        QCOMPARE(copyOf(memo.find(company(i), 1)), rates(i));
    }
    int kept = 0;
    for (std::int32_t i = 0; i < many; ++i) {
        const std::span<const double> found = memo.find(company(i), 1);
        if (found.empty())
            continue;
        ++kept;
        QCOMPARE(copyOf(found), rates(i));
    }
    QVERIFY(kept > 0 && kept < many);
}

QTEST_APPLESS_MAIN(SimulatorRateMemo)
#include "tst_rate_memo.moc"
