// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/event_table.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

/// A text that tells events apart; a name holds no control characters.
std::string key(const std::string& name, std::int64_t copy, const std::vector<std::int32_t>& rounds, std::size_t depth)
{
    std::string text = name + '\1' + std::to_string(copy);
    for (std::size_t level = 0; level < depth; ++level)
        text += '\1' + std::to_string(rounds[level]);
    return text;
}

std::string shownName(const std::string& name, const EventScope& scope)
{
    std::string numbers = scope.copy > 0 ? std::to_string(scope.copy) : "";
    for (const std::int32_t round : scope.rounds)
        numbers += (numbers.empty() ? "" : ".") + std::to_string(round);
    return numbers.empty() ? name : name + ' ' + numbers;
}

} // namespace

Index EventTable::record(const std::string& name, const EventScope& scope, const Node& node, Workload& workload)
{
    const auto index = static_cast<Index>(workload.events.size());
    const auto [found, isNew] =
        m_events.emplace(key(name, scope.copy, scope.rounds, scope.rounds.size()), Event{index, scope.branch});
    if (!isNew) {
        if (found->second.branch != scope.branch)
            node.fail("workload.event-of-another-branch",
                      {name, workload.branches[static_cast<std::size_t>(found->second.branch)].name});
        return found->second.index;
    }
    Named& named = m_named[name];
    named.last = index;
    ++named.events;
    workload.events.push_back(shownName(name, scope));
    return index;
}

void EventTable::wait(const std::string& name, const EventScope& scope, std::size_t operation)
{
    m_waits.push_back({name, scope, operation});
}

Index EventTable::find(const Wait& wait) const
{
    const auto named = m_named.find(wait.name);
    if (named == m_named.end())
        return -1;
    if (named->second.events == 1) // whatever its scope
        return named->second.last;
    const std::vector<std::int32_t>& rounds = wait.scope.rounds;
    for (std::int64_t copy = wait.scope.copy;; copy = 0) {
        for (std::size_t depth = rounds.size() + 1; depth-- > 0;)
            if (const auto found = m_events.find(key(wait.name, copy, rounds, depth)); found != m_events.end())
                return found->second.index;
        if (copy == 0)
            break;
    }
    return named->second.last;
}

void EventTable::resolveWaits(Workload& workload, const std::string& file) const
{
    for (const Wait& wait : m_waits) {
        Operation& operation =
            workload.branches[static_cast<std::size_t>(wait.scope.branch)].operations[wait.operation];
        operation.event = find(wait);
        if (operation.event >= 0)
            continue;
        std::vector<std::string> names;
        for (const auto& entry : m_named)
            names.push_back(entry.first);
        std::sort(names.begin(), names.end());
        const std::string meant = nearest(wait.name, names);
        Message message{"workload.event-never-recorded", {wait.name}};
        if (!meant.empty())
            message = {"workload.event-never-recorded-meant", {wait.name, meant}};
        throw Failure{{ErrorKind::input, file, operation.place, std::move(message)}};
    }
}

} // namespace streamscope::workload
