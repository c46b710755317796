// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace streamscope::analysis {

/// Catalogue numbers, with 1a and 1b told apart; the values of the others are the catalogue's.
enum class Cause : std::uint8_t
{
    none = 0,
    pipeFull = 1, ///< 1b
    launchBound = 2,
    defaultStream = 3,
    pageableCopy = 4,
    hostSync = 5,
    eventWait = 6,
    allocation = 7,
    sharedQueue = 8,
    sameDirectionCopies = 9,
    overlapWithoutGain = 10,
    observer = 11,
    issueOrder = 12,
    firstUse = 13,
    batching = 14,
    contexts = 15,
    priority = 16,
    oneStream = 17,
    graphChain = 18,
    queueFull = 19,
    badData = 20,
    unordered = 21,
    collective = 22,
    slotsFull = 23, ///< 1a
};

constexpr std::size_t causeCount = 24;

} // namespace streamscope::analysis
