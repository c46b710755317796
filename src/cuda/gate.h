// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "cuda/memory.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace streamscope::cuda {

/// Holds streams: a kernel of one thread spins until the host opens the gate, and every stream waits for its end. Opens
/// by itself after a while, so that a call that waits for the device gets its answer.
class Gate
{
public:
    static Result<std::unique_ptr<Gate>> make(Ns timeoutNs);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    /// Shuts the gate before `streams`, once the spinning kernel says that it runs.
    Status shut(const std::vector<cudaStream_t>& streams);
    /// Puts another stream behind the shut gate: a thread's own default stream, which no other thread can name.
    cudaError_t hold(cudaStream_t stream) const { return cudaStreamWaitEvent(stream, m_passed, 0); }
    /// Opens it if it is shut still. Any thread.
    void open() { open(false); }

    Ns openedNs() const { return m_openedNs.load(std::memory_order_acquire); } ///< nowNs()'s clock; 0: it is shut
    bool timedOut() const { return m_timedOut; }                               ///< it opened by itself

private:
    Gate() = default;
    void open(bool byItself);

    Ns m_timeoutNs = 0;
    PinnedMemory<std::uint32_t> m_words; ///< the kernel runs; it may end
    cudaStream_t m_stream = nullptr;
    cudaEvent_t m_passed = nullptr;
    std::mutex m_mutex;
    std::condition_variable_any m_opened;
    std::atomic<Ns> m_openedNs = 1;
    std::atomic<bool> m_timedOut = false;
    std::jthread m_patience;
};

} // namespace streamscope::cuda
