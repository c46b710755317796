// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/request.h"

#include "formats/stream_protocol.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace streamscope::runner {

namespace {

using Json = nlohmann::ordered_json;

Error badRequest(const char* place, const char* expected)
{
    return {ErrorKind::input, "request", place, {"runner.bad-request", {expected}}};
}

workload::ParameterValues readValues(const Json& document)
{
    workload::ParameterValues values;
    if (document.is_object())
        for (const auto& [name, value] : document.items())
            if (value.is_number())
                values[name] = value.get<double>();
    return values;
}

template <class T>
T option(const Json& options, const char* key, T fallback)
{
    const auto found = options.find(key);
    if (found == options.end())
        return fallback;
    if constexpr (std::is_same_v<T, bool>)
        return found->is_boolean() ? found->template get<bool>() : fallback;
    else if constexpr (std::is_same_v<T, std::string>)
        return found->is_string() ? found->template get<std::string>() : fallback;
    else
        return found->is_number() ? found->template get<T>() : fallback;
}

Result<backend::Tracing> tracingNamed(const std::string& name)
{
    if (name == "none")
        return backend::Tracing::none;
    if (name == "cupti")
        return backend::Tracing::cupti;
    if (name == "stamps")
        return backend::Tracing::stamps;
    return badRequest("#/options/trace", "none, cupti, stamps");
}

Result<std::vector<std::string>> layoutsOf(const Json& document)
{
    if (const auto one = document.find("layout"); one != document.end() && one->is_string())
        return std::vector<std::string>{one->get<std::string>()};
    std::vector<std::string> names;
    if (const auto many = document.find("layouts"); many != document.end()) {
        if (!many->is_array())
            return badRequest("#/layouts", "[…]");
        for (const Json& name : *many) {
            if (!name.is_string())
                return badRequest("#/layouts", "[\"…\"]");
            names.push_back(name.get<std::string>());
        }
    }
    return names;
}

Status readOptions(const Json& options, Request& request)
{
    Result<backend::Tracing> tracing = tracingNamed(option<std::string>(options, "trace", "none"));
    if (!tracing)
        return tracing.error();
    request.tracing = *tracing;
    request.loop = option(options, "loop", false);
    request.traceEvery = std::clamp(option(options, "trace_every", 1), 1, 1'000'000);
    request.loopPauseMs = std::clamp(option(options, "loop_pause_ms", request.loopPauseMs), 0, 60'000);
    request.hangLimitNs = static_cast<Ns>(std::clamp(option(options, "hang_limit_s", 60.0), 0.1, 86'400.0) * 1e9);
    const int device = std::clamp(option(options, "device", 0), 0, 1023);
    Result<session::Target> target =
        session::parseTarget(option<std::string>(options, "on", "cuda:" + std::to_string(device)));
    if (!target)
        return target.error();
    request.run->target = std::move(*target);
    request.run->repeat = std::clamp(option(options, "repeat", 1), 1, 100'000);
    request.run->blocks = option(options, "blocks", false);
    request.run->pace = std::clamp(option(options, "pace", 0.0), 0.0, 1e9);
    return {};
}

} // namespace

Result<Request> parseRequest(std::string_view line)
{
    const Json document = Json::parse(line, nullptr, false);
    if (!document.is_object())
        return badRequest("", "{\"protocol\": 1, …}");
    if (option(document, "protocol", 0) != formats::protocolVersion)
        return badRequest("#/protocol", "1");
    Request request;
    if (const std::string query = option<std::string>(document, "query", ""); !query.empty()) {
        if (query != "devices")
            return badRequest("#/query", "devices");
        request.asksForDevices = true;
        return request;
    }
    const auto experiment = document.find("experiment");
    if (experiment == document.end() || !experiment->is_object())
        return badRequest("#/experiment", "{…}");
    Result<workload::Experiment> checked =
        workload::experimentFromDocument(*experiment, option<std::string>(document, "file", "experiment"));
    if (!checked)
        return checked.error();
    Result<std::vector<std::string>> layouts = layoutsOf(document);
    if (!layouts)
        return layouts.error();
    request.run = session::RunRequest{std::move(*checked), std::move(*layouts), {}, {}};
    if (const auto set = document.find("set"); set != document.end())
        request.run->values = readValues(*set);
    const auto options = document.find("options");
    if (Status read = readOptions(options == document.end() ? Json::object() : *options, request); !read)
        return read.error();
    return request;
}

ControlLine parseControlLine(std::string_view line)
{
    ControlLine control;
    const Json document = Json::parse(line, nullptr, false);
    if (!document.is_object())
        return control;
    control.cancel = option(document, "cancel", false);
    if (const auto set = document.find("set"); set != document.end())
        control.set = readValues(*set);
    return control;
}

} // namespace streamscope::runner
