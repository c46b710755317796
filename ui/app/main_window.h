// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/bench.h"
#include "app/device_list.h"
#include "app/kinds_in_traces.h"
#include "app/player.h"
#include "app/preferences.h"
#include "app/stretch_summer.h"
#include "timeline/timeline.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QDockWidget;
class QPushButton;
class QSplitter;

namespace streamscope::ui {

class AnswerPanel;
class ChartsView;
class DropZones;
class EditorPanel;
class FileSaver;
class HelpPage;
class MessageBar;
class SideFolds;
class ProgressLine;
class ProvenanceFooter;
class SliceTable;
class TimeAxis;
class TimelineView;
class TopBar;
class VerdictHeader;
class WorkPanel;

/// What the first start shows.
constexpr const char* firstExperiment = "three-kernels";

/// The one window: what runs on the left, what it comes to in the middle, why on the right.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Preferences* preferences, QWidget* parent = nullptr);
    ~MainWindow() override;

    Bench& bench() { return *m_bench; }
    Actions& actions() { return m_actions; }
    Player& player() { return *m_player; }
    TimelineView& timelines() { return *m_timelines; }

    /// Experiments and traces by name or path. Traces come in the place of what is there, or beside it; beside an
    /// experiment of the same call. Errors go to the message bar.
    void openFiles(const QStringList& files, bool beside = false);
    /// What the very first start shows, if nothing else lies or comes on the bench; where what was asked for could not
    /// be opened, under the message that says why.
    void openFirst();
    /// As large as it is, or filling a screen that is smaller.
    void showWithinScreen();
    /// The theme and type size of the preferences.
    void applyAppearance();
    /// Looks for GPUs, here or where the runner is; the device box fills when they answer.
    void askForDevices();
    /// Everything that was asked for is computed and drawn; for pictures. Waits for workers.
    void settle();
    /// Draws timelines and charts into an SVG, PDF or PNG file.
    Status exportPicture(const QString& path) const;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // Building; each is called once.
    QWidget* buildMiddle();
    void buildDocks();
    void connectBench();
    void connectViews();
    void connectActions();
    void connectSaver();

    // Following the bench.
    void contentChanged();
    void traceCompleted();
    bool othersWorkIn(Interval interval, std::size_t one) const;
    void showStep();
    void showWork();
    void showUnprofiled();
    QString keyOf(const Lane& lane) const;
    void lanesChanged();
    void tracesChanged();
    void explanationChanged();
    void updateTexts();
    void updateLists();
    void shareHeight();
    void resizeSides();
    void foldSides();
    void inspectSelected();
    void showSums(const std::vector<StretchSums>& sums);
    void loadPlayer();
    void runFinished(bool ok);
    int timelineOfLane(std::size_t lane) const;
    void addAlignEntries(QMenu* menu, std::optional<ShownSlice> slice);
    void alignAt(const std::string& key, const Alignment& alignment);

    // Files.
    void openDialog(bool beside);
    bool save(bool askForPath);
    bool mayDropChanges();
    void exportPictureDialog();
    void exportNumbersDialog();
    void saveTraceDialog();
    void saveNumbers(const QString& path);
    void saveTrace(const trace::TracePointer& trace, std::optional<Ns> unprofiledNs, const QString& path);
    void chooseDevice(const session::Target& target);
    void openNamed(const QString& nameOrPath);
    void fillExperiments();
    void fillRecent();
    void fillAlign();
    void showPlaying();
    void copySnippet();
    void copyTable();
    void chooseRemote();
    void showHelp();
    void showAbout();
    void addLayout(std::size_t like);
    void tryAdvice(int cause);
    void offerRemedies();
    void newExperiment();
    void showUndo();

    void adoptAppearance();
    void retranslate();

    Preferences* m_preferences;
    Bench* m_bench;
    Player* m_player;
    DeviceList* m_deviceList;
    FileSaver* m_saver;
    TimeAxis* m_axis;
    Actions m_actions;

    TopBar* m_topBar = nullptr;
    MessageBar* m_messages = nullptr;
    ProgressLine* m_progress = nullptr; ///< of runs and of reading
    ProgressLine* m_saving = nullptr;
    VerdictHeader* m_verdict = nullptr;
    TimelineView* m_timelines = nullptr;
    ChartsView* m_charts = nullptr;
    QSplitter* m_splitter = nullptr;
    ProvenanceFooter* m_footer = nullptr;
    WorkPanel* m_work = nullptr;
    AnswerPanel* m_answers = nullptr;
    DropZones* m_dropZones = nullptr;
    EditorPanel* m_editor = nullptr;
    SliceTable* m_table = nullptr;
    QPushButton* m_editWork = nullptr;
    QDockWidget *m_leftDock = nullptr, *m_rightDock = nullptr, *m_editorDock = nullptr, *m_tableDock = nullptr;
    SideFolds* m_sideFolds = nullptr;
    std::unique_ptr<HelpPage> m_help;
    std::vector<std::size_t> m_shown; ///< lane of each timeline
    KindsInTraces m_kinds;
    StretchSummer m_summer;
    bool m_closing = false; ///< as soon as all is saved
    bool m_splitterMoved = false;
    bool m_selectionMoves = false; ///< until the findings that a selection asked for are there
};

} // namespace streamscope::ui
