// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/read_workload.h"

#include "workload/event_table.h"
#include "workload/limits.h"
#include "workload/read_operation.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace streamscope::workload {

namespace {

Fill readFill(const Node& node, const Buffer& buffer, Expressions& expressions)
{
    Fill fill;
    fill.seed = seedOfName(buffer.name);
    if (!node.there())
        return fill;
    if (!node.json().is_object()) {
        fill.kind = node.oneOf({"uniform", "zeros"}) == 0 ? Fill::Kind::uniform : Fill::Kind::zeros;
        return fill;
    }
    node.expectObject({"features"});
    const Node features = node.required("features");
    features.expectObject({"samples", "depth", "seed"});
    fill.kind = Fill::Kind::features;
    fill.samples = expressions.integer(features.required("samples"), 1, limits::bytes);
    fill.depth = expressions.number(features.required("depth"), 0, 1);
    fill.seed = static_cast<std::uint64_t>(expressions.integer(features.required("seed"), 0, limits::exactInteger));
    const std::int64_t rowBytes = fill.samples * static_cast<std::int64_t>(sizeof(float));
    if (buffer.bytes % rowBytes != 0)
        features.fail("workload.fill-size", {std::to_string(buffer.bytes), std::to_string(fill.samples)});
    return fill;
}

Buffer readBuffer(const std::string& name, const Node& node, Expressions& expressions)
{
    node.checkName(name);
    node.expectObject({"bytes", "fill", "result"});
    Buffer buffer;
    buffer.name = name;
    buffer.bytes = expressions.integer(node.required("bytes"), 1, limits::bytes);
    buffer.fill = readFill(node.member("fill"), buffer, expressions);
    if (const Node result = node.member("result"); result.there()) {
        result.expectObject({"rows", "columns"});
        buffer.resultRows = expressions.integer(result.required("rows"), 1, limits::resultElements);
        buffer.resultColumns = expressions.integer(result.required("columns"), 1, limits::resultElements);
        const std::int64_t elements = buffer.resultRows * buffer.resultColumns;
        if (elements > limits::resultElements || elements * static_cast<std::int64_t>(sizeof(float)) > buffer.bytes)
            result.fail("workload.result-size", {std::to_string(elements), std::to_string(buffer.bytes)});
    }
    return buffer;
}

/// Reads the branches: counts first, so that absurd numbers cost nothing, then expands count and repeat.
class BranchReader
{
public:
    BranchReader(WorkloadRead& read, Expressions& expressions)
        : m_read(read), m_workload(read.workload), m_expressions(expressions), m_operations(read.workload, expressions)
    {}

    void read(const Node& branches)
    {
        checkCounts(branches);
        branches.eachElement([&](const Node& branch) { readBranch(branch); });
        branches.eachElement([&](const Node& branch) { readAfter(branch); });
        refuseCycles(branches.file());
        m_events.resolveWaits(m_workload, branches.file());
    }

private:
    std::int64_t countOf(const Node& node, std::int64_t minimum, std::int64_t maximum)
    {
        const Node count = node.member("count");
        return count.there() ? m_expressions.integer(count, minimum, maximum) : 1;
    }

    /// Operations that `list` comes to; at most one more than the limit.
    std::int64_t operationsIn(const Node& list)
    {
        std::int64_t total = 0;
        list.eachElement([&](const Node& operation) {
            operation.expectObject();
            const Node repeat = operation.member("repeat");
            std::int64_t add = 1;
            if (repeat.there() && operation.size() == 1) {
                repeat.expectObject({"count", "operations"});
                repeat.required("count");
                const std::int64_t count = countOf(repeat, 0, limits::exactInteger);
                const Node body = repeat.required("operations");
                std::int64_t inside = operationsIn(body);
                if (inside == 0 && body.size() > 0)
                    inside = 1; // rounds of nothing take time too
                add = inside > 0 && count > limits::operations / inside ? limits::operations + 1 : count * inside;
            }
            total = std::min(total + add, limits::operations + 1);
        });
        return total;
    }

    void checkCounts(const Node& branches)
    {
        std::int64_t operations = 0, copies = 0;
        branches.eachElement([&](const Node& branch) {
            branch.expectObject({"name", "count", "after", "operations"});
            const std::int64_t count = countOf(branch, 1, limits::exactInteger);
            const std::int64_t inside = operationsIn(branch.required("operations"));
            copies = std::min(copies, limits::branches) + std::min(count, limits::branches + 1);
            if (copies > limits::branches)
                branch.fail("workload.too-many-branches", {std::to_string(limits::branches)});
            operations += std::min(inside * count, limits::operations + 1);
            if (operations > limits::operations)
                branch.fail("workload.too-many-operations", {std::to_string(limits::operations)});
        });
    }

    void readBranch(const Node& node)
    {
        const std::string name = node.required("name").name();
        const std::int64_t copies = countOf(node, 1, limits::branches);
        std::vector<Index>& indices = m_branchesNamed[name];
        if (!indices.empty())
            node.required("name").fail("workload.duplicate-name", {name});
        for (std::int64_t copy = 1; copy <= copies; ++copy) {
            Branch branch;
            branch.name = copyName(name, copy, copies);
            branch.place = node.pointer();
            if (!m_names.insert(branch.name).second)
                node.required("name").fail("workload.duplicate-name", {branch.name});
            const auto index = static_cast<Index>(m_workload.branches.size());
            m_operations.startBranch(branch.name);
            EventScope scope{index, copies > 1 ? copy : 0, {}};
            m_workload.branches.push_back(std::move(branch));
            m_read.fileNames.push_back(name);
            expand(node.required("operations"), scope);
            indices.push_back(index);
        }
    }

    void expand(const Node& list, EventScope& scope)
    {
        list.eachElement([&](const Node& node) {
            if (const Node repeat = node.member("repeat"); repeat.there() && node.size() == 1) {
                const std::int64_t count = countOf(repeat, 0, limits::operations);
                const Node body = repeat.required("operations");
                for (std::int64_t round = 1; round <= count && body.size() > 0; ++round) {
                    scope.rounds.push_back(static_cast<std::int32_t>(round));
                    expand(body, scope);
                    scope.rounds.pop_back();
                }
                return;
            }
            std::vector<Operation>& operations = m_workload.branches[static_cast<std::size_t>(scope.branch)].operations;
            const OperationRead& read = m_operations.read(node);
            operations.push_back(read.operation);
            if (read.event.empty())
                return;
            if (read.operation.kind == OperationKind::record)
                operations.back().event = m_events.record(read.event, scope, node, m_workload);
            else
                m_events.wait(read.event, scope, operations.size() - 1);
        });
    }

    void readAfter(const Node& node)
    {
        const Node after = node.member("after");
        if (!after.there())
            return;
        std::vector<Index> indices;
        after.eachElement([&](const Node& element) {
            const std::string name = element.name();
            const auto found = m_branchesNamed.find(name);
            if (found == m_branchesNamed.end())
                failUnknown(element, name);
            if (indices.size() + found->second.size() > static_cast<std::size_t>(limits::operations))
                after.fail("workload.too-many-operations", {std::to_string(limits::operations)});
            indices.insert(indices.end(), found->second.begin(), found->second.end());
        });
        std::sort(indices.begin(), indices.end());
        indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
        m_edges += static_cast<std::int64_t>(indices.size() * m_branchesNamed[node.required("name").name()].size());
        if (m_edges > limits::operations)
            after.fail("workload.too-many-operations", {std::to_string(limits::operations)});
        for (const Index branch : m_branchesNamed[node.required("name").name()])
            m_workload.branches[static_cast<std::size_t>(branch)].after = indices;
    }

    [[noreturn]] void failUnknown(const Node& node, const std::string& name) const
    {
        const std::string meant = nearest(name, m_read.fileNames);
        if (!meant.empty())
            node.fail("workload.unknown-branch-meant", {name, meant});
        node.fail("workload.unknown-branch", {name});
    }

    /// Kahn's algorithm over `after`.
    void refuseCycles(const std::string& file) const
    {
        const std::vector<Branch>& branches = m_workload.branches;
        std::vector<std::size_t> missing(branches.size());
        std::vector<std::vector<Index>> followers(branches.size());
        std::vector<Index> ready;
        for (std::size_t branch = 0; branch < branches.size(); ++branch) {
            missing[branch] = branches[branch].after.size();
            if (missing[branch] == 0)
                ready.push_back(static_cast<Index>(branch));
            for (const Index before : branches[branch].after)
                followers[static_cast<std::size_t>(before)].push_back(static_cast<Index>(branch));
        }
        for (std::size_t next = 0; next < ready.size(); ++next)
            for (const Index follower : followers[static_cast<std::size_t>(ready[next])])
                if (--missing[static_cast<std::size_t>(follower)] == 0)
                    ready.push_back(follower);
        for (std::size_t branch = 0; branch < branches.size(); ++branch)
            if (missing[branch] > 0)
                throw Failure{{ErrorKind::input,
                               file,
                               branches[branch].place + "/after",
                               {"workload.after-cycle", {branches[branch].name}}}};
    }

    WorkloadRead& m_read;
    Workload& m_workload;
    Expressions& m_expressions;
    OperationReader m_operations;
    EventTable m_events;
    std::unordered_map<std::string, std::vector<Index>> m_branchesNamed; ///< by name in the file
    std::unordered_set<std::string> m_names;
    std::int64_t m_edges = 0;
};

} // namespace

std::string copyName(const std::string& name, std::int64_t copy, std::int64_t copies)
{
    return copies == 1 ? name : name + ' ' + std::to_string(copy);
}

std::uint64_t seedOfName(std::string_view name)
{
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

WorkloadRead readWorkload(const Node& root, Expressions& expressions)
{
    WorkloadRead read;
    if (const Node buffers = root.member("buffers"); buffers.there())
        buffers.eachMember([&](const std::string& name, const Node& node) {
            read.workload.buffers.push_back(readBuffer(name, node, expressions));
        });
    const Node branches = root.required("branches");
    if (branches.expectArray(), branches.size() == 0)
        branches.fail("workload.expected-some");
    BranchReader(read, expressions).read(branches);
    return read;
}

} // namespace streamscope::workload
