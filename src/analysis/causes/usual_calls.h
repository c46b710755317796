// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

#include <unordered_map>

namespace streamscope::analysis {

/// Median duration of the submitting calls by their name.
class UsualCalls
{
public:
    explicit UsualCalls(const Facts& facts);

    /// 0 where fewer than four calls of that name are known.
    Ns medianNs(trace::SliceRef call) const;

private:
    const Facts& m_facts;
    std::unordered_map<trace::NameId, Ns> m_medianNs;
};

} // namespace streamscope::analysis
