// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <CLI/CLI.hpp>
#include <string>

namespace streamscope::cli {

/// Commands and options describe themselves by message ids: from here on by sentences, so that --help speaks
/// `language`. Call once all commands are added.
void describe(CLI::App& app, const std::string& language);

/// What was expected and found, and at which option, where the line cannot be understood.
Error usageError(const CLI::App& app, const CLI::ParseError& problem, const std::string& language);

} // namespace streamscope::cli
