// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trust_checks.h"

#include "trace/kinds.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

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
    captureBegins,
    captureEnds
};

Call callOf(std::string_view name)
{
    const auto says = [name](std::string_view word) { return name.find(word) != std::string_view::npos; };
    if (says("LaunchKernel") || says("LaunchCooperativeKernel"))
        return Call::kernelLaunch;
    if (says("StreamBeginCapture"))
        return Call::captureBegins;
    return says("StreamEndCapture") ? Call::captureEnds : Call::other;
}

/// The thread's launches without a kernel: up to its last one with an operation, and of all.
struct Missing
{
    std::int64_t beforeTheLast = 0, all = 0;
};

Missing missingOf(const Snapshot& snapshot, const Track& thread, std::unordered_map<NameId, Call>& calls)
{
    Missing missing;
    bool capturing = false;
    std::int64_t last = -1; // a driver's call has the correlation of the runtime's call around it
    for (std::size_t i = 0; i < thread.size(); ++i) {
        if (thread.kind[i] != SliceKind::hostSubmit && thread.kind[i] != SliceKind::hostCall)
            continue;
        const auto [known, isNew] = calls.try_emplace(thread.name[i], Call::other);
        if (isNew)
            known->second = callOf(snapshot.name(thread.name[i]));
        if (known->second == Call::captureBegins || known->second == Call::captureEnds)
            capturing = known->second == Call::captureBegins;
        if (known->second != Call::kernelLaunch || capturing || thread.correlation[i] == -1 ||
            thread.correlation[i] == last)
            continue;
        last = thread.correlation[i];
        const auto joined = snapshot.correlations().find(thread.correlation[i]);
        const bool isThere = std::ranges::any_of(
            joined, [&snapshot](SliceRef ref) { return snapshot.m_tracks[ref.track].info.kind == TrackKind::stream; });
        if (isThere)
            missing.beforeTheLast = missing.all;
        else
            ++missing.all;
    }
    return missing;
}

} // namespace

std::int64_t countMissingKernels(const Snapshot& snapshot)
{
    const bool anyOperation = std::ranges::any_of(snapshot.m_tracks, [](const Track& track) {
        return track.info.kind == TrackKind::stream && std::ranges::any_of(track.kind, isGpuOperation);
    });
    std::unordered_map<NameId, Call> calls;
    std::int64_t count = 0;
    for (const Track& track : snapshot.m_tracks)
        if (track.info.kind == TrackKind::hostThread) {
            const Missing missing = missingOf(snapshot, track, calls);
            count += anyOperation ? missing.beforeTheLast : missing.all;
        }
    return count;
}

} // namespace streamscope::trace
