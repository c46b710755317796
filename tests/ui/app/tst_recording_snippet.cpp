// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording_snippet.h"
#include "formats/read_trace.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;

class TestRecordingSnippet : public QObject
{
    Q_OBJECT

private slots:
    void theMedianThatItKeepsIsReadAsTheTimeWithoutTheProfiler()
    {
        static const QRegularExpression call(
            QStringLiteral("add_metadata_json\\(\"(\\w+)\", f\"\\{statistics\\.median\\(times_ms\\):\\.6f\\}\"\\)"));
        const auto match = call.match(recordingSnippet());
        QVERIFY(match.hasMatch());
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("trace.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schemaVersion\": 1, \"" + match.captured(1).toUtf8() +
                   "\": 4.760250, \"traceEvents\": [{\"ph\": \"X\", \"cat\": \"kernel\", \"name\": \"k\", \"pid\": 0, "
                   "\"tid\": 7, \"ts\": 1, \"dur\": 2, \"args\": {\"stream\": 7}}]}");
        file.close();
        const auto trace = formats::readTrace(file.fileName().toStdString());
        QVERIFY(bool(trace));
        QCOMPARE((*trace)->info().unprofiledNs, Ns(4'760'250)); // 4.760250 ms
    }

    void itRecordsSynchronisationAndBranchesAndNoStacks()
    {
        const QString lines = recordingSnippet();
        QVERIFY(lines.contains(QLatin1String("_ExperimentalConfig(enable_cuda_sync_events=True)")));
        QVERIFY(lines.contains(QLatin1String("with_stack=False")));
        QVERIFY(lines.count(QLatin1String("with record_function(")) >= 2);
    }

    void metadataIsAddedWhileTheProfilerRuns()
    {
        // Kineto drops what is added after the recording has ended.
        const QStringList lines = recordingSnippet().split(QLatin1Char('\n'));
        const auto indent = [&](const char* start) {
            for (const QString& line : lines)
                if (line.trimmed().startsWith(QLatin1String(start)))
                    return int(line.size() - line.trimmed().size());
            return -1;
        };
        QCOMPARE(indent("recording.add_metadata_json"), indent("with profile(") + 4);
        QCOMPARE(indent("recording.export_chrome_trace"), 0);
    }
};

QTEST_GUILESS_MAIN(TestRecordingSnippet)
#include "tst_recording_snippet.moc"
