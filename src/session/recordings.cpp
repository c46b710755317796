// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/resources.h"
#include "base/temporary_file.h"
#include "formats/read_trace.h"
#include "session/replay.h"

#include <algorithm>

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

Result<trace::TracePointer> openRecording(const std::string& name, const std::string& layout, std::stop_token stop)
{
    formats::ReadOptions options;
    options.stop = std::move(stop);
    for (const std::string& path : candidates(name, layout)) {
        if (const auto embedded = resource(path)) {
            // Readers take a path: the operating system maps files, and the text may be gzip.
            const Result<TemporaryFile> file = TemporaryFile::holding(*embedded);
            return file ? formats::readTrace(file->path(), options) : file.error();
        }
        if (isRegularFile(path))
            return formats::readTrace(path, options);
    }
    return Error{ErrorKind::input, name, "", {"session.no-recording", {layout}}};
}

std::vector<std::string> builtInRecordings()
{
    constexpr std::string_view root = "recordings/";
    std::vector<std::string> sets;
    for (const std::string_view path : resourcesUnder(root)) {
        if (path.find(".json") == std::string_view::npos)
            continue;
        const std::size_t folder = path.rfind('/');
        std::string set(folder < root.size() ? path : path.substr(0, folder)); // a lone file is a set of one
        if (sets.empty() || sets.back() != set)
            sets.push_back(std::move(set));
    }
    return sets;
}

} // namespace streamscope::session
