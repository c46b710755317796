// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/lower.h"
#include "workload/experiment.h"

#include <string>
#include <vector>

namespace streamscope::program {

/// Branches from text: "a: k1 k2 !e | b after a: ?e k3 ~ $". A word is an empty kernel with that label, !e records the
/// event e, ?e waits for it, ~ is work of the CPU, ^ a programmatic launch, $ a device, $s a stream synchronisation,
/// $e:x one with event x, +b and -b allocate and free the buffer b, >b copies it to the device, <b back, @b a kernel
/// that reads it, =b one that writes it, %b copies it from host to host.
std::string branchesFrom(const std::string& text);

/// A resolved experiment of these branches in the layout \p layout, the members of a JSON object beside its name.
Result<workload::Resolved> resolvedFrom(const std::string& branches, const std::string& layout);

/// The same, lowered.
Result<Program> lowered(const std::string& branches, const std::string& layout);

/// A thread's calls as text: "s1:k1 s1:!e s2:?e", streams by name.
std::string callsOf(const Program& program, std::size_t thread = 0);

/// A graph's edges by labels: "k1>k2 k1>k3".
std::string edgesOf(const Program& program);

} // namespace streamscope::program
