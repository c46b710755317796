// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_builder.h"

#include "base/in_parallel.h"
#include "trace/details_hash.h"
#include "trace/snapshot.h"
#include "trace/track_writer.h"
#include "trace/trust_checks.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>

namespace streamscope::trace {

namespace {

/// Times are kept within ±126 years, so that sums and differences of them cannot overflow.
constexpr Ns farthestNs = 4'000'000'000'000'000'000;

struct CounterWriter
{
    SharedColumn<Ns> timeNs;
    SharedColumn<double> value;
    std::vector<std::pair<Ns, double>> waiting; ///< came out of order
};

/// What blocks need of their kernel.
struct KernelOfBlocks
{
    NameId name = 0;
    std::int32_t branch = -1;
    std::int32_t device = 0;
};

Slice withinBounds(Slice slice, std::int64_t& mended)
{
    const Ns startNs = std::clamp(slice.startNs, -farthestNs, farthestNs);
    const Ns durationNs = std::clamp<Ns>(slice.durationNs, 0, farthestNs - startNs);
    mended += startNs != slice.startNs || durationNs != slice.durationNs;
    slice.startNs = startNs;
    slice.durationNs = durationNs;
    return slice;
}

} // namespace

struct TraceBuilder::State
{
    TraceInfo info;
    Trust trust;
    std::deque<TrackWriter> tracks;
    std::map<TrackId, CounterWriter> counters; ///< of tracks that hold counters
    SharedColumn<Dependency> dependencies;
    SharedColumn<OperationDetails> details;
    std::map<std::pair<DetailsId, std::int64_t>, DetailsId> twins;      ///< by what they are like, and their node
    std::vector<DetailsId> detailSlots = std::vector<DetailsId>(64, 0); ///< open addressing over `details`; 0: empty
    std::shared_ptr<std::deque<std::string>> texts = std::make_shared<std::deque<std::string>>();
    SharedColumn<std::string_view> names;
    std::unordered_map<std::string_view, NameId> nameIds;
    Ns watermarkNs = std::numeric_limits<Ns>::min();
    ArgumentReader arguments;
    bool fromZero = false;
    struct Arrow
    {
        TrackId from = 0, to = 0;
        Ns fromNs = 0, toNs = 0;
        bool enclosing = false;
        bool passCalls = false;
    };
    std::vector<Arrow> arrows;

    bool hasBlocks = false;
    std::unordered_map<std::int64_t, KernelOfBlocks> kernels;          ///< by correlation, once there are blocks
    std::unordered_map<std::int64_t, std::vector<Blocks>> earlyBlocks; ///< their kernel is still to come
    std::unordered_map<std::int64_t, TrackId> smTracks;                ///< by device · 2³² + SM

    TrackId smTrack(std::int32_t device, std::int32_t sm);
    void place(const Blocks& blocks, const KernelOfBlocks& kernel);
    void noteKernel(const TrackWriter& track, const Slice& slice);
    void flushCounters();
    void moveToZero();
    void joinArrows();
    void growDetailSlots();
    std::shared_ptr<Snapshot> show();
};

TraceBuilder::TraceBuilder() : m_state(std::make_unique<State>())
{
    intern("");
    m_state->details.append({});
}

TraceBuilder::~TraceBuilder() = default;

TrackId TraceBuilder::addTrack(const TrackInfo& info)
{
    m_state->tracks.emplace_back(info);
    return static_cast<TrackId>(m_state->tracks.size() - 1);
}

void TraceBuilder::describeTrack(TrackId track, const TrackInfo& info)
{
    if (track < m_state->tracks.size())
        m_state->tracks[track].info = info;
}

void TraceBuilder::renumber(TrackId track, std::int64_t by)
{
    if (track < m_state->tracks.size())
        m_state->tracks[track].renumber(by);
}

void TraceBuilder::reclassify(TrackId track, const std::function<SliceKind(NameId)>& kindOf)
{
    if (track < m_state->tracks.size())
        m_state->tracks[track].reclassify(kindOf);
}

NameId TraceBuilder::intern(std::string_view text)
{
    State& s = *m_state;
    if (const auto known = s.nameIds.find(text); known != s.nameIds.end())
        return known->second;
    const std::string_view kept = s.texts->emplace_back(text);
    const auto id = static_cast<NameId>(s.names.size());
    s.names.append(kept);
    s.nameIds.emplace(kept, id);
    return id;
}

std::string_view TraceBuilder::text(NameId name) const
{
    return name < m_state->names.size() ? m_state->names[name] : std::string_view();
}

DetailsId TraceBuilder::addDetails(const OperationDetails& details)
{
    State& s = *m_state;
    if (details == OperationDetails())
        return 0;
    const std::size_t mask = s.detailSlots.size() - 1;
    std::size_t slot = HashOfDetails()(details) & mask;
    for (; s.detailSlots[slot] != 0; slot = (slot + 1) & mask)
        if (s.details[s.detailSlots[slot]] == details)
            return s.detailSlots[slot];
    const auto id = static_cast<DetailsId>(s.details.size());
    s.detailSlots[slot] = id;
    s.details.append(details);
    if (2 * s.details.size() > s.detailSlots.size())
        s.growDetailSlots();
    return id;
}

DetailsId TraceBuilder::addTwin(const OperationDetails& details, std::int64_t node)
{
    State& s = *m_state;
    const auto [place, isNew] = s.twins.try_emplace({addDetails(details), node}, 0);
    if (isNew) {
        place->second = static_cast<DetailsId>(s.details.size());
        s.details.append(details);
    }
    return place->second;
}

void TraceBuilder::State::growDetailSlots()
{
    detailSlots.assign(4 * detailSlots.size(), 0);
    const std::size_t mask = detailSlots.size() - 1;
    for (DetailsId id = 1; id < details.size(); ++id) {
        std::size_t slot = HashOfDetails()(details[id]) & mask;
        while (detailSlots[slot] != 0)
            slot = (slot + 1) & mask;
        detailSlots[slot] = id;
    }
}

void TraceBuilder::addSlice(TrackId track, const Slice& slice)
{
    State& s = *m_state;
    if (track >= s.tracks.size()) {
        ++s.trust.malformedRecords;
        return;
    }
    const Slice kept = withinBounds(slice, s.trust.malformedRecords);
    s.trust.lateRecords += kept.startNs < s.watermarkNs;
    s.tracks[track].add(kept);
    if (s.hasBlocks && isKernel(kept.kind))
        s.noteKernel(s.tracks[track], kept);
}

void TraceBuilder::addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation)
{
    m_state->dependencies.append({fromCorrelation, toCorrelation});
}

void TraceBuilder::addBlocks(const Blocks& blocks)
{
    State& s = *m_state;
    if (!s.hasBlocks) {
        s.hasBlocks = true;
        for (const TrackWriter& track : s.tracks)
            track.each([&](const Slice& slice) {
                if (isKernel(slice.kind))
                    s.noteKernel(track, slice);
            });
    }
    if (const auto kernel = s.kernels.find(blocks.correlation); kernel != s.kernels.end())
        s.place(blocks, kernel->second);
    else
        s.earlyBlocks[blocks.correlation].push_back(blocks);
}

void TraceBuilder::State::noteKernel(const TrackWriter& track, const Slice& slice)
{
    const KernelOfBlocks kernel{slice.name, slice.branch, std::max(0, track.info.device)};
    kernels.insert_or_assign(slice.correlation, kernel);
    if (const auto early = earlyBlocks.extract(slice.correlation))
        for (const Blocks& blocks : early.mapped())
            place(blocks, kernel);
}

TrackId TraceBuilder::State::smTrack(std::int32_t device, std::int32_t sm)
{
    const std::int64_t key = (static_cast<std::int64_t>(device) << 32) + static_cast<std::uint32_t>(sm);
    const auto [place, isNew] = smTracks.try_emplace(key, static_cast<TrackId>(tracks.size()));
    if (isNew) {
        TrackInfo track;
        track.kind = TrackKind::sm;
        track.name = "SM " + std::to_string(sm);
        track.process = "GPU " + std::to_string(device) + " · SMs";
        track.pid = device;
        track.tid = sm;
        track.device = device;
        track.sortIndex = 1'000'000 + sm;
        tracks.emplace_back(track);
    }
    return place->second;
}

void TraceBuilder::State::place(const Blocks& blocks, const KernelOfBlocks& kernel)
{
    const std::size_t count = std::min({blocks.sm.size(), blocks.startNs.size(), blocks.durationNs.size()});
    for (std::size_t i = 0; i < count; ++i) {
        Slice slice;
        slice.startNs = blocks.startNs[i];
        slice.durationNs = blocks.durationNs[i];
        slice.name = kernel.name;
        slice.kind = SliceKind::block;
        slice.correlation = blocks.correlation;
        slice.branch = kernel.branch;
        tracks[smTrack(kernel.device, blocks.sm[i])].add(withinBounds(slice, trust.malformedRecords));
    }
}

void TraceBuilder::addCounter(TrackId track, Ns timeNs, double value)
{
    State& s = *m_state;
    if (track >= s.tracks.size()) {
        ++s.trust.malformedRecords;
        return;
    }
    CounterWriter& counter = s.counters[track];
    timeNs = std::clamp(timeNs, -farthestNs, farthestNs);
    if (counter.timeNs.size() > 0 && timeNs < counter.timeNs[counter.timeNs.size() - 1]) {
        counter.waiting.emplace_back(timeNs, value);
        return;
    }
    counter.timeNs.append(timeNs);
    counter.value.append(value);
}

void TraceBuilder::State::flushCounters()
{
    for (auto& [track, counter] : counters) {
        if (counter.waiting.empty())
            continue;
        std::vector<std::pair<Ns, double>> all;
        all.reserve(counter.timeNs.size() + counter.waiting.size());
        for (std::size_t i = 0; i < counter.timeNs.size(); ++i)
            all.emplace_back(counter.timeNs[i], counter.value[i]);
        all.insert(all.end(), counter.waiting.begin(), counter.waiting.end()); // at equal times as they came
        std::ranges::stable_sort(all, {}, &std::pair<Ns, double>::first);
        counter = {};
        for (const auto& [timeNs, value] : all) {
            counter.timeNs.append(timeNs);
            counter.value.append(value);
        }
    }
}

void TraceBuilder::addArrow(TrackId from, Ns fromNs, TrackId to, Ns toNs, bool enclosing, bool passCalls)
{
    m_state->arrows.push_back({from, to, fromNs, toNs, enclosing, passCalls});
}

void TraceBuilder::State::joinArrows()
{
    std::int64_t nextCorrelation = -2;
    for (const Arrow& arrow : arrows) {
        const bool known = arrow.from < tracks.size() && arrow.to < tracks.size();
        const auto from = known ? tracks[arrow.from].sliceAt(arrow.fromNs, false, arrow.passCalls) : std::nullopt;
        const auto to = from ? tracks[arrow.to].sliceAt(arrow.toNs, !arrow.enclosing, arrow.passCalls) : std::nullopt;
        if (!to) {
            ++trust.orphanFlows;
            continue;
        }
        const std::int64_t source = tracks[arrow.from].correlation(*from), target = tracks[arrow.to].correlation(*to);
        if (source != -1 && target != -1) {
            if (source != target)
                dependencies.append({source, target});
            continue;
        }
        const std::int64_t shared = source != -1 ? source : target != -1 ? target : nextCorrelation--;
        tracks[arrow.from].setCorrelation(*from, shared);
        tracks[arrow.to].setCorrelation(*to, shared);
    }
}

void TraceBuilder::advanceTo(Ns timeNs)
{
    m_state->watermarkNs = std::max(m_state->watermarkNs, timeNs);
}

TraceInfo& TraceBuilder::info()
{
    return m_state->info;
}

Trust& TraceBuilder::trust()
{
    return m_state->trust;
}

void TraceBuilder::setArgumentReader(ArgumentReader reader)
{
    m_state->arguments = std::move(reader);
}

void TraceBuilder::startAtZero()
{
    m_state->fromZero = true;
}

std::shared_ptr<Snapshot> TraceBuilder::State::show()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->m_info = info;
    snapshot->m_trust = trust;
    snapshot->m_arguments = arguments;
    snapshot->m_tracks.reserve(tracks.size());
    for (const TrackWriter& track : tracks) {
        snapshot->m_tracks.push_back(track.show());
        snapshot->m_storage.push_back(track.storage());
        track.addTo(snapshot->m_trust);
    }
    flushCounters();
    for (const auto& [track, counter] : counters) {
        snapshot->m_counters.push_back({tracks[track].info,
                                        {counter.timeNs.block().get(), counter.timeNs.size()},
                                        {counter.value.block().get(), counter.value.size()}});
        snapshot->m_storage.push_back(counter.timeNs.block());
        snapshot->m_storage.push_back(counter.value.block());
    }
    snapshot->m_dependencies = {dependencies.block().get(), dependencies.size()};
    snapshot->m_names = {names.block().get(), names.size()};
    snapshot->m_details = {details.block().get(), details.size()};
    for (std::shared_ptr<const void> kept : std::initializer_list<std::shared_ptr<const void>>{
             dependencies.block(), names.block(), texts, details.block()})
        snapshot->m_storage.push_back(std::move(kept));
    return snapshot;
}

TracePointer TraceBuilder::snapshot()
{
    for (TrackWriter& track : m_state->tracks) {
        // What a stream does comes in its order. A host's wait comes when it is over, and must not hide that till then.
        const TrackKind kind = track.info.kind;
        if (kind == TrackKind::stream || kind == TrackKind::copyEngine)
            track.flush();
        else
            track.flush(m_state->watermarkNs);
    }
    return m_state->show();
}

TracePointer TraceBuilder::preview()
{
    for (TrackWriter& track : m_state->tracks)
        track.flush();
    return m_state->show();
}

void TraceBuilder::State::moveToZero()
{
    Ns earliestNs = std::numeric_limits<Ns>::max(), latestNs = std::numeric_limits<Ns>::min();
    for (const TrackWriter& track : tracks)
        track.each([&](const Slice& slice) {
            earliestNs = std::min(earliestNs, slice.startNs);
            latestNs = std::max(latestNs, slice.startNs + slice.durationNs);
        });
    flushCounters();
    for (const auto& [track, counter] : counters)
        if (const std::size_t size = counter.timeNs.size(); size > 0) {
            earliestNs = std::min(earliestNs, counter.timeNs[0]);
            latestNs = std::max(latestNs, counter.timeNs[size - 1]);
        }
    const bool empty = earliestNs > latestNs;
    if (empty || earliestNs == 0 || latestNs - earliestNs > farthestNs) // moved, times would leave their bounds
        return;
    for (TrackWriter& track : tracks)
        track.shift(-earliestNs);
    for (Arrow& arrow : arrows) {
        arrow.fromNs -= earliestNs;
        arrow.toNs -= earliestNs;
    }
    for (auto& [track, counter] : counters) {
        CounterWriter moved;
        for (std::size_t i = 0; i < counter.timeNs.size(); ++i) {
            moved.timeNs.append(counter.timeNs[i] - earliestNs);
            moved.value.append(counter.value[i]);
        }
        counter = std::move(moved);
    }
    info.baseTimeNs += earliestNs;
}

TracePointer TraceBuilder::finish(int threads)
{
    State& s = *m_state;
    for (const auto& [correlation, early] : s.earlyBlocks)
        for (const Blocks& blocks : early)
            s.place(blocks, {});
    if (s.fromZero)
        s.moveToZero();
    inParallel(s.tracks.size(), std::size_t(std::max(1, threads)), [&s](std::size_t i) { s.tracks[i].flush(); });
    s.joinArrows();
    const auto snapshot = s.show();
    Trust& trust = snapshot->m_trust;
    trust.clockInversions += countClockInversions(*snapshot);
    trust.lostRecords = std::max(trust.lostRecords, countMissingKernels(*snapshot));
    TraceBuilder empty;
    std::swap(m_state, empty.m_state);
    return snapshot;
}

} // namespace streamscope::trace
