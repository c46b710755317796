// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

namespace streamscope::session {

/// The stable words of `provenance` in JSON output: "measured", "recorded", "simulated, checked on hardware",
/// "simulated from a datasheet, unchecked".
constexpr const char* provenanceText(trace::Provenance provenance)
{
    switch (provenance) {
    case trace::Provenance::measuredNow:
        return "measured";
    case trace::Provenance::recorded:
        return "recorded";
    case trace::Provenance::simulatedChecked:
        return "simulated, checked on hardware";
    case trace::Provenance::simulatedUnchecked:
        return "simulated from a datasheet, unchecked";
    }
    return "";
}

} // namespace streamscope::session
