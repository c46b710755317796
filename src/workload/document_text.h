// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/node.h"

#include <string>
#include <string_view>

namespace streamscope::workload {

/// A text for people: one string for all languages, or {"en": …, "zh_CN": …}. Falls back to the other language; empty
/// if `node` is not there. Throws Failure for anything else.
std::string localText(const Node& node, std::string_view language);

/// The document as a person would write it: two spaces of indentation, what fits on a line stays on one.
std::string writtenDocument(const Json& document);

} // namespace streamscope::workload
