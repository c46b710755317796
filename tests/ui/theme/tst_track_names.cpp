// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/track_names.h"
#include "trace/trace_builder.h"

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

trace::TrackInfo track(const char* name, int device = -1, int context = -1, int rank = 0)
{
    trace::TrackInfo info;
    info.kind = device < 0 ? trace::TrackKind::hostThread : trace::TrackKind::stream;
    info.name = name;
    info.device = device;
    info.context = context;
    info.rank = rank;
    return info;
}

/// Of the first of these tracks of one trace.
QString nameAmong(const std::vector<trace::TrackInfo>& tracks)
{
    trace::TraceBuilder builder;
    for (const trace::TrackInfo& info : tracks)
        builder.addTrack(info);
    return TrackNames::of(*builder.finish(), tracks.front());
}

QString nameOf(const char* name)
{
    return nameAmong({track(name)});
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

    void whereThereAreSeveralTheGpuTheRankOrTheContextIsSaid()
    {
        QCOMPARE(nameAmong({track("stream 7", 0), track("stream 7", 0)}), QString("stream 7"));
        QCOMPARE(nameAmong({track("stream 7", 1), track("stream 7", 0)}), QString("GPU 1 · stream 7"));
        QCOMPARE(nameAmong({track("thread 1"), track("stream 7", 0), track("stream 7", 1)}), QString("thread 1"));
        QCOMPARE(nameAmong({track("stream 7", 0, 2), track("stream 7", 0, 3)}), QString("context 2 · stream 7"));
        trace::TrackInfo other = track("stream 7", 0, 2);
        other.pid = 4711;
        QCOMPARE(nameAmong({other, track("stream 7", 0, 2)}), QString("process 4711 · stream 7"));
        QCOMPARE(nameAmong({track("thread 1", -1, -1, 1), track("thread 1", -1, -1, 0)}), QString("rank 1 · thread 1"));
    }

    void namesOfOurOwnAreSaidInTheWindowsLanguage()
    {
        Brackets language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        QCOMPARE(nameOf("default stream"), QString("[default stream]"));
        QCOMPARE(nameOf("stream 13"), QString("[stream 13]"));
        QCOMPARE(nameOf("default 2"), QString("[default stream 2]"));
        QCOMPARE(nameOf("annotations · thread 399 (python3)"), QString("[annotations · [thread 399 (python3)]]"));
        QCOMPARE(nameOf("my own"), QString("my own"));
        QCoreApplication::removeTranslator(&language);
    }
};

QTEST_GUILESS_MAIN(TestTrackNames)
#include "tst_track_names.moc"
