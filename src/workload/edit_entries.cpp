// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/edit.h"

#include "workload/edit_document.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

struct Entry
{
    Json* list;
    std::size_t index;
};

Failure missing(const std::string& place, const char* id)
{
    return {{ErrorKind::input, "", place, {id, {}}}};
}

Json& valueAt(Json& document, const std::string& place, const char* id)
{
    try {
        if (place.starts_with('#'))
            return document.at(Json::json_pointer(place.substr(1)));
    } catch (const Json::exception&) { // no pointer, or it leads nowhere
    }
    throw missing(place, id);
}

/// The entry at `place` of the list or object around it. Throws Failure with `id` if there is none.
Entry entryAt(Json& document, const std::string& place, const char* id)
{
    const std::size_t slash = place.rfind('/');
    if (slash == std::string::npos)
        throw missing(place, id);
    Json& list = valueAt(document, place.substr(0, slash), id);
    const Json& entry = valueAt(document, place, id);
    std::size_t index = 0;
    for (const Json& each : list) {
        if (&each == &entry)
            return {&list, index};
        ++index;
    }
    throw missing(place, id);
}

Entry operationAt(Json& document, const std::string& place)
{
    const std::string list = place.substr(0, place.rfind('/'));
    if (!place.starts_with("#/branches/") || !list.ends_with("/operations"))
        throw missing(place, "workload.no-operation");
    return entryAt(document, place, "workload.no-operation");
}

} // namespace

Result<Experiment> setMember(const Experiment& experiment, const std::string& place, const std::string& key,
                             const Json& value)
{
    return edited(experiment, [&](Json& document) {
        Json& object = valueAt(document, place, "workload.no-entry");
        if (!object.is_object())
            throw missing(place, "workload.no-entry");
        setKey(object, key, value);
    });
}

Result<Experiment> moveEntry(const Experiment& experiment, const std::string& place, std::size_t index)
{
    return edited(experiment, [&](Json& document) {
        const auto [list, from] = entryAt(document, place, "workload.no-entry");
        const auto move = [from = static_cast<std::ptrdiff_t>(from),
                           to = static_cast<std::ptrdiff_t>(std::min(index, list->size() - 1))](auto& values) {
            const auto first = values.begin();
            if (from < to)
                std::rotate(first + from, first + from + 1, first + to + 1);
            else
                std::rotate(first + to, first + from, first + from + 1);
        };
        if (list->is_array()) {
            move(*list->get_ptr<Json::array_t*>());
            return;
        }
        std::vector<std::pair<std::string, Json>> members; // keys of an object cannot be assigned to
        for (const auto& [key, value] : list->items())
            members.emplace_back(key, value);
        move(members);
        Json moved = Json::object();
        for (auto& [key, value] : members)
            moved[key] = std::move(value);
        *list = std::move(moved);
    });
}

Result<Experiment> addOperation(const Experiment& experiment, const std::string& place, const Json& operation)
{
    return edited(experiment, [&](Json& document) {
        const std::size_t slash = place.rfind('/');
        const std::string list = place.substr(0, slash);
        const std::string digits = slash == std::string::npos ? "" : place.substr(slash + 1);
        const bool isNumber = !digits.empty() && digits.size() < 10 &&
                              std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!place.starts_with("#/branches/") || !list.ends_with("/operations") || !isNumber)
            throw missing(place, "workload.no-operation");
        Json& operations = valueAt(document, list, "workload.no-operation");
        const std::size_t index = std::min<std::size_t>(std::stoul(digits), operations.size());
        operations.insert(operations.begin() + static_cast<std::ptrdiff_t>(index), operation);
    });
}

Result<Experiment> removeOperation(const Experiment& experiment, const std::string& place)
{
    return edited(experiment, [&](Json& document) {
        const auto [list, index] = operationAt(document, place);
        list->erase(index);
    });
}

Result<Experiment> replaceOperation(const Experiment& experiment, const std::string& place, const Json& operation)
{
    return edited(experiment, [&](Json& document) {
        const auto [list, index] = operationAt(document, place);
        (*list)[index] = operation;
    });
}

} // namespace streamscope::workload
