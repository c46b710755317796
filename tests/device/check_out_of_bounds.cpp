// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// A runner whose kernel writes where nothing is. No experiment can ask for that, so the program is made by hand; what
// is said of it goes the runner's way.
#include "support.h"

#include "cuda/cuda_backend.h"
#include "runner/channel.h"

#include <cstdio>

namespace streamscope::devicetest {

int runOutOfBounds()
{
    runner::Channel channel(
        [](std::string_view lines) { return std::fwrite(lines.data(), 1, lines.size(), stdout) == lines.size(); }, {});
    program::Program program = singleKernel("triad", {1 << 28});
    program.buffers[2].bytes = 4096;
    const Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
    Status done = gpu ? Status() : Status(gpu.error());
    if (gpu)
        if (const Result<backend::RunOutcome> outcome = (*gpu)->run(program, {}, nullptr, {}); !outcome)
            done = outcome.error();
    if (done)
        return 0;
    channel.error(done.error());
    std::fflush(stdout);
    return static_cast<int>(done.error().kind);
}

} // namespace streamscope::devicetest
