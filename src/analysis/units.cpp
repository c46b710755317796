// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/units.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

namespace {

/// More ranges than this are a program's phases, not branches somebody set apart.
constexpr std::size_t mostBranches = 256;

/// Ranges that PyTorch sets around each operator (emit_nvtx: "aten::mm, seq = 3, op_id = 7") or module.
bool isOperators(std::string_view name)
{
    if (name.find(", seq = ") != std::string_view::npos || name.find(", op_id = ") != std::string_view::npos)
        return true;
    for (const std::string_view prefix : {"aten::", "prim::", "prims::", "c10::", "c10d::", "torch::", "autograd::",
                                          "inductor::", "quantized::", "torchvision::", "nn.", "torch.nn."})
        if (name.starts_with(prefix))
            return true;
    return false;
}

bool isFrameworks(std::string_view name)
{
    for (const std::string_view prefix :
         {"ProfilerStep#", "Optimizer.", "enumerate(DataLoader", "nccl:", "## ", "record_param", "Torch-Compiled",
          "DataParallel", "DistributedDataParallel", "FullyShardedDataParallel", "FSDP::", "DeepSpeedEngine.", "[pl]",
          "CompiledFunction", "Pregraph"})
        if (name.starts_with(prefix))
            return true;
    return isOperators(name);
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

/// The outermost ranges that a person annotated, by thread of the host; of those `around` what is inside.
class Branches
{
public:
    Branches(const trace::Trace& trace, const std::set<std::string, std::less<>>& around)
    {
        for (trace::TrackId t = 0; t < trace.tracks().size(); ++t) {
            const trace::Track& track = trace.tracks()[t];
            const bool host =
                track.info.kind == trace::TrackKind::hostThread || track.info.kind == trace::TrackKind::annotation;
            for (std::size_t i = 0; host && i < track.size(); ++i)
                if (const std::string_view name = trace.name(track.name[i]);
                    track.kind[i] == trace::SliceKind::annotation && !isFrameworks(name) && !around.contains(name))
                    add({track.info.pid, track.info.tid}, {track.startNs[i], track.endNs(i)}, name);
        }
    }

    bool anyPhase() const { return m_anyPhase; }
    bool useful() const { return !m_names.empty() && m_names.size() <= mostBranches; }
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
    /// Ranges of one thread need not nest: one that only begins before the other ends comes after it.
    static bool isInside(Interval interval, Interval other)
    {
        const Ns sharedNs = other.endNs - interval.startNs;
        const Ns shorterNs = std::min(interval.durationNs(), other.durationNs());
        return interval.endNs <= other.endNs ? sharedNs > 0 : sharedNs > shorterNs / 10;
    }

    void add(std::pair<std::int64_t, std::int64_t> thread, Interval interval, std::string_view name)
    {
        std::vector<Range>& ranges = m_ofThread[thread];
        if (m_names.size() > mostBranches || (!ranges.empty() && isInside(interval, ranges.back().interval)))
            return;
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

/// Which of the branches have work.
std::vector<bool> assign(Timeline& timeline, const trace::Trace& trace, const Branches& branches)
{
    std::vector<bool> used(branches.names().size());
    for (TimedOperation& operation : timeline.operations) {
        operation.unit = -1;
        if (operation.step < 0)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        operation.unit = branches.at(trace.tracks()[step.slice.track].info, step.call.startNs);
        if (operation.unit >= 0)
            used[std::size_t(operation.unit)] = true;
    }
    return used;
}

/// A range around all of the work ("inference") tells nothing apart; those inside it may.
bool assignAnnotated(Timeline& timeline, const trace::Trace& trace)
{
    constexpr int deepest = 8;
    std::set<std::string, std::less<>> around;
    for (int depth = 0; depth < deepest; ++depth) {
        const Branches branches(trace, around);
        timeline.rangesArePhases |= branches.anyPhase();
        if (!branches.useful())
            return false;
        const std::vector<bool> used = assign(timeline, trace, branches);
        const auto count = std::ranges::count(used, true);
        if (count > 1) {
            for (const std::string& name : branches.names())
                timeline.units.push_back({name});
            return true;
        }
        if (count == 0)
            return false;
        around.insert(branches.names()[std::size_t(std::ranges::find(used, true) - used.begin())]);
    }
    return false;
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
