// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_event_writer.h"

#include "formats/json_text.h"
#include "formats/vocabulary.h"
#include "trace/kinds.h"

#include <algorithm>
#include <cmath>
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

bool isSubmission(SliceKind kind)
{
    return kind == SliceKind::hostSubmit || kind == SliceKind::hostSync;
}

std::string_view nameOf(Provenance provenance)
{
    static constexpr std::string_view names[] = {"measured-now", "recorded", "simulated-checked",
                                                 "simulated-unchecked"};
    return names[static_cast<std::size_t>(provenance)];
}

} // namespace

TraceEventWriter::TraceEventWriter(const Trace& trace) : m_trace(trace), m_rows(layOutRows(trace))
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

void TraceEventWriter::gatherArrows()
{
    std::int64_t nextId = std::int64_t(1) << 32; // beyond the correlations, which number the first arrow of a call
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
                m_arrows.push_back({call, {t, i}, "ac2g", taken.insert(correlation).second ? correlation : nextId++});
        }
    }
    for (const Dependency& dependency : m_trace.dependencies()) {
        m_waitsFor[dependency.toCorrelation] = dependency.fromCorrelation;
        const auto from = operation(dependency.fromCorrelation), to = operation(dependency.toCorrelation);
        if (from && to && *from != *to)
            m_arrows.push_back({*from, *to, "dependency", nextId++});
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

void TraceEventWriter::key(std::string_view name)
{
    if (!m_first)
        m_out += ", ";
    m_first = false;
    appendQuoted(m_out, name);
    m_out += ": ";
}

template <class T>
void TraceEventWriter::number(std::string_view name, T value)
{
    key(name);
    appendNumber(m_out, value);
}

void TraceEventWriter::string(std::string_view name, std::string_view value)
{
    key(name);
    appendQuoted(m_out, value);
}

void TraceEventWriter::open(std::string_view name, char bracket)
{
    key(name);
    m_out += bracket;
    m_first = true;
}

void TraceEventWriter::close(char bracket)
{
    m_out += bracket;
    m_first = false;
}

/// µs with three decimals, exact.
void TraceEventWriter::micros(std::string_view name, Ns ns)
{
    key(name);
    if (ns < 0)
        m_out += '-';
    const std::uint64_t size = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    appendNumber(m_out, size / 1000);
    const auto rest = static_cast<int>(size % 1000);
    const char decimals[] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                             static_cast<char>('0' + rest % 10)};
    m_out.append(decimals, sizeof decimals);
}

std::string TraceEventWriter::text()
{
    header();
    rowNames();
    events();
    m_out += "\n  ], \"traceName\": ";
    appendQuoted(m_out, m_trace.info().title);
    m_out += "\n}\n";
    return std::move(m_out);
}

void TraceEventWriter::header()
{
    const TraceInfo& info = m_trace.info();
    m_out = "{\n  ";
    number("schemaVersion", 1);
    open("deviceProperties", '[');
    for (const RecordedDevice& device : info.devices) {
        m_out += m_first ? "{" : ", {";
        m_first = true;
        number("id", device.id);
        string("name", device.name);
        number("totalGlobalMem", device.memoryBytes);
        number("computeMajor", device.computeMajor);
        number("computeMinor", device.computeMinor);
        number("maxThreadsPerMultiprocessor", device.threadsPerSm);
        number("regsPerMultiprocessor", device.registersPerSm);
        number("sharedMemPerMultiprocessor", device.sharedBytesPerSm);
        number("warpSize", 32);
        number("numSms", device.sms);
        if (device.clockHz > 0)
            number("clockHz", std::llround(device.clockHz));
        if (device.dramBytesPerSecond > 0)
            number("dramBytesPerSecond", std::llround(device.dramBytesPerSecond));
        close('}');
    }
    close(']');
    m_out += ",\n  ";
    m_first = true;
    if (!info.metadata.contains("distributedInfo")) {
        const auto tracks = m_trace.tracks();
        open("distributedInfo", '{');
        number("rank", tracks.empty() ? 0 : tracks[0].info.rank);
        close('}');
    }
    for (const auto& [name, json] : info.metadata) {
        key(name);
        if (isJson(json))
            m_out += json;
        else
            appendQuoted(m_out, json);
    }
    m_out += ",\n  ";
    m_first = true;
    string("displayTimeUnit", "ms");
    number("baseTimeNanoseconds", info.baseTimeNs);
    m_out += ",\n  ";
    m_first = true;
    streamscopeObject();
    m_out += ",\n  \"traceEvents\": [";
    m_first = true;
}

void TraceEventWriter::streamscopeObject()
{
    const TraceInfo& info = m_trace.info();
    open("streamscope", '{');
    number("version", 1);
    string("provenance", nameOf(info.provenance));
    string("device", info.deviceName);
    number("makespan_ns", info.makespanNs);
    number("unprofiled_ns", info.unprofiledNs);
    open("branches", '[');
    for (const std::string& branch : info.branches) {
        m_out += m_first ? "" : ", ";
        m_first = false;
        appendQuoted(m_out, branch);
    }
    close(']');
    trackObjects();
    open("dependencies", '[');
    for (const Dependency& dependency : m_trace.dependencies()) {
        m_out += m_first ? "[" : ", [";
        m_first = false;
        appendNumber(m_out, dependency.fromCorrelation);
        m_out += ", ";
        appendNumber(m_out, dependency.toCorrelation);
        m_out += ']';
    }
    close(']');
    trustObject();
    close('}');
}

void TraceEventWriter::trackObjects()
{
    const auto tracks = m_trace.tracks();
    open("tracks", '[');
    for (std::size_t t = 0; t < tracks.size(); ++t) {
        const TrackInfo& info = tracks[t].info;
        m_out += m_first ? "\n    {" : ",\n    {";
        m_first = true;
        string("kind", trace::nameOf(info.kind));
        string("name", info.name);
        string("process", info.process);
        number("pid", info.pid);
        number("tid", info.tid);
        number("device", info.device);
        number("context", info.context);
        number("stream", info.stream);
        number("rank", info.rank);
        number("sort", info.sortIndex);
        open("rows", '[');
        for (const WrittenRow& row : m_rows.tracks[t].rows) {
            m_out += m_first ? "[" : ", [";
            m_first = false;
            appendNumber(m_out, row.pid);
            m_out += ", ";
            appendNumber(m_out, row.tid);
            m_out += ']';
        }
        close(']');
        close('}');
    }
    close(']');
}

/// What reading the file again cannot find out by itself.
void TraceEventWriter::trustObject()
{
    const Trust& trust = m_trace.trust();
    open("trust", '{');
    number("lost_records", trust.lostRecords);
    number("late_records", trust.lateRecords);
    number("orphan_flows", trust.orphanFlows);
    number("unknown_records", trust.unknownRecords);
    number("malformed_records", trust.malformedRecords);
    number("truncated", trust.truncated ? 1 : 0);
    number("profiler_serialised", trust.profilerSerialised ? 1 : 0);
    close('}');
}

void TraceEventWriter::beginEvent(char phase, WrittenRow row)
{
    m_out += m_first ? "\n    {" : ",\n    {";
    m_first = true;
    string("ph", std::string_view(&phase, 1));
    number("pid", row.pid);
    number("tid", row.tid);
}

void TraceEventWriter::rowNames()
{
    const auto tracks = m_trace.tracks();
    std::set<std::uint32_t> named;
    const auto meta = [this](std::string_view what, WrittenRow row, std::string_view key, auto value) {
        beginEvent('M', row);
        string("name", what);
        micros("ts", 0);
        open("args", '{');
        if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            string(key, value);
        else
            number(key, value);
        close('}');
        close('}');
    };
    for (std::size_t t = 0; t < tracks.size(); ++t) {
        const TrackInfo& info = tracks[t].info;
        const auto& rows = m_rows.tracks[t].rows;
        const std::string gpu = info.device >= 0 ? "GPU " + std::to_string(info.device) : std::string();
        if (named.insert(rows[0].pid).second) {
            const bool says = info.process.find(gpu) != std::string::npos;
            meta("process_name", {rows[0].pid, 0}, "name", says ? info.process : gpu + " " + info.process);
            meta("process_labels", {rows[0].pid, 0}, "labels", gpu.empty() ? "CPU" : gpu);
            meta("process_sort_index", {rows[0].pid, 0}, "sort_index", info.device >= 0 ? 16777216 + info.device : 0);
        }
        for (std::size_t row = 0; row < rows.size(); ++row) {
            meta("thread_name", rows[row], "name", row ? info.name + " (" + std::to_string(row + 1) + ")" : info.name);
            meta("thread_sort_index", rows[row], "sort_index", info.sortIndex);
        }
    }
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
        const auto [from, to, category, id] = m_arrows[a];
        const Track& source = tracks[from.track];
        // An arrow starts within its slice: a call's at its start, a dependency's as late as can be.
        const Ns lateNs = std::max(source.startNs[from.index], source.endNs(from.index) - 1);
        const Ns fromNs = category == "ac2g" ? source.startNs[from.index] : lateNs;
        events.push_back({fromNs, -1, a, 0, Event::Kind::arrowFrom});
        events.push_back({tracks[to.track].startNs[to.index], -1, a, 1, Event::Kind::arrowTo});
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

void TraceEventWriter::events()
{
    for (const Event& event : sortedEvents()) {
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
    beginEvent('X', row(ref));
    string("cat", categoryName(kind, track.info.kind));
    string("name", renamed.empty() ? name : renamed);
    micros("ts", track.startNs[ref.index]);
    micros("dur", track.durationNs[ref.index]);
    open("args", '{');
    arguments(ref, !renamed.empty());
    close('}');
    close('}');
}

void TraceEventWriter::arguments(SliceRef ref, bool renamed)
{
    const Track& track = m_trace.tracks()[ref.track];
    const std::size_t i = ref.index;
    const SliceKind kind = track.kind[i];
    const std::string_view name = m_trace.name(track.name[i]);
    const Category written = category(categoryName(kind, track.info.kind));
    if (isOnGpu(written)) {
        number("device", std::max(0, track.info.device));
        number("context", std::max<std::int64_t>(0, track.info.context));
        number("stream", m_rows.tracks[ref.track].stream);
    }
    const std::int64_t correlation = track.correlation[i];
    if (correlation != -1)
        number("correlation", correlation);
    if (renamed)
        string("label", name);
    if (track.branch[i] != -1)
        number("branch", track.branch[i]);
    const std::string shown = renamed ? copyName(kind, Memory::unknown, Memory::unknown) : std::string(name);
    if (classify(written, shown) != kind)
        string("kind", trace::nameOf(kind));
    if (kind == SliceKind::eventWait)
        if (const auto record = m_waitsFor.find(correlation); record != m_waitsFor.end())
            number("wait_on_cuda_event_record_corr_id", record->second);
    if (track.details[i] != 0)
        details(m_trace.details(track.details[i]), kind);
    for (const auto& [key, json] : m_trace.arguments(ref)) {
        if (std::ranges::find(ownArguments, key) != std::end(ownArguments))
            continue;
        this->key(key);
        if (isJson(json))
            m_out += json;
        else
            appendQuoted(m_out, json);
    }
}

void TraceEventWriter::details(const OperationDetails& d, SliceKind kind)
{
    const auto triple = [this](std::string_view name, const std::array<std::int32_t, 3>& values) {
        open(name, '[');
        for (const std::int32_t value : values) {
            m_out += m_first ? "" : ", ";
            m_first = false;
            appendNumber(m_out, value);
        }
        close(']');
    };
    if (isKernel(kind) || d.grid != OperationDetails().grid || d.block != OperationDetails().block) {
        triple("grid", d.grid);
        triple("block", d.block);
    }
    if (isKernel(kind) || d.registersPerThread != 0)
        number("registers per thread", d.registersPerThread);
    const std::int64_t shared = static_cast<std::int64_t>(d.staticSharedBytes) + d.dynamicSharedBytes;
    if (isKernel(kind) || shared != 0)
        number("shared memory", shared);
    if (d.staticSharedBytes != 0)
        number("static shared memory", d.staticSharedBytes);
    if (d.bytes != 0)
        number("bytes", d.bytes);
    if (d.flops != 0)
        number("flops", d.flops);
    if (d.dramBytes != 0)
        number("dram bytes", d.dramBytes);
    if (d.source != Memory::unknown)
        string("memory source", trace::nameOf(d.source));
    if (d.target != Memory::unknown)
        string("memory target", trace::nameOf(d.target));
}

void TraceEventWriter::arrowEnd(const Arrow& arrow, bool from)
{
    const SliceRef ref = from ? arrow.from : arrow.to;
    const Track& track = m_trace.tracks()[ref.track];
    const Ns startNs = track.startNs[ref.index];
    beginEvent(from ? 's' : 'f', row(ref));
    number("id", arrow.id);
    micros("ts", from && arrow.category != "ac2g" ? std::max(startNs, track.endNs(ref.index) - 1) : startNs);
    string("cat", arrow.category);
    string("name", arrow.category);
    if (!from)
        string("bp", "e");
    close('}');
}

WrittenRow TraceEventWriter::counterRow(std::size_t place) const
{
    const TrackId track = m_trackOfCounter[place];
    return track < m_rows.tracks.size() ? m_rows.tracks[track].rows[0] : WrittenRow{};
}

void TraceEventWriter::counter(std::size_t place, std::size_t index)
{
    const CounterTrack& counter = m_trace.counters()[place];
    beginEvent('C', counterRow(place));
    string("name", counter.info.name);
    micros("ts", counter.timeNs[index]);
    open("args", '{');
    number("value", counter.value[index]);
    close('}');
    close('}');
}

} // namespace streamscope::formats
