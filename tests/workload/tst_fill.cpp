// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/fill.h"

#include <cmath>
#include <QTest>
#include <vector>

using namespace streamscope::workload;

/// What stands in buffers before the measured region.
class TestFill : public QObject
{
    Q_OBJECT

private slots:
    void uniformIsSpreadOverItsRange();
    void theSameSeedGivesTheSameNumbers();
    void fillingAllIsFillingEach();
    void featuresOfDepthZeroDependOnTheSeedByTheirNoiseOnly();
    void featuresDriftFromTheCommonInput();
};

namespace {

Fill features(double depth, std::uint64_t seed)
{
    return {Fill::Kind::features, 8, depth, seed};
}

/// Root of the mean square of the differences.
double distance(const Fill& a, const Fill& b, std::int64_t elements)
{
    double sum = 0;
    for (std::int64_t element = 0; element < elements; ++element) {
        const double difference = double(fillValue(a, element, elements)) - double(fillValue(b, element, elements));
        sum += difference * difference;
    }
    return std::sqrt(sum / static_cast<double>(elements));
}

} // namespace

void TestFill::uniformIsSpreadOverItsRange()
{
    const Fill fill{Fill::Kind::uniform, 0, 0, 7};
    constexpr std::int64_t elements = 10'000;
    double sum = 0, squares = 0;
    for (std::int64_t element = 0; element < elements; ++element) {
        const double value = fillValue(fill, element, elements);
        QVERIFY(value >= -1 && value <= 1);
        sum += value;
        squares += value * value;
    }
    // Mean 0 and variance 1/3; the mean of 10,000 has a deviation of √(1/3)/100 = 0.006.
    QVERIFY(std::abs(sum / elements) < 0.03);
    QVERIFY(std::abs(squares / elements - 1.0 / 3) < 0.02);
    QCOMPARE(fillValue({Fill::Kind::zeros, 0, 0, 0}, 3, 10), 0.0f);
}

void TestFill::theSameSeedGivesTheSameNumbers()
{
    const Fill a{Fill::Kind::uniform, 0, 0, 7}, b{Fill::Kind::uniform, 0, 0, 8};
    QCOMPARE(fillValue(a, 5, 10), fillValue(a, 5, 10));
    QVERIFY(fillValue(a, 5, 10) != fillValue(b, 5, 10));
    QVERIFY(fillValue(a, 5, 10) != fillValue(a, 6, 10));
}

void TestFill::fillingAllIsFillingEach()
{
    for (const Fill& fill : {Fill{}, Fill{Fill::Kind::zeros, 0, 0, 0}, features(0.3, 2)}) {
        std::vector<float> all(64);
        fillAll(fill, all);
        for (std::size_t element = 0; element < all.size(); ++element)
            QCOMPARE(all[element], fillValue(fill, static_cast<std::int64_t>(element), 64));
    }
}

void TestFill::featuresOfDepthZeroDependOnTheSeedByTheirNoiseOnly()
{
    // Two noises of a quarter of [-1, 1): variance 2 · (1/16) · (1/3), root 0.204.
    const double noise = distance(features(0, 1), features(0, 2), 8 * 512);
    QVERIFY(std::abs(noise - 0.204) < 0.02);
}

void TestFill::featuresDriftFromTheCommonInput()
{
    double before = 0;
    for (const double depth : {0.25, 0.5, 0.75, 1.0}) {
        const double now = distance(features(0, 1), features(depth, 1), 8 * 512);
        QVERIFY(now > before);
        before = now;
    }
}

QTEST_APPLESS_MAIN(TestFill)
#include "tst_fill.moc"
