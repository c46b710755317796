// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/explain.h"
#include "analysis/support_trace_text.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::tests {

/// A trace and what is said of it.
struct Outcome
{
    trace::TracePointer trace;
    analysis::Explanation explanation;

    const analysis::Finding& operator[](std::string_view slug) const; ///< there must be one
    std::vector<std::string> evidence(std::string_view slug) const;   ///< its slices' names
};

Outcome explained(std::string_view text, const analysis::ExplainOptions& options = {},
                  const std::function<void(trace::TraceBuilder&)>& more = {});

/// 10 SMs of 64 warps, 32 blocks; 10 · 100 lanes · 2 · 1 GHz = 2 Tflop/s.
device::DeviceProfile tenSms();
Outcome onTenSms(std::string_view text);

bool atPlay(const analysis::Finding& finding);

/// No other cause than `slug` has a card.
bool only(const Outcome& outcome, std::string_view slug);

using Names = std::vector<std::string>;

/// Four kernels of 2 µs, each submitted only 10 µs after the one before.
extern const char* const launchBound;

} // namespace streamscope::tests
