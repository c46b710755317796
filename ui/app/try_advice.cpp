// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// 'Try': what a finding advises, as a new layout.
#include "app/main_window.h"

#include "app/message_bar.h"
#include "app/side_panel.h"
#include "editor/experiment_document.h"
#include "findings/findings_panel.h"
#include "language/language.h"
#include "program/lower.h"
#include "workload/edit.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace streamscope::ui {

namespace {

using Json = nlohmann::ordered_json;
using workload::Experiment;

constexpr int anyCapability = 90; ///< it decides registers only, not what can be lowered

/// A change of one layout that takes a cause away. Causes that only a person can take away have none.
struct Remedy
{
    int cause;
    const char* name; ///< as the link says it
    Result<Experiment> (*apply)(const Experiment& experiment, const std::string& layout);
};

Result<Experiment> asGraph(const Experiment& experiment, const std::string& layout)
{
    return workload::setLayoutField(experiment, layout, "launch", "graph");
}

Result<Experiment> perThreadDefault(const Experiment& experiment, const std::string& layout)
{
    return workload::setLayoutField(experiment, layout, "default_stream", "per-thread");
}

Result<Experiment> pinned(const Experiment& experiment, const std::string& layout)
{
    return workload::setLayoutField(experiment, layout, "memory", nullptr);
}

Result<Experiment> manyConnections(const Experiment& experiment, const std::string& layout)
{
    return workload::setLayoutField(experiment, layout, "connections", 32);
}

Result<Experiment> breadthFirst(const Experiment& experiment, const std::string& layout)
{
    return workload::setLayoutField(experiment, layout, "issue", "breadth-first");
}

Result<Experiment> streamPerBranch(const Experiment& experiment, const std::string& layout)
{
    const auto resolved = experiment.resolve(layout);
    const auto alone = workload::setLayoutField(experiment, layout, "assign", nullptr);
    if (!resolved || !alone)
        return alone;
    return workload::setLayoutField(
        *alone, layout, "streams",
        Json::array({Json{{"name", "stream"}, {"count", resolved->workload.branches.size()}}}));
}

Result<Experiment> streamPerBranchInGraph(const Experiment& experiment, const std::string& layout)
{
    const auto apart = streamPerBranch(experiment, layout);
    return apart ? asGraph(*apart, layout) : apart;
}

const Remedy remedies[] = {
    {2, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "CUDA graph"), asGraph},
    {3, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "per-thread default stream"), perThreadDefault},
    {4, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "pinned memory"), pinned},
    {8, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "32 hardware queues"), manyConnections},
    {12, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "breadth-first"), breadthFirst},
    {17, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "a stream for each branch"), streamPerBranch},
    {17, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "streams in a CUDA graph"), streamPerBranchInGraph},
    {18, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "a stream for each branch"), streamPerBranch},
    {19, QT_TRANSLATE_NOOP("streamscope::ui::MainWindow", "CUDA graph"), asGraph},
};

/// Whether most of what a stream for each branch gains comes only with a graph, by the model.
bool streamsWantGraph(const std::optional<analysis::Alternatives>& alternatives)
{
    if (!alternatives || !alternatives->streamsNs || !alternatives->graphStreamsNs)
        return false;
    return 2 * (alternatives->asItIsNs - *alternatives->streamsNs) <
           alternatives->asItIsNs - *alternatives->graphStreamsNs;
}

/// Whether the finding's own advice names the remedy: a launch-bound run that no graph shortens, or that is one, has
/// another.
bool isAdvised(const Remedy& remedy, const analysis::Finding& finding, const analysis::Explanation& explanation)
{
    if (remedy.apply == asGraph && explanation.headline.id.ends_with("-no-graph"))
        return false;
    constexpr int noRoom = 1, launchBound = 2, issueOrder = 12, oneStream = 17;
    const auto isFull = [&](const analysis::Finding& other) {
        return other.cause == noRoom && other.costNs >= finding.costNs &&
               (other.certainty == analysis::Certainty::proved || other.certainty == analysis::Certainty::likely);
    };
    const bool ofStreams = remedy.apply == streamPerBranch || remedy.apply == streamPerBranchInGraph;
    if (remedy.cause == oneStream &&
        (remedy.apply == streamPerBranchInGraph) != streamsWantGraph(explanation.alternatives))
        return false;
    if (ofStreams && std::any_of(explanation.findings.begin(), explanation.findings.end(), isFull))
        return false; // "streams will not help" is what it says beside it
    const std::string& advice = finding.advice.id;
    if (finding.cause == issueOrder && !advice.ends_with("-try") && !advice.ends_with("-breadth"))
        return false; // another order is better
    return remedy.cause == finding.cause &&
           (finding.cause != launchBound || advice.ends_with("-try") || advice.ends_with("-try-beside"));
}

/// Null: none is offered.
const Remedy* remedyFor(const analysis::Finding& finding, const analysis::Explanation& explanation)
{
    const auto found = std::find_if(std::begin(remedies), std::end(remedies),
                                    [&](const Remedy& remedy) { return isAdvised(remedy, finding, explanation); });
    return found == std::end(remedies) ? nullptr : found;
}

/// A copy of the layout with the remedy, behind the layout, titled after both.
Result<Experiment> withRemedy(const Experiment& experiment, const std::string& layout, const std::string& title,
                              const Remedy& remedy)
{
    const auto before = experiment.layoutNames();
    const auto copied = workload::duplicateLayout(experiment, layout);
    if (!copied)
        return copied;
    for (const std::string& name : copied->layoutNames())
        if (std::find(before.begin(), before.end(), name) == before.end()) {
            const auto titled = workload::setLayoutField(*copied, name, "title", title);
            auto changed = titled ? remedy.apply(*titled, name) : titled;
            const auto resolved = changed ? changed->resolve(name) : Result<workload::Resolved>(changed.error());
            if (!resolved)
                return resolved.error();
            // What a capture does not take, for one, shows only here.
            if (const auto program = program::lower(resolved->workload, resolved->layout, anyCapability); !program)
                return program.error();
            return changed;
        }
    return copied;
}

} // namespace

void MainWindow::offerRemedies()
{
    std::map<int, QString> offered;
    const std::size_t focus = m_bench->focus();
    const auto* explanation = m_bench->explanation();
    if (explanation && !m_bench->showsTraces() && focus < m_bench->lanes().size() && !m_bench->lanes()[focus].opened)
        for (const analysis::Finding& finding : explanation->findings)
            if (const Remedy* remedy = remedyFor(finding, *explanation))
                offered[remedy->cause] = tr(remedy->name);
    m_answers->findings->setRemedies(std::move(offered));
}

void MainWindow::tryAdvice(int cause)
{
    const std::size_t focus = m_bench->focus();
    const auto* explanation = m_bench->explanation();
    if (!explanation || m_bench->showsTraces() || focus >= m_bench->lanes().size())
        return;
    const auto finding = std::find_if(explanation->findings.begin(), explanation->findings.end(),
                                      [&](const analysis::Finding& f) { return f.cause == cause; });
    const Remedy* remedy = finding == explanation->findings.end() ? nullptr : remedyFor(*finding, *explanation);
    if (!remedy)
        return;
    const Lane& lane = m_bench->lanes()[focus];
    const std::string title = (lane.title + QStringLiteral(" · ") + tr(remedy->name)).toStdString();
    const Status status =
        m_bench->document().edit(tr("try what a finding advises"), [&, key = lane.key](const auto& experiment) {
            return withRemedy(experiment, key, title, *remedy);
        });
    if (!status)
        m_messages->showProblem(sentence(status.error()));
}

} // namespace streamscope::ui
