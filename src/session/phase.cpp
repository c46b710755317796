// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/phase.h"

#include <string_view>
#include <utility>

namespace streamscope::session {

Message phaseMessage(const std::string& phase)
{
    static constexpr std::pair<const char*, const char*> sentences[] = {
        {"simulating", "session.phase-simulating"},
        {"unprofiled", "session.phase-unprofiled"},
        {"traced", "session.phase-traced"},
        {"replaying", "session.phase-replaying"},
    };
    for (const auto& [name, id] : sentences)
        if (phase == name)
            return {id, {}};
    constexpr std::string_view waiting = "waiting ";
    if (phase.starts_with(waiting))
        return {"session.phase-waiting", {phase.substr(waiting.size())}};
    constexpr std::string_view loop = "loop ";
    if (phase.starts_with(loop))
        return {"session.phase-loop", {phase.substr(loop.size())}};
    return {"session.phase-other", {phase}}; // a newer runner's
}

} // namespace streamscope::session
