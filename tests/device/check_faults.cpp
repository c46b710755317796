// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What goes wrong is said, and the rest goes on.
#include "support.h"

#include "cuda/clock.h"
#include "cuda/cuda_backend.h"

#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <thread>

namespace streamscope::devicetest {

void checkFaults(Report& report, const Arguments&)
{
    std::atomic<int> expired = 0;
    std::string said;
    Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0, {300'000'000, [&](const Error& error) {
                                                                                  said = error.message.id;
                                                                                  ++expired;
                                                                              }});
    if (!gpu) {
        report.add("a GPU", false, text(gpu.error()));
        return;
    }
    backend::RunOptions options;
    program::Program large = singleKernel("triad", {1 << 20});
    large.buffers[0].bytes = 10'000'000'000'000;
    const Result<backend::RunOutcome> none = (*gpu)->run(large, options, nullptr, {});
    report.add("10 TB are refused", !none && none.error().message.id == "cuda.out-of-memory",
               none ? "ran" : text(none.error()));
    const Result<backend::RunOutcome> after = (*gpu)->run(singleKernel("triad", {1 << 20}), options, nullptr, {});
    report.add("and the next run is none the worse", bool(after),
               after ? fmt::format("{} ns", after->makespanNs.back()) : text(after.error()));

    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    program::Program slow = singleKernel("spin", {1'000'000, 1, 32}, 1);
    options.repeat = 1000;
    const Ns start = cuda::nowNs();
    const Result<backend::RunOutcome> cancelled = (*gpu)->run(slow, options, nullptr, source.get_token());
    const double ms = double(cuda::nowNs() - start) / 1e6;
    report.add("cancelled between launches", !cancelled && cancelled.error().kind == ErrorKind::cancelled && ms < 150,
               fmt::format("after {:.1f} ms, asked at 50", ms), "<= 100 ms");

    options.repeat = 1;
    const Result<backend::RunOutcome> hung =
        (*gpu)->run(singleKernel("spin", {800'000'000, 1, 32}), options, nullptr, {});
    report.add("the watchdog says that a kernel hangs", expired == 1 && said == "cuda.hung",
               fmt::format("{} times: {}", expired.load(), said), hung ? "" : text(hung.error()));
}

} // namespace streamscope::devicetest
