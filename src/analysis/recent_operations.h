// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <cstddef>
#include <vector>

namespace streamscope::analysis {

/// On a walk over a timeline's operations by start: who ran around each. Those long over are thrown out when they may
/// be as many as the others: amortised O(running at once) an operation.
class RecentOperations
{
public:
    explicit RecentOperations(const std::vector<TimedOperation>& operations) : m_operations(operations) {}

    /// The operation has been passed; to be called in the order of starts.
    void add(Place operation);

    enum class Where
    {
        itsGpu,
        anyGpu
    };

    /// Operations of other streams there that ran when it began, or had ended just before: the `most` latest to start,
    /// by start.
    std::vector<Place> around(const TimedOperation& operation, std::size_t most, Where where = Where::itsGpu) const;

private:
    bool isOver(Place other, Ns timeNs) const { return m_operations[std::size_t(other)].endNs < timeNs - justBeforeNs; }

    const std::vector<TimedOperation>& m_operations;
    std::vector<Place> m_recent; ///< by start
    std::size_t m_mostRecent = 64;
};

} // namespace streamscope::analysis
