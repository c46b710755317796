// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"
#include "workload/node.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::workload {

/// The `parameters` of an experiment, labels in `language`. Throws Failure.
std::vector<Parameter> readParameters(const Node& root, std::string_view language);

/// What is wrong with `value` for `parameter`, if anything.
std::optional<Message> unfit(const Parameter& parameter, double value);

Message unknownParameter(const std::string& name, const std::vector<Parameter>& parameters);

/// Null if there is none of that name.
const Parameter* parameterNamed(const std::vector<Parameter>& parameters, const std::string& name);

/// By name of a parameter that a layout sets: the parameters that its value comes from.
using SetSources = std::map<std::string, std::set<std::string>>;

/// Applies a layout's `set` to `values`. Throws Failure.
SetSources applySet(const Node& layout, const std::vector<Parameter>& parameters, ParameterValues& values);

} // namespace streamscope::workload
