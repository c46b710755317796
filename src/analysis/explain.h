// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/alternatives.h"
#include "analysis/known_races.h"
#include "analysis/metrics.h"
#include "base/message.h"
#include "device/device_profile.h"
#include "trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace streamscope::analysis {

enum class Certainty
{
    proved,
    likely,
    cannotTell,
    notAtPlay,
};

/// One named cause of lost overlap (docs/causes.md), with its evidence.
struct Finding
{
    int cause = 0;    ///< catalogue number
    std::string slug; ///< "2-launch-bound"
    Ns costNs = 0;    ///< its share of what is lost: shares of all causes add up
    bool costIsUpperBound = false;
    /// What doing as `advice` says saves by itself, of which `costNs` leaves out what counts for other causes; nothing
    /// where no model has tried it.
    std::optional<Ns> savesNs;
    bool isMeasurable = true; ///< false: what it saves is within the error of the model that ran
    std::vector<trace::SliceRef> evidence;
    Message title;              ///< "launch-bound"
    Message explanation;        ///< one or two sentences with the numbers
    Message advice;             ///< what to try
    std::vector<Message> notes; ///< what to know of the cost
    Certainty certainty = Certainty::cannotTell;
};

/// What an untraced time is worth.
enum class Untraced
{
    unknown,     ///< none was given
    known,       ///< it is used
    ofOtherWork, ///< clearly longer than the traced one: it proves nothing
    contradicts, ///< shorter than what one stream's operations take, or longer beyond measure: it cannot be of this
                 ///< trace
};

struct Explanation
{
    Metrics metrics;
    Message headline;
    std::optional<Message> tracedNote; ///< that the times are of a traced run, where the untraced time is known
    std::vector<Finding> findings;     ///< costliest first; causes that are not at play come last
    Untraced untraced = Untraced::unknown;
    Ns spanNs = 0;                ///< what is explained: the makespan where it is known, else the device span
    Ns bestPossibleNs = 0;        ///< the longest branch or stream, each operation as fast as alone
    Ns unexplainedNs = 0;         ///< spanNs − bestPossibleNs − all costs − besidesNs
    std::vector<Message> besides; ///< what takes a good part of the time and is no cause of the catalogue
    Ns besidesNs = 0;             ///< of what nothing else explains, what is said besides
    trace::Trust trust;
    std::optional<Alternatives> alternatives; ///< that were given, at the pace of this run
};

struct ExplainOptions
{
    std::optional<Ns> unprofiledNs; ///< untraced median of the same work
    std::optional<Interval> window;
    const device::DeviceProfile* profile = nullptr; ///< limits of the GPU; else what the trace says of it
    int connections = 0;                            ///< hardware queues of the program's streams; 0: the GPU's default
    std::optional<KnownRaces> races;                ///< of the program that ran, where it is known
    std::optional<Alternatives> alternatives;       ///< of the same; what is said of streams then rests on them
};

/// The headline first, then the causes a trace can show.
Explanation explain(const trace::Trace& trace, const ExplainOptions& options);

} // namespace streamscope::analysis
