// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trust_checks.h"

#include "trace/kinds.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace streamscope::trace {

std::int64_t countClockInversions(const Snapshot& snapshot)
{
    std::int64_t count = 0;
    const SliceIndex& correlations = snapshot.correlations();
    for (const Track& track : snapshot.m_tracks) {
        if (track.info.kind != TrackKind::stream && track.info.kind != TrackKind::copyEngine)
            continue;
        for (std::size_t i = 0; i < track.size(); ++i) {
            if (track.correlation[i] == -1 || !isGpuOperation(track.kind[i]))
                continue;
            const auto joined = correlations.find(track.correlation[i]);
            const Track& host = snapshot.m_tracks[joined.front().track]; // host calls come first
            const SliceKind kind = host.kind[joined.front().index];
            const bool call = kind == SliceKind::hostSubmit || kind == SliceKind::hostSync;
            count += call && track.startNs[i] < host.startNs[joined.front().index];
        }
    }
    return count;
}

namespace {

enum class Call
{
    other,
    kernelLaunch,
    graphLaunch,
    captureBegins,
    captureEnds
};

Call callOf(std::string_view name)
{
    const auto says = [name](std::string_view word) { return name.find(word) != std::string_view::npos; };
    if (says("LaunchKernel") || says("LaunchCooperativeKernel"))
        return Call::kernelLaunch;
    if (says("GraphLaunch"))
        return Call::graphLaunch;
    if (says("StreamBeginCapture"))
        return Call::captureBegins;
    return says("StreamEndCapture") ? Call::captureEnds : Call::other;
}

/// Until when all that a process had launched was done, as the returns of its synchronisations show.
using DoneUntil = std::map<std::pair<std::int32_t, std::int64_t>, Ns>; ///< by rank and process

/// What nothing is known of may have gone to any stream: one stream's synchronisation tells of that only where no
/// other is seen, and one of a device where there is no second.
DoneUntil doneUntil(const Snapshot& snapshot)
{
    std::set<std::int32_t> devices;
    std::size_t streams = 0;
    for (const Track& track : snapshot.m_tracks)
        if (track.info.kind == TrackKind::stream && std::ranges::any_of(track.kind, isGpuOperation)) {
            devices.insert(track.info.device);
            ++streams;
        }
    DoneUntil until;
    if (devices.size() > 1)
        return until;
    std::unordered_map<NameId, bool> waitsForAll;
    for (const Track& track : snapshot.m_tracks)
        for (std::size_t i = 0; track.info.kind == TrackKind::hostThread && i < track.size(); ++i) {
            if (track.kind[i] != SliceKind::hostSync)
                continue;
            const auto [known, isNew] = waitsForAll.try_emplace(track.name[i], false);
            if (isNew) {
                const std::string_view name = snapshot.name(track.name[i]);
                const auto says = [name](std::string_view word) { return name.find(word) != std::string_view::npos; };
                known->second =
                    says("DeviceSynchronize") || says("CtxSynchronize") || (streams == 1 && says("StreamSynchronize"));
            }
            Ns& ns = until.try_emplace({track.info.rank, track.info.pid}, std::numeric_limits<Ns>::min()).first->second;
            if (known->second)
                ns = std::max(ns, track.startNs[i]);
        }
    return until;
}

/// Launches without an operation: those that had their time to run and to be recorded, and all.
struct Missing
{
    std::int64_t lost = 0, all = 0;
};

/// Of a thread, or of all.
struct MissingLaunches
{
    Missing kernels, graphs;
    std::int64_t graphsThere = 0, nodesThere = 0; ///< graph launches that have nodes, and these
};

/// What was launched before one that was recorded, or that was done by \p doneNs, had that time.
void addMissing(const Snapshot& snapshot, const Track& thread, Ns doneNs, std::unordered_map<NameId, Call>& calls,
                MissingLaunches& launches)
{
    Missing kernels, graphs;
    bool capturing = false;
    std::int64_t last = -1; // a driver's call has the correlation of the runtime's call around it
    for (std::size_t i = 0; i < thread.size(); ++i) {
        if (thread.kind[i] != SliceKind::hostSubmit && thread.kind[i] != SliceKind::hostCall)
            continue;
        const auto [known, isNew] = calls.try_emplace(thread.name[i], Call::other);
        if (isNew)
            known->second = callOf(snapshot.name(thread.name[i]));
        const Call call = known->second;
        if (call == Call::captureBegins || call == Call::captureEnds)
            capturing = call == Call::captureBegins;
        if ((call != Call::kernelLaunch && call != Call::graphLaunch) || capturing || thread.correlation[i] == -1 ||
            thread.correlation[i] == last)
            continue;
        last = thread.correlation[i];
        const auto there =
            std::ranges::count_if(snapshot.correlations().find(thread.correlation[i]), [&snapshot](SliceRef ref) {
                return snapshot.m_tracks[ref.track].info.kind == TrackKind::stream;
            });
        Missing& missing = call == Call::graphLaunch ? graphs : kernels;
        missing.all += there == 0;
        if (there > 0 || thread.endNs(i) <= doneNs)
            missing.lost = missing.all;
        launches.graphsThere += call == Call::graphLaunch && there > 0;
        launches.nodesThere += call == Call::graphLaunch ? there : 0;
    }
    for (const auto& [sum, ofThread] : {std::pair{&launches.kernels, kernels}, std::pair{&launches.graphs, graphs}}) {
        sum->lost += ofThread.lost;
        sum->all += ofThread.all;
    }
}

} // namespace

std::int64_t countMissingKernels(const Snapshot& snapshot)
{
    const bool anyOperation = std::ranges::any_of(snapshot.m_tracks, [](const Track& track) {
        return track.info.kind == TrackKind::stream && std::ranges::any_of(track.kind, isGpuOperation);
    });
    const DoneUntil done = doneUntil(snapshot);
    std::unordered_map<NameId, Call> calls;
    MissingLaunches missing;
    for (const Track& track : snapshot.m_tracks)
        if (track.info.kind == TrackKind::hostThread) {
            const auto until = done.find({track.info.rank, track.info.pid});
            const Ns doneNs = until != done.end() ? until->second : std::numeric_limits<Ns>::min();
            addMissing(snapshot, track, doneNs, calls, missing);
        }
    // Not every recording joins nodes to their launch; where it does, launches have as many as usual.
    const std::int64_t nodes =
        missing.graphsThere > 0 ? (missing.nodesThere + missing.graphsThere / 2) / missing.graphsThere : 0;
    return (anyOperation ? missing.kernels.lost : missing.kernels.all) + missing.graphs.lost * nodes;
}

} // namespace streamscope::trace
