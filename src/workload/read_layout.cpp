// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/glob.h"
#include "workload/limits.h"
#include "workload/read_workload.h"

#include <algorithm>
#include <unordered_set>

namespace streamscope::workload {

namespace {

class LayoutReader
{
public:
    LayoutReader(const Node& node, const WorkloadRead& work, Expressions& expressions)
        : m_node(node), m_work(work), m_expressions(expressions)
    {}

    Layout read()
    {
        m_layout.name = m_node.required("name").name();
        m_layout.place = m_node.pointer();
        m_layout.threads = static_cast<int>(integer(m_node, "threads", 1, limits::threads, 1));
        m_layout.issue = static_cast<IssueOrder>(choice("issue", {"depth-first", "breadth-first"}));
        m_layout.launch = static_cast<LaunchMode>(choice("launch", {"eager", "graph"}));
        m_layout.defaultStream = static_cast<DefaultStreamMode>(choice("default_stream", {"legacy", "per-thread"}));
        m_layout.connections = static_cast<int>(integer(m_node, "connections", 1, limits::connections, 0));
        m_layout.hostCostNs = integer(m_node, "host_cost_ns", 0, limits::hostCostNs, 0);
        readStreams();
        readAssignment();
        readMemory();
        settleProcesses();
        return std::move(m_layout);
    }

private:
    std::int64_t integer(const Node& node, std::string_view key, std::int64_t minimum, std::int64_t maximum,
                         std::int64_t otherwise)
    {
        const Node member = node.member(key);
        return member.there() ? m_expressions.integer(member, minimum, maximum) : otherwise;
    }

    int choice(std::string_view key, std::initializer_list<std::string_view> words) const
    {
        const Node member = m_node.member(key);
        return member.there() ? member.oneOf(words) : 0;
    }

    void readStreams()
    {
        const Node streams = m_node.required("streams");
        streams.expectArray();
        if (streams.size() == 0)
            streams.fail("workload.expected-some");
        streams.eachElement(
            [&](const Node& stream) { m_processesSaid = m_processesSaid || stream.json().contains("process"); });
        streams.eachElement([&](const Node& stream) { readStream(stream); });
    }

    void readStream(const Node& node)
    {
        node.expectObject({"name", "count", "priority", "flags", "thread", "device", "process"});
        const std::string name = node.required("name").name();
        const std::int64_t count = integer(node, "count", 1, limits::streams, 1);
        if (static_cast<std::int64_t>(m_layout.streams.size()) + count > limits::streams)
            node.fail("workload.too-many-streams", {std::to_string(limits::streams)});
        Stream stream;
        stream.isDefault = name == "default";
        stream.priority = static_cast<int>(integer(node, "priority", -limits::priority, limits::priority, 0));
        stream.device = static_cast<int>(integer(node, "device", 0, limits::devices - 1, 0));
        stream.process = static_cast<int>(integer(node, "process", 0, limits::processes - 1, 0));
        stream.place = node.pointer();
        if (const Node flags = node.member("flags"); flags.there())
            stream.nonBlocking = flags.oneOf({"blocking", "non-blocking"}) == 1;
        if (stream.isDefault && (stream.priority != 0 || stream.nonBlocking || count != 1))
            node.fail("workload.default-stream-options");
        const Node thread = node.member("thread");
        if (stream.isDefault && !thread.there() && oneOfEachThread()) {
            addDefaultOfEachThread(stream, node.required("name"));
            return;
        }
        for (std::int64_t copy = 1; copy <= count; ++copy) {
            stream.name = copyName(name, copy, count);
            if (!m_streamNames.insert(stream.name).second)
                node.required("name").fail("workload.duplicate-name", {stream.name});
            stream.thread = thread.there() ? static_cast<int>(m_expressions.integer(thread, 0, m_layout.threads - 1))
                                           : static_cast<int>(m_layout.streams.size()) % m_layout.threads;
            m_layout.streams.push_back(stream);
            m_threadSaid.push_back(thread.there());
        }
    }

    /// Per thread, each thread has a default stream of its own. (A process's first thread is the only one that has one
    /// where there are several processes.)
    bool oneOfEachThread() const
    {
        return m_layout.defaultStream == DefaultStreamMode::perThread && m_layout.threads > 1 && !m_processesSaid;
    }

    /// "default 1", the first thread's, to "default N".
    void addDefaultOfEachThread(Stream stream, const Node& named)
    {
        for (int thread = 0; thread < m_layout.threads; ++thread) {
            stream.name = copyName("default", thread + 1, m_layout.threads);
            stream.thread = thread;
            if (!m_streamNames.insert(stream.name).second)
                named.fail("workload.duplicate-name", {stream.name});
            m_layout.streams.push_back(stream);
            m_threadSaid.push_back(true);
        }
    }

    /// Processes share no submitting thread: where several are at work, a stream that does not say its thread has the
    /// one with its process's number.
    void settleProcesses()
    {
        int last = 0;
        for (const Stream& stream : m_layout.streams)
            last = std::max(last, stream.process);
        if (last == 0)
            return;
        m_layout.threads = std::max(m_layout.threads, last + 1);
        m_threadSaid.resize(m_layout.streams.size());
        std::vector<int> processOf(static_cast<std::size_t>(m_layout.threads), -1);
        for (std::size_t index = 0; index < m_layout.streams.size(); ++index) {
            Stream& stream = m_layout.streams[index];
            if (!m_threadSaid[index])
                stream.thread = stream.process;
            int& process = processOf[static_cast<std::size_t>(stream.thread)];
            if (process >= 0 && process != stream.process)
                throw Failure{
                    {ErrorKind::input,
                     m_node.file(),
                     stream.place,
                     {"workload.thread-of-two-processes",
                      {std::to_string(stream.thread), std::to_string(process), std::to_string(stream.process)}}}};
            process = stream.process;
        }
    }

    std::vector<Index> streamsMatching(const Node& node)
    {
        const std::string pattern = node.name();
        std::vector<Index> matching;
        for (std::size_t index = 0; index < m_layout.streams.size(); ++index)
            if (pattern == m_layout.streams[index].name)
                return {static_cast<Index>(index)};
            else if (matchesGlob(pattern, m_layout.streams[index].name) ||
                     (pattern == "default" && m_layout.streams[index].isDefault))
                matching.push_back(static_cast<Index>(index));
        if (matching.empty() && pattern == "default") { // the reserved name needs no entry of its own
            Stream stream;
            stream.name = pattern;
            stream.isDefault = true;
            stream.place = node.pointer();
            if (oneOfEachThread()) {
                addDefaultOfEachThread(stream, node);
                return streamsMatching(node);
            }
            m_layout.streams.push_back(stream);
            return {static_cast<Index>(m_layout.streams.size() - 1)};
        }
        if (!matching.empty())
            return matching;
        const std::string meant = nearest(pattern, {m_streamNames.begin(), m_streamNames.end()});
        if (!meant.empty())
            node.fail("workload.unknown-stream-meant", {pattern, meant});
        node.fail("workload.unknown-stream", {pattern});
    }

    static void checkMatches(const Node& patterns, std::size_t names)
    {
        patterns.expectObject();
        if (patterns.size() * names > static_cast<std::size_t>(limits::matches))
            patterns.fail("workload.too-many-patterns", {std::to_string(patterns.size()), std::to_string(names)});
    }

    /// Exact names first, then globs, each in the file's order; the first that fits a branch has it.
    void readAssignment()
    {
        const std::size_t branches = m_work.workload.branches.size();
        m_layout.streamOfBranch.assign(branches, -1);
        const Node assign = m_node.member("assign");
        if (!assign.there()) {
            for (std::size_t branch = 0; branch < branches; ++branch)
                m_layout.streamOfBranch[branch] = static_cast<Index>(branch % m_layout.streams.size());
            return;
        }
        checkMatches(assign, branches);
        for (const bool globs : {false, true})
            assign.eachMember([&](const std::string& pattern, const Node& target) {
                if (isGlob(pattern) == globs)
                    assignMatching(pattern, target);
            });
        for (std::size_t branch = 0; branch < branches; ++branch)
            if (m_layout.streamOfBranch[branch] < 0)
                assign.fail("workload.branch-unassigned", {m_work.workload.branches[branch].name});
    }

    void assignMatching(const std::string& pattern, const Node& target)
    {
        const std::vector<Index> streams = streamsMatching(target);
        std::size_t matches = 0; // those that have a stream already count too: assigning one moves no other
        for (std::size_t branch = 0; branch < m_layout.streamOfBranch.size(); ++branch) {
            if (!matchesGlob(pattern, m_work.fileNames[branch]) &&
                !matchesGlob(pattern, m_work.workload.branches[branch].name))
                continue;
            if (m_layout.streamOfBranch[branch] < 0)
                m_layout.streamOfBranch[branch] = streams[matches % streams.size()];
            ++matches;
        }
        if (matches > 0)
            return;
        const std::string meant = nearest(pattern, m_work.fileNames);
        if (!meant.empty())
            target.fail("workload.unknown-branch-meant", {pattern, meant});
        target.fail("workload.unknown-branch", {pattern});
    }

    void readMemory()
    {
        const std::vector<Buffer>& buffers = m_work.workload.buffers;
        m_layout.memoryOfBuffer.assign(buffers.size(), HostMemory::pinned);
        const Node memory = m_node.member("memory");
        if (!memory.there())
            return;
        checkMatches(memory, buffers.size());
        std::vector<bool> named(buffers.size());
        memory.eachMember([&](const std::string& pattern, const Node& kind) {
            const auto hostMemory = static_cast<HostMemory>(kind.oneOf({"pinned", "pageable"}));
            bool matched = pattern == "*";
            for (std::size_t index = 0; index < buffers.size(); ++index) {
                if (!matchesGlob(pattern, buffers[index].name) || (isGlob(pattern) && named[index]))
                    continue;
                matched = true;
                named[index] = named[index] || !isGlob(pattern);
                m_layout.memoryOfBuffer[index] = hostMemory;
            }
            if (!matched)
                kind.fail("workload.unknown-buffer", {pattern});
        });
    }

    const Node& m_node;
    const WorkloadRead& m_work;
    Expressions& m_expressions;
    Layout m_layout;
    std::unordered_set<std::string> m_streamNames;
    std::vector<bool> m_threadSaid; ///< by stream: the file says which thread submits
    bool m_processesSaid = false;   ///< some stream says whose it is
};

} // namespace

Layout readLayout(const Node& node, const WorkloadRead& work, Expressions& expressions)
{
    node.expectObject({"name", "title", "streams", "assign", "threads", "issue", "launch", "default_stream", "memory",
                       "connections", "host_cost_ns", "set"});
    return LayoutReader(node, work, expressions).read();
}

} // namespace streamscope::workload
