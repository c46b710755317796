// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/replay.h"

#include "session/outcome_json.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace streamscope::session {

namespace {

constexpr Ns frameNs = 4'000'000; ///< at a pace, events come in bunches of this much wall time

class SteadyPaceClock : public PaceClock
{
public:
    Ns nowNs() override
    {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    }

    void waitUntil(Ns timeNs, std::stop_token stop) override
    {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        const std::chrono::steady_clock::time_point until{std::chrono::nanoseconds(timeNs)};
        wake.wait_until(lock, stop, until, [] { return false; });
    }
};

/// A slice in the order it reaches the sink, and from when on nothing earlier comes.
struct Arrival
{
    Ns endNs = 0;
    Ns watermarkNs = 0;
    trace::TrackId track = 0;
    std::uint32_t index = 0;
};

std::vector<Arrival> arrivals(const trace::Trace& recording)
{
    std::vector<Arrival> order;
    order.reserve(recording.sliceCount());
    for (trace::TrackId t = 0; t < recording.tracks().size(); ++t)
        for (std::uint32_t i = 0; i < recording.tracks()[t].size(); ++i)
            order.push_back({recording.tracks()[t].endNs(i), 0, t, i});
    std::stable_sort(order.begin(), order.end(), [](const Arrival& a, const Arrival& b) { return a.endNs < b.endNs; });
    Ns earliest = order.empty() ? 0 : order.back().endNs;
    for (auto arrival = order.rbegin(); arrival != order.rend(); ++arrival) {
        arrival->watermarkNs = earliest;
        earliest = std::min(earliest, recording.tracks()[arrival->track].startNs[arrival->index]);
    }
    return order;
}

/// Passes a recording's slices on in any order, with tracks, names and details defined before they are used.
class Player
{
public:
    Player(const trace::Trace& recording, trace::EventSink& sink) : m_recording(recording), m_sink(sink)
    {
        for (const trace::Track& track : recording.tracks())
            m_tracks.push_back(sink.addTrack(track.info));
        for (const trace::CounterTrack& counter : recording.counters()) {
            const trace::TrackId track = sink.addTrack(counter.info);
            for (std::size_t i = 0; i < counter.timeNs.size(); ++i)
                sink.addCounter(track, counter.timeNs[i], counter.value[i]);
        }
    }

    void play(const Arrival& arrival)
    {
        const trace::Track& from = m_recording.tracks()[arrival.track];
        const std::uint32_t i = arrival.index;
        trace::Slice slice;
        slice.startNs = from.startNs[i];
        slice.durationNs = from.durationNs[i];
        slice.name = known(m_names, from.name[i], [&] { return m_sink.intern(m_recording.name(from.name[i])); });
        slice.kind = from.kind[i];
        if (from.details[i] != 0)
            slice.details = known(m_details, from.details[i],
                                  [&] { return m_sink.addDetails(m_recording.details(from.details[i])); });
        slice.correlation = from.correlation[i];
        slice.branch = from.branch[i];
        slice.id = from.id[i];
        m_sink.addSlice(m_tracks[arrival.track], slice);
    }

    void finish()
    {
        for (const trace::Dependency& dependency : m_recording.dependencies())
            m_sink.addDependency(dependency.fromCorrelation, dependency.toCorrelation);
    }

private:
    template <class Add>
    static std::uint32_t known(std::vector<std::optional<std::uint32_t>>& table, std::uint32_t id, Add add)
    {
        if (table.size() <= id)
            table.resize(id + 1);
        if (!table[id])
            table[id] = add();
        return *table[id];
    }

    const trace::Trace& m_recording;
    trace::EventSink& m_sink;
    std::vector<trace::TrackId> m_tracks;
    std::vector<std::optional<std::uint32_t>> m_names, m_details;
};

} // namespace

PaceClock& steadyPaceClock()
{
    static SteadyPaceClock clock;
    return clock;
}

ReplayBackend::ReplayBackend(trace::TracePointer recording, double pace, PaceClock& clock)
    : m_recording(std::move(recording)), m_pace(pace), m_clock(clock)
{}

Result<backend::RunOutcome> ReplayBackend::run(const program::Program&, const backend::RunOptions& options,
                                               trace::EventSink* sink, std::stop_token stop)
{
    const Error cancelled{ErrorKind::cancelled, "", "", {"session.cancelled", {}}};
    if (!sink)
        return stop.stop_requested() ? Result<backend::RunOutcome>(cancelled) : recordedOutcome(*m_recording);
    Player player(*m_recording, *sink);
    const Interval extent = m_recording->extent();
    const Ns begunNs = m_clock.nowNs();
    Ns nextFrameNs = begunNs;
    for (const Arrival& arrival : arrivals(*m_recording)) {
        if (m_pace > 0) {
            const auto dueNs = begunNs + static_cast<Ns>(static_cast<double>(arrival.endNs - extent.startNs) / m_pace);
            if (dueNs > nextFrameNs) {
                m_clock.waitUntil(dueNs, stop);
                nextFrameNs = dueNs + frameNs;
                if (options.onProgress && extent.durationNs() > 0)
                    options.onProgress(static_cast<double>(arrival.endNs - extent.startNs) /
                                       static_cast<double>(extent.durationNs()));
            }
        }
        if (stop.stop_requested())
            return cancelled;
        player.play(arrival);
        sink->advanceTo(arrival.watermarkNs);
    }
    player.finish();
    return recordedOutcome(*m_recording);
}

backend::RunOutcome recordedOutcome(const trace::Trace& recording)
{
    const trace::TraceInfo& info = recording.info();
    backend::RunOutcome outcome;
    if (const auto text = info.metadata.find("outcome"); text != info.metadata.end())
        outcome = outcomeFromJson(nlohmann::json::parse(text->second, nullptr, false));
    if (!outcome.makespanNs.empty())
        return outcome;
    if (info.unprofiledNs >= 0)
        outcome.makespanNs.push_back(info.unprofiledNs);
    else if (info.makespanNs >= 0)
        outcome.makespanNs.push_back(info.makespanNs);
    else
        outcome.makespanNs.push_back(recording.extent().durationNs());
    return outcome;
}

} // namespace streamscope::session
