// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <cstdint>
#include <map>
#include <vector>

namespace streamscope::simulator {

/// Which block ran where and when, by command, while a run asks for it. Under a cap; what is beyond is counted.
class BlockRecords
{
public:
    struct Block
    {
        Ns startNs = 0;
        Ns endNs = 0;
        std::int32_t sm = 0;
    };

    void add(std::int32_t command, std::int32_t sm, Ns startNs, Ns endNs)
    {
        if (m_stored == maximumBlocks) {
            ++m_left;
            return;
        }
        ++m_stored;
        m_blocks[command].push_back({startNs, endNs, sm});
    }

    /// The blocks of one command, in the order they were handed out; they are forgotten here.
    std::vector<Block> take(std::int32_t command);

    std::int64_t leftOut() const { return m_left; }

private:
    static constexpr std::int64_t maximumBlocks = 4'000'000;

    std::map<std::int32_t, std::vector<Block>> m_blocks;
    std::int64_t m_stored = 0;
    std::int64_t m_left = 0;
};

} // namespace streamscope::simulator
