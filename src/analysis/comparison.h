// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/alternatives.h"
#include "analysis/bounds.h"
#include "analysis/known_races.h"
#include "analysis/metrics.h"
#include "analysis/traits.h"
#include "backend/backend.h"
#include "base/message.h"
#include "trace/trace.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What `compare --json` says of one layout.
struct LayoutResult
{
    std::string name;
    int streams = 0;
    std::string launch; ///< "eager" or "graph"
    Ns makespanNs = 0;  ///< median, unprofiled
    Ns makespanLowNs = 0, makespanHighNs = 0;
    std::optional<Ns> tracedMakespanNs; ///< nothing on the simulator
    Metrics metrics;
    double speedup = 1; ///< against the first layout
    Bounds bounds;
    struct Throughput
    {
        double flopsPerSecond = 0, dramBytesPerSecond = 0, copyBytesPerSecond = 0, kernelsPerSecond = 0;
    } throughput;
    struct ShareOfPeak
    {
        std::optional<double> fp32, dram, copy; ///< nothing where nobody knows the peak
    } shareOfPeak;
    std::map<std::string, backend::Matrix> results;
    trace::TracePointer trace;
    std::vector<std::string> marks;  ///< "throttled", "noisy", "gated" or "gate-timeout"
    std::vector<Message> warnings;   ///< what may be wrong with the program itself: see program/races.h
    std::optional<KnownRaces> races; ///< of its program, for explain()
    /// Asks the model what the same work takes arranged otherwise, for explain(); empty where nobody can. Simulates:
    /// call it where that may take its time.
    std::function<std::optional<Alternatives>(std::stop_token)> alternatives;
    std::optional<LayoutTraits> traits; ///< so that the verdict can say what a layout changes; see traitsOf()
};

/// One change and what it gave: {"streams", 0.97}.
struct Factor
{
    Message change;
    double speedup = 1;
};

struct Verdict
{
    Message message;              ///< the sentence on top
    std::vector<Message> because; ///< sentences that follow it: further factors, what the limit is
    bool measurable = true;       ///< false: the difference is under the noise or the model's own error
    std::vector<Factor> factors;
};

struct Comparison
{
    std::string experiment;
    std::string backend; ///< "simulator:h200", "cuda:0", "replay:FILE"
    std::string device;
    trace::Provenance provenance = trace::Provenance::simulatedUnchecked;
    double modelError = 0; ///< relative, of simulated makespans; 0 for hardware
    int repeat = 1;
    std::vector<LayoutResult> layouts;
    Verdict verdict;
};

/// Fills in speed-ups (against the first layout) and the verdict from the layouts' makespans and spreads. Of measured
/// runs first drops what they refute: a bound above a makespan, and the same estimate for the other layouts.
void judge(Comparison& comparison);

} // namespace streamscope::analysis
