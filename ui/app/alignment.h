// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace streamscope::ui {

/// What stands at 0 of the axis when several timelines share it.
struct Alignment
{
    enum class By
    {
        automatic, ///< the wall clock where traces were recorded at one time, as ranks of one job are; else the start
        start,     ///< each one's first host call
        wallClock, ///< as the recordings' clocks say; by start where one has none
        slice,     ///< the slice of this name; by start where a trace has none
    };
    By by = By::automatic;
    std::string name;                 ///< of the slice
    std::size_t occurrence = 0;       ///< which one of that name, by start; a trace with fewer gives its last
    std::map<std::string, Ns> pinned; ///< lanes, by key, that the user put at a time of their own

    bool operator==(const Alignment&) const = default;
};

/// Where one trace stands.
struct Origin
{
    Ns originNs = 0;
    std::optional<trace::SliceRef> anchor;
};

/// Finds the traces' origins. Slices are looked for once per trace and name. GUI thread.
class Aligner
{
public:
    /// Of each trace, in order; null traces stand at 0. O(slices) where a name is looked for the first time.
    std::vector<Origin> origins(const std::vector<trace::TracePointer>& traces, const Alignment& alignment);
    /// What `automatic` comes to for these traces; anything else is what it is.
    static Alignment::By effective(const std::vector<trace::TracePointer>& traces, const Alignment& alignment);

private:
    struct Known
    {
        trace::TracePointer trace;
        std::optional<trace::SliceRef> slice;
    };
    std::optional<trace::SliceRef> find(const trace::TracePointer& trace, const Alignment& alignment);

    std::vector<Known> m_known;
    std::string m_knownName;
    std::size_t m_knownOccurrence = 0;
};

/// Whether the trace says when it was recorded.
bool hasWallClock(const trace::Trace& trace);

/// Names of annotations that all of the traces have, by first start; at most `most`. O(slices).
std::vector<std::string> sharedAnnotations(const std::vector<trace::TracePointer>& traces, std::size_t most);

/// The place of a slice among those of its name, by start: what `Alignment::occurrence` means. O(slices).
std::size_t occurrenceOf(const trace::Trace& trace, trace::SliceRef slice);

} // namespace streamscope::ui
