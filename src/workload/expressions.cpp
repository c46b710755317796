// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/expressions.h"

#include "workload/limits.h"

#include <cmath>
#include <muParser.h>

namespace streamscope::workload {

class Expressions::Parser : public mu::Parser
{
public:
    explicit Parser(const ParameterValues& values)
    {
        DefineFun("floor", [](double x) { return std::floor(x); });
        DefineFun("ceil", [](double x) { return std::ceil(x); });
        DefineFun("round", [](double x) { return std::round(x); });
        for (const auto& [name, value] : values)
            DefineConst(name, value); // not a variable: nothing can be assigned to it
    }
};

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::vector<std::string> namesOf(const ParameterValues& values)
{
    std::vector<std::string> names;
    for (const auto& entry : values)
        names.push_back(entry.first);
    return names;
}

} // namespace

std::set<std::string> namesIn(const std::string& expression, const ParameterValues& values)
{
    std::set<std::string> names;
    for (std::size_t begin = 0; begin < expression.size();) {
        std::size_t end = begin;
        while (end < expression.size() && (isLetter(expression[end]) || isDigit(expression[end])))
            ++end;
        const std::string word = expression.substr(begin, end - begin);
        if (values.count(word))
            names.insert(word);
        begin = std::max(end, begin + 1);
    }
    return names;
}

Expressions::Expressions(const ParameterValues& values) : m_values(values) {}

Expressions::~Expressions() = default;

bool Expressions::isParameterName(const std::string& name)
{
    if (name.empty() || name.size() > 64 || !isLetter(name[0]))
        return false;
    for (const char c : name)
        if (!isLetter(c) && !isDigit(c))
            return false;
    static const Parser parser{ParameterValues{}};
    return !parser.GetFunDef().count(name) && !parser.GetConst().count(name);
}

double Expressions::evaluate(const Node& node, const std::string& expression)
{
    if (expression.size() > limits::expressionBytes)
        node.fail("workload.text-too-long", {std::to_string(limits::expressionBytes)});
    if (!m_parser)
        m_parser = std::make_unique<Parser>(m_values);
    try {
        m_parser->SetExpr(expression);
        int results = 0;
        const double* values = m_parser->Eval(results);
        if (results == 1)
            return values[0];
    } catch (const mu::ParserError& error) {
        if (error.GetCode() == mu::ecUNASSIGNABLE_TOKEN) {
            const std::string meant = nearest(error.GetToken(), namesOf(m_values));
            if (!meant.empty())
                node.fail("workload.expression-name-meant", {expression, error.GetToken(), meant});
            node.fail("workload.expression-name", {expression, error.GetToken()});
        }
    }
    node.fail("workload.expression-syntax", {expression});
}

double Expressions::value(const Node& node)
{
    if (node.json().is_number())
        return node.json().get<double>();
    const auto* expression = node.json().get_ptr<const std::string*>();
    if (!expression)
        node.fail("workload.expected-number", {node.shown()});
    const auto known = m_known.find(*expression);
    if (known != m_known.end())
        return known->second;
    const double result = evaluate(node, *expression);
    if (!std::isfinite(result))
        node.fail("workload.expression-not-finite", {*expression});
    m_used.merge(namesIn(*expression, m_values));
    m_known.emplace(*expression, result);
    return result;
}

double Expressions::number(const Node& node, double minimum, double maximum)
{
    const double result = value(node);
    if (!(result >= minimum && result <= maximum))
        node.fail("workload.number-range", {shownNumber(minimum), shownNumber(maximum), shownNumber(result)});
    return result;
}

std::int64_t Expressions::integer(const Node& node, std::int64_t minimum, std::int64_t maximum)
{
    const double result = value(node);
    if (result != std::floor(result))
        node.fail("workload.expected-integer", {shownNumber(result)});
    // A double does not tell 2⁵³ + 1 from 2⁵³: what is written is.
    const std::string found = node.json().is_number_integer() ? node.json().dump() : shownNumber(result);
    const bool beyond =
        node.json().is_number_unsigned() && node.json().get<std::uint64_t>() > std::uint64_t(maximum) && maximum >= 0;
    if (beyond || !(result >= static_cast<double>(minimum) && result <= static_cast<double>(maximum)))
        node.fail("workload.integer-range", {std::to_string(minimum), std::to_string(maximum), found});
    return static_cast<std::int64_t>(result);
}

} // namespace streamscope::workload
