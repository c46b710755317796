// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include "simulator/machine.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

/// Kernels as the device sees them; an error if one cannot run there.
Result<std::vector<program::KernelModel>> prepareKernels(const program::Program& program,
                                                         const device::DeviceProfile& profile)
{
    std::vector<program::KernelModel> models;
    models.reserve(program.launches.size());
    for (const program::Launch& launch : program.launches) {
        models.push_back(program::kernelModel(launch.kernel, launch.shape, profile));
        if (models.back().blocksPerSm < 1)
            return Error{ErrorKind::run, "", "",
                         {"simulator.kernel-does-not-fit",
                          {launch.kernel ? launch.kernel->name : "kernel", profile.deviceName}}};
    }
    return models;
}

} // namespace

Simulator::Simulator(device::DeviceProfile profile) : m_profile(std::move(profile)) {}

Result<backend::RunOutcome> Simulator::run(const program::Program& program, const backend::RunOptions& options,
                                           trace::EventSink* sink, std::stop_token stop)
{
    const Result<std::vector<program::KernelModel>> models = prepareKernels(program, m_profile);
    if (!models)
        return models.error();
    Machine machine(program, m_profile, *models, sink, options.blocks);
    const Result<Ns> makespanNs = machine.run(stop);
    if (!makespanNs)
        return makespanNs.error();
    backend::RunOutcome outcome;
    // Every repetition would be the same.
    outcome.makespanNs.assign(std::size_t(std::clamp(options.repeat, 1, 10000)), *makespanNs);
    return outcome;
}

} // namespace streamscope::simulator
