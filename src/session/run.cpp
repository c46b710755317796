// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/run.h"

#include "session/layout_result.h"
#include "session/runs.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace streamscope::session {

void describe(trace::TraceInfo& info, const RunRequest& request, const std::string& layout)
{
    const auto text = [](const std::string& value) {
        return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    };
    info.title = request.experiment.name() + " · " + layout;
    info.metadata["experiment"] = text(request.experiment.name());
    info.metadata["layout"] = text(layout);
    nlohmann::json values = nlohmann::json::object();
    for (const workload::Parameter& parameter : request.experiment.parameters("en"))
        values[parameter.name] = parameter.value;
    for (const auto& [name, value] : request.values)
        values[name] = value;
    info.metadata["parameters"] = values.dump();
}

void describe(trace::TraceInfo& info, const device::DeviceProfile& profile)
{
    trace::RecordedDevice device;
    device.name = profile.deviceName;
    device.computeMajor = profile.computeMajor;
    device.computeMinor = profile.computeMinor;
    device.sms = profile.sms;
    device.memoryBytes = profile.memoryBytes;
    device.sharedBytesPerSm = profile.sharedBytesPerSm;
    device.registersPerSm = profile.registersPerSm;
    device.threadsPerSm = 32 * profile.warpsPerSm;
    device.clockHz = profile.clockHz;
    device.dramBytesPerSecond = profile.dramBytesPerSecond;
    info.deviceName = profile.deviceName;
    info.devices = {device};
    info.provenance = simulatedProvenance(profile);
    info.metadata["profile"] = nlohmann::json(profile.name).dump();
    if (info.provenance == trace::Provenance::simulatedChecked)
        info.metadata["model_error"] = nlohmann::json(profile.modelErrorMedian).dump();
}

Result<analysis::Comparison> run(const RunRequest& request, const RunListener& listener, std::stop_token stop)
{
    using Way = Result<analysis::Comparison> (*)(const RunRequest&, const RunListener&, std::stop_token);
    Way way = &runSimulated;
    if (request.target.kind == Target::Kind::replay)
        way = &runRecorded;
    else if (request.target.kind == Target::Kind::cuda || !request.target.via.empty())
        way = &runOnHardware;
    Result<analysis::Comparison> comparison = way(request, listener, stop);
    if (comparison)
        analysis::judge(*comparison);
    return comparison;
}

} // namespace streamscope::session
