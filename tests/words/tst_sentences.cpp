// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "words/sentences.h"

#include "base/word_list.h"

#include <QtTest>

using namespace streamscope;

class TstSentences : public QObject
{
    Q_OBJECT

private slots:
    void argumentsTakeTheirPlaces()
    {
        const Message message{"workload.parameter-range", {"samples", "64 … 8192", "1"}};
        QCOMPARE(words::sentence(message), std::string("parameter samples takes 64 … 8192, 1 found"));
        QCOMPARE(words::sentence(message, "zh_CN"), std::string("参数 samples 的取值范围为 64 … 8192，实际为 1"));
    }

    void aWordFollowsItsCount()
    {
        const auto lost = [](const char* count) {
            return words::sentence(Message{"analysis.cause-20-bad-data-found-lost", {count, "0"}});
        };
        QCOMPARE(lost("1"), std::string("1 record is lost or broken."));
        QCOMPARE(lost("2"), std::string("2 records are lost or broken."));
        QCOMPARE(lost("1,001"), std::string("1,001 records are lost or broken."));
    }

    void aListOfWordsIsSaidInTheLanguage()
    {
        const Message message{"analysis.change-together",
                              {"b", "a", wordList({"analysis.name-streams", "analysis.name-memory"})}};
        QCOMPARE(words::sentence(message), std::string("several things at once: streams, host memory (b against a)"));
        QCOMPARE(words::sentence(message, "zh_CN"), std::string("同时改变多项：流、主机内存类型（b 对比 a）"));
        // A name that begins like a list is one of unknown ids.
        QCOMPARE(words::sentence(Message{"analysis.change-streams", {"\x1f", "\x1fno\x1f"}}),
                 std::string("streams ( against no, )"));
    }

    void aPercentageIsSetAsTheLanguageSetsIt()
    {
        const Message message{"analysis.limit-none", {"a 5 %", "1.7 %", "100 %"}};
        QVERIFY(words::sentence(message, "en").find("1.7 %") != std::string::npos);
        QVERIFY(words::sentence(message, "zh_CN").find("1.7%") != std::string::npos);
        QVERIFY(words::sentence(message, "zh_CN").find("a 5 %") != std::string::npos); // somebody's name
    }

    void whatTheSystemSaysIsSaidInTheLanguage()
    {
        const Message message{"base.cannot-open", {"No such file or directory"}};
        QCOMPARE(words::sentence(message),
                 std::string("expected a file that can be opened, found: No such file or directory"));
        QCOMPARE(words::sentence(message, "zh_CN"), std::string("无法打开该文件：没有那个文件或目录"));
        const Message unheard{"base.cannot-open", {"Owner died"}};
        QCOMPARE(words::sentence(unheard, "zh_CN"), std::string("无法打开该文件：Owner died"));
    }

    void aMissingArgumentShowsAsAQuestionMark()
    {
        QCOMPARE(words::sentence(Message{"session.no-recording", {}}),
                 std::string("expected a recording of the layout ?, found none"));
    }

    void anUnknownLanguageFallsBackToEnglish()
    {
        QCOMPARE(words::sentence(Message{"session.cancelled", {}}, "tlh"), std::string("cancelled"));
    }

    void anUnknownIdIsSaidWithItsArguments()
    {
        QCOMPARE(words::sentence(Message{"nowhere.to-be-found", {"a", "b"}}), std::string("nowhere.to-be-found a b"));
    }

    void bracesInArgumentsAreNotPlaceholders()
    {
        QCOMPARE(words::sentence(Message{"cli.setting-form", {"{0}"}}),
                 std::string("expected NAME=VALUE, found '{0}'"));
    }

    void anErrorInALineNamesFileAndLine()
    {
        const Error error{ErrorKind::input, "a.json", "7", {"session.cancelled", {}}};
        QCOMPARE(words::sentence(error), std::string("a.json:7: cancelled"));
    }

    void anErrorAtAPointerNamesFileAndPointer()
    {
        const Error error{ErrorKind::input, "a.json", "#/branches/0", {"session.cancelled", {}}};
        QCOMPARE(words::sentence(error), std::string("a.json#/branches/0: cancelled"));
    }

    void anErrorWithoutAPlaceIsTheSentenceAlone()
    {
        QCOMPARE(words::sentence(Error{ErrorKind::run, "", "", {"session.cancelled", {}}}), std::string("cancelled"));
    }

    void controlCharactersNeitherBreakTheLineNorReachTheTerminal()
    {
        const Error error{ErrorKind::input, "a\nb\x1b[31m", "", {"session.cancelled", {}}};
        QCOMPARE(words::sentence(error), std::string("a\\nb\\u001b[31m: cancelled"));
    }

    void aNameInAFindingStaysInItsLine()
    {
        const QString said = QString::fromStdString(words::sentence(
            Message{"analysis.cause-21-unordered-found", {"a\nb {1} 10%n", "x\x1b[31m", "c", "d", "t", "1"}}));
        QVERIFY2(said.startsWith("a\\nb {1} 10%n (x\\u001b[31m) and c (d)"), qPrintable(said));
    }

    void durationsHaveThreeDigitsAndTheUnitPeopleUse_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << "0 ns";
        QTest::newRow("below a microsecond") << qint64(999) << "999 ns";
        QTest::newRow("a microsecond") << qint64(1000) << "1 µs";
        QTest::newRow("whole microseconds") << qint64(300'000) << "300 µs";
        QTest::newRow("milliseconds") << qint64(4'760'000) << "4.76 ms";
        QTest::newRow("two digits before the point") << qint64(47'610'000) << "47.6 ms";
        QTest::newRow("rounded up into the next unit") << qint64(999'700) << "1 ms";
        QTest::newRow("seconds") << qint64(1'500'000'000) << "1.5 s";
        QTest::newRow("negative") << qint64(-2'500'000) << "-2.5 ms";
    }
    void durationsHaveThreeDigitsAndTheUnitPeopleUse()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(words::duration(ns)), text);
    }

    void ratesHaveThreeDigitsAndAPrefix()
    {
        QCOMPARE(words::rate(55.1e9, "B/s"), std::string("55.1 GB/s"));
        QCOMPARE(words::rate(66.9e12, "FLOP/s"), std::string("66.9 TFLOP/s"));
        QCOMPARE(words::rate(0, "B/s"), std::string("0 B/s"));
        QCOMPARE(words::rate(999.9, "B/s"), std::string("1 kB/s")); // 999.9 rounds to four digits, so the next prefix
    }
};

QTEST_APPLESS_MAIN(TstSentences)
#include "tst_sentences.moc"
