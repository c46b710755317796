// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/edit.h"

#include "workload/edit_document.h"
#include "workload/glob.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

Json& branchIn(Json& document, const std::string& branch)
{
    return entryNamed(document["branches"], branch, "workload.unknown-branch");
}

/// True if the key of an assignment fits a branch of the document, or one of its copies.
bool fitsSome(const std::string& pattern, const Json& branches)
{
    return std::any_of(branches.begin(), branches.end(), [&](const Json& branch) {
        const std::string name = branch.at("name").get<std::string>();
        return matchesGlob(pattern, name) ||
               (branch.contains("count") && (pattern.starts_with(name + ' ') || matchesGlob(pattern, name + " 1")));
    });
}

/// Takes assignments away that fit no branch any more.
void mendAssignments(Json& document)
{
    for (Json& layout : document["layouts"]) {
        if (!layout.contains("assign"))
            continue;
        Json kept = Json::object();
        for (const auto& [pattern, stream] : layout["assign"].items())
            if (fitsSome(pattern, document["branches"]))
                kept[pattern] = stream;
        setKey(layout, "assign", kept.empty() ? Json() : kept);
    }
}

/// The list that holds the operation, and its number there. Throws Failure if there is no operation at `place`.
std::pair<Json*, std::size_t> operationAt(Json& document, const std::string& place)
{
    const Failure missing{{ErrorKind::input, "", place, {"workload.no-operation", {}}}};
    const std::size_t slash = place.rfind('/');
    if (!place.starts_with("#/branches/") || !std::string_view(place).substr(0, slash).ends_with("/operations"))
        throw missing;
    try {
        Json& list = document.at(Json::json_pointer(place.substr(1, slash - 1)));
        const std::size_t index = std::stoul(place.substr(slash + 1));
        if (!list.is_array() || index >= list.size())
            throw missing;
        return {&list, index};
    } catch (const std::exception&) {
        throw missing;
    }
}

} // namespace

Result<Experiment> addBranch(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& branches = document["branches"];
        const std::string chosen = name.empty() ? freeName(branches, "branch") : name;
        branches.push_back({{"name", chosen}, {"operations", Json::array()}});
        for (Json& layout : document["layouts"]) {
            if (!layout.contains("assign"))
                continue;
            bool fits = false;
            for (const auto& entry : layout["assign"].items())
                fits = fits || matchesGlob(entry.key(), chosen);
            if (!fits)
                layout["assign"][chosen] =
                    layout["streams"][0].contains("count") ? Json("*") : layout["streams"][0]["name"];
        }
    });
}

Result<Experiment> removeBranch(const Experiment& experiment, const std::string& branch)
{
    return edited(experiment, [&](Json& document) {
        Json& branches = document["branches"];
        const Json& entry = branchIn(document, branch);
        branches.erase(static_cast<std::size_t>(&entry - &branches[0]));
        for (Json& other : branches) {
            if (!other.contains("after"))
                continue;
            Json kept = Json::array();
            for (const Json& before : other["after"])
                if (before != branch)
                    kept.push_back(before);
            setKey(other, "after", kept.empty() ? Json() : kept);
        }
        mendAssignments(document);
    });
}

Result<Experiment> renameBranch(const Experiment& experiment, const std::string& branch, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        branchIn(document, branch)["name"] = name;
        for (Json& other : document["branches"])
            if (other.contains("after"))
                for (Json& before : other["after"])
                    if (before == branch)
                        before = name;
        for (Json& layout : document["layouts"]) {
            if (!layout.contains("assign"))
                continue;
            Json renamed = Json::object();
            for (const auto& [pattern, stream] : layout["assign"].items()) {
                const bool copy = pattern.starts_with(branch + ' ') && !fitsSome(pattern, document["branches"]);
                renamed[pattern == branch ? name : copy ? name + pattern.substr(branch.size()) : pattern] = stream;
            }
            layout["assign"] = std::move(renamed);
        }
        mendAssignments(document);
    });
}

Result<Experiment> setBranchField(const Experiment& experiment, const std::string& branch, const std::string& key,
                                  const Json& value)
{
    return edited(experiment, [&](Json& document) { setKey(branchIn(document, branch), key, value); });
}

Result<Experiment> addOperation(const Experiment& experiment, const std::string& branch, std::size_t index,
                                const Json& operation)
{
    return edited(experiment, [&](Json& document) {
        Json& operations = branchIn(document, branch)["operations"];
        operations.insert(operations.begin() + static_cast<std::ptrdiff_t>(std::min(index, operations.size())),
                          operation);
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

Result<Experiment> moveOperation(const Experiment& experiment, const std::string& place, std::size_t index)
{
    return edited(experiment, [&](Json& document) {
        const auto [list, from] = operationAt(document, place);
        Json operation = std::move((*list)[from]);
        list->erase(from);
        list->insert(list->begin() + static_cast<std::ptrdiff_t>(std::min(index, list->size())), std::move(operation));
    });
}

Result<Experiment> setParameter(const Experiment& experiment, const std::string& name, double value)
{
    return edited(experiment, [&](Json& document) {
        if (!document.contains("parameters") || !document["parameters"].contains(name))
            throw Failure{{ErrorKind::input, "", "", {"workload.unknown-parameter", {name}}}};
        Json& parameter = document["parameters"][name];
        // A whole number stays written as one: it says that the parameter takes whole numbers only.
        const auto whole = static_cast<std::int64_t>(value >= -9e15 && value <= 9e15 ? value : 0);
        parameter["value"] =
            parameter["value"].is_number_integer() && static_cast<double>(whole) == value ? Json(whole) : Json(value);
    });
}

Result<Experiment> renameExperiment(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) { document["name"] = name; });
}

} // namespace streamscope::workload
