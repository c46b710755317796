// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

#include <vector>

namespace streamscope::analysis {

/// Longest chain of operations that must follow each other, each as fast as when alone, ns: the order within branches
/// and between those that come `after` others (by branch), events across streams, and edges of the graph that are not
/// there for the sake of a shared stream. O(operations).
double criticalPathNs(const program::Program& program, const device::DeviceProfile& profile,
                      const std::vector<std::vector<workload::Index>>& after);

} // namespace streamscope::analysis
