// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <unordered_map>

namespace streamscope::trace {

/// By correlation of a graph's node, that of the call that launched the graph. In other tools' records all nodes have
/// the correlation of that call, and none is here; in ours each has one of its own, which the launch and its
/// predecessors reach by dependencies alone. O(dependencies).
std::unordered_map<std::int64_t, std::int64_t> launchOfGraphNodes(const Trace& trace);

} // namespace streamscope::trace
