// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <chrono>

namespace streamscope::cuda {

/// The host clock of all figures of this module.
inline Ns nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Keeps the thread busy: what a framework or the program's own work costs.
inline void busyWait(Ns durationNs)
{
    if (durationNs <= 0)
        return;
    const Ns end = nowNs() + durationNs;
    while (nowNs() < end) {
    }
}

} // namespace streamscope::cuda
