// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "device/device_profile.h"
#include "program/program.h"
#include "simulator/event_queue.h"

#include <array>
#include <deque>
#include <vector>

namespace streamscope::simulator {

/// Copies, first in first out: one engine a direction where the device has two, both directions at once at the
/// profile's bothWaysFactor. Copies within the device have a path of their own.
class CopyEngines
{
public:
    CopyEngines(const device::DeviceProfile& profile, EventQueue& events);

    /// The copy has come to the head of its stream. Returns true if it starts now.
    bool enqueue(std::int32_t command, workload::CopyDirection direction, Ns aloneNs, Ns now);

    struct Ended
    {
        std::int32_t finished = -1; ///< −1: the event was stale
        std::int32_t started = -1;  ///< the next one of that engine
    };
    Ended advance(std::int32_t engine, std::int32_t version, Ns now);

private:
    struct Waiting
    {
        std::int32_t command = -1;
        Ns aloneNs = 0;
    };
    struct Engine
    {
        std::deque<Waiting> queue;
        std::int32_t command = -1; ///< running; −1: none
        std::int32_t version = 0;
        double leftNs = 0;         ///< at full rate
        double rate = 1;
        Ns sinceNs = 0;
    };

    std::int32_t engineFor(workload::CopyDirection direction) const;
    void start(std::int32_t engine, const Waiting& copy, Ns now);
    void setRates(Ns now);

    bool m_shared;
    double m_bothWays;
    EventQueue& m_events;
    std::array<Engine, 4> m_engines;
};

} // namespace streamscope::simulator
