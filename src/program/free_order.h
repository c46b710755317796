// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/happens_before.h"

#include <map>
#include <optional>

namespace streamscope::program {

/// Which of a program's cudaFreeAsync certainly come before which of its cudaMallocAsync in another stream: what a pool
/// hands out again though it is still to be freed (cudaMemPoolReuseFollowEventDependencies).
class FreeOrder
{
public:
    /// O(operations · streams), bounded, where the program frees and allocates in several streams' order; else
    /// O(operations). `program` must outlive it.
    explicit FreeOrder(const Program& program);

    /// Both are of Program::operations.
    bool comesBefore(Index free, Index alloc) const;

private:
    const Program& m_program;
    std::optional<HappensBefore> m_order;
    std::map<Index, Clock> m_before; ///< by allocation
};

} // namespace streamscope::program
