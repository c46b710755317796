// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/runner_client.h"

#include "base/process.h"
#include "session/run.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace streamscope::session {

namespace {

constexpr int helloPatienceMs = 60'000;   ///< a local runner says hello at once; initialising a driver takes seconds
constexpr int silencePatienceMs = 30'000; ///< a living runner sends a heartbeat a second
constexpr int cancelPatienceMs = 1'000;   ///< a runner answers a cancellation within 100 ms
constexpr int endPatienceMs = 2'000;
constexpr std::size_t mostBeforeHello = 1 << 20; ///< bytes; a banner of ssh is shorter, what says more is no runner

std::string lastLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

Error cancelled()
{
    return {ErrorKind::cancelled, "", "", {"session.cancelled", {}}};
}

/// Why a runner that gave neither result nor error is gone.
Error endedEarly(Process& process, bool sawHello)
{
    const ProcessEnd end = process.wait(endPatienceMs);
    std::string said = lastLine(process.errorText());
    if (!said.empty())
        said.insert(0, ": ");
    if (!sawHello && end.signal == 0)
        return {ErrorKind::device, "", "", {"session.runner-no-hello", {std::to_string(end.exitStatus), said}}};
    if (end.signal != 0)
        return {ErrorKind::run, "", "", {"session.runner-killed", {std::to_string(end.signal), said}}};
    return {ErrorKind::run, "", "", {"session.runner-ended", {std::to_string(end.exitStatus), said}}};
}

/// One conversation's state: what the handlers of the stream's reader fill in.
struct Listening
{
    RunnerReply reply;
    std::optional<Error> error;
    bool sawHello = false;

    formats::StreamReader::Handlers handlers(const Conversation& conversation)
    {
        formats::StreamReader::Handlers handlers;
        handlers.hello = [this, &conversation](const nlohmann::json& hello) {
            sawHello = true;
            reply.hello = hello;
            if (conversation.onHello)
                conversation.onHello(hello);
        };
        handlers.progress = [&conversation](double share, const std::string& phase) {
            if (conversation.onProgress)
                conversation.onProgress(share, phase);
        };
        handlers.error = [this](const Error& said) { error = said; };
        handlers.result = [this, &conversation](const nlohmann::json& result) {
            if (conversation.onResult)
                conversation.onResult(result);
            else
                reply.results.push_back(result);
        };
        return handlers;
    }
};

/// While it lives, values that are set wake the reading of `process`.
class Heeded
{
public:
    Heeded(ValueFeed* values, Process& process) : m_values(values)
    {
        if (m_values)
            m_values->onSet([&process] { process.interrupt(); });
    }
    ~Heeded()
    {
        if (m_values)
            m_values->onSet({});
    }
    Heeded(const Heeded&) = delete;
    Heeded& operator=(const Heeded&) = delete;

private:
    ValueFeed* m_values;
};

/// Reads until the child ends, is silent for too long or does not answer a cancellation. True: it ended by itself.
bool listen(Process& process, formats::StreamReader& reader, const Conversation& conversation, const Listening& state,
            const std::stop_token& stop)
{
    std::string piece;
    bool askedToCancel = false;
    std::size_t unknownBytes = 0;
    for (;;) {
        const bool mayQueue = !state.sawHello && !conversation.via.empty(); // srun may wait for hours
        const int patienceMs = askedToCancel     ? cancelPatienceMs
                               : mayQueue        ? -1
                               : !state.sawHello ? helloPatienceMs
                                                 : silencePatienceMs;
        if (stop.stop_requested() && !askedToCancel) {
            askedToCancel = true;
            process.write("{\"cancel\": true}\n");
            process.closeInput();
            continue;
        }
        if (conversation.values)
            if (const workload::ParameterValues fresh = conversation.values->take(); !fresh.empty())
                process.write(nlohmann::json{{"set", fresh}}.dump() + '\n');
        piece.clear();
        switch (process.read(piece, patienceMs)) {
        case Process::Read::data:
            reader.feed(piece);
            unknownBytes += state.sawHello ? 0 : piece.size();
            if (unknownBytes > mostBeforeHello) {
                process.kill();
                return false;
            }
            if (conversation.onEvents)
                conversation.onEvents();
            break;
        case Process::Read::interrupted:
            break;
        case Process::Read::timeout:
            process.kill();
            return false;
        case Process::Read::end:
            return true;
        }
    }
}

} // namespace

std::vector<std::string> commandWords(const std::string& prefix)
{
    std::vector<std::string> words;
    bool inWord = false;
    char quote = 0;
    for (const char c : prefix) {
        if (quote ? c == quote : (c == '\'' || c == '"')) {
            quote = quote ? 0 : c;
            if (!inWord)
                words.emplace_back();
            inWord = true;
        } else if (!quote && (c == ' ' || c == '\t')) {
            inWord = false;
        } else {
            if (!inWord)
                words.emplace_back();
            inWord = true;
            words.back() += c;
        }
    }
    return words;
}

std::string runnerPath()
{
    if (const char* chosen = std::getenv("STREAMSCOPE_RUNNER"); chosen && *chosen)
        return chosen;
    const std::string program = programPath();
    return program.substr(0, program.rfind('/') + 1) + "streamscope-cli";
}

std::vector<std::string> runnerCommand(const std::string& via)
{
    std::vector<std::string> words = commandWords(via);
    if (words.empty()) {
        words.push_back(runnerPath());
    } else {
        const char* chosen = std::getenv("STREAMSCOPE_REMOTE_RUNNER");
        words.push_back(chosen && *chosen ? chosen : "streamscope-cli");
    }
    words.push_back("serve");
    return words;
}

nlohmann::ordered_json requestLine(const RunRequest& request, const std::vector<std::string>& layouts,
                                   const char* tracing)
{
    nlohmann::ordered_json options = {
        {"on", request.target.text()},
        {"repeat", request.repeat},
        {"trace", tracing},
        {"blocks", request.blocks},
        {"gate", request.gateNs > 0},
        {"gate_timeout_ms", request.gateNs > 0 ? std::max<Ns>(1, request.gateNs / 1'000'000) : 1000},
        {"pace", request.pace}};
    if (request.moduleLoading != backend::ModuleLoading::inherited)
        options["module_loading"] = request.moduleLoading == backend::ModuleLoading::lazy ? "lazy" : "eager";
    return {{"protocol", formats::protocolVersion},
            {"experiment", request.experiment.document()},
            {"file", request.experiment.file()},
            {"layouts", layouts},
            {"set", request.values},
            {"options", std::move(options)}};
}

Result<RunnerReply> converse(const Conversation& conversation, trace::EventSink& sink, std::stop_token stop)
{
    Result<Process> process = Process::start({runnerCommand(conversation.via), conversation.via.empty()});
    if (!process)
        return process.error();
    Listening state;
    formats::StreamReader reader(sink, state.handlers(conversation));
    const std::stop_callback wake(stop, [&process] { process->interrupt(); });
    const Heeded heeded(conversation.values, *process);
    process->write(conversation.request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    const bool ended = listen(*process, reader, conversation, state, stop);
    reader.finish();
    state.reply.malformedLines = reader.malformedLines();
    if (conversation.onEvents)
        conversation.onEvents();

    if (stop.stop_requested())
        return cancelled();
    if (state.error)
        return *state.error;
    if (!ended)
        return Error{
            ErrorKind::run,
            "",
            "",
            {state.sawHello ? "session.runner-silent" : "session.runner-no-answer", {lastLine(process->errorText())}}};
    if (state.reply.results.empty())
        return endedEarly(*process, state.sawHello);
    process->wait(endPatienceMs);
    return std::move(state.reply);
}

} // namespace streamscope::session
