// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/read_traces.h"

#include "trace/trace_builder.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <system_error>

namespace streamscope::formats {

using namespace trace;

namespace {

std::optional<Ns> firstAnnotation(const Trace& trace, std::string_view name)
{
    std::optional<Ns> earliestNs;
    for (const Track& track : trace.tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            if ((track.kind[i] == SliceKind::annotation || track.kind[i] == SliceKind::gpuAnnotation) &&
                (!earliestNs || track.startNs[i] < *earliestNs) && trace.name(track.name[i]) == name)
                earliestNs = track.startNs[i];
    return earliestNs;
}

/// What to add to each trace's times.
std::vector<Ns> shifts(std::span<const TracePointer> traces, const Alignment& alignment)
{
    std::vector<Ns> out;
    const bool clocks = std::ranges::all_of(traces, [](const TracePointer& t) { return t->info().baseTimeNs > 0; });
    if (alignment.by == Alignment::By::wallClock && clocks) {
        Ns earliestNs = std::numeric_limits<Ns>::max();
        for (const TracePointer& trace : traces)
            earliestNs = std::min(earliestNs, trace->info().baseTimeNs);
        for (const TracePointer& trace : traces)
            out.push_back(trace->info().baseTimeNs - earliestNs);
        return out;
    }
    for (const TracePointer& trace : traces) {
        const auto mark =
            alignment.by == Alignment::By::annotation ? firstAnnotation(*trace, alignment.annotation) : std::nullopt;
        out.push_back(-mark.value_or(trace->extent().startNs));
    }
    return out;
}

std::int32_t saidRank(const Trace& trace)
{
    return trace.tracks().empty() ? 0 : trace.tracks()[0].info.rank;
}

bool sayDifferentRanks(std::span<const TracePointer> traces)
{
    std::set<std::int32_t> said;
    return std::ranges::all_of(traces, [&said](const TracePointer& t) { return said.insert(saidRank(*t)).second; });
}

/// Those with work in the trace.
std::set<std::int32_t> devicesOf(const Trace& trace)
{
    std::set<std::int32_t> devices;
    for (const Track& track : trace.tracks())
        if (track.info.device >= 0 && track.size() > 0)
            devices.insert(track.info.device);
    return devices;
}

/// Ranks as the files say if they differ, else in the order given.
std::vector<std::int32_t> ranks(std::span<const TracePointer> traces)
{
    std::vector<std::int32_t> said;
    for (const TracePointer& trace : traces)
        said.push_back(saidRank(*trace));
    if (!sayDifferentRanks(traces))
        for (std::size_t i = 0; i < said.size(); ++i)
            said[i] = static_cast<std::int32_t>(i);
    return said;
}

void addTrust(Trust& sum, const Trust& trust)
{
    // Overlaps, nesting, duplicates and inversions are found again by the builder.
    sum.lostRecords += trust.lostRecords;
    sum.lateRecords += trust.lateRecords;
    sum.orphanFlows += trust.orphanFlows;
    sum.unknownRecords += trust.unknownRecords;
    sum.malformedRecords += trust.malformedRecords;
    sum.truncated |= trust.truncated;
    sum.profilerSerialised |= trust.profilerSerialised;
}

class Joining
{
public:
    TracePointer join(std::span<const TracePointer> traces, const Alignment& alignment);

private:
    void add(const Trace& trace, std::uint32_t firstId, Ns shiftNs, std::int32_t rank);
    /// Of a track or a device that the file numbers so; what is no device stays none.
    std::int32_t ownDevice(std::int32_t device) const { return device < 0 ? device : device + m_firstDevice; }
    void addSlices(const Trace& trace, const Track& from, TrackId to, Ns shiftNs);
    void addCounters(const Trace& trace, Ns shiftNs, std::int32_t rank);

    /// Numbers of this trace, made different from those of the others.
    std::int64_t own(std::int64_t correlation)
    {
        if (correlation == -1)
            return -1;
        m_highest = std::max(m_highest, correlation >= 0 ? correlation : -correlation);
        return correlation >= 0 ? correlation + m_offset : correlation - m_offset;
    }

    TraceBuilder m_builder;
    std::uint32_t m_firstId = 0;    ///< of the trace that is added
    std::int32_t m_firstDevice = 0; ///< of the trace that is added
    std::set<std::int32_t> m_devices;
    std::int64_t m_offset = 0, m_highest = 0;
};

void Joining::addSlices(const Trace& trace, const Track& from, TrackId to, Ns shiftNs)
{
    const auto firstBranch = static_cast<std::int32_t>(m_builder.info().branches.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        Slice slice;
        slice.startNs = from.startNs[i] + shiftNs;
        slice.durationNs = from.durationNs[i];
        slice.name = m_builder.intern(trace.name(from.name[i]));
        slice.kind = from.kind[i];
        slice.details = m_builder.addDetails(trace.details(from.details[i]));
        slice.correlation = own(from.correlation[i]);
        slice.branch = from.branch[i] < 0 ? -1 : from.branch[i] + firstBranch;
        slice.id = m_firstId + from.id[i];
        m_builder.addSlice(to, slice);
    }
}

void Joining::addCounters(const Trace& trace, Ns shiftNs, std::int32_t rank)
{
    for (const CounterTrack& counter : trace.counters()) {
        TrackInfo info = counter.info;
        info.rank = rank;
        info.device = ownDevice(info.device);
        const TrackId track = m_builder.addTrack(info);
        for (std::size_t i = 0; i < counter.timeNs.size(); ++i)
            m_builder.addCounter(track, counter.timeNs[i] + shiftNs, counter.value[i]);
    }
}

void Joining::add(const Trace& trace, std::uint32_t firstId, Ns shiftNs, std::int32_t rank)
{
    m_highest = 0;
    m_firstId = firstId;
    for (const Track& track : trace.tracks()) {
        const bool empty = track.size() == 0; // rows of counters come with these
        if (empty)
            continue;
        TrackInfo info = track.info;
        info.rank = rank;
        info.device = ownDevice(info.device);
        info.process = "rank " + std::to_string(rank) + " · " + info.process;
        info.sortIndex += std::int64_t(rank) << 48;
        addSlices(trace, track, m_builder.addTrack(info), shiftNs);
    }
    addCounters(trace, shiftNs, rank);
    for (const Dependency& dependency : trace.dependencies())
        m_builder.addDependency(own(dependency.fromCorrelation), own(dependency.toCorrelation));
    TraceInfo& info = m_builder.info();
    info.branches.insert(info.branches.end(), trace.info().branches.begin(), trace.info().branches.end());
    for (RecordedDevice device : trace.info().devices) {
        device.id = ownDevice(device.id);
        if (std::ranges::find(info.devices, device.id, &RecordedDevice::id) == info.devices.end())
            info.devices.push_back(std::move(device));
    }
    info.title += (info.title.empty() ? "" : ", ") + trace.info().title;
    addTrust(m_builder.trust(), trace.trust());
    m_offset += m_highest + 1;
}

TracePointer Joining::join(std::span<const TracePointer> traces, const Alignment& alignment)
{
    const std::vector<Ns> shift = shifts(traces, alignment);
    const std::vector<std::int32_t> rank = ranks(traces);
    const std::vector<std::uint32_t> firstIds = addedToIds(traces);
    const bool ofOneJob = traces.size() > 1 && sayDifferentRanks(traces);
    for (std::size_t i = 0; i < traces.size(); ++i) {
        const std::set<std::int32_t> devices = devicesOf(*traces[i]);
        const bool taken = std::ranges::any_of(devices, [this](std::int32_t d) { return m_devices.contains(d); });
        // Ranks never share a GPU: where two say "device 0" each means its own.
        m_firstDevice = ofOneJob && taken ? *m_devices.rbegin() + 1 : 0;
        for (const std::int32_t device : devices)
            m_devices.insert(device + m_firstDevice);
        add(*traces[i], firstIds[i], shift[i], rank[i]);
    }
    TraceInfo& info = m_builder.info();
    info.deviceName = traces.empty() ? "" : traces[0]->info().deviceName;
    info.provenance = traces.empty() ? Provenance::recorded : traces[0]->info().provenance;
    for (std::size_t i = 0; i < traces.size(); ++i)
        if (shift[i] == 0 || i == 0)
            info.baseTimeNs = traces[i]->info().baseTimeNs - shift[i];
    m_builder.setArgumentReader(
        [kept = std::vector<TracePointer>(traces.begin(), traces.end()), firstIds](std::uint32_t id) {
            const auto place = std::ranges::upper_bound(firstIds, id) - firstIds.begin() - 1;
            const Trace& trace = *kept[static_cast<std::size_t>(place)];
            const std::uint32_t ownId = id - firstIds[static_cast<std::size_t>(place)];
            const auto slice = trace.find(ownId);
            auto said = slice ? trace.arguments(*slice) : std::vector<std::pair<std::string, std::string>>();
            // Which file it is of, and where in that: what stands alone before a file's own words says it for one.
            if (slice && (said.empty() || said.front().first != "row"))
                said.insert(said.begin(), {"index", std::to_string(ownId)});
            said.insert(said.begin(), {"file", std::to_string(place + 1)});
            return said;
        });
    return m_builder.finish(2);
}

/// A file that stands there before, by whatever name; null if there is none.
const std::string* givenTwice(const std::vector<std::string>& paths)
{
    for (std::size_t i = 1; i < paths.size(); ++i)
        for (std::size_t before = 0; before < i; ++before) {
            std::error_code error; // of what cannot be looked at the reading tells
            if (std::filesystem::equivalent(paths[before], paths[i], error))
                return &paths[i];
        }
    return nullptr;
}

} // namespace

std::vector<std::uint32_t> addedToIds(std::span<const TracePointer> traces)
{
    std::vector<std::uint32_t> added;
    std::uint32_t next = 0;
    for (const TracePointer& trace : traces) {
        added.push_back(next);
        std::uint32_t highest = 0;
        for (const Track& track : trace->tracks())
            for (const std::uint32_t id : track.id)
                highest = std::max(highest, id);
        next += highest + 1;
    }
    return added;
}

TracePointer joinTraces(std::span<const TracePointer> traces, const Alignment& alignment)
{
    return Joining().join(traces, alignment);
}

Result<TracePointer> readTraces(const std::vector<std::string>& paths, const Alignment& alignment,
                                const ReadOptions& options)
{
    if (const std::string* twice = givenTwice(paths))
        return Error{ErrorKind::input, *twice, "", {"formats.given-twice", {}}};
    std::vector<TracePointer> traces;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        ReadOptions own = options;
        if (options.onProgress)
            own.onProgress = [&options, i, n = paths.size()](const ReadProgress& progress) {
                options.onProgress({(static_cast<double>(i) + progress.share) / static_cast<double>(n), nullptr});
            };
        Result<TracePointer> trace = readTrace(paths[i], own);
        if (!trace)
            return trace.error();
        traces.push_back(std::move(*trace));
    }
    return traces.size() == 1 ? traces[0] : joinTraces(traces, alignment);
}

} // namespace streamscope::formats
