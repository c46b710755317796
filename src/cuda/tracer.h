// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "cuda/activity.h"
#include "cuda/activity_assembler.h"
#include "cuda/prepared_program.h"
#include "cuda/submitter.h"

#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace streamscope::cuda {

/// Brings the events of one repetition to a sink while it goes on: a thread of its own collects host logs and device
/// records every few milliseconds. The sink is called from that thread, and after end() from nobody.
class Tracer
{
public:
    static Result<std::unique_ptr<Tracer>> make(const program::Program& program, backend::Tracing tracing, bool blocks,
                                                const std::string& deviceName, trace::EventSink& sink);
    /// With a source of the caller's: tests bring a fake. Null: times come from the kernels' own stamps.
    Tracer(const program::Program& program, std::unique_ptr<ActivitySource> source, bool blocks,
           const std::string& deviceName, trace::EventSink& sink);
    ~Tracer();

    /// After the program was made ready: learns its graph nodes.
    Status attach(PreparedProgram& prepared);

    /// Right before the repetition to be shown.
    void begin(Submitter& submitter);
    /// Right after it.
    Status end(PreparedProgram& prepared);

    const ActivitySource* source() const { return m_source.get(); }
    std::int64_t lostRecords() const { return m_lost; }

private:
    void collect();
    void loop(std::stop_token stop, std::latch& asleep);
    void addHostFunctions(PreparedProgram& prepared);
    Status addStamps(PreparedProgram& prepared);

    const program::Program& m_program;
    std::unique_ptr<ActivitySource> m_source;
    bool m_blocks;
    ActivityAssembler m_assembler;
    const Submitter* m_submitter = nullptr;
    std::vector<std::size_t> m_seen; ///< by thread
    std::mutex m_arrivedMutex;
    std::vector<DeviceActivity> m_arrived;
    std::mutex m_wakeMutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
    std::int64_t m_lost = 0;
};

} // namespace streamscope::cuda
