// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cuda/calibrate.h"
#include "device/profiles.h"
#include "session/target.h"

namespace streamscope::cli {

namespace {

struct CalibrateArguments
{
    std::string on = "cuda";
    std::string output;
};

Status calibrateDevice(const CalibrateArguments& arguments, std::stop_token stop)
{
    const Result<session::Target> target = session::parseTarget(arguments.on);
    if (!target)
        return target.error();
    if (target->kind != session::Target::Kind::cuda)
        return Error{ErrorKind::input, {}, {}, {"cli.calibrate-needs-gpu", {arguments.on}}};
    const Result<device::DeviceProfile> profile = cuda::calibrate(target->device, {}, stop);
    if (!profile)
        return profile.error();
    const std::string json = device::profileJson(*profile);
    return arguments.output.empty() || arguments.output == "-" ? writeStandardOutput(json) : writeFile(arguments.output, json);
}

} // namespace

void addCalibrate(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("calibrate", "measures the profile of a GPU for the simulator");
    auto arguments = std::make_shared<CalibrateArguments>();
    command->add_option("--on", arguments->on, "cuda[:N]")->capture_default_str();
    command->add_option("-o,--output", arguments->output, "profile file; standard output if left out");
    command->callback([&context, arguments] {
        context.action = [&context, arguments] { return calibrateDevice(*arguments, context.stop); };
    });
}

} // namespace streamscope::cli
