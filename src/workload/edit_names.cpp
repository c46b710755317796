// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Parameters, buffers and events: what other parts of the document speak of by name.
#include "workload/edit.h"

#include "workload/edit_document.h"

#include <algorithm>
#include <cctype>

namespace streamscope::workload {

namespace {

/// Calls `visit` for each member of `object` with that key, if it has it.
template <class Visit>
void visitMembers(Json& object, std::initializer_list<const char*> keys, Visit visit)
{
    for (const char* key : keys)
        if (object.contains(key))
            visit(object[key]);
}

/// Calls visit(kind, body) for each operation, those of a repeat after it.
template <class Visit>
void visitOperations(Json& operations, Visit visit)
{
    for (Json& operation : operations)
        for (auto& [kind, body] : operation.items()) {
            visit(kind, body);
            if (kind == "repeat" && body.contains("operations"))
                visitOperations(body["operations"], visit);
        }
}

template <class Visit>
void visitAllOperations(Json& document, Visit visit)
{
    for (Json& branch : document["branches"])
        visitOperations(branch["operations"], visit);
}

/// Every place of the document where a number may be an expression.
template <class Visit>
void visitNumbers(Json& document, Visit visit)
{
    if (document.contains("buffers"))
        for (Json& buffer : document["buffers"]) {
            visitMembers(buffer, {"bytes"}, visit);
            visitMembers(buffer, {"result"}, [&](Json& result) { visitMembers(result, {"rows", "columns"}, visit); });
            if (buffer.contains("fill") && buffer["fill"].is_object())
                visitMembers(buffer["fill"], {"features"}, [&](Json& features) {
                    visitMembers(features, {"samples", "depth", "seed"}, visit);
                });
        }
    for (Json& branch : document["branches"])
        visitMembers(branch, {"count"}, visit);
    visitAllOperations(document, [&](const std::string&, Json& body) {
        visitMembers(body, {"bytes", "ns", "count"}, visit);
        if (body.contains("parameters"))
            for (Json& value : body["parameters"])
                visit(value);
    });
    for (Json& layout : document["layouts"]) {
        visitMembers(layout, {"threads", "connections", "host_cost_ns"}, visit);
        for (Json& stream : layout["streams"])
            visitMembers(stream, {"count", "priority", "thread", "device"}, visit);
        if (layout.contains("set"))
            for (Json& value : layout["set"])
                visit(value);
    }
}

/// `expression` with each identifier `from` as `to`; an exponent's letter ("1e3") belongs to its number.
std::string renamedIn(const std::string& expression, const std::string& from, const std::string& to)
{
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    std::string renamed;
    for (std::size_t at = 0; at < expression.size();) {
        std::size_t end = at;
        while (end < expression.size() && isWord(expression[end]))
            ++end;
        if (end == at) {
            renamed += expression[at++];
            continue;
        }
        const std::string word = expression.substr(at, end - at);
        renamed += word == from ? to : word;
        at = end;
    }
    return renamed;
}

/// `object` with the key `from` as `to`, in its place.
void renameKey(Json& object, const std::string& from, const std::string& to)
{
    Json renamed = Json::object();
    for (const auto& [key, value] : object.items())
        renamed[key == from ? to : key] = value;
    object = std::move(renamed);
}

/// The section's object, made if there is none, for a new entry; in front of the branches, as a person would write it.
Json& sectionForNew(Json& document, const char* section)
{
    if (!document.contains(section)) {
        Json ordered = Json::object();
        for (const auto& [key, value] : document.items()) {
            if (key == "branches" || (key == "buffers" && std::string_view(section) == "parameters"))
                ordered.emplace(section, Json::object());
            ordered[key] = value;
        }
        document = std::move(ordered);
    }
    return document[section];
}

std::string freeKey(const Json& object, const std::string& base, const char* joint)
{
    std::string name = base;
    for (int number = 2; object.contains(name); ++number)
        name = base + joint + std::to_string(number);
    return name;
}

Json& sectionWith(Json& document, const char* section, const std::string& name, const char* id)
{
    if (!document.contains(section) || !document[section].contains(name))
        throw Failure{{ErrorKind::input, "", "", {id, {name}}}};
    return document[section];
}

void refuseTaken(const Json& object, const std::string& from, const std::string& to)
{
    if (to != from && object.contains(to))
        throw Failure{{ErrorKind::input, "", "", {"workload.duplicate-name", {to}}}};
}

/// Takes `name` away from the section; the section too once it is empty.
void takeAway(Json& document, const char* section, const std::string& name)
{
    document[section].erase(name);
    if (document[section].empty())
        document.erase(section);
}

void eraseFromLayouts(Json& document, const char* key, const std::string& name)
{
    for (Json& layout : document["layouts"])
        if (layout.contains(key) && layout[key].contains(name)) {
            layout[key].erase(name);
            if (layout[key].empty())
                layout.erase(key);
        }
}

} // namespace

Result<Experiment> addParameter(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& parameters = sectionForNew(document, "parameters");
        const std::string chosen = name.empty() ? freeKey(parameters, "parameter", "_") : name;
        refuseTaken(parameters, "", chosen);
        parameters[chosen] = {{"value", 10}, {"min", 1}, {"max", 100}};
    });
}

Result<Experiment> removeParameter(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        sectionWith(document, "parameters", name, "workload.unknown-parameter");
        takeAway(document, "parameters", name);
        eraseFromLayouts(document, "set", name);
    });
}

Result<Experiment> renameParameter(const Experiment& experiment, const std::string& name, const std::string& newName)
{
    return edited(experiment, [&](Json& document) {
        Json& parameters = sectionWith(document, "parameters", name, "workload.unknown-parameter");
        refuseTaken(parameters, name, newName);
        renameKey(parameters, name, newName);
        visitNumbers(document, [&](Json& number) {
            if (number.is_string())
                number = renamedIn(number.get<std::string>(), name, newName);
        });
        for (Json& layout : document["layouts"])
            if (layout.contains("set"))
                renameKey(layout["set"], name, newName);
    });
}

Result<Experiment> setParameter(const Experiment& experiment, const std::string& name, double value)
{
    return edited(experiment, [&](Json& document) {
        Json& parameter = sectionWith(document, "parameters", name, "workload.unknown-parameter")[name];
        // A whole number stays written as one: it says that the parameter takes whole numbers only.
        const auto whole = static_cast<std::int64_t>(value >= -9e15 && value <= 9e15 ? value : 0);
        parameter["value"] =
            parameter["value"].is_number_integer() && static_cast<double>(whole) == value ? Json(whole) : Json(value);
    });
}

Result<Experiment> addBuffer(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& buffers = sectionForNew(document, "buffers");
        const std::string chosen = name.empty() ? freeKey(buffers, "buffer", " ") : name;
        refuseTaken(buffers, "", chosen);
        buffers[chosen] = {{"bytes", 4194304}};
    });
}

Result<Experiment> removeBuffer(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        sectionWith(document, "buffers", name, "workload.unknown-buffer");
        takeAway(document, "buffers", name);
        eraseFromLayouts(document, "memory", name);
    });
}

Result<Experiment> renameBuffer(const Experiment& experiment, const std::string& name, const std::string& newName)
{
    return edited(experiment, [&](Json& document) {
        Json& buffers = sectionWith(document, "buffers", name, "workload.unknown-buffer");
        refuseTaken(buffers, name, newName);
        renameKey(buffers, name, newName);
        const auto rename = [&](Json& value) {
            if (value == name)
                value = newName;
        };
        visitAllOperations(document, [&](const std::string&, Json& body) {
            visitMembers(body, {"buffer"}, rename);
            visitMembers(body, {"reads", "writes"}, [&](Json& list) {
                for (Json& value : list)
                    rename(value);
            });
        });
        for (Json& layout : document["layouts"])
            if (layout.contains("memory"))
                renameKey(layout["memory"], name, newName);
    });
}

std::vector<std::string> eventNames(const Experiment& experiment)
{
    std::vector<std::string> names;
    Json document = experiment.document();
    visitAllOperations(document, [&](const std::string& kind, const Json& body) {
        if (kind == "record" && std::find(names.begin(), names.end(), body.at("event")) == names.end())
            names.push_back(body.at("event").get<std::string>());
    });
    return names;
}

Result<Experiment> renameEvent(const Experiment& experiment, const std::string& name, const std::string& newName)
{
    return edited(experiment, [&](Json& document) {
        visitAllOperations(document, [&](const std::string&, Json& body) {
            visitMembers(body, {"event"}, [&](Json& event) {
                if (event == name)
                    event = newName;
            });
        });
    });
}

Result<Experiment> renameExperiment(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) { document["name"] = name; });
}

} // namespace streamscope::workload
