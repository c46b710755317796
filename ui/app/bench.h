// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/comparison.h"
#include "analysis/explain.h"
#include "app/latest_job.h"
#include "app/run_controller.h"
#include "app/trace_opener.h"
#include "session/target.h"
#include "workload/experiment.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace streamscope::ui {

class ExperimentDocument;

/// One row of the list of layouts, and one timeline if it is shown.
struct Lane
{
    std::string key; ///< the layout's name, or the trace's path; a twin's ends in "#twin"
    QString title;
    bool shown = true;
    bool twin = false;         ///< simulated beside a recording
    bool running = false;      ///< the trace still grows
    trace::TracePointer trace; ///< null: not run yet
    trace::TracePointer ghost; ///< the result before the slider moved
    Ns makespanNs = -1;        ///< unprofiled; −1: not known
    std::optional<Ns> tracedNs;
    trace::Provenance provenance = trace::Provenance::simulatedUnchecked;
    double modelError = 0;
    QString device;
};

/// What lies on the bench: an experiment with its layouts, parameters and target, or opened traces; what they came to,
/// and why. Holds no widget. All on the GUI thread; the work is done on others.
class Bench : public QObject
{
    Q_OBJECT

public:
    explicit Bench(QObject* parent = nullptr);
    ~Bench() override;

    ExperimentDocument& document() { return *m_document; }
    bool showsTraces() const { return !m_traces.empty(); }
    const workload::Experiment* experiment() const; ///< also the one a recording was made of; null: none known
    QString title() const;                          ///< "dCKA of three networks · n = 512"

    /// A built-in experiment or an experiment file. Errors are returned, and nothing changes.
    Status openExperiment(const std::string& nameOrPath);
    /// Puts traces on the bench in place of what is there, or beside opened traces if `add`.
    void openTraces(const QStringList& paths, bool add);
    Status openTraceNow(const QString& path);

    const session::Target& target() const { return m_target; }
    void setTarget(const session::Target& target);
    /// For the experiment that is opened next; nothing runs.
    void setTargetQuietly(const session::Target& target);
    /// Titles in the application's language.
    void retranslate();

    std::vector<workload::Parameter> parameters() const; ///< those that matter for the shown layouts, values as set
    void setValue(const std::string& name, double value, bool settled);
    void resetValues();
    bool hasChangedValues() const { return !m_values.empty(); }
    const workload::ParameterValues& values() const { return m_values; }

    const std::vector<Lane>& lanes() const { return m_lanes; }
    void setShown(const std::string& key, bool shown);
    void showOnly(const std::vector<std::string>& keys);
    void removeLane(const std::string& key); ///< a trace or a twin
    bool isHoldingAxis() const { return m_dragging; }

    const analysis::Comparison* comparison() const { return m_comparison.get(); }
    /// The lane that the findings speak of.
    std::size_t focus() const { return m_focus; }
    void setFocus(std::size_t lane);
    const analysis::Explanation* explanation() const { return m_explanation.get(); }
    void setUnprofiledNs(std::optional<Ns> ns); ///< of the lane in focus, as the user says
    std::optional<Ns> unprofiledNs() const;

    void run();      ///< everything anew; hardware runs, a recording plays at the pace of slow motion
    void runAgain(); ///< the loop's next round: on hardware the layout in focus, at a runner that stays, until cancel()
    bool isLooping() const { return m_runs.isLooping(); }
    void setPlaySeconds(int seconds) { m_playSeconds = seconds; }
    Status runNow(); ///< here and now; for the first paint and for pictures. A problem is also told by the signal
    void cancel();
    bool isBusy() const { return m_runs.isBusy() || m_opener.isBusy() || m_explaining > 0; }
    bool isRunning() const { return m_runs.isBusy() || m_opener.isBusy(); }
    bool waitsForRun() const; ///< what runs on hardware or elsewhere runs when the user says so
    bool runsAtOnce() const { return m_target.kind == session::Target::Kind::simulator && m_target.via.empty(); }

signals:
    void contentChanged(); ///< another experiment, or other traces
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
        QString path;
        trace::TracePointer trace;
        std::optional<Ns> unprofiledNs;
    };

    session::RunRequest request() const;
    void adoptRecordedValues();
    double livePace() const;
    void adopt(RunOutcome outcome);
    void adoptTrace(const QString& path, const trace::TracePointer& trace);
    void grow(std::size_t layout, const trace::TracePointer& soFar);
    void documentChanged();
    void rerun();
    void forgetRuns();
    void buildLanes();
    void buildTraceLanes();
    void buildTwins();
    void fillFrom(const analysis::LayoutResult& result, const analysis::Comparison& comparison, Lane& lane) const;
    void compareTraces();
    void explain();
    std::optional<analysis::KnownRaces> knownRaces(const Lane& lane) const;
    std::vector<std::string> shownLayouts() const;
    void chooseInitialLayouts();
    void pickFocus();

    ExperimentDocument* m_document;
    session::Target m_target;
    workload::ParameterValues m_values;
    workload::ParameterValues m_recordedValues; ///< what a recording was made with
    int m_playSeconds = 8;
    std::set<std::string> m_hidden; ///< keys of lanes not shown
    std::vector<Lane> m_lanes;
    std::vector<OpenTrace> m_traces;
    std::optional<workload::Experiment> m_recordedExperiment;
    std::shared_ptr<const analysis::Comparison> m_comparison, m_twin, m_ghost;
    std::size_t m_focus = 0;
    bool m_focusChosen = false; ///< by the user; else it goes to the slowest lane
    std::shared_ptr<const analysis::Explanation> m_explanation;
    bool m_dragging = false;
    bool m_userRun = false;
    bool m_addTraces = false;
    std::map<std::string, trace::TracePointer> m_arrived; ///< of a run that goes on, or that failed, by layout
    bool m_live = false;                                  ///< traces grow
    std::uint64_t m_lastTicket = 0, m_oldestTicket = 0;   ///< outcomes of older ones are of no interest
    std::uint64_t m_twinTicket = 0;
    int m_explaining = 0;
    std::uint64_t m_explainTicket = 0;
    RunController m_runs;
    TraceOpener m_opener;
    LatestJob m_explainJob;
};

} // namespace streamscope::ui
