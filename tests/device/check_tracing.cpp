// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Traced runs: every operation arrives, in its stream's order, and what tracing adds. `tracing FOLDER` also keeps the
// streams.
#include "support.h"

#include "cuda/cuda_backend.h"
#include "formats/stream_protocol.h"

#include <fmt/format.h>
#include <fstream>
#include <map>

namespace streamscope::devicetest {

namespace {

/// Counts what arrives and passes it on.
class Counter : public trace::EventSink
{
public:
    explicit Counter(trace::EventSink& next) : m_next(next) {}
    trace::TrackId addTrack(const trace::TrackInfo& info) override { return m_next.addTrack(info); }
    trace::NameId intern(std::string_view text) override { return m_next.intern(text); }
    trace::DetailsId addDetails(const trace::OperationDetails& details) override { return m_next.addDetails(details); }
    void addSlice(trace::TrackId track, const trace::Slice& slice) override
    {
        if (trace::isGpuOperation(slice.kind)) {
            ++operations[slice.correlation];
            negative += slice.startNs < 0;
            if (const auto call = m_calls.find(slice.correlation); call != m_calls.end())
                inverted += slice.startNs < call->second;
        } else if (slice.kind == trace::SliceKind::hostSubmit) {
            m_calls[slice.correlation] = slice.startNs;
        }
        m_next.addSlice(track, slice);
    }
    void addDependency(std::int64_t from, std::int64_t to) override { m_next.addDependency(from, to); }
    void addBlocks(const trace::Blocks& b) override { blocks += std::int64_t(b.sm.size()), m_next.addBlocks(b); }
    void addCounter(trace::TrackId track, Ns timeNs, double value) override { m_next.addCounter(track, timeNs, value); }
    void advanceTo(Ns timeNs) override { ++advances, m_next.advanceTo(timeNs); }

    std::map<std::int64_t, int> operations;
    std::int64_t negative = 0, inverted = 0, blocks = 0, advances = 0;

private:
    trace::EventSink& m_next;
    std::map<std::int64_t, Ns> m_calls;
};

void checkOne(Report& report, backend::Backend& gpu, const program::Program& program, backend::Tracing tracing,
              bool blocks, const std::string& name, const std::string& folder)
{
    std::string lines;
    formats::StreamWriter writer([&lines](std::string_view more) { lines += more; });
    Counter counter(writer);
    backend::RunOptions options;
    options.tracing = tracing;
    options.blocks = blocks;
    options.repeat = 1;
    Result<backend::RunOutcome> outcome = gpu.run(program, options, &counter, {});
    if (!outcome) {
        report.add("traced " + name, false, text(outcome.error()));
        return;
    }
    writer.flush();
    if (!folder.empty())
        std::ofstream(folder + "/" + name + ".stream") << lines;
    std::size_t expected = 0, once = 0;
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        const workload::OperationKind kind = program.operations[i].kind;
        const bool shown = kind == workload::OperationKind::kernel ||
                           (tracing == backend::Tracing::cupti &&
                            (kind == workload::OperationKind::copy || kind == workload::OperationKind::memset));
        expected += shown;
        once += shown && counter.operations.count(std::int64_t(i));
    }
    report.add("traced " + name,
               once == expected && counter.negative == 0 && outcome->lostRecords == 0 && counter.inverted == 0,
               fmt::format("{} of {} operations, {} blocks, {} lost, {} before their call, {:.3f} ms", once, expected,
                           counter.blocks, outcome->lostRecords, counter.inverted,
                           double(outcome->makespanNs.back()) / 1e6));
}

} // namespace

void checkTracing(Report& report, const Arguments& arguments)
{
    const std::string folder = arguments.empty() ? "" : arguments[0];
    for (const auto tracing : {backend::Tracing::stamps, backend::Tracing::cupti})
        for (const int samples : {64, 512})
            for (const char* layout : {"serial", "streams", "graph-serial", "graph-streams"}) {
                const bool blocks = tracing == backend::Tracing::stamps;
                Result<program::Program> program = lowered("dcka", layout, {{"samples", samples}});
                Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
                if (!program || !gpu) {
                    report.add("dcka lowers", false, text(!program ? program.error() : gpu.error()));
                    return;
                }
                checkOne(report, **gpu, *program, tracing, blocks,
                         fmt::format("{}-{}-{}", blocks ? "stamps" : "cupti", samples, layout), folder);
            }
}

} // namespace streamscope::devicetest
