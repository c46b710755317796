// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/request.h"

#include "formats/stream_protocol.h"
#include "session/prepare.h"
#include "workload/node.h"

#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <nlohmann/json.hpp>

namespace streamscope::runner {

namespace {

using Json = nlohmann::ordered_json;

Error badRequest(std::string place, std::string expected)
{
    return {ErrorKind::input, "request", std::move(place), {"runner.bad-request", {std::move(expected)}}};
}

/// An object, or something else where there is none. The parser takes a NUL for the end.
Json parsed(std::string_view line)
{
    return line.find('\0') == line.npos ? Json::parse(line, nullptr, false) : Json();
}

Result<workload::ParameterValues> readValues(const Json& set)
{
    if (!set.is_object())
        return badRequest("#/set", "{\"NAME\": 1, …}");
    workload::ParameterValues values;
    for (const auto& [name, value] : set.items()) {
        if (!value.is_number())
            return badRequest("#/set/" + workload::escapedForPointer(name), "1, 2.5, …");
        values[name] = value.get<double>();
    }
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

/// An unknown key of an object is an error where it stands.
Status checkKeys(const Json& document, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : document.items())
        if (std::ranges::find(known, key) == known.end())
            return badRequest("#/" + workload::escapedForPointer(key), fmt::format("{}", fmt::join(known, ", ")));
    return {};
}

Result<std::vector<std::string>> layoutsOf(const Json& document)
{
    if (const auto one = document.find("layout"); one != document.end()) {
        if (!one->is_string())
            return badRequest("#/layout", "\"…\"");
        if (document.contains("layouts"))
            return Error{ErrorKind::input, "request", "#/layouts", {"runner.layout-and-layouts", {}}};
        return std::vector<std::string>{one->get<std::string>()};
    }
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

/// Takes the options one by one; the first that is not as it should be is the error.
class OptionsReader
{
public:
    explicit OptionsReader(const Json& options) : m_options(options)
    {
        if (!options.is_object())
            fail("", "{…}");
    }

    void flag(const char* key, bool& target)
    {
        if (const Json* found = member(key))
            found->is_boolean() ? void(target = found->get<bool>()) : fail(key, "true, false");
    }

    void whole(const char* key, int minimum, int maximum, int& target)
    {
        const Json* found = member(key);
        if (!found)
            return;
        const double value = found->is_number_integer() ? found->get<double>() : minimum - 1.0;
        if (value >= minimum && value <= maximum)
            target = static_cast<int>(value);
        else
            fail(key, fmt::format("{} … {}", minimum, maximum));
    }

    void number(const char* key, double minimum, double maximum, double& target)
    {
        const Json* found = member(key);
        if (!found)
            return;
        const double value = found->is_number() ? found->get<double>() : minimum - 1;
        if (value >= minimum && value <= maximum)
            target = value;
        else
            fail(key, fmt::format("{} … {}", minimum, maximum));
    }

    /// One of some words, each with what it stands for.
    template <class Value>
    void word(const char* key, std::initializer_list<std::pair<const char*, Value>> words, Value& target)
    {
        const Json* found = member(key);
        if (!found)
            return;
        std::vector<std::string_view> known;
        for (const auto& [word, value] : words) {
            if (*found == word) {
                target = value;
                return;
            }
            known.emplace_back(word);
        }
        fail(key, fmt::format("{}", fmt::join(known, ", ")));
    }

    void target(const char* key, session::Target& target)
    {
        const Json* found = member(key);
        if (!found)
            return;
        if (!found->is_string())
            return fail(key, "simulator[:PROFILE], cuda[:N], replay:FILE");
        Result<session::Target> parsed = session::parseTarget(found->get<std::string>());
        if (parsed)
            target = std::move(*parsed);
        else if (!m_error)
            m_error = Error{ErrorKind::input, "request", place(key), parsed.error().message};
    }

    /// The first error; an option nobody took is one.
    Status finish()
    {
        if (!m_error)
            for (const auto& [key, value] : m_options.items())
                if (std::find(m_taken.begin(), m_taken.end(), key) == m_taken.end())
                    fail(key, fmt::format("{}", fmt::join(m_taken, ", ")));
        return m_error ? Status(*m_error) : Status();
    }

private:
    const Json* member(const char* key)
    {
        m_taken.push_back(key);
        const auto found = m_options.find(key);
        return found == m_options.end() ? nullptr : &*found;
    }

    static std::string place(const std::string& key)
    {
        return key.empty() ? "#/options" : "#/options/" + workload::escapedForPointer(key);
    }

    void fail(const std::string& key, const std::string& expected)
    {
        if (!m_error)
            m_error = badRequest(place(key), expected);
    }

    const Json& m_options;
    std::vector<std::string> m_taken;
    std::optional<Error> m_error;
};

Status readOptions(const Json& options, Request& request)
{
    OptionsReader reader(options);
    double hangLimitS = 60;
    bool gate = false;
    int gateTimeoutMs = 1000;
    request.run->repeat = 1;
    request.run->target.kind = session::Target::Kind::cuda;
    reader.whole("device", 0, 1023, request.run->target.device);
    reader.target("on", request.run->target);
    reader.whole("repeat", 1, 100'000, request.run->repeat);
    using backend::ModuleLoading, backend::Tracing;
    reader.word("trace", {{"none", Tracing::none}, {"cupti", Tracing::cupti}, {"stamps", Tracing::stamps}},
                request.tracing);
    reader.flag("blocks", request.run->blocks);
    reader.flag("gate", gate);
    reader.whole("gate_timeout_ms", 1, 60'000, gateTimeoutMs);
    reader.word("module_loading", {{"lazy", ModuleLoading::lazy}, {"eager", ModuleLoading::eager}},
                request.run->moduleLoading);
    reader.flag("loop", request.loop);
    reader.whole("trace_every", 1, 1'000'000, request.traceEvery);
    reader.whole("loop_pause_ms", 0, 60'000, request.loopPauseMs);
    reader.number("pace", 0, 1e9, request.run->pace);
    reader.number("hang_limit_s", 0.1, 86'400, hangLimitS);
    request.run->gateNs = gate ? Ns(gateTimeoutMs) * 1'000'000 : 0;
    request.hangLimitNs = static_cast<Ns>(hangLimitS * 1e9);
    return reader.finish();
}

} // namespace

Result<Request> parseRequest(std::string_view line)
{
    const Json document = parsed(line);
    if (!document.is_object())
        return badRequest("", "{\"protocol\": 1, …}");
    if (option(document, "protocol", 0) != formats::protocolVersion)
        return badRequest("#/protocol", "1");
    if (Status known =
            checkKeys(document, {"protocol", "query", "experiment", "file", "layout", "layouts", "set", "options"});
        !known)
        return known.error();
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
    if (const auto set = document.find("set"); set != document.end()) {
        Result<workload::ParameterValues> values = readValues(*set);
        if (!values)
            return values.error();
        request.run->values = std::move(*values);
    }
    const auto options = document.find("options");
    if (Status read = readOptions(options == document.end() ? Json::object() : *options, request); !read)
        return read.error();
    return request;
}

Result<ControlLine> parseControlLine(std::string_view line, int number, const Request& request)
{
    const auto placed = [number](Error error) {
        error.file = fmt::format("input:{}", number);
        return error;
    };
    const Json document = parsed(line);
    if (!document.is_object() || document.empty())
        return placed(badRequest("", "{\"set\": {…}}, {\"cancel\": true}"));
    if (Status known = checkKeys(document, {"set", "cancel"}); !known)
        return placed(known.error());
    ControlLine control;
    if (const auto cancel = document.find("cancel"); cancel != document.end()) {
        if (!cancel->is_boolean())
            return placed(badRequest("#/cancel", "true, false"));
        control.cancel = cancel->get<bool>();
    }
    const auto set = document.find("set");
    if (set == document.end())
        return control;
    Result<workload::ParameterValues> values = readValues(*set);
    if (!values)
        return placed(values.error());
    if (!request.loop)
        return placed({ErrorKind::input, "", "#/set", {"runner.set-without-loop", {}}});
    for (const auto& [name, value] : *values)
        if (Status taken = session::checkValue(request.run->experiment, name, value); !taken)
            return placed({ErrorKind::input, "", "#/set/" + workload::escapedForPointer(name), taken.error().message});
    control.set = std::move(*values);
    return control;
}

} // namespace streamscope::runner
