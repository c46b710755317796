// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"

#include <string>
#include <vector>

/// What every backend promises: the stream semantics of gpu-facts §1, seen from outside. Plain functions, so that Qt
/// Test wraps them for the simulator (tst_backends.cpp) and a small binary without Qt for a real GPU: compile
/// contract_cases.cpp into it, make the CUDA backend, call every case of contractCases() with Tracing::cupti and print
/// what comes back. Times in the cases are long (100 µs and more) and tolerances wide enough for hardware.
namespace contract {

struct Bench
{
    streamscope::backend::Backend& backend;
    int computeCapability = 90;
    streamscope::backend::Tracing tracing = streamscope::backend::Tracing::cupti;
    int copyEngines = 2; ///< with but one, opposite directions take turns
};

struct Case
{
    const char* name;
    /// Empty: the promise is kept. Else what was expected and what was seen.
    std::string (*check)(const Bench& bench);
};

const std::vector<Case>& contractCases();

} // namespace contract
