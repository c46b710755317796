// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/workload.h"

#include <cstdint>
#include <span>

namespace streamscope::workload {

/// What stands in element `element` of a buffer of `elements` floats before the measured region. A splitmix64 hash and
/// double arithmetic, so that every host and device comes to the same numbers (up to the last bit of cos and sin).
/// uniform: hash(seed, element) in [-1, 1). zeros: 0.
/// features, with width = elements / samples, sample = element / width, f = element % width:
///   cos(depth · π/2) · latent(sample, f mod 16) + sin(depth · π/2) · own(seed, sample, f mod 16) + noise(seed, depth,
///   sample, f) / 4
float fillValue(const Fill& fill, std::int64_t element, std::int64_t elements);

/// fillValue() of every element; cos and sin are taken once.
void fillAll(const Fill& fill, std::span<float> target);

} // namespace streamscope::workload
