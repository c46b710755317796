// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/issue_order.h"

#include <algorithm>
#include <set>
#include <string>

namespace streamscope::program {

namespace {

using workload::OperationKind;

std::size_t at(Index index)
{
    return static_cast<std::size_t>(index);
}

class Issuer
{
public:
    Issuer(const workload::Workload& workload, const workload::Layout& layout)
        : m_workload(workload), m_layout(layout), m_next(workload.branches.size(), 0),
          m_waitsDone(workload.branches.size(), 0), m_through(workload.branches.size(), false),
          m_recorded(workload.events.size(), false), m_recordedBy(workload.events.size(), -1),
          m_endWanted(workload.branches.size(), false), m_waitingForEnd(workload.branches.size()),
          m_waitingForEvent(workload.events.size())
    {}

    Result<std::vector<Step>> run()
    {
        if (auto error = checkRecords())
            return *error;
        noteEndsWanted();
        for (std::size_t branch = 0; branch < m_next.size(); ++branch)
            m_ready.insert({0, static_cast<Index>(branch)});
        const bool depthFirst = m_layout.issue == workload::IssueOrder::depthFirst;
        while (!m_ready.empty()) {
            const auto [round, branch] = *m_ready.begin();
            m_ready.erase(m_ready.begin());
            m_round = round;
            m_current = branch;
            bool goesOn = advance(branch);
            while (goesOn && depthFirst)
                goesOn = advance(branch);
            if (goesOn)
                m_ready.insert({round + 1, branch});
        }
        if (const auto stuck = std::find(m_through.begin(), m_through.end(), false); stuck != m_through.end())
            return cycle(static_cast<Index>(stuck - m_through.begin()));
        return std::move(m_steps);
    }

private:
    std::optional<Error> checkRecords()
    {
        for (std::size_t branch = 0; branch < m_workload.branches.size(); ++branch)
            for (const workload::Operation& operation : m_workload.branches[branch].operations)
                if (operation.kind == OperationKind::record)
                    m_recordedBy[at(operation.event)] = static_cast<Index>(branch);
        for (const workload::Branch& branch : m_workload.branches)
            for (const workload::Operation& operation : branch.operations)
                if (waitsForEvent(operation) && m_recordedBy[at(operation.event)] < 0)
                    return Error{ErrorKind::input,
                                 "",
                                 operation.place,
                                 {"program.wait-without-record", {m_workload.events[at(operation.event)]}}};
        return std::nullopt;
    }

    static bool waitsForEvent(const workload::Operation& operation)
    {
        return operation.kind == OperationKind::wait ||
               (operation.kind == OperationKind::sync && operation.scope == workload::SyncScope::event);
    }

    Index streamOf(Index branch) const { return m_layout.streamOfBranch[at(branch)]; }

    void noteEndsWanted()
    {
        for (std::size_t branch = 0; branch < m_workload.branches.size(); ++branch)
            for (const Index before : m_workload.branches[branch].after)
                if (streamOf(before) != m_layout.streamOfBranch[branch])
                    m_endWanted[at(before)] = true;
    }

    /// Submits one operation of `branch`; false if it is through or has to wait for another branch.
    bool advance(Index branch)
    {
        if (!passAfter(branch))
            return false;
        const auto& operations = m_workload.branches[at(branch)].operations;
        std::size_t& next = m_next[at(branch)];
        if (next < operations.size()) {
            const workload::Operation& operation = operations[next];
            if (waitsForEvent(operation) && !m_recorded[at(operation.event)]) {
                m_waitingForEvent[at(operation.event)].push_back(branch);
                return false;
            }
            m_steps.push_back({Step::Kind::operation, branch, static_cast<Index>(next), -1});
            ++next;
            if (operation.kind == OperationKind::record) {
                m_recorded[at(operation.event)] = true;
                wake(m_waitingForEvent[at(operation.event)]);
            }
        }
        if (next < operations.size())
            return true;
        m_through[at(branch)] = true;
        if (m_endWanted[at(branch)])
            m_steps.push_back({Step::Kind::recordEnd, branch, -1, -1});
        wake(m_waitingForEnd[at(branch)]);
        return false;
    }

    /// True once all that the branch comes after is submitted; its waits for other streams are then submitted too.
    bool passAfter(Index branch)
    {
        const std::vector<Index>& after = m_workload.branches[at(branch)].after;
        std::size_t& done = m_waitsDone[at(branch)];
        for (; done < after.size(); ++done) {
            if (!m_through[at(after[done])]) {
                m_waitingForEnd[at(after[done])].push_back(branch);
                return false;
            }
            if (streamOf(after[done]) != streamOf(branch))
                m_steps.push_back({Step::Kind::waitEnd, branch, -1, after[done]});
        }
        return true;
    }

    /// In this round if the branch's turn is still to come, else in the next.
    void wake(std::vector<Index>& branches)
    {
        for (const Index branch : branches)
            m_ready.insert(
                {m_layout.issue == workload::IssueOrder::depthFirst || branch > m_current ? m_round : m_round + 1,
                 branch});
        branches.clear();
    }

    /// The branch that `branch` is stuck on.
    Index blockerOf(Index branch) const
    {
        const workload::Branch& stuck = m_workload.branches[at(branch)];
        if (m_waitsDone[at(branch)] < stuck.after.size())
            return stuck.after[m_waitsDone[at(branch)]];
        return m_recordedBy[at(stuck.operations[m_next[at(branch)]].event)];
    }

    /// Follows who waits for whom from `branch` until a branch comes up again.
    Error cycle(Index branch) const
    {
        std::vector<bool> seen(m_workload.branches.size());
        for (; !seen[at(branch)]; branch = blockerOf(branch))
            seen[at(branch)] = true;
        constexpr int longest = 8; // names in the message
        std::string names = m_workload.branches[at(branch)].name;
        Index next = blockerOf(branch);
        for (int shown = 1; next != branch && shown < longest; ++shown, next = blockerOf(next))
            names += " → " + m_workload.branches[at(next)].name;
        names += next == branch ? " → " + m_workload.branches[at(branch)].name : " → …";
        const workload::Branch& stuck = m_workload.branches[at(branch)];
        const bool atStart = m_waitsDone[at(branch)] < stuck.after.size();
        return {ErrorKind::input,
                "",
                atStart ? stuck.place + "/after" : stuck.operations[m_next[at(branch)]].place,
                {"program.cycle", {names}}};
    }

    const workload::Workload& m_workload;
    const workload::Layout& m_layout;
    std::vector<std::size_t> m_next;      ///< operation by branch
    std::vector<std::size_t> m_waitsDone; ///< passed entries of `after` by branch
    std::vector<bool> m_through;          ///< by branch
    std::vector<bool> m_recorded;         ///< by event
    std::vector<Index> m_recordedBy;      ///< branch by event; -1: none
    std::vector<bool> m_endWanted;        ///< by branch: another stream waits for its end
    std::vector<std::vector<Index>> m_waitingForEnd, m_waitingForEvent;
    std::set<std::pair<std::int64_t, Index>> m_ready; ///< (round, branch)
    std::int64_t m_round = 0;
    Index m_current = -1;
    std::vector<Step> m_steps;
};

} // namespace

Result<std::vector<Step>> issueOrder(const workload::Workload& workload, const workload::Layout& layout)
{
    return Issuer(workload, layout).run();
}

} // namespace streamscope::program
