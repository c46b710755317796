// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <cstddef>
#include <cstdint>

/// What an experiment may ask for at most: far beyond any sensible one, and small enough that a hostile file costs
/// neither memory nor time before it is refused.
namespace streamscope::workload::limits {

constexpr std::size_t fileBytes = std::size_t(16) << 20;
constexpr std::size_t depth = 64;              ///< nested objects and arrays
constexpr std::size_t nameBytes = 200;         ///< of a name
constexpr std::size_t textBytes = 4000;        ///< of a title, a description, a label
constexpr std::size_t expressionBytes = 1000;  ///< of an expression
constexpr std::int64_t operations = 2'000'000; ///< of all branches after count and repeat
constexpr std::int64_t branches = 100'000;     ///< after count
constexpr std::int64_t layouts = 100;
constexpr std::int64_t parameters = 200;
constexpr std::int64_t matches =
    2'000'000;                         ///< patterns of a layout times the branches or buffers they are held against
constexpr std::int64_t streams = 1024; ///< of a layout
constexpr std::int64_t threads = 64;   ///< of a layout
constexpr std::int64_t devices = 64;
constexpr std::int64_t processes = 16; ///< of a layout
constexpr std::int64_t connections = 32;
constexpr std::int64_t priority = 100;                         ///< in either direction
constexpr std::int64_t bytes = std::int64_t(1) << 40;          ///< of a buffer or a copy
constexpr Ns durationNs = Ns(100) * 1'000'000'000;             ///< of a host function or work of the CPU
constexpr Ns hostCostNs = 1'000'000'000;                       ///< of one call
constexpr std::int64_t resultElements = std::int64_t(1) << 20; ///< of a result's matrix
constexpr std::int64_t threadsPerBlock = 1024;
constexpr std::int64_t exactInteger = std::int64_t(1) << 53; ///< what a double holds exactly

} // namespace streamscope::workload::limits
