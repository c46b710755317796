// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drop_zones.h"
#include "app/lines.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "compare/verdict_header.h"
#include "editor/experiment_document.h"
#include "formats/stream_protocol.h"
#include "formats/write_trace.h"
#include "language/language.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"
#include "ui/text_trace.h"
#include "ui/warnings.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <array>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace streamscope;
using namespace streamscope::ui;

/// Traces that the user opens: one, several, beside an experiment; taken away, aligned, undone.
class TestOpenedTraces : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;

    QString file(const QString& name, const QString& text)
    {
        const QString path = m_folder->filePath(name);
        const Status written = formats::writeTrace(*test::textTrace(text), path.toStdString());
        return written ? path : QString();
    }
    QString slow() { return file("slow.json", "host: launch[0,2)#1 step[10,50)\ns: gemm[5,100)#1"); }
    QString fast() { return file("fast.json", "host: launch[0,2)#1 step[20,30)\ns: gemm[5,50)#1"); }

    /// Steps of 300, 100 and 200 µs, or of others; and so many calls more.
    QString profile(const std::array<int, 3>& steps = {300, 100, 200}, int calls = 0)
    {
        QFile trace(m_folder->filePath(QStringLiteral("steps%1.json").arg(steps[0])));
        if (!trace.open(QIODevice::WriteOnly))
            return {};
        const auto x = [](const char* cat, const QString& name, int ts, int dur) {
            return QStringLiteral(R"({"ph":"X","cat":"%1","name":"%2","pid":1,"tid":1,"ts":%3,"dur":%4})")
                .arg(QLatin1String(cat), name)
                .arg(ts)
                .arg(dur);
        };
        QStringList events{x("cuda_runtime", "cudaLaunchKernel", 0, 5)};
        int beginUs = 0;
        for (const int stepUs : steps) {
            events += x("user_annotation", "ProfilerStep#1", beginUs, stepUs);
            beginUs += stepUs;
        }
        for (int i = 0; i < calls; ++i)
            events += x("cuda_runtime", "cudaLaunchKernel", 10 + i % 580, 0);
        trace.write(("{\"traceEvents\":[" + events.join(',') + "]}").toUtf8());
        trace.close();
        return trace.fileName();
    }

    /// Two collectives of 60 µs at most, which end at 60 and 160 µs; each rank calls its GPU device 0.
    QString rank(int number, int startUs)
    {
        QFile trace(m_folder->filePath(QStringLiteral("rank%1.json").arg(number)));
        const QString call = QStringLiteral(R"({"ph":"X","cat":"kernel","name":"ncclDevKernel_AllReduce","pid":0,)"
                                            R"("tid":7,"ts":%1,"dur":%2,"args":{"device":0,"stream":7}})");
        if (trace.open(QIODevice::WriteOnly))
            trace.write(QStringLiteral(R"({"distributedInfo":{"rank":%1},"baseTimeNanoseconds":1700000000000000000,)"
                                       R"("traceEvents":[%2,%3]})")
                            .arg(number)
                            .arg(call.arg(startUs).arg(60 - startUs), call.arg(100 + startUs).arg(60 - startUs))
                            .toUtf8());
        return trace.fileName();
    }

    void open(const QStringList& files, bool beside = false)
    {
        m_window->openFiles(files, beside);
        m_window->settle();
    }
    void undo() { m_window->bench().document().undoStack().undo(), m_window->settle(); }
    void redo() { m_window->bench().document().undoStack().redo(), m_window->settle(); }
    QStringList titles() const
    {
        QStringList all;
        for (const Lane& lane : m_window->bench().lanes())
            all += lane.title;
        return all;
    }
    QString headline() const { return m_window->findChild<VerdictHeader*>()->headline(); }

private slots:
    void init()
    {
        test::failOnWarnings();
        setLanguage(QStringLiteral("en"));
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(false);
        m_window = std::make_unique<MainWindow>(m_preferences.get());
        m_window->resize(1280, 720);
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void whatCannotBeOpenedLeavesTheFirstExperimentAndTheReason()
    {
        m_window->openFiles({"/nonexistent/trace.json"});
        m_window->settle();
        QVERIFY(m_window->bench().experiment());
        QCOMPARE(m_window->bench().experiment()->name(), std::string(firstExperiment));
        QVERIFY(m_window->bench().lanes().at(0).trace);
        auto* bar = m_window->findChild<MessageBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains("/nonexistent/trace.json"), qPrintable(bar->text()));
    }

    void twoFilesAreComparedInOneSentence()
    {
        open({slow(), fast()});
        QCOMPARE(titles(), (QStringList{"slow.json", "fast.json"}));
        QCOMPARE(headline(), QString("“fast.json” is 2.00× as fast as “slow.json”: 100 → 50 µs."));
    }

    void ranksAreExplainedAsOneTraceAndEvidenceIsShownWhereItLies()
    {
        // Rank 1 joins at 50 and at 150 µs, 50 after rank 0: that waits 100 in all.
        open({rank(1, 50), rank(0, 0)});
        QVERIFY(m_window->bench().explainsTogether());
        const auto collective = [this] {
            const auto& findings = m_window->bench().explanation()->findings;
            return std::find_if(findings.begin(), findings.end(), [](const auto& f) { return f.cause == 22; });
        };
        QCOMPARE(collective()->certainty, analysis::Certainty::proved);
        QCOMPARE(collective()->costNs, Ns(100'000));
        QVERIFY(headline().contains("Collectives wait for other ranks"));
        QVERIFY(!collective()->evidence.empty());
        const auto place = m_window->bench().placeOf(collective()->evidence.front());
        QVERIFY(place);
        const Lane& waiting = m_window->bench().lanes()[place->lane];
        QCOMPARE(waiting.title, QString("rank0.json"));
        const trace::Track& stream = waiting.trace->tracks()[place->slice.track];
        QCOMPARE(waiting.trace->name(stream.name[place->slice.index]), std::string_view("ncclDevKernel_AllReduce"));
        // One of them alone cannot tell.
        m_window->bench().setShown(waiting.key, false);
        m_window->settle();
        QVERIFY(!m_window->bench().explainsTogether());
        QVERIFY(collective()->certainty != analysis::Certainty::proved);
    }

    void theTrustLineSaysAllThatIsOdd()
    {
        // Lost: the event without a time (malformed, too). Of unknown kind: the phase Q. Twice: b. Overlapping: c over
        // d. Not nested: x and y. Without an end: the arrow. Before its call: e.
        QFile odd(m_folder->filePath("odd.json"));
        QVERIFY(odd.open(QIODevice::WriteOnly));
        const auto kernel = [](const char* name, int start, int length, int stream, int correlation) {
            return QStringLiteral("{'ph':'X','cat':'kernel','name':'%1','pid':0,'tid':%4,'ts':%2,'dur':%3,"
                                  "'args':{'stream':%4,'correlation':%5}},")
                .arg(QLatin1String(name))
                .arg(start)
                .arg(length)
                .arg(stream)
                .arg(correlation);
        };
        const QString text = "[" + kernel("b", 0, 5, 7, 1) + kernel("b", 0, 5, 7, 1) + kernel("c", 10, 9, 7, 2) +
                             kernel("d", 15, 9, 7, 3) + kernel("e", 5, 2, 8, 4) +
                             "{'ph':'X','cat':'cuda_runtime','name':'cudaLaunchKernel','pid':9,'tid':9,'ts':40,'dur':1,"
                             "'args':{'correlation':4}},{'ph':'Q','ts':1,'pid':9,'tid':9},"
                             "{'ph':'X','name':'x','pid':9,'tid':9,'ts':30,'dur':5},"
                             "{'ph':'X','name':'y','pid':9,'tid':9,'ts':33,'dur':5},"
                             "{'ph':'f','cat':'ac2g','name':'ac2g','id':77,'pid':0,'tid':7,'ts':0},"
                             "{'ph':'X','name':'z','pid':9,'tid':9}]";
        odd.write(QString(text).replace('\'', '"').toUtf8());
        odd.close();
        open({odd.fileName()});
        const auto* trust = m_window->findChild<QLabel*>("trust");
        QCOMPARE(trust->toolTip(),
                 QString("⚠ 1 lost record · 1 malformed record · 1 operation starts before its launch · 1 record of "
                         "unknown kind · 1 duplicate · 1 arrow without an end · 1 host slice that does not nest · 1 "
                         "overlap within a stream"));
        QVERIFY(trust->text().startsWith("⚠ 1 lost record"));
        QVERIFY(trust->width() >= trust->fontMetrics().horizontalAdvance(trust->text()));
    }

    void aFileIsComparedWithARun()
    {
        open({QStringLiteral("three-kernels"), slow()});
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(3)); // two layouts and the trace
        QVERIFY(!m_window->bench().showsTraces());
        m_window->bench().setShown("streams", false);
        m_window->settle();
        QVERIFY2(headline().startsWith("“slow.json” is ") && headline().contains("“One stream”"),
                 qPrintable(headline()));
    }

    void filesOpenedInPlaceOfAnExperimentGiveItBackWhenUndone()
    {
        open({QStringLiteral("three-kernels")});
        const QStringList before = titles();
        open({slow(), fast()});
        QVERIFY(m_window->bench().showsTraces());
        undo(); // both files are one step
        QCOMPARE(titles(), before);
        QVERIFY(m_window->bench().lanes().front().trace);
        redo();
        QCOMPARE(titles(), (QStringList{"slow.json", "fast.json"}));
    }

    void openingATraceDoesNotMakeAnExperimentUnsaved()
    {
        open({QStringLiteral("three-kernels")});
        open({slow()}, true);
        QVERIFY(m_window->bench().document().undoStack().canUndo());
        QVERIFY(!m_window->bench().document().isModified());
    }

    void aRemovedTraceComesBackWhenUndone()
    {
        open({slow(), fast()});
        m_window->bench().removeLane(m_window->bench().lanes().front().key);
        QCOMPARE(titles(), QStringList{"fast.json"});
        QVERIFY(!m_window->bench().mayRemove(m_window->bench().lanes().front())); // nothing would be left
        undo();
        QCOMPARE(titles(), (QStringList{"slow.json", "fast.json"}));
    }

    void whatCannotBeReadLeavesEverythingAsItWas()
    {
        open({slow()});
        QFile broken(m_folder->filePath("broken.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no trace at all");
        broken.close();
        open({broken.fileName()});
        QCOMPARE(titles(), QStringList{"slow.json"});
        QVERIFY(!m_window->bench().document().undoStack().canUndo());
    }

    void filesOfTheSameNameAreToldApartByTheirFolders()
    {
        QVERIFY(QDir(m_folder->path()).mkpath("a") && QDir(m_folder->path()).mkpath("b"));
        open({file("a/trace.json", "s: gemm[5,100)#1"), file("b/trace.json", "s: gemm[5,100)#1")});
        QCOMPARE(titles(), (QStringList{"a/trace.json", "b/trace.json"}));
    }

    void droppedRanksStandInTheOrderOfTheirNumbersByTheWallClock()
    {
        const QString clock = QStringLiteral("clock: %1\nhost: launch[0,2)#1\ns: gemm[5,100)#1");
        QMimeData data;
        QList<QUrl> urls;
        for (const int rank : {10, 2, 1})
            urls += QUrl::fromLocalFile(
                file(QStringLiteral("rank%1.json").arg(rank), clock.arg(1'700'000'000'000'000'000 + rank * 1'000)));
        data.setUrls(urls);
        QDragEnterEvent enter({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent drop(QPointF(600, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &drop);
        m_window->settle();
        QCOMPARE(titles(), (QStringList{"rank1.json", "rank2.json", "rank10.json"}));
        QVERIFY(m_window->bench().effectiveAlignment() == Alignment::By::wallClock);
        // Rank 10 starts 9 µs after rank 1, so the axis' 0 lies 9 µs before its own.
        QCOMPARE(m_window->bench().lanes()[2].originNs - m_window->bench().lanes()[0].originNs, Ns(-9'000));
        QVERIFY(lines::reason(m_window->bench())
                    .startsWith("“rank10.json” is the last to end, 9 µs after “rank1.json”, the first."));
    }

    void aFileDroppedOnTheRightHalfOpensBesideWhatIsThere()
    {
        open({slow()});
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(fast())});
        QDragEnterEvent enter({1000, 400}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(m_window->findChild<DropZones*>()->isVisible());
        QDropEvent drop(QPointF(1000, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &drop);
        m_window->settle();
        QVERIFY(!m_window->findChild<DropZones*>()->isVisible());
        QCOMPARE(titles(), (QStringList{"slow.json", "fast.json"}));
    }

    void aProfilersOwnRowsAreOutOfSightBesideARunToo()
    {
        QFile trace(m_folder->filePath("rows.json"));
        QVERIFY(trace.open(QIODevice::WriteOnly));
        trace.write(R"({"traceEvents": [
            {"ph": "X", "cat": "Trace", "name": "PyTorch Profiler", "pid": "Spans", "tid": "PyTorch Profiler",
             "ts": 0, "dur": 90000},
            {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": 1, "tid": 1, "ts": 50000, "dur": 5,
             "args": {"correlation": 1}},
            {"ph": "X", "cat": "kernel", "name": "k", "pid": 0, "tid": 7, "ts": 50010, "dur": 200,
             "args": {"correlation": 1, "device": 0, "stream": 7}}]})");
        trace.close();
        QVERIFY(m_window->bench().openExperiment("three-kernels"));
        m_window->settle();
        open({trace.fileName()}, true);
        QCOMPARE(titles().size(), 3);
        // The row begins 50 ms before the first call, where the axis has its 0; the longest run takes 0.3 ms.
        QVERIFY(m_window->timelines().axis()->extent().startNs < -40'000'000);
        QVERIFY(m_window->timelines().axis()->range().startNs > -1'000'000);
        QVERIFY(m_window->timelines().axis()->range().endNs < 1'000'000);
    }

    void theMenuOfASliceAlignsAllTimelinesAtIt()
    {
        open({slow(), fast()});
        auto& view = m_window->timelines();
        const ShownSlice step{0, {0, 1}};
        QMenu menu;
        emit view.menuAboutToShow(&menu, step);
        auto* align = menu.findChild<QAction*>("alignAll");
        QVERIFY(align);
        QCOMPARE(align->text(), QString("Align all timelines at “step”"));
        align->trigger();
        QCOMPARE(m_window->bench().lanes()[0].originNs, Ns(10'000));
        QCOMPARE(m_window->bench().lanes()[1].originNs, Ns(20'000));
        // Steps take 40 and 10 µs.
        QCOMPARE(headline(), QString("At “step”: “fast.json” is 4.00× as fast as “slow.json”: 40 → 10 µs."));
        undo();
        QCOMPARE(m_window->bench().lanes()[0].originNs, Ns(0));
    }

    void theViewMenuOffersTheAnnotationsThatAllHave()
    {
        open({slow(), fast()});
        emit m_window->actions().align->aboutToShow();
        QStringList names;
        for (QAction* action : m_window->actions().align->actions())
            names += action->text();
        QVERIFY(names.contains("At “step”"));
        QVERIFY(m_window->actions().alignStart->isChecked());
        QVERIFY(!m_window->actions().alignClock->isEnabled()); // these files have none
    }

    void aProfileOfManyStepsOpensOnTheOneOfMedianLength()
    {
        open({profile()});
        const Interval shown = m_window->timelines().axis()->range();
        // Lengths 100, 200, 300: the one from 400 to 600 µs.
        QVERIFY(shown.startNs > 300'000 && shown.startNs <= 400'000);
        QVERIFY(shown.endNs >= 600'000 && shown.endNs < 700'000);
        m_window->timelines().axis()->undoZoom();
        QVERIFY(m_window->timelines().axis()->range().startNs <= 0);
    }

    void ofSeveralProfilesTheFirstOnesStepCountsHoweverLongItTakesToRead()
    {
        // Of the first from 400 to 600 µs, of the second, which is there at once, from 0 to 200.
        open({profile({300, 100, 200}, 200'000), profile({200, 100, 300}, 600)});
        const Interval shown = m_window->timelines().axis()->range();
        QVERIFY(shown.startNs > 300'000 && shown.startNs <= 400'000);
        QVERIFY(shown.endNs >= 600'000);
    }

    void aProfileBesideSomethingShorterOpensWhereBothAreSeen()
    {
        open({slow(), profile()}); // 100 µs of it, and the step of median length begins at 400 µs
        QVERIFY(m_window->timelines().axis()->range().startNs <= 0);
        open({QStringLiteral("three-kernels"), profile()});
        QVERIFY(m_window->timelines().axis()->range().startNs <= 0);
    }

    void nothingIsSaidOfWhatStillArrives()
    {
        std::string lines;
        formats::StreamWriter writer([&lines](std::string_view text) { lines += text; });
        writer.hello("1", {{"name", "NVIDIA H200"}}, nullptr);
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        const trace::TrackId stream = writer.addTrack(info);
        writer.addSlice(stream, {0, 5'000, writer.intern("gemm"), trace::SliceKind::kernelMatrixProduct});
        writer.flush();
        const QString path = m_folder->filePath("live");
        QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
        const int pipe = ::open(qPrintable(path), O_RDWR); // it stays open: more may come
        QCOMPARE(::write(pipe, lines.data(), lines.size()), ssize_t(lines.size()));
        m_window->bench().openTraces({path}, false);
        const auto& lanes = m_window->bench().lanes();
        QTRY_VERIFY(!lanes.empty() && lanes[0].opened && lanes[0].trace);
        QVERIFY(lanes[0].running);
        QVERIFY(!m_window->bench().explanation());
        constexpr std::string_view end = "{\"type\":\"result\",\"result\":{\"layouts\":[{\"makespan_ns\":[5000]}]}}\n";
        QCOMPARE(::write(pipe, end.data(), end.size()), ssize_t(end.size()));
        QTRY_VERIFY(!lanes.empty() && !lanes[0].running && m_window->bench().explanation());
        ::close(pipe);
    }

    void theTimeWithoutTheProfilerIsThatOfTheTraceInFocus()
    {
        open({slow(), fast()});
        auto* field = m_window->findChild<QLineEdit*>("unprofiledMs");
        m_window->bench().setFocus(0);
        m_window->settle();
        field->setText("0.095");
        emit field->editingFinished();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes()[0].makespanNs, Ns(95'000));
        m_window->bench().setFocus(1);
        m_window->settle();
        QCOMPARE(field->text(), QString());
        m_window->bench().setFocus(0);
        m_window->settle();
        QCOMPARE(field->text(), QString("0.095"));
    }

    void aTimeThatCannotBeIsToldOfUnderItsField()
    {
        open({slow()});
        auto* field = m_window->findChild<QLineEdit*>("unprofiledMs");
        auto* complaint = m_window->findChild<QLabel*>("unprofiledComplaint");
        const Ns before = m_window->bench().lanes()[0].makespanNs;
        const auto type = [&](const char* text) {
            field->setText(text);
            emit field->editingFinished();
            m_window->settle();
        };
        for (const char* text : {"soon", "0", "-1", "nan", "1e300"}) {
            type(text);
            QVERIFY2(complaint->isVisible(), text);
            QCOMPARE(m_window->bench().lanes()[0].makespanNs, before);
        }
        type("0.098");
        QVERIFY(!complaint->isVisible());
        type("1e9"); // eleven days for a trace of less than a millisecond
        QVERIFY(complaint->isVisible());
        QCOMPARE(field->text(), QLocale().toString(1e9, 'g', 6)); // to be mended
        QCOMPARE(m_window->bench().lanes()[0].makespanNs, before);
        type("0.098");
        QCOMPARE(m_window->bench().lanes()[0].makespanNs, Ns(98'000));
        type("");
        QVERIFY(!complaint->isVisible());
        QCOMPARE(m_window->bench().lanes()[0].makespanNs, before);
    }
};

QTEST_MAIN(TestOpenedTraces)
#include "tst_opened_traces.moc"
