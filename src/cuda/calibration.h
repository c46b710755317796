// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cuda/bench.h"
#include "device/device_profile.h"

#include <map>
#include <string>
#include <vector>

namespace streamscope::cuda {

/// One calibration under way. Steps build on earlier ones: calls before latencies, latencies before rates.
class Calibration
{
public:
    explicit Calibration(int device) : m_device(device) {}

    Status measureLimits();
    Status measureClock();
    /// To be called several times, some time apart: a machine that is busy for a second must not have the last word.
    Status measureCalls();
    Status measureAllocations();
    Status measureLatencies();
    Status measureGraphs();
    Status measureTransfers();
    Status measurePageable();
    Status measureMemory();
    Status measureMissCurve();
    Status measureScheduling();
    Status measureQueues();
    /// Last: once CUPTI is attached, the process stays slower. Splits what stamps alone cannot: how long the device
    /// itself says that empty kernels and small copies take.
    Status measureWithTracer();

    device::DeviceProfile& profile() { return m_profile; }

private:
    double triadRate(std::int64_t elements);
    Result<std::vector<double>> chase(std::int64_t bytes, std::uint32_t steps);
    /// Sets a number of the profile to the median of `samples` and notes their spread under its place in the file.
    void set(double& number, const std::string& place, const std::vector<double>& samples);

    /// The same from all samples that there have been for that place.
    void addTo(double& number, const std::string& place, const std::vector<double>& samples);

    int m_device;
    device::DeviceProfile m_profile;
    Bench m_bench;
    std::map<std::string, std::vector<double>> m_samples; ///< by place
};

} // namespace streamscope::cuda
