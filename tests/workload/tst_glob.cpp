// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/glob.h"

#include <QTest>

using namespace streamscope::workload;

class TestGlob : public QObject
{
    Q_OBJECT

private slots:
    void aStarStandsForAnythingAQuestionMarkForOne();
    void manyStarsTakeNoTime();
};

void TestGlob::aStarStandsForAnythingAQuestionMarkForOne()
{
    QVERIFY(matchesGlob("*", ""));
    QVERIFY(matchesGlob("a*c", "abc"));
    QVERIFY(matchesGlob("a*c", "ac"));
    QVERIFY(matchesGlob("a*b*c", "a-b-b-c"));
    QVERIFY(matchesGlob("?", "a"));
    QVERIFY(!matchesGlob("?", ""));
    QVERIFY(!matchesGlob("a*c", "abd"));
    QVERIFY(!matchesGlob("", "a"));
    QVERIFY(matchesGlob("stream *", "stream 2"));
    QVERIFY(!matchesGlob("stream", "stream 2"));
}

void TestGlob::manyStarsTakeNoTime()
{
    // A matcher that tries every way would need 2^100 steps here.
    std::string pattern, text(200, 'a');
    for (int i = 0; i < 100; ++i)
        pattern += "*a";
    QVERIFY(!matchesGlob(pattern + "b", text));
    QVERIFY(matchesGlob(pattern, text));
}

QTEST_APPLESS_MAIN(TestGlob)
#include "tst_glob.moc"
