// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/metrics.h"
#include "trace/trace.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::ui {

class Bench;

/// The numbers of what lies on the bench: one line a layout, or a lane where there is no comparison. What has to be
/// computed yet may be computed on any thread.
class Numbers
{
public:
    explicit Numbers(const Bench& bench);

    /// Makespans, speed-ups, times in ns. O(n log n) of the slices where metrics are not known yet; after a stop it is
    /// not whole.
    std::string csv(const std::stop_token& stop, const std::function<void(double share)>& onProgress) const;

private:
    struct Line
    {
        std::string name, launch;
        std::optional<Ns> makespanNs, tracedNs;
        std::optional<double> speedup;
        analysis::Metrics metrics;
        trace::TracePointer trace; ///< of which the metrics are to be computed; null: they are known
    };

    std::vector<Line> m_lines;
};

} // namespace streamscope::ui
