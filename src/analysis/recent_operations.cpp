// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/recent_operations.h"

#include <algorithm>

namespace streamscope::analysis {

void RecentOperations::add(Place operation)
{
    if (m_recent.size() >= m_mostRecent) {
        const Ns nowNs = m_operations[std::size_t(operation)].startNs;
        std::erase_if(m_recent, [&](Place other) { return isOver(other, nowNs); });
        m_mostRecent = std::max<std::size_t>(64, 2 * m_recent.size());
    }
    m_recent.push_back(operation);
}

std::vector<Place> RecentOperations::around(const TimedOperation& operation, std::size_t most, Where where) const
{
    std::vector<Place> found;
    for (std::size_t r = m_recent.size(); r-- > 0 && found.size() < most;) {
        const TimedOperation& other = m_operations[std::size_t(m_recent[r])];
        if (!isOver(m_recent[r], operation.startNs) && other.stream != operation.stream &&
            (where == Where::anyGpu || other.device == operation.device))
            found.push_back(m_recent[r]);
    }
    std::ranges::reverse(found);
    return found;
}

} // namespace streamscope::analysis
