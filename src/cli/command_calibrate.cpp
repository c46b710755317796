// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/queue_lock.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cuda/calibrate.h"
#include "cuda/cuda_backend.h"
#include "device/profiles.h"
#include "runner/place.h"
#include "session/target.h"

namespace streamscope::cli {

namespace {

struct CalibrateArguments
{
    std::string on = "cuda";
    std::string output;
};

/// Nobody else's run may disturb the measurement, nor be disturbed.
Result<QueueLock> waitForGpu(int device, std::stop_token stop)
{
    const Result<std::vector<cuda::CudaDevice>> gpus = cuda::cudaDevices();
    if (!gpus)
        return gpus.error();
    for (const cuda::CudaDevice& gpu : *gpus)
        if (gpu.index == device)
            return QueueLock::take(runner::lockKey(gpu), {}, std::move(stop));
    return Error{
        ErrorKind::device, "--on", "", {"runner.no-such-gpu", {std::to_string(device), std::to_string(gpus->size())}}};
}

Status calibrateDevice(const CalibrateArguments& arguments, std::stop_token stop)
{
    const Result<session::Target> target = session::parseTarget(arguments.on);
    if (!target)
        return target.error();
    if (target->kind != session::Target::Kind::cuda)
        return Error{ErrorKind::input, {}, {}, {"cli.calibrate-needs-gpu", {arguments.on}}};
    const Result<QueueLock> turn = waitForGpu(target->device, stop);
    if (!turn)
        return turn.error();
    const Result<device::DeviceProfile> profile = cuda::calibrate(target->device, {}, stop);
    if (!profile)
        return profile.error();
    const std::string json = device::profileJson(*profile);
    return arguments.output.empty() || arguments.output == "-" ? writeStandardOutput(json)
                                                               : writeFile(arguments.output, json);
}

} // namespace

void addCalibrate(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("calibrate", "cli.help-calibrate");
    auto arguments = std::make_shared<CalibrateArguments>();
    command->add_option("--on", arguments->on, "cli.help-on-gpu")->capture_default_str();
    command->add_option("-o,--output", arguments->output, "cli.help-profile");
    command->callback([&context, arguments] {
        context.action = [&context, arguments] { return calibrateDevice(*arguments, context.stop); };
    });
}

} // namespace streamscope::cli
