// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/units.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

namespace {

/// More ranges than this are a program's phases, not branches somebody set apart.
constexpr std::size_t mostBranches = 256;

bool isFrameworks(std::string_view name)
{
    for (const std::string_view prefix :
         {"ProfilerStep#", "Optimizer.", "enumerate(DataLoader", "nccl:", "## ", "record_param", "Torch-Compiled",
          "DataParallel", "DistributedDataParallel", "Pregraph", "autograd::"})
        if (name.starts_with(prefix))
            return true;
    return false;
}

/// The words of a name in small letters, and the numbers.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    char before = ' ';
    for (const char c : name) {
        const bool letter = std::isalpha(static_cast<unsigned char>(c)),
                   digit = std::isdigit(static_cast<unsigned char>(c));
        const bool goesOn = (letter && std::isalpha(static_cast<unsigned char>(before))) ||
                            (digit && std::isdigit(static_cast<unsigned char>(before)));
        if ((letter || digit) && !goesOn)
            words.emplace_back();
        if (letter || digit)
            words.back() += char(std::tolower(static_cast<unsigned char>(c)));
        before = c;
    }
    return words;
}

/// Parts of training, or one of several in a row: what is named like this depends on what came before.
bool isPhase(std::string_view name)
{
    static constexpr std::string_view ofTraining[] = {"forward", "backward", "fwd",  "bwd",  "loss",  "optimizer",
                                                      "zero",    "grad",     "step", "pass", "train", "training"};
    static constexpr std::string_view inARow[] = {"layer", "layers", "block",     "blocks", "stage", "stages",
                                                  "step",  "iter",   "iteration", "epoch",  "batch", "microbatch"};
    const std::vector<std::string> words = wordsOf(name);
    if (words.empty())
        return false;
    if (std::isdigit(static_cast<unsigned char>(words.back().front())) && words.size() > 1)
        return std::ranges::find(inARow, std::string_view(words[words.size() - 2])) != std::end(inARow);
    return std::ranges::all_of(words, [](const std::string& word) {
        return std::ranges::find(ofTraining, std::string_view(word)) != std::end(ofTraining);
    });
}

struct Range
{
    Interval interval;
    Place unit = -1; ///< −1: a phase, which is no branch, nor are the ranges inside
};

/// The outermost ranges that a person annotated, by thread of the host.
class Branches
{
public:
    explicit Branches(const trace::Trace& trace)
    {
        for (trace::TrackId t = 0; t < trace.tracks().size(); ++t) {
            const trace::Track& track = trace.tracks()[t];
            const bool host =
                track.info.kind == trace::TrackKind::hostThread || track.info.kind == trace::TrackKind::annotation;
            for (std::size_t i = 0; host && i < track.size(); ++i)
                if (track.kind[i] == trace::SliceKind::annotation && !isFrameworks(trace.name(track.name[i])))
                    add({track.info.pid, track.info.tid}, {track.startNs[i], track.endNs(i)},
                        trace.name(track.name[i]));
        }
    }

    bool anyPhase() const { return m_anyPhase; }
    bool useful() const { return m_names.size() > 1 && m_names.size() <= mostBranches; }
    const std::vector<std::string>& names() const { return m_names; }

    Place at(const trace::TrackInfo& thread, Ns timeNs) const
    {
        const auto found = m_ofThread.find({thread.pid, thread.tid});
        if (found == m_ofThread.end())
            return -1;
        const auto after = std::upper_bound(found->second.begin(), found->second.end(), timeNs,
                                            [](Ns t, const Range& range) { return t < range.interval.startNs; });
        return after != found->second.begin() && timeNs < std::prev(after)->interval.endNs ? std::prev(after)->unit
                                                                                           : -1;
    }

private:
    void add(std::pair<std::int64_t, std::int64_t> thread, Interval interval, std::string_view name)
    {
        std::vector<Range>& ranges = m_ofThread[thread];
        if (m_names.size() > mostBranches || (!ranges.empty() && interval.startNs < ranges.back().interval.endNs))
            return; // inside another
        if (isPhase(name)) {
            m_anyPhase = true;
            ranges.push_back({interval, -1});
            return;
        }
        const auto [unit, isNew] = m_unitOf.try_emplace(std::string(name), Place(m_names.size()));
        if (isNew)
            m_names.emplace_back(name);
        ranges.push_back({interval, unit->second});
    }

    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Range>> m_ofThread;
    std::map<std::string, Place> m_unitOf;
    std::vector<std::string> m_names;
    bool m_anyPhase = false;
};

bool assignRecorded(Timeline& timeline, const trace::Trace& trace)
{
    const auto branchOf = [&](const TimedOperation& o) { return trace.tracks()[o.slice.track].branch[o.slice.index]; };
    const auto& operations = timeline.operations;
    if (std::none_of(operations.begin(), operations.end(), [&](const TimedOperation& o) { return branchOf(o) >= 0; }))
        return false;
    std::map<std::int32_t, Place> unitOf;
    for (TimedOperation& operation : timeline.operations) {
        const std::int32_t branch = branchOf(operation);
        if (branch < 0)
            continue;
        const auto [unit, isNew] = unitOf.try_emplace(branch, Place(timeline.units.size()));
        if (isNew) {
            const auto& names = trace.info().branches;
            timeline.units.push_back(
                {std::size_t(branch) < names.size() ? names[std::size_t(branch)] : std::to_string(branch)});
        }
        operation.unit = unit->second;
    }
    return true;
}

bool assignAnnotated(Timeline& timeline, const trace::Trace& trace)
{
    const Branches branches(trace);
    timeline.rangesArePhases = branches.anyPhase();
    if (!branches.useful())
        return false;
    std::vector<bool> used(branches.names().size());
    for (TimedOperation& operation : timeline.operations) {
        if (operation.step < 0)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        operation.unit = branches.at(trace.tracks()[step.slice.track].info, step.call.startNs);
        if (operation.unit >= 0)
            used[std::size_t(operation.unit)] = true;
    }
    if (std::count(used.begin(), used.end(), true) < 2) {
        for (TimedOperation& operation : timeline.operations)
            operation.unit = -1;
        return false;
    }
    for (const std::string& name : branches.names())
        timeline.units.push_back({name});
    return true;
}

} // namespace

void assignUnits(Timeline& timeline, const trace::Trace& trace)
{
    timeline.unitsAreBranches = assignRecorded(timeline, trace) || assignAnnotated(timeline, trace);
    if (timeline.unitsAreBranches)
        return;
    for (const Timeline::Stream& stream : timeline.streams)
        timeline.units.push_back({trace.tracks()[stream.track].info.name});
    for (TimedOperation& operation : timeline.operations)
        operation.unit = operation.stream;
}

} // namespace streamscope::analysis
