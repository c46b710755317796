// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_file_header.h"

#include "formats/json_text.h"
#include "formats/provenance_name.h"
#include "formats/scanner.h"
#include "trace/kinds.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace streamscope::formats {

using namespace trace;
using nlohmann::json;

namespace {

enum class FieldsEnd
{
    closed,
    cut,
    events,
    broken
};

/// The end of a value that has no key where one should be; `at` itself if none stands there, `end` if it may go on.
const char* strayEnd(const char* at, const char* end)
{
    const char* const after = scan::skipSpace(scan::valueEnd(at, end), end);
    return after >= end || *after == ',' || *after == '}' ? after : at;
}

/// Reads fields of an object from `p` on until it closes, the text ends or `traceEvents` comes; counts values without a
/// key. Returns where it stopped; `why` says for what.
const char* readFields(const char* p, const char* end, std::vector<std::pair<std::string, std::string>>& fields,
                       std::int64_t& stray, FieldsEnd& why)
{
    for (;;) {
        p = scan::skipSpace(p, end);
        if (p >= end)
            return why = FieldsEnd::cut, p;
        if (*p == '}')
            return why = FieldsEnd::closed, p + 1;
        if (*p == ',') {
            ++p;
            continue;
        }
        if (const char* const after = strayEnd(p, end); after > p) {
            if (after >= end)
                return why = FieldsEnd::cut, after;
            ++stray;
            p = after;
            continue;
        }
        if (*p != '"')
            return why = FieldsEnd::broken, p;
        bool escaped = false;
        const char* const key = p + 1;
        const char* const keyEnd = scan::stringEnd(key, end, escaped);
        p = scan::skipSpace(keyEnd + (keyEnd < end), end);
        if (p >= end)
            return why = FieldsEnd::cut, p;
        if (*p != ':')
            return why = FieldsEnd::broken, p;
        const char* const value = scan::skipSpace(p + 1, end);
        if (value >= end)
            return why = FieldsEnd::cut, value;
        const std::string name = scan::unescape({key, static_cast<std::size_t>(keyEnd - key)});
        if (name == "traceEvents" && *value == '[')
            return why = FieldsEnd::events, value + 1;
        p = scan::valueEnd(value, end);
        if (p >= end)
            return why = FieldsEnd::cut, p;
        if (p == value)
            return why = FieldsEnd::broken, p;
        fields.emplace_back(name, std::string(value, p));
    }
}

/// nlohmann's value of a field; discarded where it is no strict JSON.
json parsed(const std::string& text)
{
    return isJson(text) ? json::parse(text, nullptr, false) : json();
}

template <class T>
T numberOr(const json& object, const char* key, T otherwise)
{
    const auto place = object.find(key);
    if (place == object.end() || !place->is_number())
        return otherwise;
    if (place->is_number_integer())
        return static_cast<T>(place->get<std::int64_t>());
    const double value = place->get<double>();
    return value > -9e18 && value < 9e18 ? static_cast<T>(static_cast<std::int64_t>(value)) : otherwise;
}

std::string textOr(const json& object, const char* key, const std::string& otherwise = {})
{
    const auto place = object.find(key);
    return place != object.end() && place->is_string() ? place->get<std::string>() : otherwise;
}

const json& listOf(const json& object, const char* key)
{
    static const json none = json::array();
    const auto place = object.find(key);
    return place != object.end() && place->is_array() ? *place : none;
}

void applyDevices(const json& list, TraceInfo& info)
{
    if (!list.is_array())
        return;
    for (const json& entry : list) {
        if (!entry.is_object())
            continue;
        RecordedDevice device;
        device.id = numberOr(entry, "id", 0);
        device.name = textOr(entry, "name");
        device.computeMajor = numberOr(entry, "computeMajor", 0);
        device.computeMinor = numberOr(entry, "computeMinor", 0);
        device.sms = numberOr(entry, "numSms", 0);
        device.memoryBytes = numberOr<std::int64_t>(entry, "totalGlobalMem", 0);
        device.sharedBytesPerSm = numberOr<std::int64_t>(entry, "sharedMemPerMultiprocessor", 0);
        device.registersPerSm = numberOr<std::int64_t>(entry, "regsPerMultiprocessor", 0);
        device.threadsPerSm = numberOr(entry, "maxThreadsPerMultiprocessor", 0);
        device.clockHz = numberOr<double>(entry, "clockHz", 0);
        device.dramBytesPerSecond = numberOr<double>(entry, "dramBytesPerSecond", 0);
        info.devices.push_back(device);
    }
    if (info.deviceName.empty() && !info.devices.empty())
        info.deviceName = info.devices.front().name;
}

OwnTrack ownTrack(const json& entry)
{
    OwnTrack track;
    track.info.kind = trackKind(textOr(entry, "kind")).value_or(TrackKind::other);
    track.info.name = textOr(entry, "name");
    track.info.process = textOr(entry, "process");
    track.info.pid = numberOr<std::int64_t>(entry, "pid", 0);
    track.info.tid = numberOr<std::int64_t>(entry, "tid", 0);
    track.info.device = numberOr(entry, "device", -1);
    track.info.context = numberOr<std::int64_t>(entry, "context", -1);
    track.info.stream = numberOr<std::int64_t>(entry, "stream", -1);
    track.info.rank = numberOr(entry, "rank", 0);
    track.info.sortIndex = numberOr<std::int64_t>(entry, "sort", 0);
    for (const json& row : listOf(entry, "rows"))
        if (row.is_array() && row.size() == 2 && row[0].is_number_integer() && row[1].is_number_integer())
            track.rows.emplace_back(row[0].get<std::int64_t>(), row[1].get<std::int64_t>());
    return track;
}

void applyOwn(const json& ours, TraceInfo& info, Trust& trust, TraceFileFacts& facts)
{
    if (!ours.is_object() || numberOr(ours, "version", 0) != 1)
        return;
    facts.own = true;
    info.provenance = provenanceNamed(textOr(ours, "provenance")).value_or(info.provenance);
    info.deviceName = textOr(ours, "device");
    info.makespanNs = numberOr<Ns>(ours, "makespan_ns", -1);
    info.unprofiledNs = numberOr<Ns>(ours, "unprofiled_ns", -1);
    for (const json& branch : listOf(ours, "branches"))
        info.branches.push_back(branch.is_string() ? branch.get<std::string>() : std::string());
    for (const json& entry : listOf(ours, "tracks"))
        facts.tracks.push_back(entry.is_object() ? ownTrack(entry) : OwnTrack());
    for (const json& pair : listOf(ours, "dependencies"))
        if (pair.is_array() && pair.size() == 2 && pair[0].is_number_integer() && pair[1].is_number_integer())
            facts.dependencies.push_back({pair[0].get<std::int64_t>(), pair[1].get<std::int64_t>()});
    const auto told = ours.find("trust");
    if (told == ours.end() || !told->is_object())
        return;
    trust.lostRecords += numberOr<std::int64_t>(*told, "lost_records", 0);
    trust.lateRecords += numberOr<std::int64_t>(*told, "late_records", 0);
    trust.orphanFlows += numberOr<std::int64_t>(*told, "orphan_flows", 0);
    trust.unknownRecords += numberOr<std::int64_t>(*told, "unknown_records", 0);
    trust.malformedRecords += numberOr<std::int64_t>(*told, "malformed_records", 0);
    trust.truncated |= numberOr(*told, "truncated", 0) != 0;
    trust.profilerSerialised |= numberOr(*told, "profiler_serialised", 0) != 0;
}

} // namespace

TraceFileHeader readHeader(std::string_view text)
{
    TraceFileHeader header;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const char* p = scan::skipSpace(begin + (text.starts_with("\xEF\xBB\xBF") ? 3 : 0), end);
    if (p < end && *p == '[') {
        header.bareArray = true;
        header.state = TraceFileHeader::State::events;
        ++p;
    } else if (p < end && *p == '{') {
        FieldsEnd why = FieldsEnd::cut;
        p = readFields(p + 1, end, header.fields, header.stray, why);
        if (why == FieldsEnd::events)
            header.state = TraceFileHeader::State::events;
        else if (why != FieldsEnd::cut)
            header.state = TraceFileHeader::State::noEvents;
    } else if (p < end) {
        header.state = TraceFileHeader::State::noEvents;
    }
    header.eventsAt = static_cast<std::size_t>(p - begin);
    return header;
}

TraceFileTail readTail(std::string_view text)
{
    TraceFileTail tail;
    FieldsEnd why = FieldsEnd::cut;
    const char* const p = readFields(text.data(), text.data() + text.size(), tail.fields, tail.stray, why);
    tail.endsAt = static_cast<std::size_t>(p - text.data());
    if (why == FieldsEnd::closed)
        tail.state = TraceFileTail::State::closed;
    else if (why == FieldsEnd::events)
        tail.state = TraceFileTail::State::events;
    return tail;
}

void applyFields(const std::vector<std::pair<std::string, std::string>>& fields, TraceInfo& info, Trust& trust,
                 TraceFileFacts& facts)
{
    for (const auto& [key, text] : fields) {
        if (key == "schemaVersion" || key == "displayTimeUnit" || key == "traceName" || key == "traceEvents")
            continue;
        if (key == "baseTimeNanoseconds") {
            std::int64_t base = 0;
            facts.hasBaseTime = scan::parseInteger(text, base);
            info.baseTimeNs = base;
        } else if (key == "deviceProperties") {
            applyDevices(parsed(text), info);
        } else if (key == "streamscope") {
            applyOwn(parsed(text), info, trust, facts);
        } else {
            if (key == "distributedInfo")
                if (const json distributed = parsed(text); distributed.is_object())
                    facts.rank = numberOr(distributed, "rank", 0);
            if (key == "unprofiled_ms" && info.unprofiledNs < 0) // as the window's recording snippet writes it
                if (const json ms = parsed(text); ms.is_number() && ms.get<double>() > 0 && ms.get<double>() < 1e12)
                    info.unprofiledNs = std::llround(ms.get<double>() * 1e6);
            std::string kept = text;
            if (!isJson(text)) {
                kept.clear();
                appendQuoted(kept, text);
            }
            info.metadata[key] = kept;
        }
    }
    // The rows say it, and the writer adds it for analysers that ask for it.
    if (const auto distributed = info.metadata.find("distributedInfo");
        distributed != info.metadata.end() && distributed->second == "{\"rank\": " + std::to_string(facts.rank) + "}")
        info.metadata.erase(distributed);
}

} // namespace streamscope::formats
