// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/activity.h"
#include "cuda/gate.h"
#include "cuda/host_log.h"
#include "cuda/prepared_program.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace streamscope::cuda {

/// Executes a prepared program's host calls once: one std::thread per submitting thread beyond the first, all let go at
/// once, then cudaDeviceSynchronize by the calling thread.
class Submitter
{
public:
    /// `logged`: keep a HostLog per thread. `source`, if there is one, gives the calls' correlations. `device` is made
    /// current in every thread.
    Submitter(PreparedProgram& prepared, int device, bool logged, const ActivitySource* source);

    /// The makespan. With a `gate` it is shut before the first call, opened after the last if it is not open by then,
    /// and the makespan counts from its opening. Errors: cancelled (the device has been waited for), cuda.call-failed,
    /// …
    Result<Ns> run(std::stop_token stop, Gate* gate = nullptr);

    /// Where the makespan starts, nowNs()'s clock; 0: not yet. Any thread may ask.
    Ns startNs() const { return m_startNs.load(std::memory_order_acquire); }
    /// Before a run that somebody watches: forgets the logs and the start of the last.
    void reset();

    /// By thread; thread 0's has one record more than calls: the final synchronisation.
    const std::vector<std::unique_ptr<HostLog>>& logs() const { return m_logs; }

private:
    struct Failure
    {
        cudaError_t code = cudaSuccess;
        program::HostCall call;
        bool cancelled = false;
    };

    template <bool logged>
    Failure work(std::size_t thread, std::stop_token stop);
    cudaError_t issue(const program::HostCall& call, std::size_t thread);
    void awaitRecord(program::Index event, std::size_t thread) const;
    Failure runThread(std::size_t thread, std::stop_token stop);
    Error errorOf(const Failure& failure) const;

    PreparedProgram& m_prepared;
    const program::Program& m_program;
    int m_device;
    bool m_logged;
    const ActivitySource* m_source;
    std::vector<std::unique_ptr<HostLog>> m_logs;
    std::vector<int> m_recordingThread;       ///< by event: the one thread that records it; −1 none, −2 several
    std::vector<std::atomic<int>> m_recorded; ///< by event: record calls issued in this run
    std::atomic<bool> m_failed = false;
    std::atomic<Ns> m_startNs = 0;
};

} // namespace streamscope::cuda
