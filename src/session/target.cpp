// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/target.h"

#include <charconv>

namespace streamscope::session {

namespace {

Error targetError(const char* id, const std::string& text)
{
    return {ErrorKind::input, "--on", "", {id, {text}}};
}

} // namespace

std::string Target::text() const
{
    switch (kind) {
    case Kind::simulator:
        return "simulator:" + profile;
    case Kind::cuda:
        return "cuda:" + std::to_string(device);
    case Kind::replay:
        return "replay:" + file;
    }
    return {};
}

Result<Target> parseTarget(const std::string& text, const std::string& via)
{
    const std::size_t colon = text.find(':');
    const std::string kind = text.substr(0, colon);
    const bool hasRest = colon != std::string::npos;
    const std::string rest = hasRest ? text.substr(colon + 1) : std::string();
    Target target;
    target.via = via;
    if (kind == "simulator") {
        if (hasRest && rest.empty())
            return targetError("session.profile-missing", text);
        if (hasRest)
            target.profile = rest;
        return target;
    }
    if (kind == "cuda") {
        target.kind = Target::Kind::cuda;
        const char* end = rest.data() + rest.size();
        if (hasRest) {
            const auto [stopped, error] = std::from_chars(rest.data(), end, target.device);
            if (error != std::errc() || stopped != end || target.device < 0 || target.device > 1023)
                return targetError("session.bad-device-number", rest);
        }
        return target;
    }
    if (kind == "replay") {
        target.kind = Target::Kind::replay;
        target.file = rest;
        if (rest.empty())
            return targetError("session.recording-missing", text);
        return target;
    }
    return targetError("session.unknown-target", text);
}

} // namespace streamscope::session
