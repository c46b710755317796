// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "runner/serve.h"

namespace streamscope::cli {

void addServe(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("serve", "cli.help-serve");
    command->callback([&context] {
        context.action = [&context]() -> Status {
            context.exitStatus = runner::serve(context.stop); // its errors went into the stream
            return {};
        };
    });
}

} // namespace streamscope::cli
