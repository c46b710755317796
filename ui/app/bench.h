// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/comparison.h"
#include "app/alignment.h"
#include "app/explainer.h"
#include "app/lane.h"
#include "app/run_controller.h"
#include "app/side_by_side.h"
#include "app/trace_opener.h"
#include "session/target.h"
#include "workload/experiment.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace streamscope::ui {

class ExperimentDocument;

/// What lies on the bench: an experiment with its layouts, parameters and target, opened traces beside it or in its
/// place; what they came to, and why. Opening, removing and aligning traces are steps of the document's undo stack.
/// Holds no widget. All on the GUI thread; the work is done on others.
class Bench : public QObject
{
    Q_OBJECT

public:
    explicit Bench(QObject* parent = nullptr);
    ~Bench() override;

    ExperimentDocument& document() { return *m_document; }
    /// Traces lie there in place of an experiment.
    bool showsTraces() const { return !m_opened.traces.empty() && m_opened.alone; }
    const workload::Experiment* experiment() const; ///< also the one a recording was made of; null: none known
    QString title() const;                          ///< "dCKA of three networks · n = 512"

    /// A built-in experiment or an experiment file. Errors are returned, and nothing changes.
    Status openExperiment(const std::string& nameOrPath);
    /// A small experiment of no file, to go on from.
    void startNew();
    /// Puts traces on the bench in place of what is there, or beside it. Pictures come while the files are read; what
    /// was there comes back if all are cancelled or cannot be read.
    void openTraces(const QStringList& paths, bool beside);
    Status openTraceNow(const QString& path, bool beside);

    bool hasOpened() const { return !m_opened.traces.empty(); }
    bool hasWallClocks() const; ///< all shown timelines say when they were recorded

    const session::Target& target() const { return m_target; }
    void setTarget(const session::Target& target);
    /// For the experiment that is opened next; nothing runs.
    void setTargetQuietly(const session::Target& target);
    /// Titles in the application's language.
    void retranslate();

    std::vector<workload::Parameter> parameters() const; ///< those that matter for the shown layouts, values as set
    /// A settled value becomes the parameter's own in the document, a step of undo; beside a recording it makes a twin.
    void setValue(const std::string& name, double value, bool settled);
    void resetValues(); ///< to those of the file, or of the recording
    void keepValues();  ///< all that are shown become the document's own
    const workload::ParameterValues& values() const { return m_values; }

    const std::vector<Lane>& lanes() const { return m_lanes; }
    void setShown(const std::string& key, bool shown);
    void showOnly(const std::vector<std::string>& keys);
    void removeLane(const std::string& key); ///< a trace or a twin
    bool mayRemove(const Lane& lane) const;
    /// What the lane shows stays as a lane of its own, whatever is run, set or edited afterwards.
    void keepRun(const std::string& key);
    bool mayKeep(const Lane& lane) const;

    const Alignment& alignment() const { return m_opened.alignment; }
    Alignment::By effectiveAlignment() const; ///< what `automatic` comes to
    void align(const Alignment& alignment);
    std::vector<std::string> anchors() const; ///< annotations that all shown traces have
    std::optional<SideBySide> sideBySide() const { return ui::sideBySide(m_lanes, effectiveAlignment()); }
    bool isHoldingAxis() const { return m_dragging; }

    /// Of the experiment's layouts, or of traces that are recordings of one experiment. Null while what is drawn is
    /// something else: what has arrived of a newer run.
    const analysis::Comparison* comparison() const;
    /// Why the newest run came to nothing, or to less than was asked for.
    const std::optional<Error>& failure() const { return m_failure; }
    /// The lane that the findings speak of.
    std::size_t focus() const { return m_focus; }
    void setFocus(std::size_t lane);
    const analysis::Explanation* explanation() const { return m_explainer.explanation(); }
    /// The findings speak of all shown timelines as one: recordings of one time, such as the ranks of a job.
    bool explainsTogether() const;
    /// A lane and a slice of its trace.
    struct Place
    {
        std::size_t lane = 0;
        trace::SliceRef slice;
    };
    /// Where the evidence of a finding lies; nothing: on no lane any more.
    std::optional<Place> placeOf(trace::SliceRef evidence) const;
    std::optional<Ns> saidUnprofiledNs() const; ///< what the user said of it, if that can be
    void setUnprofiledNs(std::optional<Ns> ns); ///< of the lane in focus, as the user says
    std::optional<Ns> unprofiledNs() const;

    void run() { start(false); } ///< everything anew; hardware runs, a recording plays at the pace of slow motion
    void runAgain(); ///< the loop's next round: on hardware the layout in focus, at a runner that stays, until cancel()
    bool isLooping() const { return m_runs.isLooping(); }
    /// A recording plays again over the round before.
    bool isSweeping() const { return m_live && m_sweeps; }
    void setPlaySeconds(int seconds) { m_playSeconds = seconds; }
    Status runNow(); ///< here and now; for the first paint and for pictures. A problem is also told by the signal
    void cancel();
    bool isBusy() const { return m_runs.isBusy() || m_opener.isBusy() || m_explainer.isBusy(); }
    bool isRunning() const { return m_runs.isBusy() || m_opener.isBusy(); }
    bool waitsForRun() const; ///< what runs on hardware or elsewhere runs when the user says so
    bool runsAtOnce() const { return m_target.kind == session::Target::Kind::simulator && m_target.via.empty(); }

signals:
    void contentChanged(); ///< another experiment, or other traces
    void traceCompleted(); ///< a trace that was drawn while it was read is whole now
    void lanesChanged();   ///< lanes came, went, were shown or hidden
    void tracesChanged();  ///< the same lanes show something else
    void parametersChanged();
    void targetChanged();
    void explanationChanged();
    void runStarted();
    void runFinished(bool ok); ///< of a run that the user asked for
    void progressed(double share, const QString& phase);
    void problem(const QString& sentence);
    void notice(const QString& sentence);
    void fileOpened(const QString& path);
    void becameIdle();

private:
    struct OpenTrace
    {
        QString path; ///< of a kept run: made up, like none of a file
        trace::TracePointer trace;
        std::optional<Ns> unprofiledNs = std::nullopt; ///< as the user says
        bool whole = true;                             ///< false: it is still being read
        std::string layout = {};                       ///< of a kept run
        int kept = 0;                                  ///< which one of that layout; 0: no kept run
        bool isRefused = false;                        ///< no work like this takes the time that is said

        /// How long the work takes without the profiler: as the user says, else as the file does.
        std::optional<Ns> untracedNs() const;
    };
    /// What one step of undo puts back.
    struct Opened
    {
        std::vector<OpenTrace> traces;
        bool alone = true; ///< in place of the experiment
        Alignment alignment;
        workload::ParameterValues values;
    };
    class OpenedCommand;

    session::RunRequest request() const;
    void adoptRecordedValues();
    double livePace() const;
    void start(bool sweeps);
    bool showsEarlierRun() const;
    static bool isRound(const trace::Trace& trace); ///< one of a loop: whole, beside untraced ones
    bool asksModel() const;
    void adopt(RunOutcome outcome);
    void adoptTrace(const QString& path, const trace::TracePointer& trace, bool whole);
    void finishOpening();
    void put(Opened opened);
    void change(const QString& what, Opened opened);
    Opened ground() const;
    QString titleOf(const OpenTrace& open) const;
    std::optional<std::size_t> openedInFocus() const; ///< into m_opened.traces: of the lane in focus
    void grow(std::size_t layout, const trace::TracePointer& soFar);
    void documentChanged();
    void valuesChanged();
    bool valuesAreDocuments() const;
    static workload::ParameterValues valuesOf(const workload::Experiment& experiment,
                                              std::initializer_list<const workload::ParameterValues*> over);
    workload::ParameterValues allValues() const;
    void rerun();
    void askTwin();
    bool editsRecording() const;
    void forgetRuns();
    void buildLanes();
    void buildLayoutLanes();
    void buildTraceLanes();
    void alignLanes();
    void buildTwins();
    void fillFrom(const analysis::LayoutResult& result, const analysis::Comparison& comparison, Lane& lane) const;
    void compareTraces();
    void explain();
    void refuseImpossibleTime();
    void clearBench();
    const analysis::LayoutResult* resultOf(const Lane& lane) const;
    std::vector<std::string> shownLayouts() const;
    void chooseInitialLayouts();
    void pickFocus();

    ExperimentDocument* m_document;
    session::Target m_target;
    workload::ParameterValues m_values;
    workload::ParameterValues m_recordedValues; ///< what a recording was made with
    int m_playSeconds = 8;
    std::optional<workload::Experiment> m_laidOut; ///< what the lanes were built for
    std::set<std::string> m_hidden;                ///< keys of lanes not shown
    std::vector<Lane> m_lanes;
    Opened m_opened;
    std::optional<Opened> m_beforeOpening; ///< while files are read: what lay there before
    bool m_beside = false;                 ///< the files that are read go beside what is there
    Aligner m_aligner;
    std::optional<workload::Experiment> m_recordedExperiment;
    std::shared_ptr<const analysis::Comparison> m_comparison, m_twin, m_ghost;
    std::shared_ptr<const analysis::Comparison> m_recorded; ///< of traces of one experiment
    std::size_t m_focus = 0;
    bool m_focusChosen = false; ///< by the user; else it goes to the slowest lane
    bool m_dragging = false;
    bool m_userRun = false;
    std::map<std::string, trace::TracePointer> m_arrived; ///< of a run that goes on, or that failed, by layout
    std::optional<Error> m_failure;
    workload::ParameterValues m_comparedValues;         ///< that m_comparison was made with
    bool m_live = false;                                ///< traces grow
    bool m_sweeps = false;                              ///< … over the round before, which stays until they do
    std::uint64_t m_lastTicket = 0, m_oldestTicket = 0; ///< outcomes of older ones are of no interest
    std::uint64_t m_twinTicket = 0;
    RunController m_runs;
    TraceOpener m_opener;
    Explainer m_explainer;
};

} // namespace streamscope::ui
