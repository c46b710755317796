// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/standard_streams.h"
#include "cli/command.h"
#include "formats/read_trace.h"
#include "formats/write_trace.h"
#include "words/sentences.h"

#include <filesystem>

namespace streamscope::cli {

namespace {

/// The same file under two names is one, too; standard input and output are two under one name.
bool isSame(const std::string& from, const std::string& to)
{
    std::error_code none;
    return (from == to && to != "-") || std::filesystem::equivalent(from, to, none);
}

Status convert(const std::string& from, const std::string& to, const Context& context)
{
    if (Status known = formats::checkEnding(to); !known)
        return known;
    if (isSame(from, to))
        return Error{ErrorKind::input, to, "", {"cli.output-is-input", {from}}};
    formats::ReadOptions options;
    options.stop = context.stop;
    const Result<trace::TracePointer> trace = formats::readTrace(from, options);
    if (!trace)
        return trace.error();
    if (to == "-")
        return writeStandardOutput(formats::traceEventJson(**trace));
    const Status written = formats::writeTrace(**trace, to, {{}, context.stop});
    if (const std::size_t samples = formats::samplesLeftOut(**trace, to); written && samples > 0)
        writeStandardErrorLine(
            "streamscope-cli: " +
            words::sentence(Error{ErrorKind::input, to, "", {"cli.left-out", {std::to_string(samples)}}},
                            context.language));
    return written;
}

} // namespace

void addConvert(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("convert", "cli.help-convert");
    auto from = std::make_shared<std::string>();
    auto to = std::make_shared<std::string>();
    command->add_option("IN", *from, "cli.help-in")->required();
    command->add_option("OUT", *to, "cli.help-out")->required();
    command->callback(
        [&context, from, to] { context.action = [&context, from, to] { return convert(*from, *to, context); }; });
}

} // namespace streamscope::cli
