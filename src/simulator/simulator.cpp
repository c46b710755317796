// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include "program/l2_reuse.h"
#include "simulator/machine.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

/// SMs set and copy the device's own memory: they take their place among kernels, large ones every SM's.
program::KernelModel transferModel(const program::Operation& operation, const device::DeviceProfile& profile)
{
    constexpr std::int64_t bytesOfBlock = 4096;
    program::KernelModel model;
    model.blocks = std::clamp<std::int64_t>(operation.bytes / bytesOfBlock, 1, profile.sms);
    model.blocksPerSm = 1;
    model.warpsPerBlock = profile.warpsPerSm;
    model.aloneNs =
        static_cast<double>(operation.kind == workload::OperationKind::memset ? memsetNs(profile, operation)
                                                                              : copyNs(profile, operation, 0));
    return model;
}

/// Kernels as the device sees them, and which of them every operation launches; an error if one cannot run there.
struct Kernels
{
    std::vector<program::KernelModel> models;
    std::vector<std::int32_t> ofOperation;
};

Result<Kernels> prepareKernels(const program::Program& program, const device::DeviceProfile& profile)
{
    const std::vector<program::TrafficLevel> levels = program::trafficLevels(program, profile);
    std::vector<std::int32_t> known(program.launches.size() * program::TrafficLevel::count, -1);
    Kernels kernels;
    kernels.ofOperation.assign(program.operations.size(), -1);
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        if (isSetOrCopyWithinDevice(program.operations[i])) {
            kernels.ofOperation[i] = std::int32_t(kernels.models.size());
            kernels.models.push_back(transferModel(program.operations[i], profile));
            continue;
        }
        if (program.operations[i].kind != workload::OperationKind::kernel)
            continue;
        const std::size_t launchIndex = std::size_t(program.operations[i].launch);
        std::int32_t& model = known[launchIndex * program::TrafficLevel::count + levels[i].index()];
        if (model < 0) {
            const program::Launch& launch = program.launches[launchIndex];
            model = std::int32_t(kernels.models.size());
            kernels.models.push_back(program::kernelModel(launch.kernel, launch.shape, profile, levels[i].traffic()));
            if (kernels.models.back().blocksPerSm < 1)
                return Error{ErrorKind::input,
                             "",
                             program.operations[i].place < 0 ? program.place
                                                             : program.places[std::size_t(program.operations[i].place)],
                             {"simulator.kernel-does-not-fit",
                              {launch.kernel ? launch.kernel->name : "kernel", profile.deviceName}}};
        }
        kernels.ofOperation[i] = model;
    }
    return kernels;
}

} // namespace

Simulator::Simulator(device::DeviceProfile profile) : m_profile(std::move(profile)) {}

Result<backend::RunOutcome> Simulator::run(const program::Program& program, const backend::RunOptions& options,
                                           trace::EventSink* sink, std::stop_token stop)
{
    const Result<Kernels> kernels = prepareKernels(program, m_profile);
    if (!kernels)
        return kernels.error();
    Machine machine(program, m_profile, kernels->models, kernels->ofOperation, sink, options);
    const Result<Ns> makespanNs = machine.run(stop);
    if (!makespanNs)
        return makespanNs.error();
    backend::RunOutcome outcome;
    // Every repetition would be the same.
    const int repeat = std::clamp(options.repeat, 1, 10000);
    outcome.makespanNs.assign(std::size_t(repeat), *makespanNs);
    outcome.gated = options.gateNs > 0;
    outcome.gateTimeouts = machine.gateTimedOut() ? repeat : 0;
    return outcome;
}

} // namespace streamscope::simulator
