// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

#include <string_view>
#include <unordered_map>

namespace streamscope::program {

/// Fills a program's operations, labels and launches; equal labels and equal launches are shared.
class OperationTable
{
public:
    OperationTable(const workload::Workload& workload, const workload::Layout& layout, int computeCapability,
                   Program& program);

    /// Appends the operation; gives its index. The workload outlives the table.
    Index add(Index branch, const workload::Operation& operation);

private:
    struct LaunchKey
    {
        const workload::KernelInfo* kernel;
        const std::vector<std::int64_t>* parameters;
        bool operator==(const LaunchKey& other) const
        {
            return kernel == other.kernel && *parameters == *other.parameters;
        }
    };
    struct LaunchHash
    {
        std::size_t operator()(const LaunchKey& key) const;
    };

    Index labelOf(const std::string& text);
    Index placeOf(const std::string& text);
    Index launchOf(const workload::Operation& operation);

    const workload::Layout& m_layout;
    int m_computeCapability;
    Program& m_program;
    std::unordered_map<std::string_view, Index> m_labels, m_places;
    std::unordered_map<LaunchKey, Index, LaunchHash> m_launches;
};

} // namespace streamscope::program
