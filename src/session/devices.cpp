// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "session/layout_result.h"
#include "session/replay.h"
#include "session/runner_client.h"
#include "session/target.h"

#include <nlohmann/json.hpp>

namespace streamscope::session {

namespace {

DeviceEntry simulatedDevice(const std::string& name)
{
    DeviceEntry entry;
    entry.target.profile = name;
    Result<device::DeviceProfile> profile = device::findProfile(name);
    if (!profile) {
        entry.available = false;
        entry.note = profile.error().message;
        return entry;
    }
    entry.name = profile->deviceName;
    const bool checked = simulatedProvenance(*profile) == trace::Provenance::simulatedChecked;
    entry.note = {checked                                              ? "session.profile-checked"
                  : profile->source == device::ProfileSource::measured ? "session.profile-measured"
                                                                       : "session.profile-datasheet",
                  {}};
    entry.profile = std::move(*profile);
    return entry;
}

DeviceEntry recordedDevice(const RecordingSet& set)
{
    DeviceEntry entry;
    entry.target.kind = Target::Kind::replay;
    entry.target.file = set.name;
    entry.name = set.deviceName;
    entry.note = {"session.recording-of", {set.experiment, set.parameters}};
    return entry;
}

DeviceEntry gpuEntry(const nlohmann::json& gpu, const std::string& via)
{
    DeviceEntry entry;
    entry.target.kind = Target::Kind::cuda;
    entry.target.device = gpu.value("index", 0);
    entry.target.via = via;
    entry.name = gpu.value("name", "");
    entry.note = {gpu.value("cupti", false) ? "session.gpu-here" : "session.gpu-without-cupti", {}};
    if (const std::string name = gpu.value("profile", ""); !name.empty())
        if (Result<device::DeviceProfile> profile = device::findProfile(name))
            entry.profile = std::move(*profile);
    return entry;
}

} // namespace

std::vector<DeviceEntry> devices(const std::string& via)
{
    std::vector<DeviceEntry> entries;
    for (const std::string& name : device::profileNames())
        entries.push_back(simulatedDevice(name));
    for (const RecordingSet& set : builtInRecordings())
        entries.push_back(recordedDevice(set));

    trace::TraceBuilder unused;
    Conversation conversation;
    conversation.via = via;
    conversation.request = {{"protocol", formats::protocolVersion}, {"query", "devices"}};
    const Result<RunnerReply> reply = converse(conversation, unused, {});
    if (!reply) {
        DeviceEntry entry;
        entry.target.kind = Target::Kind::cuda;
        entry.target.via = via;
        entry.available = false;
        entry.note = reply.error().message;
        entries.push_back(std::move(entry));
        return entries;
    }
    for (const nlohmann::json& result : reply->results)
        for (const nlohmann::json& gpu : result.value("gpus", nlohmann::json::array()))
            entries.push_back(gpuEntry(gpu, via));
    return entries;
}

} // namespace streamscope::session
