// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// bench_load FILE…: what opening a trace costs, beside rivals that are on the machine, in the same run. Each loader
// runs in a process of its own, three times; medians of wall time and peak memory.
#include "formats/read_trace.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <simdjson.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Measure
{
    double seconds = 0;
    long peakKiB = 0;
    bool done = false;
};

/// Runs `work` in a child process.
template <class Work>
Measure inChild(Work work)
{
    std::fflush(stdout);
    const Clock::time_point start = Clock::now();
    const pid_t child = fork();
    if (child == 0)
        _exit(work() ? 0 : 1);
    int status = 0;
    rusage usage = {};
    wait4(child, &status, 0, &usage);
    return {secondsSince(start), usage.ru_maxrss, WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

template <class Work>
void report(const char* name, Work work)
{
    std::array<Measure, 3> runs;
    for (Measure& run : runs)
        run = inChild(work);
    if (!runs[0].done) {
        std::printf("%-44s not here, or it failed\n", name);
        return;
    }
    std::ranges::sort(runs, {}, &Measure::seconds);
    const long peak = std::ranges::max(runs, {}, &Measure::peakKiB).peakKiB;
    std::printf("%-44s %7.3f s  (%.3f to %.3f)  peak %6ld MB\n", name, runs[1].seconds, runs[0].seconds,
                runs[2].seconds, peak / 1024);
}

bool streamscopeReads(const std::string& path, int threads)
{
    streamscope::formats::ReadOptions options;
    options.threads = threads;
    const auto trace = streamscope::formats::readTrace(path, options);
    return trace && (*trace)->sliceCount() > 0;
}

bool simdjsonReads(const std::string& path)
{
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    return parser.load(path).get(document) == simdjson::SUCCESS;
}

bool shellRuns(const std::string& program, const std::string& script, const std::string& path)
{
    execlp(program.c_str(), program.c_str(), program == "node" ? "-e" : "-c", script.c_str(), path.c_str(), nullptr);
    return false;
}

void describe(const std::string& path)
{
    const auto trace = streamscope::formats::readTrace(path);
    if (!trace) {
        std::printf("%s: %s %s\n", path.c_str(), trace.error().message.id.c_str(), trace.error().place.c_str());
        return;
    }
    const auto& t = **trace;
    const auto& trust = t.trust();
    std::printf("%s: %.1f MB, %zu slices on %zu tracks, %zu counters, %zu dependencies; lost %lld, malformed %lld, "
                "unknown %lld, "
                "overlapping %lld, not nested %lld, orphan flows %lld, duplicates %lld, inversions %lld%s\n",
                path.c_str(), static_cast<double>(std::filesystem::file_size(path)) / 1e6, t.sliceCount(),
                t.tracks().size(), t.counters().size(), t.dependencies().size(),
                static_cast<long long>(trust.lostRecords), static_cast<long long>(trust.malformedRecords),
                static_cast<long long>(trust.unknownRecords), static_cast<long long>(trust.overlapsInStream),
                static_cast<long long>(trust.notNested), static_cast<long long>(trust.orphanFlows),
                static_cast<long long>(trust.duplicates), static_cast<long long>(trust.clockInversions),
                trust.truncated ? ", truncated" : "");
}

} // namespace

int main(int argc, char** argv)
{
    const bool alone = argc > 1 && std::string(argv[1]) == "--alone";
    for (int i = alone ? 2 : 1; i < argc; ++i) {
        const std::string path = argv[i];
        report("Streamscope", [&] { return streamscopeReads(path, 0); });
        report("Streamscope, one thread", [&] { return streamscopeReads(path, 1); });
        if (!alone && path.ends_with(".json")) {
            report("simdjson DOM, parse only", [&] { return simdjsonReads(path); });
            report("node JSON.parse", [&] {
                return shellRuns("node", "JSON.parse(require('fs').readFileSync(process.argv[1],'latin1'))", path);
            });
            report("python json.load",
                   [&] { return shellRuns("python3", "import json,sys; json.load(open(sys.argv[1]))", path); });
        }
        describe(path);
    }
    if (argc < 2)
        std::puts("bench_load [--alone] FILE…: make files with tests/data/generate/gen_kineto.py and gen_nsys.py");
}
