// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "session/layout_result.h"
#include "session/replay.h"
#include "session/runs.h"
#include "trace/trace_builder.h"

#include <nlohmann/json.hpp>
#include <fmt/format.h>

namespace streamscope::session {

namespace {

std::string metadataText(const trace::Trace& recording, const char* key)
{
    const auto found = recording.info().metadata.find(key);
    if (found == recording.info().metadata.end())
        return {};
    const auto value = nlohmann::json::parse(found->second, nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// The values the recording was made with; what the request asks for must be the same.
Result<workload::ParameterValues> recordedValues(const RunRequest& request, const trace::Trace& recording)
{
    workload::ParameterValues values;
    const auto text = recording.info().metadata.find("parameters");
    if (text != recording.info().metadata.end()) {
        const auto parsed = nlohmann::json::parse(text->second, nullptr, false);
        if (parsed.is_object())
            for (const auto& [name, value] : parsed.items())
                if (value.is_number())
                    values[name] = value.get<double>();
    }
    for (const auto& [name, value] : request.values) {
        const auto recorded = values.find(name);
        if (recorded != values.end() && recorded->second != value)
            return Error{ErrorKind::input, "--set", "",
                         {"session.recorded-otherwise", {name, fmt::format("{}", recorded->second), fmt::format("{}", value)}}};
        values[name] = value;
    }
    return values;
}

/// Plays the recording into a builder of its own, so that the listener sees it grow as a run would.
Status playLive(const RunRequest& request, const RunListener& listener, std::size_t layout,
                const trace::TracePointer& recording, const program::Program& program, const std::stop_token& stop)
{
    trace::TraceBuilder builder;
    builder.info() = recording->info();
    ReplayBackend replay(recording, request.pace);
    backend::RunOptions options;
    options.onProgress = [&](double share) {
        listener.onTrace(layout, builder.snapshot());
        if (listener.onProgress)
            listener.onProgress(share, "replaying");
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
    comparison.provenance = trace::Provenance::recorded;
    for (std::size_t i = 0; i < names->size(); ++i) {
        Result<trace::TracePointer> recording = openRecording(request.target.file, (*names)[i], stop);
        if (!recording)
            return recording.error();
        const trace::Trace& recorded = **recording;
        if (const std::string of = metadataText(recorded, "experiment"); !of.empty() && of != request.experiment.name())
            return Error{ErrorKind::input, request.target.file, "", {"session.recording-of-other", {request.experiment.name(), of}}};
        if (const std::string of = metadataText(recorded, "layout"); !of.empty() && of != (*names)[i])
            return Error{ErrorKind::input, request.target.file, "", {"session.recording-of-layout", {(*names)[i], of}}};

        RunRequest one = request;
        one.layouts = {(*names)[i]};
        Result<workload::ParameterValues> values = recordedValues(request, recorded);
        if (!values)
            return values.error();
        one.values = std::move(*values);
        std::optional<device::DeviceProfile> profile;
        if (const std::string name = metadataText(recorded, "profile"); !name.empty())
            if (Result<device::DeviceProfile> found = device::findProfile(name))
                profile = std::move(*found);
        const Result<std::vector<PreparedLayout>> prepared =
            prepare(one, profile ? 10 * profile->computeMajor + profile->computeMinor : 90);
        if (!prepared)
            return prepared.error();

        if (listener.onTrace && request.pace > 0)
            if (Status played = playLive(one, listener, i, *recording, prepared->front().program, stop); !played)
                return played.error();
        const backend::RunOutcome outcome = recordedOutcome(recorded);
        comparison.layouts.push_back(
            layoutResult(prepared->front(), outcome, *recording, profile ? &*profile : nullptr));
        if (recorded.info().makespanNs >= 0 && recorded.info().unprofiledNs >= 0)
            comparison.layouts.back().tracedMakespanNs = recorded.info().makespanNs;
        comparison.device = recorded.info().deviceName;
        comparison.repeat = std::max(comparison.repeat, static_cast<int>(outcome.makespanNs.size()));
        if (listener.onTrace)
            listener.onTrace(i, *recording);
    }
    return comparison;
}

} // namespace streamscope::session
