// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/expressions.h"
#include "workload/node.h"
#include "workload/workload.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace streamscope::workload {

/// An operation as read; its event is still a name, since that depends on the round.
struct OperationRead
{
    Operation operation;
    std::string event;
};

/// Reads single operations: objects of one key, the operation's kind. Buffers that an operation does not name are made
/// for it and added to the workload. Throws Failure.
class OperationReader
{
public:
    OperationReader(Workload& workload, Expressions& expressions);

    /// Each copy of a branch has buffers of its own for its operations; rounds of a repeat share them.
    void startBranch(const std::string& name);

    /// The reference holds until the next call. Reads each place once a branch.
    const OperationRead& read(const Node& node);

private:
    void readKernel(const Node& node, Operation& operation);
    void readArguments(const Node& node, const char* key, const std::vector<std::string>& names,
                       const std::int64_t* needs, std::vector<Index>& buffers);
    void readCopy(const Node& node, Operation& operation);
    void readBytes(const Node& node, Operation& operation, const char* made);
    void readSync(const Node& node, OperationRead& read);
    void readAllocation(const Node& node, Operation& operation);
    Index bufferNamed(const Node& node);
    Index makeBuffer(const std::string& name, std::int64_t bytes);

    Workload& m_workload;
    Expressions& m_expressions;
    std::string m_branch;
    std::unordered_map<std::string, Index> m_buffers;
    std::unordered_map<const Json*, OperationRead> m_read; ///< of this branch
};

} // namespace streamscope::workload
