// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/block_records.h"

#include <algorithm>

namespace streamscope::simulator {

std::vector<BlockRecords::Block> BlockRecords::take(std::int32_t command)
{
    const auto found = m_blocks.find(command);
    if (found == m_blocks.end())
        return {};
    std::vector<Block> blocks = std::move(found->second);
    m_blocks.erase(found);
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Block& a, const Block& b) { return a.startNs < b.startNs; });
    return blocks;
}

} // namespace streamscope::simulator
