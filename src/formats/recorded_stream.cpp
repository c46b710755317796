// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/recorded_stream.h"

#include "formats/stream_protocol.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace streamscope::formats {

using namespace trace;
using nlohmann::json;

namespace {

constexpr std::size_t pieceBytes = 1 << 20;

std::string nameOfDevice(const json& hello)
{
    const auto device = hello.find("device");
    if (device == hello.end() || !device->is_object())
        return {};
    const auto name = device->find("name");
    return name != device->end() && name->is_string() ? name->get<std::string>() : std::string();
}

void applyResult(const json& result, TraceInfo& info)
{
    if (!result.is_object())
        return;
    if (const auto branches = result.find("branches"); branches != result.end() && branches->is_array())
        for (const json& branch : *branches)
            info.branches.push_back(branch.is_string() ? branch.get<std::string>() : std::string());
    if (const auto makespans = result.find("makespan_ns"); makespans != result.end() && makespans->is_array())
        if (!makespans->empty() && makespans->back().is_number_integer())
            info.makespanNs = makespans->back().get<Ns>();
}

} // namespace

Result<TracePointer> readRecordedStream(std::unique_ptr<ByteSource> source, const std::string& path,
                                        const ReadOptions& options)
{
    TraceBuilder builder;
    std::optional<Error> told;
    bool greeted = false, finished = false;
    StreamReader::Handlers handlers;
    handlers.hello = [&](const json& hello) {
        greeted = true;
        builder.info().deviceName = nameOfDevice(hello);
    };
    handlers.result = [&](const json& result) {
        finished = true;
        applyResult(result, builder.info());
    };
    handlers.error = [&](const Error& error) { told = error; };
    StreamReader reader(builder, handlers);

    std::string piece(pieceBytes, '\0');
    std::uint64_t offset = 0;
    auto lastReport = std::chrono::steady_clock::now();
    while (const std::size_t got = source->read(offset, piece.data(), piece.size())) {
        if (options.stop.stop_requested())
            return Error{ErrorKind::cancelled, path, "", {"formats.cancelled", {}}};
        reader.feed(std::string_view(piece).substr(0, got));
        offset += got;
        const auto now = std::chrono::steady_clock::now();
        if (options.onProgress && now - lastReport > std::chrono::milliseconds(250)) {
            options.onProgress({source->share(offset), builder.snapshot()});
            lastReport = now;
        }
    }
    reader.finish();
    if (!greeted)
        return Error{ErrorKind::input, path, "byte 0", {"formats.unknown-kind", {}}};
    if (told && told->kind != ErrorKind::cancelled && builder.preview()->sliceCount() == 0)
        return *told;
    builder.info().title = std::filesystem::path(path).filename().string();
    builder.trust().malformedRecords += reader.malformedLines();
    builder.trust().unknownRecords += reader.unknownLines();
    builder.trust().truncated |= !finished;
    return builder.finish();
}

} // namespace streamscope::formats
