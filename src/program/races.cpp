// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/races.h"

#include "program/happens_before.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace streamscope::program {

namespace {

using workload::CopyDirection;
using workload::OperationKind;

/// Operations times streams: what the walk may cost.
constexpr std::int64_t mostWork = 50'000'000;

struct Access
{
    Index buffer;
    bool hostSide;
    bool writes;
};

/// The last read and the last write of one side of a buffer by one stream; -1: none yet.
struct LastAccess
{
    Index read = -1, write = -1;
};

class RaceFinder
{
public:
    RaceFinder(const Program& program, std::size_t limit) : m_program(program), m_limit(limit), m_order(program) {}

    Races run()
    {
        const auto streams = static_cast<std::int64_t>(m_program.streams.size());
        std::int64_t work = 0;
        m_order.walk([&](Index operation, const Clock& before) {
            collectAccesses(m_program.operations[static_cast<std::size_t>(operation)]);
            work += streams * static_cast<std::int64_t>(1 + m_accesses.size());
            if (work > mostWork)
                return m_races.complete = false;
            check(operation, before);
            for (const Access& access : m_accesses)
                note(operation, access);
            return true;
        });
        return std::move(m_races);
    }

private:
    void collectAccesses(const Operation& operation)
    {
        m_accesses.clear();
        switch (operation.kind) {
        case OperationKind::kernel:
            for (std::size_t index = 0; index < std::size_t(operation.reads) + operation.writes; ++index)
                m_accesses.push_back({m_program.bufferArguments[operation.firstBufferArgument + index], false,
                                      index >= operation.reads});
            break;
        case OperationKind::copy: {
            const bool fromHost =
                operation.direction == CopyDirection::hostToDevice || operation.direction == CopyDirection::hostToHost;
            const bool toHost =
                operation.direction == CopyDirection::deviceToHost || operation.direction == CopyDirection::hostToHost;
            m_accesses.push_back({operation.buffer, fromHost, false});
            m_accesses.push_back({operation.buffer, toHost, true});
            break;
        }
        case OperationKind::memset:
        case OperationKind::alloc:
        case OperationKind::free:
            m_accesses.push_back({operation.buffer, false, true});
            break;
        default:
            break;
        }
    }

    std::vector<LastAccess>& accessesOf(const Access& access)
    {
        std::vector<LastAccess>& byStream = m_accessesOf[std::int64_t(access.buffer) * 2 + access.hostSide];
        byStream.resize(m_program.streams.size());
        return byStream;
    }

    /// Each pair of operations once for a buffer, though copies may touch both of its sides and kernels name it twice.
    void check(Index operation, const Clock& before)
    {
        const Index stream = m_program.operations[static_cast<std::size_t>(operation)].stream;
        m_last.clear();
        for (const Access& access : m_accesses)
            m_last.push_back(&accessesOf(access));
        for (std::size_t other = 0; other < before.size(); ++other) {
            if (static_cast<Index>(other) == stream)
                continue;
            m_ofStream.clear();
            for (std::size_t i = 0; i < m_accesses.size(); ++i) {
                const Access& access = m_accesses[i];
                const LastAccess& last = (*m_last[i])[other];
                const auto unordered = [&](Index earlier) {
                    return earlier >= 0 && m_order.numberInStream(earlier) > before[other] &&
                           !(access.hostSide && hasReadWhenCalled(earlier, stream));
                };
                if (unordered(last.write))
                    report({last.write, operation, access.buffer});
                else if (access.writes && unordered(last.read))
                    report({last.read, operation, access.buffer});
            }
        }
    }

    /// A call that copies from pageable memory returns when it has read that memory, long before the copy ends maybe:
    /// what its thread submits to \p stream comes after that.
    bool hasReadWhenCalled(Index upload, Index stream) const
    {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(upload)];
        const auto threadOf = [this](Index of) { return m_program.streams[static_cast<std::size_t>(of)].thread; };
        return operation.kind == OperationKind::copy && operation.memory == workload::HostMemory::pageable &&
               operation.direction == CopyDirection::hostToDevice && threadOf(operation.stream) == threadOf(stream);
    }

    void note(Index operation, const Access& access)
    {
        const auto stream = static_cast<std::size_t>(m_program.operations[static_cast<std::size_t>(operation)].stream);
        LastAccess& last = accessesOf(access)[stream];
        (access.writes ? last.write : last.read) = operation;
    }

    void report(const Race& race)
    {
        if (std::ranges::find(m_ofStream, race) != m_ofStream.end())
            return;
        m_ofStream.push_back(race);
        ++m_races.total;
        if (m_races.found.size() < m_limit)
            m_races.found.push_back(race);
    }

    const Program& m_program;
    std::size_t m_limit;
    HappensBefore m_order;
    std::unordered_map<std::int64_t, std::vector<LastAccess>> m_accessesOf; ///< by buffer and side, then stream
    // Of the operation that is looked at.
    std::vector<Access> m_accesses;
    std::vector<const std::vector<LastAccess>*> m_last; ///< for each access
    std::vector<Race> m_ofStream;                       ///< with operations of one other stream
    Races m_races;
};

} // namespace

Races findRaces(const Program& program, std::size_t limit)
{
    return RaceFinder(program, limit).run();
}

Message raceMessage(const Program& program, const Race& race)
{
    std::vector<std::string> arguments;
    for (const Index index : {race.first, race.second}) {
        const Operation& operation = program.operations[static_cast<std::size_t>(index)];
        arguments.push_back(program.labels[static_cast<std::size_t>(operation.label)]);
        arguments.push_back(program.branches[static_cast<std::size_t>(operation.branch)]);
        arguments.push_back(program.places[static_cast<std::size_t>(operation.place)]);
    }
    arguments.push_back(program.buffers[static_cast<std::size_t>(race.buffer)].name);
    return {"program.race", std::move(arguments)};
}

Message raceWarning(const Program& program, const Race& race)
{
    std::vector<std::string> arguments{program.layout};
    for (const Index index : {race.first, race.second}) {
        const Operation& operation = program.operations[static_cast<std::size_t>(index)];
        arguments.push_back(program.labels[static_cast<std::size_t>(operation.label)]);
        arguments.push_back(program.branches[static_cast<std::size_t>(operation.branch)]);
    }
    arguments.push_back(program.buffers[static_cast<std::size_t>(race.buffer)].name);
    return {"program.may-be-wrong", std::move(arguments)};
}

} // namespace streamscope::program
