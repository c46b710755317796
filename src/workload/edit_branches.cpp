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

} // namespace streamscope::workload
