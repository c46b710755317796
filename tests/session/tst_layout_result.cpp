// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/layout_result.h"

#include <QtTest>

#include <numeric>

using namespace streamscope;

class TstLayoutResult : public QObject
{
    Q_OBJECT

private slots:
    void oneHiccupOfManyRepetitionsIsNoSpread()
    {
        // 20 values: (20 − 1) / 10 = 1 is left out on either side, 101 and the hiccup.
        std::vector<Ns> values(19);
        std::iota(values.begin(), values.end(), 101);
        values.push_back(5000);
        QCOMPARE(session::spread(values), std::pair(Ns(102), Ns(119)));
    }

    void ofFewRepetitionsNoneIsLeftOut()
    {
        QCOMPARE(session::spread({3, 1, 900}), std::pair(Ns(1), Ns(900)));
        QCOMPARE(session::spread({7}), std::pair(Ns(7), Ns(7)));
        QCOMPARE(session::spread({}), std::pair(Ns(0), Ns(0)));
    }
};

QTEST_APPLESS_MAIN(TstLayoutResult)
#include "tst_layout_result.moc"
