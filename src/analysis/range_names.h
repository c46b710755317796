// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace streamscope::analysis {

/// Ranges that PyTorch and what is built on it set by themselves: around operators, modules, steps, wrappers.
bool isFrameworksRange(std::string_view name);

/// A part of training or of serving ("preprocess", "runner: forward"), a module by its path ("transformer.h.0.mlp") or
/// one of several in a row ("layer_3"): what is named like this depends on what came before.
bool namesPhase(std::string_view name);

} // namespace streamscope::analysis
