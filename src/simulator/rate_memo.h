// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace streamscope::simulator {

/// Rates that have been worked out, by who ran beside whom: a long program meets the same few company again and again.
/// Forgets everything when it is full.
class RateMemo
{
public:
    /// A cohort as far as rates depend on it.
    struct Part
    {
        std::int32_t model = 0;
        std::int32_t blocksPerSm = 0;
        std::int32_t sms = 0;
        std::int32_t group = 0;
        std::int32_t eldest = 0; ///< place of the oldest cohort of the same kernel on the same group
        std::int32_t begun = 0;  ///< blocks of an SM that came together, where no wave comes after them; else 0

        bool operator==(const Part&) const = default;
    };

    /// The rates of `parts`, by part, where `pipes` is what every SM has of them; empty if they are not known. Valid
    /// until the next insert().
    std::span<const double> find(std::span<const Part> parts, std::int32_t pipes);

    /// For what the last find() did not find.
    std::span<const double> insert(std::span<const Part> parts, std::int32_t pipes, std::span<const double> rates);

private:
    struct Entry
    {
        std::uint64_t hash = 0;
        std::int32_t pipes = 0;
        std::uint32_t first = 0, count = 0; ///< of m_parts and m_rates; 0 parts: free
    };
    static constexpr std::size_t slots = 1024; ///< a power of two
    static constexpr std::size_t mostEntries = slots / 2, mostParts = 1 << 14;

    std::vector<Entry> m_entries;
    std::vector<Part> m_parts;
    std::vector<double> m_rates;
    std::size_t m_stored = 0;
    std::uint64_t m_hash = 0; ///< of the last find()
    std::size_t m_slot = 0;   ///< where it ended
};

} // namespace streamscope::simulator
