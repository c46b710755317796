// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/gate.h"

#include "cuda/clock.h"
#include "launch.h"

#include <chrono>

namespace streamscope::cuda {

namespace {

constexpr std::size_t wordsOfLine = 16; ///< a cache line for each word
constexpr Ns beyondNs = 2'000'000'000;  ///< the kernel's own patience outlasts the host's by so much

} // namespace

Result<std::unique_ptr<Gate>> Gate::make(Ns timeoutNs)
{
    std::unique_ptr<Gate> gate(new Gate);
    gate->m_timeoutNs = timeoutNs;
    Result<PinnedMemory<std::uint32_t>> words = pinnedMemory<std::uint32_t>(2 * wordsOfLine);
    if (!words)
        return words.error();
    gate->m_words = std::move(*words);
    int least = 0, greatest = 0;
    STREAMSCOPE_CUDA_TRY(cudaDeviceGetStreamPriorityRange(&least, &greatest));
    STREAMSCOPE_CUDA_TRY(cudaStreamCreateWithPriority(&gate->m_stream, cudaStreamNonBlocking, greatest));
    STREAMSCOPE_CUDA_TRY(cudaEventCreateWithFlags(&gate->m_passed, cudaEventDisableTiming));
    return gate;
}

Gate::~Gate()
{
    open();
    m_patience = {};
    if (m_passed)
        cudaEventDestroy(m_passed);
    if (m_stream)
        cudaStreamDestroy(m_stream);
}

Status Gate::shut(const std::vector<cudaStream_t>& streams)
{
    m_patience = {}; // of the time before
    volatile std::uint32_t* running = m_words.get();
    volatile std::uint32_t* mayEnd = m_words.get() + wordsOfLine;
    *running = 0;
    *mayEnd = 0;
    m_timedOut = false;
    m_openedNs.store(0, std::memory_order_release);
    STREAMSCOPE_CUDA_TRY(kernels::launchGate(running, mayEnd, std::uint64_t(m_timeoutNs + beyondNs), m_stream));
    STREAMSCOPE_CUDA_TRY(cudaEventRecord(m_passed, m_stream));
    for (const cudaStream_t stream : streams)
        STREAMSCOPE_CUDA_TRY(hold(stream));
    const Ns limitNs = nowNs() + beyondNs;
    while (*running == 0 && nowNs() < limitNs) {
    }
    m_patience = std::jthread([this](std::stop_token stop) {
        std::unique_lock lock(m_mutex);
        m_opened.wait_for(lock, stop, std::chrono::nanoseconds(m_timeoutNs), [this] { return openedNs() != 0; });
        lock.unlock();
        if (!stop.stop_requested())
            open(true);
    });
    return {};
}

void Gate::open(bool byItself)
{
    const std::lock_guard lock(m_mutex);
    if (openedNs() != 0)
        return;
    m_timedOut = byItself;
    m_openedNs.store(nowNs(), std::memory_order_release);
    *static_cast<volatile std::uint32_t*>(m_words.get() + wordsOfLine) = 1;
    m_opened.notify_all();
}

} // namespace streamscope::cuda
