// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_event_header.h"

#include "formats/provenance_name.h"
#include "trace/kinds.h"

#include <cmath>
#include <set>

namespace streamscope::formats {

using namespace trace;

namespace {

void writeDevices(JsonOut& out, const TraceInfo& info)
{
    out.open("deviceProperties", '[');
    for (const RecordedDevice& device : info.devices) {
        out.begin('{');
        out.number("id", device.id);
        out.string("name", device.name);
        out.number("totalGlobalMem", device.memoryBytes);
        out.number("computeMajor", device.computeMajor);
        out.number("computeMinor", device.computeMinor);
        out.number("maxThreadsPerMultiprocessor", device.threadsPerSm);
        out.number("regsPerMultiprocessor", device.registersPerSm);
        out.number("sharedMemPerMultiprocessor", device.sharedBytesPerSm);
        out.number("warpSize", 32);
        out.number("numSms", device.sms);
        if (device.clockHz > 0)
            out.number("clockHz", std::llround(device.clockHz));
        if (device.dramBytesPerSecond > 0)
            out.number("dramBytesPerSecond", std::llround(device.dramBytesPerSecond));
        out.close('}');
    }
    out.close(']');
}

/// How the model's tracks lie on the file's rows.
void writeTracks(JsonOut& out, std::span<const Track> tracks, const WrittenRows& rows)
{
    out.open("tracks", '[');
    for (std::size_t t = 0; t < tracks.size(); ++t) {
        const TrackInfo& info = tracks[t].info;
        out.line("    ");
        out.begin('{');
        out.string("kind", trace::nameOf(info.kind));
        out.string("name", info.name);
        out.string("process", info.process);
        out.number("pid", info.pid);
        out.number("tid", info.tid);
        out.number("device", info.device);
        out.number("context", info.context);
        out.number("stream", info.stream);
        out.number("rank", info.rank);
        out.number("sort", info.sortIndex);
        out.open("rows", '[');
        for (const WrittenRow& row : rows.tracks[t].rows) {
            out.begin('[');
            out.item(row.pid);
            out.item(row.tid);
            out.close(']');
        }
        out.close(']');
        out.close('}');
    }
    out.close(']');
}

/// What reading the file again cannot find out by itself.
void writeTrust(JsonOut& out, const Trust& trust)
{
    out.open("trust", '{');
    out.number("lost_records", trust.lostRecords);
    out.number("late_records", trust.lateRecords);
    out.number("orphan_flows", trust.orphanFlows);
    out.number("unknown_records", trust.unknownRecords);
    out.number("malformed_records", trust.malformedRecords);
    out.number("truncated", trust.truncated ? 1 : 0);
    out.number("profiler_serialised", trust.profilerSerialised ? 1 : 0);
    out.close('}');
}

/// Our own words; read back, they give the same model.
void writeOwn(JsonOut& out, const Trace& trace, const WrittenRows& rows, Ns unprofiledNs)
{
    const TraceInfo& info = trace.info();
    out.open("streamscope", '{');
    out.number("version", 1);
    out.string("provenance", provenanceName(info.provenance));
    out.string("device", info.deviceName);
    out.number("makespan_ns", info.makespanNs);
    out.number("unprofiled_ns", unprofiledNs);
    out.open("branches", '[');
    for (const std::string& branch : info.branches)
        out.quoted(branch);
    out.close(']');
    writeTracks(out, trace.tracks(), rows);
    out.open("dependencies", '[');
    for (const Dependency& dependency : trace.dependencies()) {
        out.begin('[');
        out.item(dependency.fromCorrelation);
        out.item(dependency.toCorrelation);
        out.close(']');
    }
    out.close(']');
    writeTrust(out, trace.trust());
    out.close('}');
}

} // namespace

void writeTraceHeader(JsonOut& out, const Trace& trace, const WrittenRows& rows, Ns unprofiledNs)
{
    const TraceInfo& info = trace.info();
    out.raw("{\n  ");
    out.number("schemaVersion", 1);
    writeDevices(out, info);
    if (!info.metadata.contains("distributedInfo")) {
        const auto tracks = trace.tracks();
        out.line("  ");
        out.open("distributedInfo", '{');
        out.number("rank", tracks.empty() ? 0 : tracks[0].info.rank);
        out.close('}');
    }
    for (const auto& [name, json] : info.metadata) {
        out.line("  ");
        out.key(name);
        out.json(json);
    }
    out.line("  ");
    out.string("displayTimeUnit", "ms");
    out.number("baseTimeNanoseconds", info.baseTimeNs);
    out.line("  ");
    writeOwn(out, trace, rows, unprofiledNs);
    out.line("  ");
    out.open("traceEvents", '[');
}

void writeEventStart(JsonOut& out, char phase, WrittenRow row)
{
    out.line("    ");
    out.begin('{');
    out.string("ph", std::string_view(&phase, 1));
    out.number("pid", row.pid);
    out.number("tid", row.tid);
}

void writeRowNames(JsonOut& out, const Trace& trace, const WrittenRows& written)
{
    const auto tracks = trace.tracks();
    std::set<std::uint32_t> named;
    const auto meta = [&out](std::string_view what, WrittenRow row, std::string_view key, auto value) {
        writeEventStart(out, 'M', row);
        out.string("name", what);
        out.micros("ts", 0);
        out.open("args", '{');
        if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            out.string(key, value);
        else
            out.number(key, value);
        out.close('}');
        out.close('}');
    };
    for (std::size_t t = 0; t < tracks.size(); ++t) {
        const TrackInfo& info = tracks[t].info;
        const auto& rows = written.tracks[t].rows;
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

} // namespace streamscope::formats
