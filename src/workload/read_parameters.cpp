// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/read_parameters.h"

#include "workload/document_text.h"
#include "workload/expressions.h"
#include "workload/limits.h"

#include <algorithm>
#include <cmath>

namespace streamscope::workload {

namespace {

std::string range(double minimum, double maximum)
{
    return shownNumber(minimum) + " … " + shownNumber(maximum);
}

double plainNumber(const Node& node)
{
    if (!node.json().is_number())
        node.fail("workload.expected-number", {node.shown()});
    return node.json().get<double>();
}

Parameter readParameter(const std::string& name, const Node& node, std::string_view language)
{
    if (!Expressions::isParameterName(name))
        node.fail("workload.parameter-name", {name});
    node.expectObject({"value", "min", "max", "scale", "unit", "label"});
    Parameter parameter;
    parameter.name = name;
    parameter.value = plainNumber(node.required("value"));
    parameter.minimum = plainNumber(node.required("min"));
    parameter.maximum = plainNumber(node.required("max"));
    for (const char* key : {"value", "min", "max"})
        parameter.integer = parameter.integer && node.required(key).json().is_number_integer();
    if (const Node scale = node.member("scale"); scale.there())
        parameter.logarithmic = scale.oneOf({"linear", "log"}) == 1;
    if (const Node unit = node.member("unit"); unit.there())
        parameter.unit = unit.text();
    parameter.label = localText(node.member("label"), language);
    if (parameter.label.empty())
        parameter.label = name;
    if (!(parameter.minimum <= parameter.maximum))
        node.required("min").fail("workload.parameter-min-max", {range(parameter.minimum, parameter.maximum)});
    if (parameter.logarithmic && parameter.minimum <= 0)
        node.required("min").fail("workload.parameter-log");
    if (!(parameter.value >= parameter.minimum && parameter.value <= parameter.maximum))
        node.required("value").fail(
            "workload.number-range",
            {shownNumber(parameter.minimum), shownNumber(parameter.maximum), shownNumber(parameter.value)});
    return parameter;
}

} // namespace

std::vector<Parameter> readParameters(const Node& root, std::string_view language)
{
    std::vector<Parameter> parameters;
    if (const Node node = root.member("parameters"); node.there())
        node.eachMember([&](const std::string& name, const Node& entry) {
            if (parameters.size() == static_cast<std::size_t>(limits::parameters))
                node.fail("workload.too-many-parameters", {std::to_string(limits::parameters)});
            parameters.push_back(readParameter(name, entry, language));
        });
    return parameters;
}

std::optional<Message> unfit(const Parameter& parameter, double value)
{
    if (!(value >= parameter.minimum && value <= parameter.maximum))
        return Message{"workload.parameter-range",
                       {parameter.name, range(parameter.minimum, parameter.maximum), shownNumber(value)}};
    if (parameter.integer && value != std::floor(value))
        return Message{"workload.parameter-integer", {parameter.name, shownNumber(value)}};
    return std::nullopt;
}

Message unknownParameter(const std::string& name, const std::vector<Parameter>& parameters)
{
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters)
        names.push_back(parameter.name);
    const std::string meant = nearest(name, names);
    return meant.empty() ? Message{"workload.unknown-parameter", {name}}
                         : Message{"workload.unknown-parameter-meant", {name, meant}};
}

const Parameter* parameterNamed(const std::vector<Parameter>& parameters, const std::string& name)
{
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

SetSources applySet(const Node& layout, const std::vector<Parameter>& parameters, ParameterValues& values)
{
    SetSources sources;
    const Node set = layout.member("set");
    if (!set.there())
        return sources;
    const ParameterValues before = values;
    Expressions expressions(before);
    set.eachMember([&](const std::string& name, const Node& node) {
        const Parameter* parameter = parameterNamed(parameters, name);
        if (!parameter) {
            const Message message = unknownParameter(name, parameters);
            node.fail(message.id, message.arguments);
        }
        const double value = expressions.number(node, -HUGE_VAL, HUGE_VAL);
        if (const auto message = unfit(*parameter, value))
            node.fail(message->id, message->arguments);
        values[name] = value;
        const auto* expression = node.json().get_ptr<const std::string*>();
        sources[name] = expression ? namesIn(*expression, before) : std::set<std::string>();
    });
    return sources;
}

} // namespace streamscope::workload
