// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/experiment.h"

#include "base/file.h"
#include "base/resources.h"
#include "workload/document_text.h"
#include "workload/expressions.h"
#include "workload/json.h"
#include "workload/limits.h"
#include "workload/node.h"
#include "workload/read_parameters.h"
#include "workload/read_workload.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace streamscope::workload {

namespace {

constexpr std::string_view folder = "experiments/";
constexpr std::string_view ending = ".streamscope.json";
constexpr int version = 1;

/// A workload under certain values of the parameters, and the parameters it speaks of.
struct WorkloadInValues
{
    WorkloadRead read;
    std::set<std::string> used;
};

} // namespace

struct Experiment::Content
{
    std::string file;
    Json document;
    std::string name;
    std::vector<Parameter> parameters;
    std::vector<std::string> layouts;
    std::vector<std::set<std::string>> effective; ///< by layout: parameters that change what it comes to

    Node root() const { return Node(document, file); }

    void check();
    void checkHead();
    WorkloadInValues readWorkloadIn(const ParameterValues& values) const;
    Resolved resolve(std::size_t layout, ParameterValues values) const;

    ParameterValues defaults() const
    {
        ParameterValues values;
        for (const Parameter& parameter : parameters)
            values[parameter.name] = parameter.value;
        return values;
    }
};

void Experiment::Content::checkHead()
{
    const Node top = root();
    top.expectObject(
        {"$schema", "streamscope", "name", "title", "description", "parameters", "buffers", "branches", "layouts"});
    const Node format = top.required("streamscope");
    if (format.json() != version)
        format.fail("workload.version", {std::to_string(version), format.shown()});
    name = top.required("name").name();
    localText(top.member("title"), "en");
    localText(top.member("description"), "en");
    if (const Node schema = top.member("$schema"); schema.there())
        static_cast<void>(schema.text());
    parameters = readParameters(top, "en");
    const Node list = top.required("layouts");
    list.eachElement([&](const Node& layout) {
        layout.expectObject();
        const std::string layoutName = layout.required("name").name();
        if (std::find(layouts.begin(), layouts.end(), layoutName) != layouts.end())
            layout.required("name").fail("workload.duplicate-name", {layoutName});
        localText(layout.member("title"), "en");
        layouts.push_back(layoutName);
        if (layouts.size() > static_cast<std::size_t>(limits::layouts))
            list.fail("workload.too-many-layouts", {std::to_string(limits::layouts)});
    });
    if (layouts.empty())
        list.fail("workload.expected-some");
}

void Experiment::Content::check()
{
    checkHead();
    effective.resize(layouts.size());
    std::optional<WorkloadInValues> shared; // of the layouts that set nothing
    std::size_t operations = 0;
    for (std::size_t layout = 0; layout < layouts.size(); ++layout) {
        const Node top = root();
        const Node list = top.required("layouts");
        const Node node = list.element(layout);
        ParameterValues values = defaults();
        const auto sources = applySet(node, parameters, values);
        std::optional<WorkloadInValues> own;
        std::optional<WorkloadInValues>& work = sources.empty() ? shared : own;
        if (!work) {
            work = readWorkloadIn(values);
            operations += work->read.workload.buffers.size();
            for (const Branch& branch : work->read.workload.branches)
                operations += branch.operations.size();
            if (operations > static_cast<std::size_t>(2 * limits::operations))
                node.fail("workload.too-many-operations", {std::to_string(limits::operations)});
        }
        Expressions expressions(values);
        static_cast<void>(readLayout(node, work->read, expressions));
        for (const std::set<std::string>& used : {work->used, expressions.used()})
            for (const std::string& parameter : used) {
                const auto source = sources.find(parameter);
                effective[layout].merge(source == sources.end() ? std::set<std::string>{parameter}
                                                                : std::set<std::string>(source->second));
            }
    }
}

WorkloadInValues Experiment::Content::readWorkloadIn(const ParameterValues& values) const
{
    Expressions expressions(values);
    WorkloadRead read = readWorkload(root(), expressions);
    return {std::move(read), expressions.used()};
}

Resolved Experiment::Content::resolve(std::size_t layout, ParameterValues values) const
{
    const Node top = root();
    const Node list = top.required("layouts");
    const Node node = list.element(layout);
    applySet(node, parameters, values);
    WorkloadInValues work = readWorkloadIn(values);
    Expressions expressions(values);
    Layout result = readLayout(node, work.read, expressions);
    result.title = localText(node.member("title"), "en");
    return {std::move(work.read.workload), std::move(result)};
}

Experiment::Experiment(std::shared_ptr<const Content> content) : m_content(std::move(content)) {}

Result<Experiment> experimentFromDocument(Json document, const std::string& file)
{
    auto content = std::make_shared<Experiment::Content>();
    content->file = file;
    content->document = std::move(document);
    try {
        content->check();
    } catch (Failure& failure) {
        return std::move(failure.error);
    }
    return Experiment(std::move(content));
}

Result<Experiment> Experiment::parse(std::string_view text, const std::string& file)
{
    Result<Json> document = parseJson(text, file);
    if (!document)
        return document.error();
    return experimentFromDocument(std::move(*document), file);
}

Result<Experiment> Experiment::fromFile(const std::string& path)
{
    const Result<std::string> text = readFile(path, limits::fileBytes);
    if (!text)
        return text.error();
    return parse(*text, path);
}

std::vector<std::string> Experiment::builtInNames()
{
    std::vector<std::string> names;
    for (std::string_view path : resourcesUnder(folder))
        if (path.ends_with(ending)) {
            path.remove_prefix(folder.size());
            path.remove_suffix(ending.size());
            names.emplace_back(path);
        }
    // What the first start shows comes first, then the founding example.
    for (const char* first : {"dcka", "three-kernels"})
        if (const auto found = std::find(names.begin(), names.end(), first); found != names.end())
            std::rotate(names.begin(), found, found + 1);
    return names;
}

Result<Experiment> Experiment::find(const std::string& nameOrPath)
{
    const std::string path = std::string(folder) + nameOrPath + std::string(ending);
    if (const auto text = resource(path))
        return parse(*text, path);
    Result<Experiment> fromDisk = fromFile(nameOrPath);
    if (!fromDisk && fromDisk.error().message.id == "base.cannot-open" &&
        nameOrPath.find_first_of("/.") == std::string::npos) {
        const std::string meant = nearest(nameOrPath, builtInNames());
        Message message{"workload.unknown-experiment", {nameOrPath}};
        if (!meant.empty())
            message = {"workload.unknown-experiment-meant", {nameOrPath, meant}};
        return Error{ErrorKind::input, nameOrPath, "", std::move(message)};
    }
    return fromDisk;
}

const std::string& Experiment::file() const
{
    return m_content->file;
}

std::string Experiment::name() const
{
    return m_content->name;
}

std::string Experiment::title(std::string_view language) const
{
    const Node root = m_content->root();
    const std::string title = localText(root.member("title"), language);
    return title.empty() ? name() : title;
}

std::string Experiment::description(std::string_view language) const
{
    const Node root = m_content->root();
    return localText(root.member("description"), language);
}

std::vector<Parameter> Experiment::parameters(std::string_view language) const
{
    return readParameters(m_content->root(), language);
}

std::vector<std::string> Experiment::layoutNames() const
{
    return m_content->layouts;
}

std::string Experiment::layoutTitle(std::string_view layout, std::string_view language) const
{
    const Node root = m_content->root();
    const Node list = root.required("layouts");
    for (std::size_t index = 0; index < m_content->layouts.size(); ++index)
        if (m_content->layouts[index] == layout) {
            const Node node = list.element(index);
            const std::string title = localText(node.member("title"), language);
            return title.empty() ? std::string(layout) : title;
        }
    return std::string(layout);
}

std::vector<std::string> Experiment::effectiveParameters(const std::vector<std::string>& layouts) const
{
    std::vector<std::string> names;
    for (const Parameter& parameter : m_content->parameters)
        for (std::size_t index = 0; index < m_content->layouts.size(); ++index)
            if (std::find(layouts.begin(), layouts.end(), m_content->layouts[index]) != layouts.end() &&
                m_content->effective[index].count(parameter.name)) {
                names.push_back(parameter.name);
                break;
            }
    return names;
}

Result<double> Experiment::valueOf(const std::string& expression) const
{
    const ParameterValues values = m_content->defaults();
    const Json json = expression;
    try {
        return Expressions(values).number(Node(json, m_content->file), -HUGE_VAL, HUGE_VAL);
    } catch (Failure& failure) {
        return std::move(failure.error);
    }
}

Result<Resolved> Experiment::resolve(std::string_view layout, const ParameterValues& overrides) const
{
    const Content& content = *m_content;
    const auto found = std::find(content.layouts.begin(), content.layouts.end(), layout);
    if (found == content.layouts.end()) {
        const std::string meant = nearest(layout, content.layouts);
        Message message{"workload.unknown-layout",
                        {std::string(layout), fmt::format("{}", fmt::join(content.layouts, ", "))}};
        if (!meant.empty())
            message = {"workload.unknown-layout-meant", {std::string(layout), meant}};
        return Error{ErrorKind::input, content.file, "", std::move(message)};
    }
    ParameterValues values = content.defaults();
    for (const auto& [name, value] : overrides) {
        const Parameter* parameter = parameterNamed(content.parameters, name);
        if (!parameter)
            return Error{ErrorKind::input, content.file, "", unknownParameter(name, content.parameters)};
        if (auto message = unfit(*parameter, value))
            return Error{ErrorKind::input, content.file, "", std::move(*message)};
        values[name] = value;
    }
    try {
        return content.resolve(static_cast<std::size_t>(found - content.layouts.begin()), std::move(values));
    } catch (Failure& failure) {
        return std::move(failure.error);
    }
}

const Json& Experiment::document() const
{
    return m_content->document;
}

std::string Experiment::dump() const
{
    return writtenDocument(m_content->document);
}

} // namespace streamscope::workload
