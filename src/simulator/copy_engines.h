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

/// Copies to and from the host: one engine a direction where the device has two, both directions at once at the
/// profile's bothWaysFactor. Streams reach an engine over four channels; it serves the copies of one in order for as
/// long as there are any, then those of the next.
class CopyEngines
{
public:
    CopyEngines(const device::DeviceProfile& profile, EventQueue& events);

    /// The copy has come to the head of its stream.
    void enqueue(std::int32_t command, std::int32_t stream, workload::CopyDirection direction, Ns aloneNs);

    /// The command that has ended; −1: the event was stale.
    std::int32_t finish(std::int32_t engine, std::int32_t version);

    /// Starts what can start, once all that comes at `now` has been queued. Fills started.
    void startNext(Ns now);

    std::vector<std::int32_t> started; ///< commands, for the caller to take and clear

private:
    struct Waiting
    {
        std::int32_t command = -1;
        Ns aloneNs = 0;
    };
    static constexpr std::size_t channels = 4;
    struct Engine
    {
        std::array<std::deque<Waiting>, channels> queues;
        std::size_t waiting = 0;
        std::size_t channel = 0;   ///< served last
        std::int32_t command = -1; ///< running; −1: none
        std::int32_t version = 0;
        double leftNs = 0; ///< at full rate
        double rate = 1;
        Ns sinceNs = 0;
    };

    std::int32_t engineFor(workload::CopyDirection direction) const;
    void start(Engine& engine, Ns now);
    void setRates(Ns now);

    bool m_shared;
    double m_bothWays;
    EventQueue& m_events;
    std::array<Engine, 4> m_engines;
    bool m_changed = false;
};

} // namespace streamscope::simulator
