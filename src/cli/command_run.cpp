// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/comparison_json.h"
#include "cli/output.h"
#include "formats/write_trace.h"
#include "session/runner_client.h"
#include "words/sentences.h"

namespace streamscope::cli {

namespace {

struct RunCommandArguments : RunArguments
{
    std::string layout;
    std::string output;
    bool hasOutput = false;
    double pace = 0;
    bool blocks = false;
};

/// `-o -`: the runner's stream of a traced run, passed on as it comes.
Status streamRun(const session::RunRequest& request, const std::stop_token& stop)
{
    Status written;
    std::stop_source unheard;
    formats::StreamWriter writer([&](std::string_view lines) {
        if (written)
            written = writeStandardOutput(lines);
        if (!written)
            unheard.request_stop();
    });
    const std::stop_callback passOn(stop, [&unheard] { unheard.request_stop(); });

    session::Conversation conversation;
    conversation.via = request.target.via;
    conversation.request = session::requestLine(request, request.layouts, "cupti");
    bool saidHello = false;
    conversation.onHello = [&](const nlohmann::json& hello) {
        saidHello = true;
        const auto part = [&](const char* key) { return hello.contains(key) ? hello[key] : nlohmann::json(); };
        nlohmann::json origin = hello;
        for (const char* key : {"type", "protocol", "version", "device", "profile"})
            origin.erase(key);
        writer.hello(hello.value("version", ""), part("device"), part("profile"), origin);
    };
    conversation.onProgress = [&](double share, const std::string& phase) { writer.progress(share, phase); };
    conversation.onEvents = [&] { writer.flush(); };
    const Result<session::RunnerReply> reply = session::converse(conversation, writer, unheard.get_token());
    if (!written)
        return written;
    if (!reply) {
        if (!saidHello) // readers skip what comes before it
            writer.hello(STREAMSCOPE_VERSION, nullptr, nullptr);
        writer.error(reply.error());
        writer.flush();
        return reply.error();
    }
    for (const nlohmann::json& result : reply->results)
        writer.result(result);
    writer.flush();
    return written;
}

/// The trace of a run that failed, for whoever asked for a file.
void keep(const trace::Trace& arrived, const std::string& path, const std::string& language)
{
    Error said{ErrorKind::run, path, "", {"cli.kept", {std::to_string(arrived.sliceCount())}}};
    if (const Status written = formats::writeTrace(arrived, path); !written)
        said = written.error();
    writeStandardErrorLine("streamscope-cli: " + words::sentence(said, language));
}

Status run(const RunCommandArguments& arguments, const Context& context)
{
    if (arguments.hasOutput && arguments.output.empty())
        return Error{ErrorKind::input, "-o", "", {"cli.file-name-empty", {}}};
    Result<session::RunRequest> request = oneLayoutRequest(arguments, arguments.layout);
    if (!request)
        return request.error();
    request->pace = arguments.pace;
    request->blocks = arguments.blocks;
    if (arguments.output == "-")
        return streamRun(*request, context.stop);
    session::RunListener listener;
    if (!arguments.output.empty()) {
        if (Status known = formats::checkEnding(arguments.output); !known)
            return known;
        listener.onBroken = [&](std::size_t, trace::TracePointer arrived) {
            keep(*arrived, arguments.output, context.language);
        };
    }
    const Result<analysis::Comparison> comparison = session::run(*request, listener, context.stop);
    if (!comparison)
        return comparison.error();
    if (!arguments.output.empty() && comparison->layouts.front().trace)
        return formats::writeTrace(*comparison->layouts.front().trace, arguments.output);
    return writeStandardOutput(comparisonTable(*comparison, context.language));
}

/// 0 to `greatest`; unlike CLI::Range it takes nothing that is no number for one.
CLI::Validator rateLimits(const std::string& shown, double greatest)
{
    return CLI::Validator(
        [greatest](std::string& text) {
            double value = -1;
            const bool fits = CLI::detail::lexical_cast(text, value) && value >= 0 && value <= greatest;
            return std::string(fits ? "" : "beyond");
        },
        shown, "limits");
}

} // namespace

void addRun(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("run", "cli.help-run");
    auto arguments = std::make_shared<RunCommandArguments>();
    command->add_option("EXPERIMENT", arguments->experiment, "cli.help-experiment")->required();
    command->add_option("--layout", arguments->layout, "cli.help-layout");
    addTargetOptions(*command, *arguments);
    command->add_option("--repeat", arguments->repeat, "cli.help-repeat")
        ->check(CLI::Range(1, 100000, "1..100000"))
        ->capture_default_str();
    command->add_option("--pace", arguments->pace, "cli.help-pace")
        ->check(rateLimits("0..1000000000", 1e9))
        ->capture_default_str();
    command->add_flag("--blocks", arguments->blocks, "cli.help-blocks");
    command->add_option("-o,--output", arguments->output, "cli.help-output");
    command->callback([&context, command, arguments] {
        arguments->hasOutput = command->count("--output") > 0;
        context.action = [&context, arguments] { return run(*arguments, context); };
    });
}

} // namespace streamscope::cli
