// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/edit_document.h"

#include <algorithm>

namespace streamscope::workload {

Json& entryNamed(Json& list, const std::string& name, const char* id)
{
    for (Json& entry : list)
        if (entry.at("name") == name)
            return entry;
    throw Failure{{ErrorKind::input, "", "", {id, {name}}}};
}

void setKey(Json& object, const std::string& key, const Json& value)
{
    if (value.is_null())
        object.erase(key);
    else
        object[key] = value;
}

std::string freeName(const Json& list, const std::string& base)
{
    const auto taken = [&](const std::string& name) {
        return std::any_of(list.begin(), list.end(), [&](const Json& entry) { return entry.at("name") == name; });
    };
    std::string name = base;
    for (int number = 2; taken(name); ++number)
        name = base + ' ' + std::to_string(number);
    return name;
}

} // namespace streamscope::workload
