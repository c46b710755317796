// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support_program.h"

#include <set>
#include <sstream>

namespace streamscope::program {

namespace {

std::string quoted(const std::string& text)
{
    return '"' + text + '"';
}

std::string operationFrom(const std::string& word, std::set<std::string>& buffers)
{
    const std::string rest = word.substr(1);
    const auto buffer = [&] {
        buffers.insert(rest);
        return R"("buffer": )" + quoted(rest);
    };
    switch (word[0]) {
    case '!':
        return R"({"record": {"event": )" + quoted(rest) + "}}";
    case '?':
        return R"({"wait": {"event": )" + quoted(rest) + "}}";
    case '~':
        return R"({"cpu": {"ns": 10}})";
    case '^':
        return R"({"kernel": {"kernel": "empty", "programmatic": true, "label": )" + quoted(word) + "}}";
    case '$':
        if (rest.starts_with("e:"))
            return R"({"sync": {"scope": "event", "event": )" + quoted(rest.substr(2)) + "}}";
        return rest == "s" ? R"({"sync": {"scope": "stream"}})" : R"({"sync": {"scope": "device"}})";
    case '+':
        return R"({"alloc": {"how": "async", )" + buffer() + "}}";
    case '-':
        return R"({"free": {"how": "async", )" + buffer() + "}}";
    case '>':
        return R"({"copy": {"from": "host", "to": "device", )" + buffer() + "}}";
    case '<':
        return R"({"copy": {"from": "device", "to": "host", )" + buffer() + "}}";
    case '%':
        return R"({"copy": {"from": "host", "to": "host", )" + buffer() + "}}";
    case '@':
        buffers.insert(rest);
        return R"({"kernel": {"kernel": "reduce", "parameters": {"elements": 1}, "reads": [)" + quoted(rest) +
               R"(], "label": )" + quoted(word) + "}}";
    case '=':
        buffers.insert(rest);
        return R"({"kernel": {"kernel": "reduce", "parameters": {"elements": 1}, "writes": [)" + quoted(rest) +
               R"(], "label": )" + quoted(word) + "}}";
    default:
        return R"({"kernel": {"kernel": "empty", "label": )" + quoted(word) + "}}";
    }
}

std::string branchFrom(const std::string& text, std::set<std::string>& buffers)
{
    std::istringstream words(text);
    std::string name, word, after, operations;
    words >> name;
    bool inHead = !name.ends_with(':');
    if (!inHead)
        name.pop_back();
    while (words >> word) {
        if (inHead && word != "after") {
            inHead = !word.ends_with(':');
            after += (after.empty() ? "" : ", ") + quoted(inHead ? word : word.substr(0, word.size() - 1));
        } else if (!inHead) {
            operations += (operations.empty() ? "" : ", ") + operationFrom(word, buffers);
        }
    }
    return R"({"name": )" + quoted(name) + R"(, "after": [)" + after + R"(], "operations": [)" + operations + "]}";
}

const std::string& nameOf(const std::vector<std::string>& names, Index index)
{
    return names[static_cast<std::size_t>(index)];
}

} // namespace

std::string branchesFrom(const std::string& text)
{
    std::set<std::string> buffers;
    std::istringstream branches(text);
    std::string branch, list, made;
    while (std::getline(branches, branch, '|'))
        list += (list.empty() ? "" : ", ") + branchFrom(branch, buffers);
    for (const std::string& buffer : buffers)
        made += (made.empty() ? "" : ", ") + quoted(buffer) + R"(: {"bytes": 4})";
    return R"("branches": [)" + list + R"(], "buffers": {)" + made + "}";
}

Result<workload::Resolved> resolvedFrom(const std::string& branches, const std::string& layout)
{
    const std::string text = R"({"streamscope": 1, "name": "test", )" + branchesFrom(branches) +
                             R"(, "layouts": [{"name": "l", )" + layout + "}]}";
    const auto experiment = workload::Experiment::parse(text, "test");
    if (!experiment)
        return experiment.error();
    return experiment->resolve("l");
}

Result<Program> lowered(const std::string& branches, const std::string& layout)
{
    const auto resolved = resolvedFrom(branches, layout);
    if (!resolved)
        return resolved.error();
    return lower(resolved->workload, resolved->layout, 90);
}

std::string callsOf(const Program& program, std::size_t thread)
{
    std::string text;
    for (const HostCall& call : program.threads[thread]) {
        text += (text.empty() ? "" : " ") + program.streams[static_cast<std::size_t>(call.stream)].name + ':';
        switch (call.kind) {
        case CallKind::eventRecord:
            text += '!' + nameOf(program.events, call.event);
            break;
        case CallKind::streamWaitEvent:
            text += '?' + nameOf(program.events, call.event);
            break;
        case CallKind::graphLaunch:
            text += "graph";
            break;
        default:
            text += nameOf(program.labels, program.operations[static_cast<std::size_t>(call.operation)].label);
        }
    }
    return text;
}

std::string edgesOf(const Program& program)
{
    const auto label = [&](Index node) {
        const Index operation = program.graph.nodes[static_cast<std::size_t>(node)];
        return nameOf(program.labels, program.operations[static_cast<std::size_t>(operation)].label);
    };
    std::string text;
    for (const auto& [from, to] : program.graph.edges)
        text += (text.empty() ? "" : " ") + label(from) + '>' + label(to);
    return text;
}

} // namespace streamscope::program
