// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/resources.h"

// Made by cmake/StreamscopeResources.cmake: name, begin, end; ends with nulls.
struct StreamscopeResourceEntry
{
    const char* name;
    const char* begin;
    const char* end;
};
extern "C" __attribute__((visibility("hidden"))) const StreamscopeResourceEntry streamscope_resource_table[];

namespace streamscope {

std::optional<std::string_view> resource(std::string_view path)
{
    for (const StreamscopeResourceEntry* entry = streamscope_resource_table; entry->name; ++entry)
        if (path == entry->name)
            return std::string_view(entry->begin, static_cast<std::size_t>(entry->end - entry->begin));
    return std::nullopt;
}

std::vector<std::string_view> resourcesUnder(std::string_view prefix)
{
    std::vector<std::string_view> paths;
    for (const StreamscopeResourceEntry* entry = streamscope_resource_table; entry->name; ++entry)
        if (std::string_view(entry->name).starts_with(prefix))
            paths.emplace_back(entry->name);
    return paths;
}

} // namespace streamscope
