// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/json_text.h"
#include "formats/stream_protocol.h"
#include "trace/kinds.h"

#include <array>
#include <cstring>

namespace streamscope::formats {

using namespace trace;
using nlohmann::json;

namespace {

constexpr std::size_t longestLine = 64u << 20; ///< a longer one is no line of ours
constexpr std::size_t widestGap = 64;          ///< ids are numbered through; a wild one must not cost memory

/// Walks over a line that has the writer's own order of keys; `good` turns false at the first surprise.
class Cursor
{
public:
    explicit Cursor(std::string_view line) : m_rest(line) {}

    bool good = true;

    bool skip(std::string_view text)
    {
        if (!m_rest.starts_with(text))
            return false;
        m_rest.remove_prefix(text.size());
        return true;
    }
    void expect(std::string_view text) { good = good && skip(text); }
    template <class T>
    T number()
    {
        T value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        good = good && error == std::errc();
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }
    std::string_view untilQuote()
    {
        const std::size_t length = m_rest.find('"');
        if (length == std::string_view::npos) {
            good = false;
            return {};
        }
        const std::string_view text = m_rest.substr(0, length);
        m_rest.remove_prefix(length + 1);
        return text;
    }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

/// Reads `key` if it is there and a number that fits; leaves `value` alone otherwise.
template <class T>
void readNumber(const json& object, const char* key, T& value)
{
    const auto place = object.find(key);
    if (place == object.end() || !place->is_number())
        return;
    if constexpr (std::is_floating_point_v<T>)
        value = place->template get<T>();
    else if (place->is_number_integer())
        value = static_cast<T>(place->template get<std::int64_t>());
}

std::string readText(const json& object, const char* key)
{
    const auto place = object.find(key);
    return place != object.end() && place->is_string() ? place->get<std::string>() : std::string();
}

template <class T>
std::vector<T> readList(const json& object, const char* key)
{
    std::vector<T> values;
    if (const auto place = object.find(key); place != object.end() && place->is_array())
        for (const json& value : *place)
            values.push_back(value.is_number_integer() ? static_cast<T>(value.get<std::int64_t>()) : T());
    return values;
}

std::array<std::int32_t, 3> readTriple(const json& object, const char* key)
{
    std::array<std::int32_t, 3> triple{};
    const auto values = readList<std::int32_t>(object, key);
    std::copy_n(values.begin(), std::min<std::size_t>(3, values.size()), triple.begin());
    return triple;
}

} // namespace

struct StreamReader::State
{
    EventSink& sink;
    Handlers handlers;
    std::string partial;
    bool discarding = false; ///< inside a line that is too long
    bool greeted = false;
    std::int64_t malformed = 0, unknown = 0;
    std::vector<TrackId> tracks;
    std::vector<NameId> names{0};
    std::vector<DetailsId> details{0};

    void line(std::string_view text);
    bool fastSlice(std::string_view text);
    bool event(const std::string& type, const json& object);
    bool control(const std::string& type, const json& object);
    void slice(const json& object);
    void define(const std::string& type, const json& object);

    template <class Id>
    void remember(std::vector<Id>& table, const json& object, Id mine)
    {
        std::int64_t theirs = -1;
        readNumber(object, "id", theirs);
        if (theirs < 0 || static_cast<std::size_t>(theirs) > table.size() + widestGap) {
            ++malformed;
            return;
        }
        if (static_cast<std::size_t>(theirs) >= table.size())
            table.resize(static_cast<std::size_t>(theirs) + 1, 0);
        table[static_cast<std::size_t>(theirs)] = mine;
    }
    template <class Id>
    static Id known(const std::vector<Id>& table, std::uint32_t theirs)
    {
        return theirs < table.size() ? table[theirs] : 0;
    }
};

StreamReader::StreamReader(EventSink& sink, Handlers handlers)
    : m_state(new State{sink, std::move(handlers), {}, false, false, 0, 0, {}, {0}, {0}})
{}

StreamReader::~StreamReader() = default;

void StreamReader::feed(std::string_view bytes)
{
    State& s = *m_state;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        if (end == std::string_view::npos) {
            if (s.discarding)
                return;
            s.partial += piece;
            if (s.partial.size() > longestLine) {
                s.partial = {};
                s.discarding = true;
                ++s.malformed;
            }
            return;
        }
        bytes.remove_prefix(end + 1);
        if (s.discarding) {
            s.discarding = false;
        } else if (s.partial.empty()) {
            s.line(piece);
        } else {
            s.partial += piece;
            const std::string whole = std::exchange(s.partial, {});
            s.line(whole);
        }
    }
}

void StreamReader::finish()
{
    State& s = *m_state;
    // A last line without its end is whole if it closes; else the stream was cut off within it.
    if (!s.partial.empty()) {
        const std::string whole = std::exchange(s.partial, {});
        s.line(whole);
    }
}

std::int64_t StreamReader::malformedLines() const
{
    return m_state->malformed;
}

std::int64_t StreamReader::unknownLines() const
{
    return m_state->unknown;
}

void StreamReader::State::line(std::string_view text)
{
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    if (text.empty() || (greeted && fastSlice(text)))
        return;
    if (!greeted && text.find("\"hello\"") == std::string_view::npos)
        return; // banners of shells and schedulers
    const json object = json::parse(text, nullptr, false);
    const std::string type = object.is_object() ? readText(object, "type") : std::string();
    if (!greeted) {
        if (type != "hello")
            return;
        greeted = true;
    }
    if (type.empty())
        ++malformed;
    else if (!control(type, object) && !event(type, object))
        ++unknown;
}

bool StreamReader::State::fastSlice(std::string_view text)
{
    Cursor cursor(text);
    if (!cursor.skip(R"({"type":"slice","track":)"))
        return false;
    Slice slice;
    const auto track = cursor.number<std::uint32_t>();
    cursor.expect(",\"name\":");
    slice.name = known(names, cursor.number<std::uint32_t>());
    cursor.expect(",\"start_ns\":");
    slice.startNs = cursor.number<Ns>();
    cursor.expect(",\"dur_ns\":");
    slice.durationNs = cursor.number<Ns>();
    cursor.expect(",\"kind\":\"");
    const auto kind = sliceKind(cursor.untilQuote());
    if (cursor.skip(",\"details\":"))
        slice.details = known(details, cursor.number<std::uint32_t>());
    if (cursor.skip(",\"correlation\":"))
        slice.correlation = cursor.number<std::int64_t>();
    if (cursor.skip(",\"branch\":"))
        slice.branch = cursor.number<std::int32_t>();
    cursor.expect(",\"id\":");
    slice.id = cursor.number<std::uint32_t>();
    cursor.expect("}");
    if (!cursor.good || !cursor.atEnd() || !kind || track >= tracks.size())
        return false;
    slice.kind = *kind;
    sink.addSlice(tracks[track], slice);
    return true;
}

bool StreamReader::State::control(const std::string& type, const json& object)
{
    if (type == "hello") {
        if (handlers.hello)
            handlers.hello(object);
    } else if (type == "progress") {
        double share = 0;
        readNumber(object, "share", share);
        if (handlers.progress)
            handlers.progress(share, readText(object, "phase"));
    } else if (type == "heartbeat") {
        if (handlers.heartbeat)
            handlers.heartbeat();
    } else if (type == "error") {
        int status = static_cast<int>(ErrorKind::run);
        readNumber(object, "status", status);
        const bool known =
            status >= static_cast<int>(ErrorKind::input) && status <= static_cast<int>(ErrorKind::cancelled);
        Error error{known ? static_cast<ErrorKind>(status) : ErrorKind::run,
                    readText(object, "file"),
                    readText(object, "place"),
                    {readText(object, "id"), {}}};
        if (const auto list = object.find("arguments"); list != object.end() && list->is_array())
            for (const json& argument : *list)
                error.message.arguments.push_back(argument.is_string() ? argument.get<std::string>() : argument.dump());
        if (handlers.error)
            handlers.error(error);
    } else if (type == "result") {
        if (handlers.result)
            handlers.result(object.contains("result") ? object["result"] : object);
    } else {
        return false;
    }
    return true;
}

bool StreamReader::State::event(const std::string& type, const json& object)
{
    if (type == "slice") {
        slice(object);
    } else if (type == "track" || type == "name" || type == "details") {
        define(type, object);
    } else if (type == "blocks") {
        Blocks blocks;
        readNumber(object, "slice", blocks.correlation);
        blocks.sm = readList<std::int32_t>(object, "sm");
        blocks.startNs = readList<Ns>(object, "start_ns");
        blocks.durationNs = readList<Ns>(object, "dur_ns");
        sink.addBlocks(blocks);
    } else if (type == "dependency") {
        Dependency dependency;
        readNumber(object, "from", dependency.fromCorrelation);
        readNumber(object, "to", dependency.toCorrelation);
        sink.addDependency(dependency.fromCorrelation, dependency.toCorrelation);
    } else if (type == "counter") {
        std::uint32_t track = ~0u;
        Ns timeNs = 0;
        double value = 0;
        readNumber(object, "track", track);
        readNumber(object, "time_ns", timeNs);
        readNumber(object, "value", value);
        if (track < tracks.size())
            sink.addCounter(tracks[track], timeNs, value);
        else
            ++malformed;
    } else if (type == "watermark") {
        Ns timeNs = std::numeric_limits<Ns>::min();
        readNumber(object, "time_ns", timeNs);
        sink.advanceTo(timeNs);
    } else {
        return false;
    }
    return true;
}

void StreamReader::State::slice(const json& object)
{
    Slice slice;
    std::uint32_t track = ~0u, name = 0, detail = 0;
    readNumber(object, "track", track);
    readNumber(object, "name", name);
    readNumber(object, "start_ns", slice.startNs);
    readNumber(object, "dur_ns", slice.durationNs);
    readNumber(object, "details", detail);
    readNumber(object, "correlation", slice.correlation);
    readNumber(object, "branch", slice.branch);
    readNumber(object, "id", slice.id);
    if (track >= tracks.size() || !object.contains("start_ns")) {
        ++malformed;
        return;
    }
    slice.name = known(names, name);
    slice.details = known(details, detail);
    slice.kind = sliceKind(readText(object, "kind")).value_or(SliceKind::unknown);
    sink.addSlice(tracks[track], slice);
}

void StreamReader::State::define(const std::string& type, const json& object)
{
    if (type == "name") {
        remember(names, object, sink.intern(readText(object, "text")));
    } else if (type == "track") {
        TrackInfo info;
        info.kind = trackKind(readText(object, "kind")).value_or(TrackKind::other);
        info.name = readText(object, "name");
        info.process = readText(object, "process");
        readNumber(object, "pid", info.pid);
        readNumber(object, "tid", info.tid);
        readNumber(object, "device", info.device);
        readNumber(object, "context", info.context);
        readNumber(object, "stream", info.stream);
        readNumber(object, "rank", info.rank);
        readNumber(object, "sort", info.sortIndex);
        remember(tracks, object, sink.addTrack(info));
    } else {
        OperationDetails d;
        d.grid = readTriple(object, "grid");
        d.block = readTriple(object, "block");
        readNumber(object, "registers", d.registersPerThread);
        readNumber(object, "static_shared_bytes", d.staticSharedBytes);
        readNumber(object, "dynamic_shared_bytes", d.dynamicSharedBytes);
        readNumber(object, "bytes", d.bytes);
        readNumber(object, "flops", d.flops);
        readNumber(object, "dram_bytes", d.dramBytes);
        d.source = memoryKind(readText(object, "source")).value_or(OperationDetails::Memory::unknown);
        d.target = memoryKind(readText(object, "target")).value_or(OperationDetails::Memory::unknown);
        remember(details, object, sink.addDetails(d));
    }
}

} // namespace streamscope::formats
