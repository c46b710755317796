// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_event_writer.h"

#include "formats/scanner.h"
#include "formats/trace_event_header.h"
#include "trace/graph_nodes.h"
#include "trace/kinds.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace streamscope::formats {

using namespace trace;

namespace {

/// Arguments the writer says itself; the rest of what a file said is handed on.
constexpr std::string_view ownArguments[] = {"device",
                                             "context",
                                             "stream",
                                             "correlation",
                                             "graph node correlation",
                                             "grid",
                                             "block",
                                             "registers per thread",
                                             "shared memory",
                                             "static shared memory",
                                             "bytes",
                                             "flops",
                                             "dram bytes",
                                             "memory source",
                                             "memory target",
                                             "branch",
                                             "kind",
                                             "label",
                                             "wait_on_cuda_event_record_corr_id"};

bool sameTrack(const TrackInfo& a, const TrackInfo& b)
{
    return a.kind == b.kind && a.name == b.name && a.process == b.process && a.pid == b.pid && a.tid == b.tid &&
           a.device == b.device && a.context == b.context && a.stream == b.stream && a.rank == b.rank;
}

/// The category to be written; what a trace-event file said of its own, which stands in front, is taken out of `said`
/// and stands for what we have no word for.
std::string takeCategory(TraceEventWriter::Said& said, SliceKind kind, TrackKind track)
{
    const std::string_view ours = categoryName(kind, track);
    if (said.empty() || said.front().first != "cat")
        return std::string(ours);
    const std::string_view quoted = said.front().second;
    const std::string theirs =
        quoted.size() > 2 && quoted.front() == '"' ? scan::unescape(quoted.substr(1, quoted.size() - 2)) : "";
    said.erase(said.begin());
    const bool isUnknown = kind == SliceKind::unknown && classify(category(theirs), "") == SliceKind::unknown;
    return isUnknown && !theirs.empty() ? theirs : std::string(ours);
}

bool isSubmission(SliceKind kind)
{
    return kind == SliceKind::hostSubmit || kind == SliceKind::hostSync;
}

} // namespace

TraceEventWriter::TraceEventWriter(const Trace& trace, Ns unprofiledNs)
    : m_trace(trace), m_unprofiledNs(unprofiledNs), m_rows(layOutRows(trace)),
      m_launchOfNode(trace::launchOfGraphNodes(trace))
{
    std::set<TrackId> taken;
    for (const CounterTrack& counter : trace.counters()) {
        TrackId id = 0;
        while (id < trace.tracks().size() && (taken.contains(id) || !sameTrack(trace.tracks()[id].info, counter.info)))
            ++id;
        taken.insert(id);
        m_trackOfCounter.push_back(id);
    }
    gatherArrows();
}

/// Readers elsewhere take an arrow that ends before it starts for an error; where clocks disagree there is none.
void TraceEventWriter::addArrow(SliceRef from, SliceRef to, Ns fromNs, std::string_view category, std::int64_t id)
{
    const Ns toNs = m_trace.tracks()[to.track].startNs[to.index];
    if (fromNs <= toNs)
        m_arrows.push_back({from, to, fromNs, category, id});
}

void TraceEventWriter::gatherArrows()
{
    std::int64_t nextId = std::int64_t(1) << 32; // beyond the correlations, which number the first arrow of a call
    gatherLaunches(nextId);
    gatherFlows(nextId);
    const auto tracks = m_trace.tracks();
    for (const Dependency& dependency : m_trace.dependencies()) {
        m_waitsFor[dependency.toCorrelation] = dependency.fromCorrelation;
        const auto from = operation(dependency.fromCorrelation), to = operation(dependency.toCorrelation);
        if (!from || !to || *from == *to)
            continue;
        // It starts within its slice, as late as can be.
        const Track& source = tracks[from->track];
        const Ns lastNs = std::max(source.startNs[from->index], source.endNs(from->index) - 1);
        const Ns toNs = std::max(source.startNs[from->index], tracks[to->track].startNs[to->index]);
        addArrow(*from, *to, std::min(lastNs, toNs), "dependency", nextId++);
    }
}

/// From calls to the operations they submitted.
void TraceEventWriter::gatherLaunches(std::int64_t& nextId)
{
    std::set<std::int64_t> taken;
    const auto tracks = m_trace.tracks();
    for (TrackId t = 0; t < tracks.size(); ++t) {
        const TrackKind kind = tracks[t].info.kind;
        if (kind == TrackKind::hostThread || kind == TrackKind::sm || kind == TrackKind::copyEngine)
            continue;
        for (std::uint32_t i = 0; i < tracks[t].size(); ++i) {
            const std::int64_t correlation = tracks[t].correlation[i];
            if (correlation == -1 || !isGpuOperation(tracks[t].kind[i]))
                continue;
            const auto joined = m_trace.correlated(correlation);
            const SliceRef call = joined.front();
            if (isSubmission(tracks[call.track].kind[call.index]))
                addArrow(call, {t, i}, tracks[call.track].startNs[call.index], "ac2g",
                         taken.insert(correlation).second ? correlation : nextId++);
        }
    }
}

/// Slices that arrows of a file had joined share a number below −1: from the earliest to the others.
void TraceEventWriter::gatherFlows(std::int64_t& nextId)
{
    const auto tracks = m_trace.tracks();
    std::map<std::int64_t, std::vector<SliceRef>> flows;
    for (TrackId t = 0; t < tracks.size(); ++t)
        for (std::uint32_t i = 0; i < tracks[t].size(); ++i)
            if (tracks[t].correlation[i] < -1)
                flows[tracks[t].correlation[i]].push_back({t, i});
    for (auto& [number, slices] : flows) {
        const auto startNs = [tracks](SliceRef ref) { return tracks[ref.track].startNs[ref.index]; };
        std::ranges::stable_sort(slices, {}, startNs);
        const auto kind = [tracks](SliceRef ref) { return tracks[ref.track].kind[ref.index]; };
        for (std::size_t i = 1; i < slices.size(); ++i)
            if (!isSubmission(kind(slices[0])) || !isGpuOperation(kind(slices[i]))) // that one is a launch
                addArrow(slices[0], slices[i], startNs(slices[0]), "flow", nextId++);
    }
}

/// The last slice of a correlation; a copy's is the one on its stream, not the same on its engine.
std::optional<SliceRef> TraceEventWriter::operation(std::int64_t correlation) const
{
    auto joined = m_trace.correlated(correlation);
    std::erase_if(joined,
                  [this](SliceRef ref) { return m_trace.tracks()[ref.track].info.kind == TrackKind::copyEngine; });
    return joined.empty() ? std::nullopt : std::optional(joined.back());
}

void TraceEventWriter::write(TextSink& sink)
{
    writeTraceHeader(m_out, m_trace, m_rows, m_unprofiledNs);
    writeRowNames(m_out, m_trace, m_rows);
    events(sink);
    m_out.raw("\n  ], \"traceName\": ");
    m_out.quoted(m_trace.info().title);
    m_out.raw("\n}\n");
    sink.take(m_out.text(), 1);
}

std::vector<TraceEventWriter::Event> TraceEventWriter::sortedEvents() const
{
    const auto tracks = m_trace.tracks();
    std::vector<Event> events;
    events.reserve(m_trace.sliceCount() + 2 * m_arrows.size());
    for (TrackId t = 0; t < tracks.size(); ++t)
        for (std::uint32_t i = 0; i < tracks[t].size(); ++i)
            events.push_back({tracks[t].startNs[i], tracks[t].durationNs[i], t, i, Event::Kind::slice});
    for (std::uint32_t a = 0; a < m_arrows.size(); ++a) {
        const Arrow& arrow = m_arrows[a];
        const Ns toNs = tracks[arrow.to.track].startNs[arrow.to.index];
        events.push_back({arrow.fromNs, -1, a, 0, Event::Kind::arrowFrom});
        events.push_back({toNs, -1, a, 1, Event::Kind::arrowTo});
    }
    const auto counters = m_trace.counters();
    for (std::uint32_t c = 0; c < counters.size(); ++c)
        for (std::uint32_t i = 0; i < counters[c].timeNs.size(); ++i)
            events.push_back({counters[c].timeNs[i], -1, c, i, Event::Kind::counter});
    std::ranges::sort(events, [](const Event& a, const Event& b) {
        return std::tuple(a.timeNs, -a.durationNs, a.kind, a.place, a.index) <
               std::tuple(b.timeNs, -b.durationNs, b.kind, b.place, b.index);
    });
    return events;
}

void TraceEventWriter::events(TextSink& sink)
{
    const std::vector<Event> sorted = sortedEvents();
    for (const Event& event : sorted) {
        const double done = static_cast<double>(&event - sorted.data()) / static_cast<double>(sorted.size());
        if (!sink.takeWhenFull(m_out.text(), done))
            return;
        if (event.kind == Event::Kind::slice)
            slice({event.place, event.index});
        else if (event.kind == Event::Kind::counter)
            counter(event.place, event.index);
        else
            arrowEnd(m_arrows[event.place], event.kind == Event::Kind::arrowFrom);
    }
}

WrittenRow TraceEventWriter::row(SliceRef ref) const
{
    const WrittenRows::OfTrack& track = m_rows.tracks[ref.track];
    const std::size_t row =
        track.rowOfSlice.empty() ? m_trace.tracks()[ref.track].depth[ref.index] : track.rowOfSlice[ref.index];
    return track.rows[std::min(row, track.rows.size() - 1)];
}

void TraceEventWriter::slice(SliceRef ref)
{
    const Track& track = m_trace.tracks()[ref.track];
    const SliceKind kind = track.kind[ref.index];
    const std::string_view name = m_trace.name(track.name[ref.index]);
    // Analysers know copies and memsets by these names.
    std::string renamed;
    if (isCopy(kind) && !name.starts_with("Memcpy")) {
        const OperationDetails& d = m_trace.details(track.details[ref.index]);
        renamed = copyName(kind, d.source, d.target);
    } else if (kind == SliceKind::memset && !name.starts_with("Memset")) {
        renamed = "Memset (Device)";
    }
    Said said = m_trace.arguments(ref);
    const std::string cat = takeCategory(said, kind, track.info.kind);
    writeEventStart(m_out, 'X', row(ref));
    m_out.string("cat", cat);
    m_out.string("name", renamed.empty() ? name : renamed);
    m_out.micros("ts", track.startNs[ref.index]);
    m_out.micros("dur", track.durationNs[ref.index]);
    m_out.open("args", '{');
    arguments(ref, category(cat), said, !renamed.empty());
    m_out.close('}');
    m_out.close('}');
}

void TraceEventWriter::arguments(SliceRef ref, Category written, const Said& said, bool renamed)
{
    const Track& track = m_trace.tracks()[ref.track];
    const std::size_t i = ref.index;
    const SliceKind kind = track.kind[i];
    const std::string_view name = m_trace.name(track.name[i]);
    // Analysers take whatever has a stream for work on it: annotations and waits get one only if they had one.
    const auto isStream = [](const auto& argument) { return argument.first == "stream"; };
    if (isGpuOperation(kind) ? isOnGpu(written) : std::ranges::any_of(said, isStream)) {
        m_out.number("device", std::max(0, track.info.device));
        m_out.number("context", std::max<std::int64_t>(0, track.info.context));
        m_out.number("stream", m_rows.tracks[ref.track].stream);
    }
    const std::int64_t correlation = track.correlation[i];
    const auto launch = m_launchOfNode.find(correlation);
    const bool isNode = launch != m_launchOfNode.end() && isGpuOperation(kind);
    if (correlation != -1)
        m_out.number("correlation", isNode ? launch->second : correlation);
    if (isNode) {
        m_out.number("graph id", launch->second);
        m_out.number("graph node id", correlation);
        m_out.number("graph node correlation", correlation);
    }
    if (renamed)
        m_out.string("label", name);
    if (track.branch[i] != -1)
        m_out.number("branch", track.branch[i]);
    const std::string shown = renamed ? copyName(kind, Memory::unknown, Memory::unknown) : std::string(name);
    if (classify(written, shown) != kind)
        m_out.string("kind", trace::nameOf(kind));
    if (kind == SliceKind::eventWait)
        if (const auto record = m_waitsFor.find(correlation); record != m_waitsFor.end())
            m_out.number("wait_on_cuda_event_record_corr_id", record->second);
    if (track.details[i] != 0)
        details(m_trace.details(track.details[i]), kind);
    for (const auto& [key, json] : said) {
        if (std::ranges::find(ownArguments, key) != std::end(ownArguments))
            continue;
        if (isNode && (key == "graph id" || key == "graph node id"))
            continue;
        m_out.key(key);
        m_out.json(json);
    }
}

void TraceEventWriter::details(const OperationDetails& d, SliceKind kind)
{
    const auto triple = [this](std::string_view name, const std::array<std::int32_t, 3>& values) {
        m_out.open(name, '[');
        for (const std::int32_t value : values)
            m_out.item(value);
        m_out.close(']');
    };
    if (isKernel(kind) || d.grid != OperationDetails().grid || d.block != OperationDetails().block) {
        triple("grid", d.grid);
        triple("block", d.block);
    }
    if (isKernel(kind) || d.registersPerThread != 0)
        m_out.number("registers per thread", d.registersPerThread);
    const std::int64_t shared = static_cast<std::int64_t>(d.staticSharedBytes) + d.dynamicSharedBytes;
    if (isKernel(kind) || shared != 0)
        m_out.number("shared memory", shared);
    if (d.staticSharedBytes != 0)
        m_out.number("static shared memory", d.staticSharedBytes);
    if (d.bytes != 0)
        m_out.number("bytes", d.bytes);
    if (d.flops != 0)
        m_out.number("flops", d.flops);
    if (d.dramBytes != 0)
        m_out.number("dram bytes", d.dramBytes);
    if (d.source != Memory::unknown)
        m_out.string("memory source", trace::nameOf(d.source));
    if (d.target != Memory::unknown)
        m_out.string("memory target", trace::nameOf(d.target));
}

void TraceEventWriter::arrowEnd(const Arrow& arrow, bool from)
{
    const SliceRef ref = from ? arrow.from : arrow.to;
    writeEventStart(m_out, from ? 's' : 'f', row(ref));
    m_out.number("id", arrow.id);
    m_out.micros("ts", from ? arrow.fromNs : m_trace.tracks()[ref.track].startNs[ref.index]);
    m_out.string("cat", arrow.category);
    m_out.string("name", arrow.category);
    if (!from)
        m_out.string("bp", "e");
    m_out.close('}');
}

WrittenRow TraceEventWriter::counterRow(std::size_t place) const
{
    const TrackId track = m_trackOfCounter[place];
    return track < m_rows.tracks.size() ? m_rows.tracks[track].rows[0] : WrittenRow{};
}

void TraceEventWriter::counter(std::size_t place, std::size_t index)
{
    const CounterTrack& counter = m_trace.counters()[place];
    writeEventStart(m_out, 'C', counterRow(place));
    m_out.string("name", counter.info.name);
    m_out.micros("ts", counter.timeNs[index]);
    m_out.open("args", '{');
    m_out.number("value", counter.value[index]);
    m_out.close('}');
    m_out.close('}');
}

} // namespace streamscope::formats
