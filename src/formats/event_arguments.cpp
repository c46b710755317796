// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/event_arguments.h"

#include "formats/block_pipeline.h"
#include "formats/event_fields.h"
#include "formats/json_text.h"

#include <algorithm>
#include <mutex>

namespace streamscope::formats {

namespace {

constexpr std::size_t firstLook = 4096;
constexpr std::size_t farthestLook = 64u << 20;

using Argument = std::pair<std::string, std::string>;

struct Arguments
{
    std::unique_ptr<ByteSource> source;
    std::vector<std::uint64_t> offsets;
    std::mutex mutex;

    /// The text of the event from its opening brace on, whole, or what there is.
    BlockText event(std::uint32_t id)
    {
        const std::lock_guard lock(mutex);
        BlockText text;
        const std::uint64_t offset = offsets[id];
        for (std::size_t look = firstLook; text.size() < farthestLook; look *= 2) {
            const std::size_t got = text.append(*source, offset + text.size(), look);
            const char* const end = text.text().data() + text.size();
            if (got < look || scan::bracketEnd(text.text().data(), end) < end)
                break;
        }
        return text;
    }
};

} // namespace

trace::ArgumentReader eventArguments(std::unique_ptr<ByteSource> source, std::vector<std::uint64_t> offsets)
{
    auto arguments = std::make_shared<Arguments>();
    arguments->source = source->places();
    arguments->offsets = std::move(offsets);
    return [arguments](std::uint32_t id) {
        std::vector<Argument> found;
        if (id >= arguments->offsets.size())
            return found;
        const BlockText text = arguments->event(id);
        std::string category;
        eachField(text.text(), [&found, &category](std::string_view key, std::string_view value) {
            if (key == "cat")
                category = value;
            else if (key == "args" && found.empty())
                eachField(value, [&found](std::string_view name, std::string_view json) {
                    found.emplace_back(validUtf8(name), std::string(json));
                });
        });
        if (category.size() > 2 || std::ranges::find(found, "cat", &Argument::first) != found.end())
            found.insert(found.begin(), {"cat", category.empty() ? "\"\"" : category});
        return found;
    };
}

} // namespace streamscope::formats
