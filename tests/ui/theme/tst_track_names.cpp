// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/track_names.h"

#include <QTranslator>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;

namespace {

/// A language in which everything that is translated stands in brackets.
class Brackets : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return QStringLiteral("[%1]").arg(QString::fromUtf8(source));
    }
};

QString nameOf(const char* name)
{
    trace::TrackInfo info;
    info.name = name;
    return TrackNames::of(info);
}

} // namespace

class TestTrackNames : public QObject
{
    Q_OBJECT

private slots:
    void inEnglishNamesStayAsTheyAre()
    {
        for (const char* name : {"host to device", "stream 13", "default stream", "my own",
                                 "annotations · thread 399 (python3)", "thread PyTorch Profiler"})
            QCOMPARE(nameOf(name), QString(name));
    }

    void namesOfOurOwnAreSaidInTheWindowsLanguage()
    {
        Brackets language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        QCOMPARE(nameOf("default stream"), QString("[default stream]"));
        QCOMPARE(nameOf("stream 13"), QString("[stream 13]"));
        QCOMPARE(nameOf("annotations · thread 399 (python3)"), QString("[annotations · [thread 399 (python3)]]"));
        QCOMPARE(nameOf("my own"), QString("my own"));
        QCoreApplication::removeTranslator(&language);
    }
};

QTEST_GUILESS_MAIN(TestTrackNames)
#include "tst_track_names.moc"
