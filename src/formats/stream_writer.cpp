// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/json_text.h"
#include "formats/stream_protocol.h"
#include "trace/details_hash.h"
#include "trace/kinds.h"

namespace streamscope::formats {

using namespace trace;

struct StreamWriter::State
{
    std::function<void(std::string_view)> write;
    std::string lines;
    std::unordered_map<std::string, NameId> names;
    std::unordered_map<OperationDetails, DetailsId, HashOfDetails> details;
    TrackId tracks = 0;

    static constexpr std::size_t enough = 1 << 16; ///< bytes gathered before they are handed on

    void begin(std::string_view type)
    {
        lines += R"({"type":")";
        lines += type;
        lines += '"';
    }
    template <class T>
    void number(std::string_view key, T value)
    {
        lines += ",\"";
        lines += key;
        lines += "\":";
        appendNumber(lines, value);
    }
    void text(std::string_view key, std::string_view value)
    {
        lines += ",\"";
        lines += key;
        lines += "\":";
        appendQuoted(lines, value);
    }
    template <class List>
    void list(std::string_view key, const List& values)
    {
        lines += ",\"";
        lines += key;
        lines += "\":[";
        bool first = true;
        for (const auto value : values) {
            if (!first)
                lines += ',';
            first = false;
            appendNumber(lines, value);
        }
        lines += ']';
    }
    void json(std::string_view key, const nlohmann::json& value)
    {
        lines += ",\"";
        lines += key;
        lines += "\":";
        lines += value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    void end()
    {
        lines += "}\n";
        if (lines.size() >= enough)
            flush();
    }
    void flush()
    {
        if (!lines.empty())
            write(lines);
        lines.clear();
    }
};

StreamWriter::StreamWriter(std::function<void(std::string_view lines)> write) : m_state(std::make_unique<State>())
{
    m_state->write = std::move(write);
    m_state->names.emplace("", 0);
    m_state->details.emplace(OperationDetails(), 0);
}

StreamWriter::~StreamWriter()
{
    m_state->flush();
}

void StreamWriter::hello(const std::string& version, const nlohmann::json& device, const nlohmann::json& profile,
                         const nlohmann::json& origin)
{
    m_state->begin("hello");
    m_state->number("protocol", protocolVersion);
    m_state->text("version", version);
    m_state->json("device", device);
    for (const auto& [key, value] : origin.items())
        m_state->json(key, value);
    m_state->json("profile", profile);
    m_state->end();
    flush();
}

void StreamWriter::progress(double share, const std::string& phase)
{
    m_state->begin("progress");
    m_state->number("share", share);
    m_state->text("phase", phase);
    m_state->end();
    flush();
}

void StreamWriter::heartbeat()
{
    m_state->begin("heartbeat");
    m_state->end();
    flush();
}

void StreamWriter::error(const Error& error)
{
    m_state->begin("error");
    m_state->number("status", static_cast<int>(error.kind));
    m_state->text("file", error.file);
    m_state->text("place", error.place);
    m_state->text("id", error.message.id);
    m_state->json("arguments", error.message.arguments);
    m_state->end();
    flush();
}

void StreamWriter::result(const nlohmann::json& result)
{
    m_state->begin("result");
    m_state->json("result", result);
    m_state->end();
    flush();
}

void StreamWriter::flush()
{
    m_state->flush();
}

TrackId StreamWriter::addTrack(const TrackInfo& info)
{
    State& s = *m_state;
    s.begin("track");
    s.number("id", s.tracks);
    s.text("kind", nameOf(info.kind));
    s.text("name", info.name);
    s.text("process", info.process);
    s.number("pid", info.pid);
    s.number("tid", info.tid);
    s.number("device", info.device);
    s.number("context", info.context);
    s.number("stream", info.stream);
    s.number("rank", info.rank);
    s.number("sort", info.sortIndex);
    s.end();
    return s.tracks++;
}

NameId StreamWriter::intern(std::string_view text)
{
    State& s = *m_state;
    const auto [place, isNew] = s.names.try_emplace(std::string(text), static_cast<NameId>(s.names.size()));
    if (isNew) {
        s.begin("name");
        s.number("id", place->second);
        s.text("text", text);
        s.end();
    }
    return place->second;
}

DetailsId StreamWriter::addDetails(const OperationDetails& details)
{
    State& s = *m_state;
    const auto [place, isNew] = s.details.try_emplace(details, static_cast<DetailsId>(s.details.size()));
    if (isNew) {
        s.begin("details");
        s.number("id", place->second);
        s.list("grid", details.grid);
        s.list("block", details.block);
        s.number("registers", details.registersPerThread);
        s.number("static_shared_bytes", details.staticSharedBytes);
        s.number("dynamic_shared_bytes", details.dynamicSharedBytes);
        s.number("bytes", details.bytes);
        s.number("flops", details.flops);
        s.number("dram_bytes", details.dramBytes);
        s.text("source", nameOf(details.source));
        s.text("target", nameOf(details.target));
        s.end();
    }
    return place->second;
}

void StreamWriter::addSlice(TrackId track, const Slice& slice)
{
    // The reader's fast path knows this very order of keys.
    State& s = *m_state;
    s.begin("slice");
    s.number("track", track);
    s.number("name", slice.name);
    s.number("start_ns", slice.startNs);
    s.number("dur_ns", slice.durationNs);
    s.lines += ",\"kind\":\"";
    s.lines += nameOf(slice.kind);
    s.lines += '"';
    if (slice.details != 0)
        s.number("details", slice.details);
    if (slice.correlation != -1)
        s.number("correlation", slice.correlation);
    if (slice.branch != -1)
        s.number("branch", slice.branch);
    s.number("id", slice.id);
    s.end();
}

void StreamWriter::addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation)
{
    m_state->begin("dependency");
    m_state->number("from", fromCorrelation);
    m_state->number("to", toCorrelation);
    m_state->end();
}

void StreamWriter::addBlocks(const Blocks& blocks)
{
    m_state->begin("blocks");
    m_state->number("slice", blocks.correlation);
    m_state->list("sm", blocks.sm);
    m_state->list("start_ns", blocks.startNs);
    m_state->list("dur_ns", blocks.durationNs);
    m_state->end();
}

void StreamWriter::addCounter(TrackId track, Ns timeNs, double value)
{
    m_state->begin("counter");
    m_state->number("track", track);
    m_state->number("time_ns", timeNs);
    m_state->number("value", value);
    m_state->end();
}

void StreamWriter::advanceTo(Ns timeNs)
{
    m_state->begin("watermark");
    m_state->number("time_ns", timeNs);
    m_state->end();
}

} // namespace streamscope::formats
