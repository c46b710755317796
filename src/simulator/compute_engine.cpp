// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/compute_engine.h"

#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {

ComputeEngine::ComputeEngine(const device::DeviceProfile& profile, const std::vector<program::KernelModel>& models)
    : m_profile(profile), m_models(models), m_nextNs(farNs)
{
}

void ComputeEngine::submit(std::int32_t command, std::int32_t model, int, Ns now)
{
    const Ns endNs = now + std::max<Ns>(toNs(program::aloneNs(m_models[std::size_t(model)], m_profile)), 1);
    m_running.push_back({command, endNs});
    m_nextNs = std::min(m_nextNs, endNs);
    started.push_back(command);
    dispatched.push_back(command);
}

void ComputeEngine::advance(Ns now)
{
    m_nextNs = farNs;
    std::size_t kept = 0;
    for (const Running& running : m_running) {
        if (running.endNs <= now) {
            finished.push_back(running.command);
        } else {
            m_nextNs = std::min(m_nextNs, running.endNs);
            m_running[kept++] = running;
        }
    }
    m_running.resize(kept);
}

} // namespace streamscope::simulator
