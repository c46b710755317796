// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <optional>

namespace streamscope::analysis {

/// Copies between host and device, none of which runs beside a kernel.
struct CopiesApart
{
    Ns copiesNs = 0;
    Ns gainNs = 0; ///< what they could take less at best beside kernels: what comes before the first kernel and goes
                   ///< after the last has nothing to hide behind
};

/// Nothing where some run beside kernels, memory is pageable, there are several GPUs, or too little is to be gained.
/// O(operations).
std::optional<CopiesApart> copiesApart(const Timeline& timeline, const trace::Trace& trace);

/// Why no two operations of a trace could run side by side.
enum class NothingBeside
{
    no,
    singleOperation,
    oneDirection, ///< copies in one direction, for which there is one engine
};
NothingBeside nothingBeside(const Timeline& timeline);

} // namespace streamscope::analysis
