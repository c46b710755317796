// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace streamscope {

/// A hash that depends on one more part, and on their order. For tables in memory: not the same from version to
/// version.
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t part)
{
    hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

} // namespace streamscope
