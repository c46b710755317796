// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"

#include "base/file.h"
#include "base/resources.h"
#include "device/fits.h"
#include "device/profile_document.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace streamscope::device {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t fileLimitBytes = 4 << 20;
constexpr std::string_view folder = "profiles/";
constexpr std::string_view ending = ".json";

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
    void value(const char* key, const double& member, Part, Range = {}) { value(key, member); }
    void optional(const char* key, const double& member, Part, Range = {}) { value(key, member); }
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
    void words(const char* key, const std::map<std::string, std::string>& words)
    {
        if (!words.empty())
            object[key] = words;
    }
    void text(const char* key, const std::string& text)
    {
        if (!text.empty())
            object[key] = text;
    }
    void factors(const char* key, const std::map<std::string, double>& factors)
    {
        if (!factors.empty())
            object[key] = factors;
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

    void value(const char* key, double& member, Part, Range range = {}) { value(key, member, range); }

    /// May be missing: then the member keeps what it is.
    void optional(const char* key, double& member, Part, Range range = {})
    {
        if (m_object.is_object() && m_object.contains(key))
            return value(key, member, range);
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

    // The rest may be missing.

    void words(const char* key, std::map<std::string, std::string>& words)
    {
        const Json* object = mayHave(key, &Json::is_object, "object");
        for (std::size_t i = 0; object && i < object->size(); ++i) {
            const auto item = std::next(object->begin(), std::ptrdiff_t(i));
            if (!item->is_string())
                return fail(at(key) + "/" + item.key(), "device.wrong-type", {"text", typeOf(*item)});
            words[item.key()] = item->get<std::string>();
        }
    }

    void text(const char* key, std::string& text)
    {
        if (const Json* json = mayHave(key, &Json::is_string, "text"))
            text = json->get<std::string>();
    }

    /// Of numbers that the document has.
    void factors(const char* key, std::map<std::string, double>& factors)
    {
        const Json* object = mayHave(key, &Json::is_object, "object");
        for (std::size_t i = 0; object && i < object->size(); ++i) {
            const auto item = std::next(object->begin(), std::ptrdiff_t(i));
            if (!item->is_number())
                return fail(at(key) + "/" + item.key(), "device.wrong-type", {"number", typeOf(*item)});
            if (!m_object.contains(Json::json_pointer("/" + item.key())))
                return fail(at(key) + "/" + item.key(), "device.unknown-key", {item.key()});
            if (inRange((std::string(key) + "/" + item.key()).c_str(), item->get<double>(), Range{0.01, 100}))
                factors[item.key()] = item->get<double>();
        }
    }

    void spread(const char* key, std::map<std::string, std::array<double, 2>>& ranges)
    {
        const Json* object = mayHave(key, &Json::is_object, "object");
        if (!object)
            return;
        for (const auto& [name, pair] : object->items()) {
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
        if (!m_error && !m_object.contains(key))
            fail(m_pointer, "device.missing-key", {key});
        return mayHave(key, is, expected);
    }

    const Json* mayHave(const char* key, bool (Json::*is)() const noexcept, const char* expected)
    {
        m_known.emplace_back(key);
        const auto found = m_object.find(key);
        if (m_error || found == m_object.end())
            return nullptr;
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
    Result<DeviceProfile> profile = findUncorrected(nameOrPath);
    if (profile)
        applyCorrections(*profile);
    return profile;
}

Result<DeviceProfile> findUncorrected(const std::string& nameOrPath)
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
