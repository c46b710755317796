// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/parameter_panel.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace streamscope;
using namespace streamscope::ui;

class TestParameterSlider : public QObject
{
    Q_OBJECT

    static workload::Parameter parameter(double value, double minimum, double maximum, bool logarithmic)
    {
        workload::Parameter made;
        made.name = "p";
        made.value = value;
        made.minimum = minimum;
        made.maximum = maximum;
        made.logarithmic = logarithmic;
        return made;
    }

    /// What every step of it stands for.
    static std::vector<double> valuesOf(const workload::Parameter& parameter)
    {
        ParameterSlider slider(parameter, nullptr);
        std::vector<double> values;
        for (int step = slider.slider()->minimum(); step <= slider.slider()->maximum(); ++step) {
            slider.slider()->setValue(step == 0 ? slider.slider()->maximum() : 0); // so that the next one is a change
            slider.slider()->setValue(step);
            values.push_back(slider.parameter().value);
        }
        return values;
    }

private slots:
    void theEndsAreTheRangesOwn()
    {
        for (const bool logarithmic : {false, true}) {
            const std::vector<double> values = valuesOf(parameter(500, 63, 8191, logarithmic));
            QCOMPARE(values.front(), 63.0);
            QCOMPARE(values.back(), 8191.0);
        }
    }

    void aRangeOfPowersOfTwoHasAStepForEach()
    {
        const std::vector<double> values = valuesOf(parameter(512, 64, 8192, true));
        for (int exponent = 6; exponent <= 13; ++exponent)
            QCOMPARE(std::count(values.begin(), values.end(), std::exp2(exponent)), 1);
        QVERIFY(std::is_sorted(values.begin(), values.end()));
    }

    void betweenThemValuesHaveThreeDigits()
    {
        const std::vector<double> values = valuesOf(parameter(500, 100, 100'000, true));
        for (const double value : values) {
            const double digit = std::pow(10, std::floor(std::log10(value)) - 2);
            QCOMPARE(std::round(value / digit) * digit, value);
        }
    }
};

QTEST_MAIN(TestParameterSlider)
#include "tst_parameter_slider.moc"
