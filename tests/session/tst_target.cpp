// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/target.h"

#include <QtTest>

using namespace streamscope;

class TstTarget : public QObject
{
    Q_OBJECT

private slots:
    void aTargetIsWrittenAsItIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("again");
        QTest::newRow("the simulator with its usual profile") << "simulator"
                                                              << "simulator:h200";
        QTest::newRow("another profile") << "simulator:t4"
                                         << "simulator:t4";
        QTest::newRow("a profile file with a colon") << "simulator:/a:b.json"
                                                     << "simulator:/a:b.json";
        QTest::newRow("the first GPU") << "cuda"
                                       << "cuda:0";
        QTest::newRow("another GPU") << "cuda:3"
                                     << "cuda:3";
        QTest::newRow("a recording") << "replay:recordings/h200"
                                     << "replay:recordings/h200";
    }
    void aTargetIsWrittenAsItIsRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, again);
        const Result<session::Target> target = session::parseTarget(text.toStdString());
        QVERIFY(target);
        QCOMPARE(QString::fromStdString(target->text()), again);
    }

    void whatIsNoTargetIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::newRow("nothing") << ""
                                 << "session.unknown-target";
        QTest::newRow("something else") << "rocm"
                                        << "session.unknown-target";
        QTest::newRow("no profile") << "simulator:"
                                    << "session.profile-missing";
        QTest::newRow("no number") << "cuda:"
                                   << "session.bad-device-number";
        QTest::newRow("no whole number") << "cuda:1.5"
                                         << "session.bad-device-number";
        QTest::newRow("a negative number") << "cuda:-1"
                                           << "session.bad-device-number";
        QTest::newRow("a huge number") << "cuda:99999999999999999999"
                                       << "session.bad-device-number";
        QTest::newRow("no recording") << "replay:"
                                      << "session.recording-missing";
        QTest::newRow("no colon either") << "replay"
                                         << "session.recording-missing";
    }
    void whatIsNoTargetIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const Result<session::Target> target = session::parseTarget(text.toStdString());
        QVERIFY(!target);
        QCOMPARE(QString::fromStdString(target.error().message.id), id);
        QCOMPARE(target.error().file, std::string("--on"));
    }
};

QTEST_APPLESS_MAIN(TstTarget)
#include "tst_target.moc"
