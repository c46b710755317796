// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/parameter_panel.h"
#include "app/top_bar.h"
#include "editor/experiment_document.h"
#include "session/replay.h"
#include "timeline/time_axis.h"
#include "ui/app/window_under_test.h"

#include <QDockWidget>
#include <QSlider>
#include <QUndoStack>

using namespace streamscope;
using namespace streamscope::ui;

/// Sliders, on runs of the model and on recordings.
class TestWindowParameters : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void aSliderRunsAgainWhileItMovesAndKeepsTheOldResultAsAGhost()
    {
        auto* panel = child<ParameterPanel>();
        QSlider* slider = panel->slider("kernel_us")->slider();
        const Ns before = lane(0).makespanNs;
        slider->setSliderDown(true);
        slider->setValue(slider->maximum());
        m_window->settle();
        // Ten times the time of a kernel: at least 3 ms one behind the other.
        QVERIFY(lane(0).makespanNs >= 3'000'000);
        QVERIFY(lane(0).ghost);
        QVERIFY(m_window->bench().isHoldingAxis());
        slider->setSliderDown(false);
        m_window->settle();
        QVERIFY(!lane(0).ghost);
        QVERIFY(!m_window->bench().isHoldingAxis());
        m_window->actions().resetParameters->trigger();
        m_window->settle();
        QCOMPARE(lane(0).makespanNs, before);
    }

    void aRunThatIsKeptStaysAsItIs()
    {
        const Ns before = lane(0).makespanNs;
        m_window->bench().keepRun(lane(0).key);
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(3));
        const Lane kept = lane(2);
        QCOMPARE(kept.title, QString("One stream · kept 1"));
        QVERIFY(kept.opened && kept.shown);
        auto* panel = child<ParameterPanel>();
        panel->slider("kernel_us")->slider()->setValue(panel->slider("kernel_us")->slider()->maximum());
        m_window->settle();
        QVERIFY(lane(0).makespanNs > before);
        QCOMPARE(lane(2).trace, kept.trace);
        QCOMPARE(lane(2).makespanNs, before);
        QVERIFY(!m_window->bench().mayKeep(lane(2)));
        m_window->bench().keepRun(lane(0).key);
        QCOMPARE(lane(3).title, QString("One stream · kept 2"));
        m_window->bench().removeLane(kept.key);
        QCOMPARE(lane(2).title, QString("One stream · kept 2"));
        while (m_window->bench().document().undoStack().canUndo())
            m_window->bench().document().undoStack().undo();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(2));
        QCOMPARE(lane(0).makespanNs, before);
    }

    void aSliderLetGoIsAStepOfUndoThatTheEditorAndTheFileShow()
    {
        child<QDockWidget>("editorDock")->show();
        ExperimentDocument& document = m_window->bench().document();
        QSlider* slider = child<ParameterPanel>()->slider("kernel_us")->slider();
        const double before = document.experiment().parameters("en").front().value;
        for (const int step : {300, 350}) { // twice in a row: one step
            slider->setSliderDown(true);
            slider->setValue(step);
            QCOMPARE(document.undoStack().index(), step == 300 ? 0 : 1);
            slider->setSliderDown(false);
            m_window->settle();
        }
        const double set = child<ParameterPanel>()->slider("kernel_us")->parameter().value;
        QVERIFY(set > before);
        QCOMPARE(document.experiment().parameters("en").front().value, set);
        QCOMPARE(document.undoStack().count(), 1);
        QVERIFY(m_window->isWindowModified());

        QTemporaryDir folder;
        const QString path = folder.filePath("a.streamscope.json");
        m_window->bench().keepValues();
        QVERIFY(document.save(path));
        const auto saved = workload::Experiment::fromFile(path.toStdString());
        QVERIFY(saved);
        QCOMPARE(saved->parameters("en").front().value, set);

        m_window->actions().undo->trigger();
        m_window->settle();
        QCOMPARE(child<ParameterPanel>()->slider("kernel_us")->parameter().value, before);
        // Three kernels of `before` µs, one behind the other, and what launching them takes.
        QVERIFY(lane(0).makespanNs >= Ns(3000 * before) && lane(0).makespanNs < Ns(3000 * set));
    }

    void aSliderLetGoLeavesTheZoomAsItIs()
    {
        auto* axis = m_window->findChild<TimeAxis*>();
        axis->setRange({100'000, 200'000});
        m_window->bench().setValue("kernel_us", 120, true);
        m_window->settle();
        QCOMPARE(axis->range().startNs, Ns(100'000));
    }

    void aValueThatWasRecordedAsksNothingOfTheModel()
    {
        open("recordings/dcka-512");
        const std::size_t recorded = m_window->bench().lanes().size();
        m_window->bench().setValue("samples", 512, true);
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), recorded);
        m_window->bench().setValue("samples", 1024, true);
        m_window->settle();
        QVERIFY(m_window->bench().lanes().size() > recorded);
        QVERIFY(lane(1).twin);
        m_window->bench().setValue("samples", 512, true); // back where it was
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), recorded);
    }

    void whatASliderWasSetToBesideARecordingIsSaved()
    {
        open("recordings/three-kernels");
        m_window->bench().setValue("kernel_us", 500, true);
        QCOMPARE(m_window->bench().document().undoStack().count(), 0);
        m_window->bench().keepValues();
        QCOMPARE(m_window->bench().document().experiment().parameters("en").front().value, 500.0);
    }

    void aSliderOnARecordingOpensASimulatedTwinBesideIt()
    {
        open("recordings/three-kernels");
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(lane(0).provenance, trace::Provenance::recorded);
        const std::size_t before = m_window->bench().lanes().size();
        const Ns recorded = lane(0).makespanNs;
        m_window->bench().setValue("kernel_us", 500, true);
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), 2 * before);
        QCOMPARE(lane(0).makespanNs, recorded);
        QVERIFY(lane(1).twin);
        // Three kernels of 500 µs one behind the other.
        QVERIFY(lane(1).makespanNs >= 1'500'000);
    }

    void aLayoutAddedToARecordingIsSimulatedBesideIt()
    {
        open("recordings/three-kernels");
        const Ns recorded = lane(0).makespanNs;
        m_window->actions().addLayout->trigger();
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(lane(0).makespanNs, recorded);
        const auto& lanes = m_window->bench().lanes();
        QVERIFY(std::all_of(lanes.begin(), lanes.end(), [](const Lane& each) { return bool(each.trace); }));
        QCOMPARE(lanes.back().provenance, trace::Provenance::simulatedChecked);
        m_window->actions().undo->trigger();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(2));
    }

    void aRecordingOfAnotherExperimentOpensThatOne()
    {
        session::Target recording;
        recording.kind = session::Target::Kind::replay;
        for (const session::RecordingSet& set : session::builtInRecordings())
            if (set.experiment == "dcka")
                recording.file = set.name;
        QVERIFY(!recording.file.empty());
        emit child<TopBar>("topBar")->deviceChosen(recording);
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(m_window->bench().experiment()->name(), std::string("dcka"));
        QVERIFY(lane(0).trace);
        QCOMPARE(lane(0).provenance, trace::Provenance::recorded);
    }
};

QTEST_MAIN(TestWindowParameters)
#include "tst_window_parameters.moc"
