// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <unordered_map>

namespace streamscope::analysis {

/// Median duration of the submitting calls by their name.
class UsualCalls
{
public:
    UsualCalls(const trace::Trace& trace, const Timeline& timeline);

    /// 0 where fewer than four calls of that name are known.
    Ns medianNs(trace::SliceRef call) const;

private:
    const trace::Trace& m_trace;
    std::unordered_map<trace::NameId, Ns> m_medianNs;
};

} // namespace streamscope::analysis
