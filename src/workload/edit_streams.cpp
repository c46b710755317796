// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/edit.h"

#include "workload/edit_document.h"
#include "workload/glob.h"
#include "workload/read_workload.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

Json& layoutIn(Json& document, const std::string& layout)
{
    return entryNamed(document["layouts"], layout, "workload.no-layout");
}

/// Names that the entry comes to, under the parameters' default values.
std::vector<std::string> namesOfEntry(const Experiment& experiment, const std::string& layout, std::size_t entry)
{
    std::vector<std::string> names;
    const Result<Resolved> resolved = experiment.resolve(layout);
    const std::string ending = "/streams/" + std::to_string(entry);
    if (resolved)
        for (const Stream& stream : resolved->layout.streams)
            if (stream.place.ends_with(ending))
                names.push_back(stream.name);
    return names;
}

/// The streams of a layout with every `count` written out, so that each can be changed alone.
void separateStreams(const Experiment& experiment, Json& document, const std::string& layout)
{
    Json& streams = layoutIn(document, layout)["streams"];
    Json separate = Json::array();
    for (std::size_t entry = 0; entry < streams.size(); ++entry) {
        if (!streams[entry].contains("count")) {
            separate.push_back(streams[entry]);
            continue;
        }
        for (const std::string& name : namesOfEntry(experiment, layout, entry)) {
            Json stream = streams[entry];
            stream["name"] = name;
            stream.erase("count");
            separate.push_back(std::move(stream));
        }
    }
    streams = std::move(separate);
}

/// The entry of that name, with all its copies; else the one copy of that name, after which each stands alone.
Json& streamIn(const Experiment& experiment, Json& document, const std::string& layout, const std::string& stream)
{
    const Json& streams = layoutIn(document, layout)["streams"];
    if (std::none_of(streams.begin(), streams.end(), [&](const Json& entry) { return entry.at("name") == stream; }))
        separateStreams(experiment, document, layout);
    return entryNamed(layoutIn(document, layout)["streams"], stream, "workload.unknown-stream");
}

/// True if the text of an assignment fits the entry, or one of its copies.
bool fits(const std::string& pattern, const Json& entry)
{
    const std::string name = entry.at("name").get<std::string>();
    return matchesGlob(pattern, name) || (name == "default" && pattern.starts_with("default ")) ||
           (entry.contains("count") && (pattern.starts_with(name + ' ') || matchesGlob(pattern, name + " 1")));
}

/// Sends assignments that no stream fits any more to `target`.
void mendAssignment(Json& layout, const Json& target)
{
    if (!layout.contains("assign"))
        return;
    const Json& streams = layout["streams"];
    for (Json& pattern : layout["assign"]) {
        const std::string text = pattern.get<std::string>();
        if (text != "default" && !text.starts_with("default ") &&
            std::none_of(streams.begin(), streams.end(), [&](const Json& stream) { return fits(text, stream); }))
            pattern = target;
    }
}

/// How an assignment says "there": a counted entry goes by all streams.
Json targetOf(const Json& entry)
{
    return entry.contains("count") ? Json("*") : entry.at("name");
}

} // namespace

Result<Experiment> addStream(const Experiment& experiment, const std::string& layout, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& streams = layoutIn(document, layout)["streams"];
        // "stream 2" is taken by an entry "stream" with a count, or will be once the count grows.
        const bool counted = std::any_of(streams.begin(), streams.end(), [](const Json& stream) {
            return stream.contains("count") && stream.at("name") == "stream";
        });
        streams.push_back({{"name", name.empty() ? freeName(streams, counted ? "extra stream" : "stream") : name}});
    });
}

Result<Experiment> removeStream(const Experiment& experiment, const std::string& layout, const std::string& stream)
{
    return edited(experiment, [&](Json& document) {
        const Json& entry = streamIn(experiment, document, layout, stream);
        Json& streams = layoutIn(document, layout)["streams"];
        streams.erase(static_cast<std::size_t>(&entry - &streams[0]));
        if (!streams.empty())
            mendAssignment(layoutIn(document, layout), targetOf(streams[0]));
    });
}

Result<Experiment> renameStream(const Experiment& experiment, const std::string& layout, const std::string& stream,
                                const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& entry = streamIn(experiment, document, layout, stream);
        entry["name"] = name;
        Json& holder = layoutIn(document, layout);
        if (holder.contains("assign"))
            for (Json& pattern : holder["assign"]) {
                const std::string text = pattern.get<std::string>();
                if (entry.contains("count") && text.starts_with(stream + ' '))
                    pattern = name + text.substr(stream.size());
            }
        mendAssignment(holder, targetOf(entry));
    });
}

Result<Experiment> setStreamField(const Experiment& experiment, const std::string& layout, const std::string& stream,
                                  const std::string& key, const Json& value)
{
    return edited(experiment, [&](Json& document) {
        setKey(streamIn(experiment, document, layout, stream), key, value);
        mendAssignment(layoutIn(document, layout), targetOf(streamIn(experiment, document, layout, stream)));
    });
}

Result<Experiment> assignBranch(const Experiment& experiment, const std::string& layout, const std::string& branch,
                                const std::string& stream)
{
    return edited(experiment, [&](Json& document) {
        Json& target = layoutIn(document, layout);
        if (!target.contains("assign"))
            target["assign"] = {{"*", "*"}};
        Json& assign = target["assign"];
        if (assign.contains(branch)) {
            assign[branch] = stream;
            return;
        }
        Json changed = Json::object(); // in front, so that it comes before what fits all copies of the branch
        changed[branch] = stream;
        for (const auto& [pattern, streams] : assign.items())
            changed[pattern] = streams;
        assign = std::move(changed);
    });
}

Result<Experiment> addLayout(const Experiment& experiment, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        document["layouts"].push_back({{"name", name}, {"streams", Json::array({Json{{"name", "stream"}}})}});
    });
}

Result<Experiment> duplicateLayout(const Experiment& experiment, const std::string& layout, const std::string& name)
{
    return edited(experiment, [&](Json& document) {
        Json& layouts = document["layouts"];
        const Json& original = layoutIn(document, layout);
        Json copy = original;
        copy["name"] = name.empty() ? freeName(layouts, layout) : name;
        copy.erase("title");
        layouts.insert(layouts.begin() + (&original - &layouts[0]) + 1, std::move(copy));
    });
}

Result<Experiment> removeLayout(const Experiment& experiment, const std::string& layout)
{
    return edited(experiment, [&](Json& document) {
        const Json& entry = layoutIn(document, layout);
        document["layouts"].erase(static_cast<std::size_t>(&entry - &document["layouts"][0]));
    });
}

Result<Experiment> setLayoutField(const Experiment& experiment, const std::string& layout, const std::string& key,
                                  const Json& value)
{
    return edited(experiment, [&](Json& document) { setKey(layoutIn(document, layout), key, value); });
}

} // namespace streamscope::workload
