// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "formats/stream_protocol.h"
#include "session/run.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::session {

/// What to ask a runner, and whom to tell meanwhile.
struct Conversation
{
    std::string via;                ///< command prefix; empty: a child of this process
    nlohmann::ordered_json request; ///< ordered: layouts and parameters keep the order of the experiment's file
    std::function<void(double share, const std::string& phase)> onProgress;
    std::function<void()> onEvents; ///< after each piece that was fed to the sink
    std::function<void(const nlohmann::json& hello)> onHello;
    std::function<void(const nlohmann::json& result)> onResult; ///< takes the results instead of the reply
    ValueFeed* values = nullptr;                                ///< what is set meanwhile is passed on
};

/// What came back beside the events.
struct RunnerReply
{
    nlohmann::json hello;
    std::vector<nlohmann::json> results;
    std::int64_t malformedLines = 0;
};

/// Starts a runner, sends the request and feeds what it says into `sink` until it ends. What had arrived stays in the
/// sink whatever happens. Errors: the runner's own; session.runner-missing, session.runner-killed,
/// session.runner-ended, session.runner-silent; of kind cancelled when `stop` was requested.
Result<RunnerReply> converse(const Conversation& conversation, trace::EventSink& sink, std::stop_token stop);

/// The request line for `layouts` of `request`; `tracing` is none, cupti or stamps.
nlohmann::ordered_json requestLine(const RunRequest& request, const std::vector<std::string>& layouts,
                                   const char* tracing);

/// Words of a command prefix: split at blanks, '…' and "…" keep blanks together.
std::vector<std::string> commandWords(const std::string& prefix);

/// The command that starts a runner: STREAMSCOPE_RUNNER or the one beside this program; behind a prefix
/// STREAMSCOPE_REMOTE_RUNNER or `streamscope-cli`, found there.
std::vector<std::string> runnerCommand(const std::string& via);

} // namespace streamscope::session
