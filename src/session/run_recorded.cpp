// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "session/layout_result.h"
#include "session/replay.h"
#include "session/runs.h"
#include "trace/trace_builder.h"

#include <algorithm>
#include <fmt/format.h>

namespace streamscope::session {

namespace {

/// The values the recording was made with; what the request asks for must be the same.
Result<workload::ParameterValues> recordedValues(const RunRequest& request, const trace::Trace& recording)
{
    workload::ParameterValues values = recordedParameters(recording);
    for (const auto& [name, value] : request.values) {
        const auto recorded = values.find(name);
        if (recorded != values.end() && recorded->second != value)
            return Error{
                ErrorKind::input,
                "--set",
                "",
                {"session.recorded-otherwise", {name, fmt::format("{}", recorded->second), fmt::format("{}", value)}}};
        values[name] = value;
    }
    return values;
}

/// Plays the recording into a builder of its own, so that the listener sees it grow as a run would. It is one of
/// `layouts`.
Status playLive(const RunRequest& request, const RunListener& listener, std::size_t layout, std::size_t layouts,
                const trace::TracePointer& recording, const program::Program& program, const std::stop_token& stop)
{
    trace::TraceBuilder builder;
    builder.info() = recording->info();
    ReplayBackend replay(recording, request.pace);
    backend::RunOptions options;
    options.onProgress = [&](double share) {
        listener.onTrace(layout, builder.snapshot());
        if (listener.onProgress)
            listener.onProgress((static_cast<double>(layout) + share) / static_cast<double>(layouts), "replaying");
    };
    const Result<backend::RunOutcome> played = replay.run(program, options, &builder, stop);
    return played ? Status() : Status(played.error());
}

} // namespace

Result<analysis::Comparison> runRecorded(const RunRequest& request, const RunListener& listener, std::stop_token stop)
{
    const Result<std::vector<std::string>> names = requestedLayouts(request);
    if (!names)
        return names.error();
    analysis::Comparison comparison;
    comparison.experiment = request.experiment.name();
    comparison.backend = request.target.text();
    for (std::size_t i = 0; i < names->size(); ++i) {
        Result<trace::TracePointer> recording = openRecording(request.target.file, (*names)[i], stop);
        if (!recording)
            return recording.error();
        const trace::Trace& recorded = **recording;
        if (const std::string of = recordedText(recorded, "experiment"); !of.empty() && of != request.experiment.name())
            return Error{ErrorKind::input,
                         request.target.file,
                         "",
                         {"session.recording-of-other", {request.experiment.name(), of}}};
        if (const std::string of = recordedText(recorded, "layout"); !of.empty() && of != (*names)[i])
            return Error{ErrorKind::input, request.target.file, "", {"session.recording-of-layout", {(*names)[i], of}}};

        RunRequest one = request;
        one.layouts = {(*names)[i]};
        Result<workload::ParameterValues> values = recordedValues(request, recorded);
        if (!values)
            return values.error();
        one.values = std::move(*values);
        std::optional<device::DeviceProfile> profile;
        if (const std::string name = recordedText(recorded, "profile"); !name.empty())
            if (Result<device::DeviceProfile> found = device::findProfile(name))
                profile = std::move(*found);
        const Result<std::vector<PreparedLayout>> prepared =
            prepare(one, profile ? 10 * profile->computeMajor + profile->computeMinor : 90);
        if (!prepared)
            return prepared.error();

        if (listener.onTrace && request.pace > 0)
            if (Status played = playLive(one, listener, i, names->size(), *recording, prepared->front().program, stop);
                !played)
                return played.error();
        const backend::RunOutcome outcome = recordedOutcome(recorded);
        comparison.layouts.push_back(
            layoutResult(prepared->front(), outcome, *recording, profile ? &*profile : nullptr));
        if (recorded.info().makespanNs >= 0 && recorded.info().unprofiledNs >= 0)
            comparison.layouts.back().tracedMakespanNs = recorded.info().makespanNs;
        comparison.device = recorded.info().deviceName;
        comparison.provenance = replayedProvenance(recorded);
        if (profile && comparison.provenance != trace::Provenance::recorded)
            comparison.modelError = std::max(profile->modelErrorMedian, 0.0);
        comparison.repeat = std::max(comparison.repeat, static_cast<int>(outcome.makespanNs.size()));
        if (listener.onTrace)
            listener.onTrace(i, *recording);
    }
    return comparison;
}

} // namespace streamscope::session
