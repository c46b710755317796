// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"

#include "base/file.h"
#include "base/resources.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace streamscope::device {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t fileLimitBytes = 4 << 20;
constexpr std::string_view folder = "profiles/";
constexpr std::string_view ending = ".json";

/// What a number of a profile may be.
struct Range
{
    double minimum = 0;
    double maximum = 1e18;
};

constexpr Range count{1, 1 << 20};
constexpr Range positive{1e-12, 1e18};

// One description of the document serves reading and writing: `visit` calls `v.value(key, member, range)` for every
// number or text and `v.section(key, function)` for every nested object.

template <class Visitor, class Model>
void visitTransfer(Visitor& v, const char* key, Model& model)
{
    v.section(key, [&](Visitor& in) {
        in.value("latency_ns", model.latencyNs);
        in.value("bytes_per_second", model.bytesPerSecond, positive);
    });
}

template <class Visitor, class Profile>
void visitLimits(Visitor& v, Profile& p)
{
    v.value("compute_major", p.computeMajor, Range{3, 99});
    v.value("compute_minor", p.computeMinor, Range{0, 9});
    v.value("sms", p.sms, Range{1, 4096});
    v.value("warps_per_sm", p.warpsPerSm, count);
    v.value("blocks_per_sm", p.blocksPerSm, count);
    v.value("registers_per_sm", p.registersPerSm, positive);
    v.value("shared_bytes_per_sm", p.sharedBytesPerSm);
    v.value("shared_bytes_per_block", p.sharedBytesPerBlock);
    v.value("l2_bytes", p.l2Bytes);
    v.value("memory_bytes", p.memoryBytes);
    v.value("copy_engines", p.copyEngines, Range{0, 64});
    v.value("resident_grids", p.residentGrids, count);
    v.value("connections", p.connections, Range{1, 32});
    v.value("least_priority", p.leastPriority, Range{-100, 100});
    v.value("greatest_priority", p.greatestPriority, Range{-100, 100});
    v.value("launch_queue_depth", p.launchQueueDepth, count);
    v.value("implicit_sync_rules", p.implicitSyncRules);
    v.value("sm_order", p.smOrder);
}

template <class Visitor, class Profile>
void visitRates(Visitor& v, Profile& p)
{
    v.value("clock_hz", p.clockHz, positive);
    v.value("fp32_lanes_per_sm", p.fp32LanesPerSm, positive);
    v.value("dram_bytes_per_second", p.dramBytesPerSecond, positive);
    v.value("l2_bytes_per_second", p.l2BytesPerSecond, positive);
    v.value("dram_latency_ns", p.dramLatencyNs, positive);
    v.value("l2_latency_ns", p.l2LatencyNs, positive);
}

template <class Visitor, class Calls>
void visitCalls(Visitor& v, Calls& c)
{
    v.value("launch_kernel_ns", c.launchKernelNs);
    v.value("memcpy_ns", c.memcpyNs);
    v.value("memcpy_device_ns", c.memcpyDeviceNs);
    v.value("memset_ns", c.memsetNs);
    v.value("event_record_ns", c.eventRecordNs);
    v.value("stream_wait_ns", c.streamWaitNs);
    v.value("host_function_ns", c.hostFunctionNs);
    v.value("synchronize_ns", c.synchronizeNs);
    v.value("malloc_ns", c.mallocNs);
    v.value("free_ns", c.freeNs);
    v.value("malloc_async_ns", c.mallocAsyncNs);
    v.value("free_async_ns", c.freeAsyncNs);
    v.value("malloc_host_ns", c.mallocHostNs);
    v.value("graph_launch_ns", c.graphLaunchNs);
    v.value("graph_launch_per_node_ns", c.graphLaunchPerNodeNs);
}

template <class Visitor, class Latencies>
void visitLatencies(Visitor& v, Latencies& l)
{
    v.value("launch_to_start_ns", l.launchToStartNs);
    v.value("empty_kernel_ns", l.emptyKernelNs);
    v.value("same_stream_gap_ns", l.sameStreamGapNs);
    v.value("event_gap_ns", l.eventGapNs);
    v.value("graph_node_gap_ns", l.graphNodeGapNs);
    v.value("graph_start_ns", l.graphStartNs);
    v.value("dispatch_block_ns", l.dispatchBlockNs);
    v.value("copy_to_start_ns", l.copyToStartNs);
    v.value("copy_gap_ns", l.copyGapNs);
    v.value("host_function_ns", l.hostFunctionNs);
}

template <class Visitor, class Part>
void visitCached(Visitor& v, const char* key, Part& part)
{
    v.section(key, [&](Visitor& in) {
        in.value("bytes", part.bytes);
        in.value("bytes_per_second", part.bytesPerSecond, positive);
    });
}

template <class Visitor, class Model>
void visitModel(Visitor& v, Model& m)
{
    v.value("other_stream_ns", m.otherStreamNs);
    v.value("busy_stream_ns", m.busyStreamNs);
    v.value("driver_lock_share", m.driverLockShare, Range{0, 1});
    v.value("graph_branch_ns", m.graphBranchNs);
    v.value("flush_ns", m.flushNs);
    v.value("congestion_share", m.congestionShare, Range{0, 100});
    v.optional("channel_switch_ns", m.channelSwitchNs);
    v.optional("channels_at_once", m.channelsAtOnce);
    v.optional("polling_warps", m.pollingWarps);
    v.optional("polling_stall_ns", m.pollingStallNs);
    v.optional("with_command_bytes", m.withCommandBytes);
    v.optional("pageable_piece_bytes", m.pageablePieceBytes);
    v.optional("pageable_piece_share", m.pageablePieceShare);
    v.value("l2_keeps_share", m.l2KeepsShare, Range{0, 100});
    v.value("l2_loses_share", m.l2LosesShare, Range{0, 100});
    visitCached(v, "pageable_h2d_cached", m.pageableH2D);
    visitCached(v, "pageable_d2h_cached", m.pageableD2H);
}

template <class Visitor, class Fit>
void visitFit(Visitor& v, Fit& fit)
{
    v.value("base_ns", fit.baseNs);
    v.value("pipe_factor", fit.pipeFactor);
    v.value("latency_factor", fit.latencyFactor);
    v.value("dram_factor", fit.dramFactor);
    v.value("in_flight_factor", fit.inFlightFactor);
}

template <class Visitor, class Profile>
void visit(Visitor& v, Profile& p)
{
    v.version("streamscope_profile", 1);
    v.value("name", p.name);
    v.value("device_name", p.deviceName);
    v.value("source", p.source);
    v.value("source_note", p.sourceNote);
    v.value("model_error_median", p.modelErrorMedian, Range{-1, 100});
    v.value("model_error_90", p.modelError90, Range{-1, 100});
    v.section("limits", [&](Visitor& in) { visitLimits(in, p); });
    v.section("rates", [&](Visitor& in) { visitRates(in, p); });
    v.section("calls", [&](Visitor& in) { visitCalls(in, p.calls); });
    v.section("latencies", [&](Visitor& in) { visitLatencies(in, p.latencies); });
    v.section("transfers", [&](Visitor& in) {
        visitTransfer(in, "pinned_h2d", p.pinnedH2D);
        visitTransfer(in, "pinned_d2h", p.pinnedD2H);
        visitTransfer(in, "pageable_h2d", p.pageableH2D);
        visitTransfer(in, "pageable_d2h", p.pageableD2H);
        visitTransfer(in, "device_to_device", p.deviceToDevice);
        visitTransfer(in, "memset", p.memset);
        in.value("both_ways_factor", p.bothWaysFactor, Range{0.01, 1});
    });
    v.section("model", [&](Visitor& in) { visitModel(in, p.model); });
    v.fits("kernels", p.kernels);
    v.spread("spread", p.spread);
}

/// Puts a profile into a document.
class Writer
{
public:
    Json object = Json::object();

    void version(const char* key, int number) { object[key] = number; }
    template <class T>
    void value(const char* key, const T& member, Range = {})
    {
        object[key] = member;
    }
    void value(const char* key, const double& member, Range = {})
    {
        // 55000000000, not 55000000000.0
        if (std::abs(member) < 1e18 && member == std::floor(member))
            object[key] = static_cast<std::int64_t>(member);
        else
            object[key] = member;
    }
    void optional(const char* key, const double& member) { value(key, member); }
    void value(const char* key, const ProfileSource& source)
    {
        object[key] = source == ProfileSource::measured ? "measured" : "datasheet";
    }
    template <class Function>
    void section(const char* key, Function&& function)
    {
        Writer inner;
        function(inner);
        object[key] = std::move(inner.object);
    }
    void fits(const char* key, const std::map<std::string, KernelFit>& kernels)
    {
        Json all = Json::object();
        for (const auto& [name, fit] : kernels) {
            Writer inner;
            visitFit(inner, fit);
            all[name] = std::move(inner.object);
        }
        object[key] = std::move(all);
    }
    void spread(const char* key, const std::map<std::string, std::array<double, 2>>& ranges)
    {
        if (!ranges.empty())
            object[key] = ranges;
    }
};

/// Takes a profile out of a document; the first thing that is wrong stays in `error`.
class Reader
{
public:
    Reader(const Json& object, std::string pointer, const std::string& file, std::optional<Error>& error)
        : m_object(object), m_pointer(std::move(pointer)), m_file(file), m_error(error)
    {
        if (!m_object.is_object())
            fail(m_pointer, "device.not-an-object", {typeOf(m_object)});
    }

    void version(const char* key, int number)
    {
        int found = 0;
        value(key, found, Range{-1e9, 1e9});
        if (!m_error && found != number)
            fail(at(key), "device.unknown-version", {std::to_string(number), std::to_string(found)});
    }

    void value(const char* key, double& member, Range range = {})
    {
        if (const Json* json = require(key, &Json::is_number, "number"))
            if (inRange(key, json->get<double>(), range))
                member = json->get<double>();
    }

    /// May be missing: then the member keeps what it is.
    void optional(const char* key, double& member)
    {
        if (m_object.is_object() && m_object.contains(key))
            return value(key, member);
        m_known.emplace_back(key);
    }

    template <std::integral T>
    void value(const char* key, T& member, Range range = {})
    {
        const Json* json = require(key, &Json::is_number_integer, "integer");
        if (json && inRange(key, json->get<double>(), range))
            member = json->get<T>();
    }

    void value(const char* key, bool& member)
    {
        if (const Json* json = require(key, &Json::is_boolean, "true or false"))
            member = json->get<bool>();
    }

    void value(const char* key, std::string& member)
    {
        if (const Json* json = require(key, &Json::is_string, "text"))
            member = json->get<std::string>();
    }

    void value(const char* key, ProfileSource& source)
    {
        std::string text;
        value(key, text);
        if (m_error)
            return;
        if (text != "measured" && text != "datasheet")
            return fail(at(key), "device.unknown-source", {text});
        source = text == "measured" ? ProfileSource::measured : ProfileSource::datasheet;
    }

    void value(const char* key, std::vector<int>& member)
    {
        const Json* json = require(key, &Json::is_array, "array");
        if (!json)
            return;
        member.clear();
        for (std::size_t i = 0; i < json->size() && !m_error; ++i) {
            const Json& item = (*json)[i];
            const bool fits = item.is_number_integer() && item.get<double>() >= 0 && item.get<double>() < 4096;
            if (!fits)
                return fail(at(key) + "/" + std::to_string(i), "device.wrong-type", {"integer", typeOf(item)});
            member.push_back(item.get<int>());
        }
    }

    template <class Function>
    void section(const char* key, Function&& function)
    {
        if (const Json* json = require(key, &Json::is_object, "object")) {
            Reader inner(*json, at(key), m_file, m_error);
            function(inner);
            inner.refuseUnknown();
        }
    }

    void fits(const char* key, std::map<std::string, KernelFit>& kernels)
    {
        const Json* json = require(key, &Json::is_object, "object");
        if (!json)
            return;
        for (const auto& [name, object] : json->items()) {
            Reader inner(object, at(key) + "/" + name, m_file, m_error);
            visitFit(inner, kernels[name]);
            inner.refuseUnknown();
        }
    }

    /// May be missing.
    void spread(const char* key, std::map<std::string, std::array<double, 2>>& ranges)
    {
        m_known.emplace_back(key);
        const auto found = m_object.find(key);
        if (m_error || found == m_object.end())
            return;
        if (!found->is_object())
            return fail(at(key), "device.wrong-type", {"object", typeOf(*found)});
        for (const auto& [name, pair] : found->items()) {
            if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
                return fail(at(key) + "/" + name, "device.wrong-type", {"array of two numbers", typeOf(pair)});
            ranges[name] = {pair[0].get<double>(), pair[1].get<double>()};
        }
    }

    void refuseUnknown()
    {
        if (m_error)
            return;
        for (const auto& [key, ignored] : m_object.items())
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end())
                return fail(at(key), "device.unknown-key", {key});
    }

    void fail(const std::string& place, const char* id, std::vector<std::string> arguments)
    {
        if (!m_error)
            m_error = Error{ErrorKind::input, m_file, place, {id, std::move(arguments)}};
    }

private:
    static std::string typeOf(const Json& json) { return json.type_name(); }
    std::string at(const std::string& key) const { return m_pointer + "/" + key; }

    const Json* require(const char* key, bool (Json::*is)() const noexcept, const char* expected)
    {
        m_known.emplace_back(key);
        if (m_error)
            return nullptr;
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return fail(m_pointer, "device.missing-key", {key}), nullptr;
        if (!((*found).*is)())
            return fail(at(key), "device.wrong-type", {expected, typeOf(*found)}), nullptr;
        return &*found;
    }

    bool inRange(const char* key, double number, Range range)
    {
        if (number >= range.minimum && number <= range.maximum)
            return true;
        const auto text = [](double v) { return Json(v).dump(); };
        fail(at(key), "device.out-of-range", {text(range.minimum), text(range.maximum), text(number)});
        return false;
    }

    const Json& m_object;
    std::string m_pointer;
    const std::string& m_file;
    std::optional<Error>& m_error;
    std::vector<std::string> m_known;
};

/// What no single number shows.
void checkTogether(const DeviceProfile& p, Reader& reader)
{
    std::vector<int> order = p.smOrder;
    std::sort(order.begin(), order.end());
    bool permutation = order.empty() || static_cast<int>(order.size()) == p.sms;
    for (std::size_t i = 0; i < order.size() && permutation; ++i)
        permutation = order[i] == static_cast<int>(i);
    if (!permutation)
        reader.fail("#/limits/sm_order", "device.not-a-permutation", {std::to_string(p.sms)});
    if (p.greatestPriority > p.leastPriority)
        reader.fail("#/limits/greatest_priority", "device.out-of-range",
                    {"-100", std::to_string(p.leastPriority), std::to_string(p.greatestPriority)});
}

Error syntaxError(const std::string& text, const std::string& file, std::size_t byte)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    return {ErrorKind::input, file, std::to_string(line), {"device.not-json", {}}};
}

} // namespace

std::vector<std::string> profileNames()
{
    std::vector<std::string> names;
    for (std::string_view path : resourcesUnder(folder))
        if (path.ends_with(ending))
            names.emplace_back(path.substr(folder.size(), path.size() - folder.size() - ending.size()));
    std::stable_partition(names.begin(), names.end(), [](const std::string& name) { return name == "h200"; });
    return names;
}

Result<DeviceProfile> findProfile(const std::string& nameOrPath)
{
    const std::string path = std::string(folder) + nameOrPath + std::string(ending);
    if (const auto text = resource(path))
        return parseProfile(std::string(*text), path);
    const bool looksLikeFile = nameOrPath.find('/') != std::string::npos || nameOrPath.ends_with(ending);
    if (!looksLikeFile) {
        std::string known;
        for (const std::string& name : profileNames())
            known += (known.empty() ? "" : ", ") + name;
        return Error{ErrorKind::input, "", "", {"device.unknown-profile", {nameOrPath, known}}};
    }
    Result<std::string> text = readFile(nameOrPath, fileLimitBytes);
    if (!text)
        return text.error();
    return parseProfile(*text, nameOrPath);
}

std::optional<DeviceProfile> profileOfDevice(const std::string& deviceName)
{
    for (const std::string& name : profileNames())
        if (Result<DeviceProfile> profile = findProfile(name); profile && profile->deviceName == deviceName)
            return std::move(*profile);
    return {};
}

Result<DeviceProfile> parseProfile(const std::string& text, const std::string& file)
{
    Json document;
    try {
        document = Json::parse(text);
    } catch (const Json::parse_error& error) {
        return syntaxError(text, file, error.byte);
    } catch (const Json::exception&) { // a number beyond all range
        return syntaxError(text, file, text.size());
    }
    std::optional<Error> error;
    DeviceProfile profile;
    Reader reader(document, "#", file, error);
    visit(reader, profile);
    reader.refuseUnknown();
    checkTogether(profile, reader);
    if (error)
        return *error;
    return profile;
}

int fp32LanesPerSm(int computeMajor, int computeMinor)
{
    const bool half = computeMajor == 7 || (computeMinor == 0 && (computeMajor == 6 || computeMajor == 8));
    return half ? 64 : 128;
}

std::string profileJson(const DeviceProfile& profile)
{
    Writer writer;
    visit(writer, profile);
    return writer.object.dump(2) + "\n";
}

} // namespace streamscope::device
