// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "workload/workload.h"

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::workload {

struct Parameter
{
    std::string name;
    double value = 0, minimum = 0, maximum = 0;
    bool logarithmic = false;
    bool integer = true; ///< takes whole numbers only: value, min and max are written without a decimal point
    std::string unit;
    std::string label; ///< in the language asked for
};

/// A workload and a layout with every expression evaluated: what lower() takes.
struct Resolved
{
    Workload workload;
    Layout layout;
};

using ParameterValues = std::map<std::string, double>;

/// A workload with one or more layouts to compare: the experiment file, checked, with its expressions. Immutable and
/// cheap to copy; edits (workload/edit.h) give a new one. Layout and parameter order is the file's.
class Experiment
{
public:
    /// `file` is for messages. Syntax errors are placed by line, all others by JSON pointer.
    static Result<Experiment> parse(std::string_view text, const std::string& file);
    static Result<Experiment> fromFile(const std::string& path);
    /// A built-in one by name, else a file by path.
    static Result<Experiment> find(const std::string& nameOrPath);
    static std::vector<std::string> builtInNames();

    const std::string& file() const;
    std::string name() const;
    std::string title(std::string_view language) const; ///< "en" or "zh_CN"
    std::string description(std::string_view language) const;
    std::vector<Parameter> parameters(std::string_view language) const;
    std::vector<std::string> layoutNames() const;
    std::string layoutTitle(std::string_view layout, std::string_view language) const;
    /// Names of the parameters that change what `layouts` come to; sliders of others are hidden.
    std::vector<std::string> effectiveParameters(const std::vector<std::string>& layouts) const;

    /// What `expression` comes to at the parameters' own values.
    Result<double> valueOf(const std::string& expression) const;

    /// Evaluates everything under `layout` with `overrides` in place of the parameters' values.
    Result<Resolved> resolve(std::string_view layout, const ParameterValues& overrides = {}) const;

    /// The document as read, key order kept; dump() writes it as a person would, two spaces of indentation.
    const nlohmann::ordered_json& document() const;
    std::string dump() const;

private:
    struct Content;
    explicit Experiment(std::shared_ptr<const Content> content);
    std::shared_ptr<const Content> m_content;
    friend Result<Experiment> experimentFromDocument(nlohmann::ordered_json document, const std::string& file);
};

/// Checks a document that was edited in memory.
Result<Experiment> experimentFromDocument(nlohmann::ordered_json document, const std::string& file);

} // namespace streamscope::workload
