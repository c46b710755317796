// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "trace/event.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::trace {

/// How far a timeline may be trusted; every timeline wears it.
enum class Provenance : std::uint8_t
{
    measuredNow,
    recorded,
    simulatedChecked,   ///< profile checked on hardware
    simulatedUnchecked, ///< profile from a datasheet
};

/// A slice by its track and its place there. Stable from snapshot to snapshot unless a late record came before it.
struct SliceRef
{
    TrackId track = 0;
    std::uint32_t index = 0;

    bool operator==(const SliceRef&) const = default;
};

/// One row of a snapshot: columns of size() entries by start, events' marks first, then longer. Valid as the Trace is.
struct Track
{
    TrackInfo info;
    std::span<const Ns> startNs;
    std::span<const Ns> durationNs;
    std::span<const NameId> name;
    std::span<const SliceKind> kind;
    std::span<const std::uint16_t> depth; ///< nesting (host) or sub-row of overlapping slices (streams), from 0
    std::span<const DetailsId> details;
    std::span<const std::int64_t> correlation;
    std::span<const std::int32_t> branch;
    std::span<const std::uint32_t> id;
    std::span<const Ns> busyBeforeNs; ///< length of the union of slices 0…i−1
    std::span<const Ns> maxEndNs;     ///< greatest end of slices 0…i
    int depths = 1;                   ///< sub-rows in use

    std::size_t size() const { return startNs.size(); }
    Ns endNs(std::size_t i) const { return startNs[i] + durationNs[i]; }
    /// Indices [first, last) of the slices that may touch [fromNs, toNs): two binary searches.
    std::pair<std::size_t, std::size_t> window(Ns fromNs, Ns toNs) const;
    /// Time in [fromNs, toNs) with at least one slice of the track, exact. O(log n).
    Ns busyNs(Ns fromNs, Ns toNs) const;
};

struct CounterTrack
{
    TrackInfo info;
    std::span<const Ns> timeNs;
    std::span<const double> value;
};

/// The operation `to` waited for `from` (event record → wait, graph edge).
struct Dependency
{
    std::int64_t fromCorrelation = -1;
    std::int64_t toCorrelation = -1;
};

/// What reading or recording lost or had to mend; the trust line says it.
struct Trust
{
    std::int64_t lostRecords = 0;
    std::int64_t clockInversions = 0; ///< an operation starts before the call that launched it
    std::int64_t lateRecords = 0;
    std::int64_t overlapsInStream = 0;
    std::int64_t notNested = 0;
    std::int64_t orphanFlows = 0;
    std::int64_t duplicates = 0;
    std::int64_t unknownRecords = 0;
    std::int64_t malformedRecords = 0;
    bool truncated = false;
    bool profilerSerialised = false; ///< CUDA_LAUNCH_BLOCKING or a serialising activity kind was at work
};

/// What a file says of the device it was recorded on.
struct RecordedDevice
{
    int id = 0;
    std::string name;
    int computeMajor = 0, computeMinor = 0, sms = 0;
    std::int64_t memoryBytes = 0, sharedBytesPerSm = 0, registersPerSm = 0;
    int threadsPerSm = 0;
    double clockHz = 0, dramBytesPerSecond = 0; ///< greatest; 0: not said
};

struct TraceInfo
{
    std::string title;      ///< file name or "experiment · layout"
    std::string deviceName; ///< "NVIDIA H200"
    Provenance provenance = Provenance::recorded;
    Ns baseTimeNs = 0;    ///< wall clock of time 0, where known
    Ns makespanNs = -1;   ///< of the run that the events show; −1: unknown
    Ns unprofiledNs = -1; ///< median makespan without tracing; −1: unknown
    std::vector<std::string> branches;
    std::vector<RecordedDevice> devices;
    std::map<std::string, std::string> metadata; ///< everything else the file said of itself, as JSON text
};

/// An immutable snapshot of what happened; cheap to copy around as shared_ptr, safe from any thread.
class Trace
{
public:
    virtual ~Trace() = default;

    virtual const TraceInfo& info() const = 0;
    virtual const Trust& trust() const = 0;
    virtual std::span<const Track> tracks() const = 0;
    virtual std::span<const CounterTrack> counters() const = 0;
    virtual std::span<const Dependency> dependencies() const = 0;
    virtual std::string_view name(NameId id) const = 0;
    virtual const OperationDetails& details(DetailsId id) const = 0;
    /// Every slice with this correlation, host calls first. O(log n).
    virtual std::vector<SliceRef> correlated(std::int64_t correlation) const = 0;
    /// The slice with this id; nothing if none has it.
    virtual std::optional<SliceRef> find(std::uint32_t id) const = 0;
    /// All that the file said of a slice, name → JSON text, read when asked for; empty for runs.
    virtual std::vector<std::pair<std::string, std::string>> arguments(SliceRef slice) const = 0;
    virtual std::size_t sliceCount() const = 0;
    /// From the earliest start of a slice to the latest end; of counters alone from their first sample to the last.
    virtual Interval extent() const = 0;
};

using TracePointer = std::shared_ptr<const Trace>;

} // namespace streamscope::trace
