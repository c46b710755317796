// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/place.h"

#include "cuda/cuda_backend.h"
#include "device/profiles.h"
#include "formats/stream_origin.h"
#include "session/prepare.h"
#include "session/replay.h"
#include "session/runs.h"
#include "simulator/simulator.h"

namespace streamscope::runner {

namespace {

using Made = Result<std::unique_ptr<backend::Backend>>;

nlohmann::json profileOrNull(const std::string& name)
{
    if (name.empty())
        return nullptr;
    const Result<device::DeviceProfile> profile = device::findProfile(name);
    return profile ? nlohmann::json::parse(device::profileJson(*profile), nullptr, false) : nlohmann::json();
}

nlohmann::json deviceJson(const cuda::CudaDevice& gpu)
{
    trace::RecordedDevice facts;
    facts.id = gpu.index;
    facts.name = gpu.name;
    facts.computeMajor = gpu.computeMajor;
    facts.computeMinor = gpu.computeMinor;
    facts.sms = gpu.sms;
    facts.memoryBytes = gpu.memoryBytes;
    facts.sharedBytesPerSm = gpu.sharedBytesPerSm;
    facts.registersPerSm = gpu.registersPerSm;
    facts.threadsPerSm = gpu.threadsPerSm;
    facts.clockHz = gpu.clockHz;
    facts.dramBytesPerSecond = gpu.dramBytesPerSecond;
    nlohmann::json json = formats::deviceJson(facts);
    json.update({{"uuid", gpu.uuid},
                 {"compute_capability", gpu.computeCapability()},
                 {"l2_bytes", gpu.l2Bytes},
                 {"driver", gpu.driverVersion},
                 {"runtime", gpu.runtimeVersion},
                 {"cupti", gpu.cupti},
                 {"profile", gpu.deviceProfile}});
    return json;
}

Result<Place> simulatorPlace(const std::string& profileName)
{
    Result<device::DeviceProfile> profile = device::findProfile(profileName);
    if (!profile)
        return profile.error();
    Place place;
    place.computeCapability = 10 * profile->computeMajor + profile->computeMinor;
    place.memoryBytes = profile->memoryBytes;
    session::describe(place.origin, *profile);
    place.device = formats::deviceJson(place.origin.devices.front());
    place.device["compute_capability"] = place.computeCapability;
    place.device["cupti"] = true;
    place.profile = nlohmann::json::parse(device::profileJson(*profile), nullptr, false);
    place.makeBackend = [profile = std::move(*profile)]() -> Made {
        return std::unique_ptr<backend::Backend>(std::make_unique<simulator::Simulator>(profile));
    };
    return place;
}

Result<Place> replayPlace(const session::RunRequest& run, std::stop_token stop)
{
    const Result<std::vector<std::string>> layouts = session::requestedLayouts(run);
    if (!layouts)
        return layouts.error();
    Result<trace::TracePointer> recording = session::openRecording(run.target.file, layouts->front(), std::move(stop));
    if (!recording)
        return recording.error();
    Place place;
    place.origin = (*recording)->info();
    place.origin.provenance = session::replayedProvenance(**recording);
    if (!place.origin.devices.empty())
        place.device = formats::deviceJson(place.origin.devices.front());
    place.device["name"] = place.origin.deviceName;
    place.device["cupti"] = true;
    place.profile = profileOrNull(session::recordedText(**recording, "profile"));
    place.makeBackend = [recording = std::move(*recording), pace = run.pace]() -> Made {
        return std::unique_ptr<backend::Backend>(std::make_unique<session::ReplayBackend>(recording, pace));
    };
    return place;
}

Result<Place> cudaPlace(const Request& request, std::function<void(const Error&)> expired)
{
    // The variables depend on the layout alone, so any compute capability will do to lower it before asking.
    const Result<std::vector<session::PreparedLayout>> layouts = session::prepare(*request.run, 90);
    if (!layouts)
        return layouts.error();
    if (!layouts->empty())
        cuda::prepareEnvironment(layouts->front().program, request.run->moduleLoading);
    const Result<std::vector<cuda::CudaDevice>> gpus = cuda::cudaDevices();
    if (!gpus)
        return gpus.error();
    for (const cuda::CudaDevice& gpu : *gpus) {
        if (gpu.index != request.run->target.device)
            continue;
        Place place;
        place.origin.provenance = trace::Provenance::measuredNow;
        place.device = deviceJson(gpu);
        place.profile = profileOrNull(gpu.deviceProfile);
        place.computeCapability = gpu.computeCapability();
        place.memoryBytes = gpu.memoryBytes;
        place.makeBackend = [index = gpu.index, limitNs = request.hangLimitNs, expired = std::move(expired)] {
            return cuda::makeCudaBackend(index, {limitNs, expired});
        };
        place.lockKey = lockKey(gpu);
        return place;
    }
    return Error{ErrorKind::device,
                 "--on",
                 "",
                 {"runner.no-such-gpu", {std::to_string(request.run->target.device), std::to_string(gpus->size())}}};
}

} // namespace

std::string lockKey(const cuda::CudaDevice& gpu)
{
    return gpu.uuid.empty() ? std::to_string(gpu.index) : gpu.uuid;
}

Result<Place> findPlace(const Request& request, std::function<void(const Error&)> expired, std::stop_token stop)
{
    switch (request.run->target.kind) {
    case session::Target::Kind::simulator:
        return simulatorPlace(request.run->target.profile);
    case session::Target::Kind::replay:
        return replayPlace(*request.run, std::move(stop));
    case session::Target::Kind::cuda:
        return cudaPlace(request, std::move(expired));
    }
    return Place{};
}

Result<nlohmann::json> gpusJson()
{
    const Result<std::vector<cuda::CudaDevice>> gpus = cuda::cudaDevices();
    if (!gpus)
        return gpus.error();
    nlohmann::json list = nlohmann::json::array();
    for (const cuda::CudaDevice& gpu : *gpus)
        list.push_back(deviceJson(gpu));
    return nlohmann::json{{"gpus", std::move(list)}};
}

} // namespace streamscope::runner
