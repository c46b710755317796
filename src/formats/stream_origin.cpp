// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/stream_origin.h"

#include "formats/provenance_name.h"

namespace streamscope::formats {

using namespace trace;
using nlohmann::json;

namespace {

constexpr const char* carried[] = {"experiment", "layout", "parameters", "model_error"};

std::string textOf(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string dumped(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace

json originJson(const TraceInfo& info)
{
    json origin{{"provenance", provenanceName(info.provenance)}, {"branches", info.branches}};
    for (const char* key : carried)
        if (const auto found = info.metadata.find(key); found != info.metadata.end())
            if (json value = json::parse(found->second, nullptr, false); !value.is_discarded())
                origin[key] = std::move(value);
    return origin;
}

void applyHello(const json& hello, TraceInfo& info)
{
    const Provenance said = provenanceNamed(textOf(hello, "provenance")).value_or(Provenance::recorded);
    info.provenance = said == Provenance::measuredNow ? Provenance::recorded : said;
    if (const auto device = hello.find("device"); device != hello.end() && device->is_object()) {
        info.deviceName = textOf(*device, "name");
        if (const RecordedDevice facts = deviceFromJson(*device); facts.sms > 0)
            info.devices = {facts};
    }
    if (const auto profile = hello.find("profile"); profile != hello.end() && profile->is_object())
        if (const std::string name = textOf(*profile, "name"); !name.empty())
            info.metadata["profile"] = dumped(name);
    for (const char* key : carried)
        if (const auto found = hello.find(key); found != hello.end() && !found->is_null())
            info.metadata[key] = dumped(*found);
    info.branches.clear();
    if (const auto branches = hello.find("branches"); branches != hello.end() && branches->is_array())
        for (const json& branch : *branches)
            info.branches.push_back(branch.is_string() ? branch.get<std::string>() : std::string());
}

json deviceJson(const RecordedDevice& device)
{
    return {{"index", device.id},
            {"name", device.name},
            {"compute_major", device.computeMajor},
            {"compute_minor", device.computeMinor},
            {"sms", device.sms},
            {"memory_bytes", device.memoryBytes},
            {"shared_bytes_per_sm", device.sharedBytesPerSm},
            {"registers_per_sm", device.registersPerSm},
            {"threads_per_sm", device.threadsPerSm},
            {"clock_hz", device.clockHz},
            {"dram_bytes_per_second", device.dramBytesPerSecond}};
}

RecordedDevice deviceFromJson(const json& said)
{
    const auto number = [&said]<class Number>(const char* key, Number& value) {
        if (const auto found = said.find(key); found != said.end() && found->is_number())
            value = found->get<Number>();
    };
    RecordedDevice device;
    device.name = textOf(said, "name");
    number("index", device.id);
    number("compute_major", device.computeMajor);
    number("compute_minor", device.computeMinor);
    number("sms", device.sms);
    number("memory_bytes", device.memoryBytes);
    number("shared_bytes_per_sm", device.sharedBytesPerSm);
    number("registers_per_sm", device.registersPerSm);
    number("threads_per_sm", device.threadsPerSm);
    number("clock_hz", device.clockHz);
    number("dram_bytes_per_second", device.dramBytesPerSecond);
    return device;
}

} // namespace streamscope::formats
