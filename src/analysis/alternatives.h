// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

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
    std::optional<Ns> streamsNs;      ///< a stream for each branch; nothing: so it is already, or it cannot be
    std::optional<Ns> graphNs;        ///< as a CUDA graph; nothing: it is one, or it cannot be captured
    std::optional<Ns> graphStreamsNs; ///< both
    std::vector<Kept> kept;           ///< with a stream for each branch
};

} // namespace streamscope::analysis
