// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/calibrate.h"

#include "cuda/calibration.h"
#include "cuda/check.h"
#include "cuda/clock.h"
#include "cuda/clocks.h"
#include "cuda/cuda_backend.h"
#include "device/fits.h"
#include "device/profiles.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <fmt/format.h>
#include <iterator>
#include <thread>

namespace streamscope::cuda {

namespace {

/// "NVIDIA H200" → "h200".
std::string shortName(const std::string& deviceName)
{
    std::string name;
    for (const char c : deviceName.substr(deviceName.rfind("NVIDIA ", 0) == 0 ? 7 : 0))
        name += std::isalnum(static_cast<unsigned char>(c))
                    ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                    : '-';
    return name;
}

int fp32LanesPerSm(int major, int minor)
{
    return (major == 6 && minor == 0) || major == 7 || (major == 8 && minor == 0) ? 64 : 128;
}

} // namespace

void Calibration::set(double& number, const std::string& place, const std::vector<double>& samples)
{
    const Spread spread = spreadOf(samples);
    number = std::max(spread.median, 0.0);
    m_profile.spread[place] = {spread.low, spread.high};
}

void Calibration::addTo(double& number, const std::string& place, const std::vector<double>& samples)
{
    std::vector<double>& all = m_samples[place];
    all.insert(all.end(), samples.begin(), samples.end());
    set(number, place, all);
}

Status Calibration::measureLimits()
{
    Result<std::vector<CudaDevice>> devices = cudaDevices();
    if (!devices)
        return devices.error();
    const CudaDevice& found = (*devices)[std::size_t(m_device)];
    device::DeviceProfile& p = m_profile;
    p.name = shortName(found.name);
    p.deviceName = found.name;
    p.source = device::ProfileSource::measured;
    p.sourceNote =
        fmt::format("streamscope-cli calibrate; CUDA {}.{}, driver for {}.{}", found.runtimeVersion / 1000,
                    found.runtimeVersion % 1000 / 10, found.driverVersion / 1000, found.driverVersion % 1000 / 10);
    const auto attribute = [this](cudaDeviceAttr which) {
        int value = 0;
        cudaDeviceGetAttribute(&value, which, m_device);
        return value;
    };
    p.computeMajor = found.computeMajor;
    p.computeMinor = found.computeMinor;
    p.sms = found.sms;
    p.warpsPerSm = attribute(cudaDevAttrMaxThreadsPerMultiProcessor) / 32;
    p.blocksPerSm = attribute(cudaDevAttrMaxBlocksPerMultiprocessor);
    p.registersPerSm = attribute(cudaDevAttrMaxRegistersPerMultiprocessor);
    p.sharedBytesPerSm = attribute(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
    p.sharedBytesPerBlock = attribute(cudaDevAttrMaxSharedMemoryPerBlockOptin);
    p.l2Bytes = found.l2Bytes;
    p.memoryBytes = found.memoryBytes;
    p.copyEngines = attribute(cudaDevAttrAsyncEngineCount);
    p.residentGrids = found.computeCapability() >= 75 || found.computeCapability() == 70 ? 128 : 32;
    p.fp32LanesPerSm = fp32LanesPerSm(found.computeMajor, found.computeMinor);
    STREAMSCOPE_CUDA_TRY(cudaDeviceGetStreamPriorityRange(&p.leastPriority, &p.greatestPriority));
    p.origin = {{"calls", "measured"},
                {"latencies", "measured"},
                {"limits", "driver"},
                {"limits/connections", "measured"},
                {"limits/implicit_sync_rules", "measured"},
                {"limits/launch_queue_depth", "measured"},
                {"limits/sm_order", "measured"},
                {"model/l2_keeps_share", "measured"},
                {"model/l2_loses_share", "measured"},
                {"rates", "measured"},
                {"rates/fp32_lanes_per_sm", "datasheet"},
                {"transfers", "measured"}};
    return {};
}

Status Calibration::measureClock()
{
    BenchStream stream;
    // Fill the device with dependent multiply-adds for a quarter of a second; the clock settles under load.
    kernels::KernelArguments arguments;
    arguments.parameters[0] = m_profile.sms * 8;
    arguments.parameters[1] = 256;
    arguments.parameters[2] = 100'000;
    for (int i = 0; i < 250; ++i)
        STREAMSCOPE_CUDA_TRY(kernels::launch(*kernels::findKernel("fma"),
                                             {dim3(unsigned(m_profile.sms) * 8), dim3(256), 0}, arguments, stream));
    std::vector<double> clocks;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    while (cudaStreamQuery(stream) == cudaErrorNotReady) {
        if (const std::optional<GpuState> state = gpuState(m_device); state && state->smClockHz > 0)
            clocks.push_back(state->smClockHz);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    STREAMSCOPE_CUDA_TRY(cudaStreamSynchronize(stream));
    if (clocks.empty()) { // no management library: the greatest clock
        int kilohertz = 0;
        cudaDeviceGetAttribute(&kilohertz, cudaDevAttrClockRate, m_device);
        clocks.push_back(kilohertz * 1e3);
    }
    set(m_profile.clockHz, "rates/clock_hz", clocks);
    return {};
}

Result<device::DeviceProfile>
calibrate(int device, const std::function<void(double share, const std::string& what)>& progress, std::stop_token stop)
{
    Result<std::vector<CudaDevice>> devices = cudaDevices();
    if (!devices)
        return devices.error();
    if (device < 0 || device >= int(devices->size()))
        return Error{ErrorKind::device,
                     {},
                     {},
                     {"cuda.no-such-device", {std::to_string(device), std::to_string(devices->size())}}};
    STREAMSCOPE_CUDA_TRY(cudaSetDevice(device));
    Calibration calibration(device);
    struct Step
    {
        const char* what;
        Status (Calibration::*run)();
    };
    const Step steps[] = {
        {"limits", &Calibration::measureLimits},       {"clock", &Calibration::measureClock},
        {"calls", &Calibration::measureCalls},         {"allocations", &Calibration::measureAllocations},
        {"latencies", &Calibration::measureLatencies}, {"graphs", &Calibration::measureGraphs},
        {"transfers", &Calibration::measureTransfers}, {"pageable transfers", &Calibration::measurePageable},
        {"memory", &Calibration::measureMemory},       {"L2 misses", &Calibration::measureMissCurve},
        {"calls again", &Calibration::measureCalls},   {"scheduling", &Calibration::measureScheduling},
        {"queues", &Calibration::measureQueues},       {"calls once more", &Calibration::measureCalls},
        {"tracer", &Calibration::measureWithTracer},
    };
    for (std::size_t i = 0; i < std::size(steps); ++i) {
        if (stop.stop_requested())
            return Error{ErrorKind::cancelled, {}, {}, {"cuda.cancelled", {}}};
        if (progress)
            progress(double(i) / double(std::size(steps)), steps[i].what);
        if (Status done = (calibration.*steps[i].run)(); !done)
            return done.error();
        STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
    }
    device::DeviceProfile& profile = calibration.profile();
    if (const std::optional<device::DeviceProfile> fitted = device::fitsFor(profile))
        device::adoptFits(profile, *fitted);
    if (progress)
        progress(1, "");
    return profile;
}

} // namespace streamscope::cuda
