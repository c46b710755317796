// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "device/device_profile.h"
#include "program/kernel_model.h"

#include <vector>

namespace streamscope::simulator {

/// The SMs: hands blocks of kernels out and says when kernels are fully dispatched and when they have ended.
class ComputeEngine
{
public:
    ComputeEngine(const device::DeviceProfile& profile, const std::vector<program::KernelModel>& models);

    /// A kernel has come to the head of its stream. `priority` 0 is the highest.
    void submit(std::int32_t command, std::int32_t model, int priority, Ns now);

    /// When the next block ends; farNs if nothing runs.
    Ns nextNs() const { return m_nextNs; }

    /// Works up to `now`, which is at most nextNs(). Fills started, dispatched and finished.
    void advance(Ns now);

    std::vector<std::int32_t> started, dispatched, finished; ///< commands, for the caller to take and clear

private:
    struct Running
    {
        std::int32_t command = -1;
        Ns endNs = 0;
    };

    const device::DeviceProfile& m_profile;
    const std::vector<program::KernelModel>& m_models;
    std::vector<Running> m_running;
    Ns m_nextNs;
};

} // namespace streamscope::simulator
