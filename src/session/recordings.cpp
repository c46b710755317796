// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/resources.h"
#include "base/temporary_file.h"
#include "formats/read_trace.h"
#include "session/replay.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace streamscope::session {

namespace {

constexpr const char* endings[] = {".json.gz", ".json", ".jsonl"};

std::vector<std::string> candidates(const std::string& name, const std::string& layout)
{
    std::vector<std::string> paths{name};
    for (const char* ending : endings) {
        paths.push_back(name + "/" + layout + ending);
        paths.push_back(name + "-" + layout + ending);
    }
    return paths;
}

} // namespace

Result<trace::TracePointer> readRecording(const std::string& path, const formats::ReadOptions& options)
{
    const auto embedded = resource(path);
    if (!embedded)
        return formats::readTrace(path, options);
    // Readers take a path: the operating system maps files, and the text may be gzip.
    const Result<TemporaryFile> file = TemporaryFile::holding(*embedded);
    return file ? formats::readTrace(file->path(), options) : file.error();
}

Result<trace::TracePointer> openRecording(const std::string& name, const std::string& layout, std::stop_token stop)
{
    formats::ReadOptions options;
    options.stop = std::move(stop);
    for (const std::string& path : candidates(name, layout)) {
        if (resource(path) || isRegularFile(path))
            return readRecording(path, options);
    }
    return Error{ErrorKind::input, name, "", {"session.no-recording", {layout}}};
}

std::string recordedText(const trace::Trace& recording, const char* key)
{
    const auto found = recording.info().metadata.find(key);
    if (found == recording.info().metadata.end())
        return {};
    const auto value = nlohmann::json::parse(found->second, nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string();
}

trace::Provenance replayedProvenance(const trace::Trace& recording)
{
    const trace::Provenance provenance = recording.info().provenance;
    const bool measured = provenance == trace::Provenance::measuredNow;
    return measured ? trace::Provenance::recorded : provenance;
}

std::map<std::string, double> recordedParameters(const trace::Trace& recording)
{
    std::map<std::string, double> values;
    const auto found = recording.info().metadata.find("parameters");
    if (found == recording.info().metadata.end())
        return values;
    const auto parsed = nlohmann::json::parse(found->second, nullptr, false);
    if (parsed.is_object())
        for (const auto& [name, value] : parsed.items())
            if (value.is_number())
                values[name] = value.get<double>();
    return values;
}

std::vector<RecordingSet> builtInRecordings()
{
    constexpr std::string_view root = "recordings/";
    std::vector<RecordingSet> sets;
    std::map<std::string, std::map<std::string, double>> parametersOf; // by set's name
    for (const std::string_view path : resourcesUnder(root)) {
        const std::size_t folder = path.rfind('/');
        const std::string name(folder < root.size() ? path : path.substr(0, folder)); // a lone file is a set of one
        if (path.find(".json") == std::string_view::npos || (!sets.empty() && sets.back().name == name))
            continue;
        const Result<trace::TracePointer> recording = openRecording(std::string(path), "", {});
        if (!recording)
            continue;
        RecordingSet set{name, recordedText(**recording, "experiment"), (*recording)->info().deviceName, ""};
        parametersOf[name] = recordedParameters(**recording);
        for (const auto& [parameter, value] : parametersOf[name])
            set.parameters += fmt::format("{}{}={}", set.parameters.empty() ? "" : ", ", parameter, value);
        sets.push_back(std::move(set));
    }
    std::ranges::stable_sort(sets, {}, [&parametersOf](const RecordingSet& set) {
        return std::pair(set.experiment, parametersOf[set.name]);
    });
    return sets;
}

} // namespace streamscope::session
