// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"
#include "workload/node.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

namespace streamscope::workload {

/// Evaluates the numbers of a document: plain ones, and strings in muParser's language over the parameters (plus floor,
/// ceil, round). Each expression is computed once.
class Expressions
{
public:
    explicit Expressions(const ParameterValues& values);
    ~Expressions();

    /// Fails at `node` unless it comes out as a finite number in [minimum, maximum].
    double number(const Node& node, double minimum, double maximum);
    /// The same for whole numbers; the bounds lie within 2^53.
    std::int64_t integer(const Node& node, std::int64_t minimum, std::int64_t maximum);

    /// Names of the parameters that the expressions so far spoke of.
    const std::set<std::string>& used() const { return m_used; }

    /// True for what can stand as a parameter's name: an identifier that muParser does not know itself.
    static bool isParameterName(const std::string& name);

private:
    double value(const Node& node);
    double evaluate(const Node& node, const std::string& expression);

    class Parser;
    const ParameterValues& m_values;
    std::unique_ptr<Parser> m_parser;
    std::unordered_map<std::string, double> m_known;
    std::set<std::string> m_used;
};

/// The parameters that `expression` speaks of.
std::set<std::string> namesIn(const std::string& expression, const ParameterValues& values);

} // namespace streamscope::workload
