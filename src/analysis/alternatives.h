// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/cause.h"
#include "base/time.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What the model says a program takes as it is, and what the same work takes arranged otherwise: makespans. Every
/// arrangement keeps what the experiment declares, and races over no buffer that the program does not race over itself.
struct Alternatives
{
    /// Branches that were kept in order because both touch a buffer and nothing else orders them.
    struct Kept
    {
        std::string first, second, buffer;
    };

    Ns asItIsNs = 0;
    Ns leastNs = 0;              ///< no arrangement goes below, however it copies: the greatest bound but the host's
    std::optional<Ns> streamsNs; ///< a stream for each branch; nothing: so it is already, or it cannot be
    std::optional<Ns> graphNs;   ///< as a CUDA graph; nothing: it is one, or it cannot be captured
    std::optional<Ns> graphStreamsNs; ///< both
    std::vector<Kept> kept;           ///< with a stream for each branch

    /// By cause, with what its card says to try and all else as it is, which where there is nothing to change is as it
    /// is; nothing where the program cannot do without, or nobody tries. Of cause 2 the better of a graph and a thread
    /// for each stream.
    std::array<std::optional<Ns>, causeCount> curedNs{};
    /// What is left to gain once all other causes' cures that gain by themselves are done at once.
    struct Together
    {
        Ns othersNs = 0;                ///< with those alone
        std::optional<Ns> orderNs;      ///< with cause 12's as well
        std::optional<Ns> submissionNs; ///< with cause 2's as well: calls that take no time, where it has none
        std::optional<Ns> idleNs;       ///< with threads that compute nothing as well; nothing: they do not
        Ns fastestNs = 0;               ///< of all that was tried, streams for each branch among it
    };
    std::optional<Together> together;    ///< nothing: the program cannot do without
    std::optional<Ns> freeSubmissionsNs; ///< no arrangement: with calls that take no time, where cause 2 has no cure
    /// Which order of submissions cause 12 was cured by.
    enum class Order : std::uint8_t
    {
        breadthFirst,
        depthFirst,
        longestFirst, ///< as it is, but for the branch with the most work, which comes first
    } betterOrder = Order::breadthFirst;
    std::string longestBranch;
    std::optional<Ns> idleThreadsNs;  ///< without what the submitting threads compute; nothing: they compute nothing
    std::optional<Ns> anyGridsNs;     ///< on a GPU that holds any number of grids; nothing: it holds all there are
    std::optional<Ns> noGapsNs;       ///< with nothing passing between operations on the device
    std::optional<Ns> oneByOneBusyNs; ///< time in which anything runs with all branches on one stream, if they are not

    /// What such a time is less than as it is; 0 where there is none.
    Ns gainNs(std::optional<Ns> ns) const { return asItIsNs - ns.value_or(asItIsNs); }
};

} // namespace streamscope::analysis
