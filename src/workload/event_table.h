// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/node.h"
#include "workload/workload.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamscope::workload {

/// Where an operation stands: its branch, the branch's copy (0 where there is one only) and the rounds of the repeats
/// around it, outermost first.
struct EventScope
{
    Index branch = -1;
    std::int64_t copy = 0;
    std::vector<std::int32_t> rounds;
};

/// The events of a workload by name and scope. Each copy and round that records a name has an event of its own. A wait
/// takes the one of its own copy and round; where there is none, of the rounds around it, then of no copy; last, the
/// event of that name that stands last in the file. So rounds of two branches pair up one to one, and a wait behind a
/// repeat waits for its last round. A branch may record an event again; a wait is then for the record that is the most
/// recent when the wait is submitted, as in CUDA.
class EventTable
{
public:
    /// Index of the event. Fails at `node` if another branch records that name in that scope.
    Index record(const std::string& name, const EventScope& scope, const Node& node, Workload& workload);

    /// Notes that operation number `operation` of the scope's branch waits; resolveWaits() fills in its event.
    void wait(const std::string& name, const EventScope& scope, std::size_t operation);

    /// Throws Failure, placed at the wait, for a name that nothing records.
    void resolveWaits(Workload& workload, const std::string& file) const;

private:
    struct Wait
    {
        std::string name;
        EventScope scope;
        std::size_t operation;
    };

    Index find(const Wait& wait) const;

    struct Event
    {
        Index index = -1, branch = -1;
    };
    std::unordered_map<std::string, Event> m_events; ///< by key()
    struct Named
    {
        Index last = -1;
        std::int64_t events = 0;
    };
    std::unordered_map<std::string, Named> m_named;
    std::vector<Wait> m_waits;
};

} // namespace streamscope::workload
