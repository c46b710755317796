// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What Streamscope adds: its makespans beside bare loops of the same launches, tracing per launch, probes per kernel.
#include "support.h"

#include "cuda/clock.h"
#include "cuda/cuda_backend.h"
#include "launch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace streamscope::devicetest {

namespace {

struct Work
{
    std::string kernel;
    std::vector<std::int64_t> parameters;
    int streams = 1;
    int launches = 1; ///< a stream
    bool graph = false;
};

program::Program programOf(const Work& work)
{
    program::Program program = singleKernel(work.kernel, work.parameters, work.streams * work.launches);
    program.streams.assign(std::size_t(work.streams), program.streams[0]);
    for (workload::Stream& stream : program.streams)
        stream.nonBlocking = true;
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        const auto stream = program::Index(i / std::size_t(work.launches));
        program.operations[i].stream = program.threads[0][i].stream = stream;
        if (work.graph) {
            program.graph.nodes.push_back(program::Index(i));
            if (i % std::size_t(work.launches) != 0)
                program.graph.edges.emplace_back(program::Index(i) - 1, program::Index(i));
        }
    }
    if (work.graph) {
        program.launch = workload::LaunchMode::graph;
        program.threads = {{{program::CallKind::graphLaunch, 0, -1, -1}}};
    }
    return program;
}

/// The same, as anyone would write it.
class Bare
{
public:
    explicit Bare(const Work& work) : m_work(work), m_entry(*kernels::findKernel(work.kernel))
    {
        const workload::KernelInfo* info = workload::findKernel(work.kernel);
        const workload::LaunchShape shape = info->shape(work.parameters);
        m_configuration.grid = dim3(unsigned(shape.grid[0]), unsigned(shape.grid[1]), 1);
        m_configuration.block = dim3(unsigned(shape.block[0]), unsigned(shape.block[1]), 1);
        std::copy(work.parameters.begin(), work.parameters.end(), m_arguments.parameters);
        std::size_t i = 0;
        for (const std::int64_t bytes : info->bufferBytes(work.parameters)) {
            cudaMalloc(reinterpret_cast<void**>(&m_arguments.buffers[i]), std::size_t(bytes));
            cudaMemset(m_arguments.buffers[i++], 0x3f, std::size_t(bytes));
        }
        m_streams.resize(std::size_t(work.streams));
        for (cudaStream_t& stream : m_streams)
            cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
        if (work.graph) {
            cudaGraph_t graph;
            cudaGraphCreate(&graph, 0);
            for (int s = 0; s < work.streams; ++s) {
                cudaGraphNode_t last = nullptr;
                for (int k = 0; k < work.launches; ++k)
                    kernels::addNode(&last, graph, last ? &last : nullptr, last ? 1 : 0, m_entry, m_configuration,
                                     m_arguments);
            }
            cudaGraphInstantiate(&m_graph, graph, 0);
            cudaGraphDestroy(graph);
            cudaGraphUpload(m_graph, m_streams[0]);
        }
        cudaDeviceSynchronize();
    }
    ~Bare()
    {
        if (m_graph)
            cudaGraphExecDestroy(m_graph);
        for (const cudaStream_t stream : m_streams)
            cudaStreamDestroy(stream);
        for (float* buffer : m_arguments.buffers)
            cudaFree(buffer);
    }

    Ns run()
    {
        const Ns start = cuda::nowNs();
        if (m_graph) {
            cudaGraphLaunch(m_graph, m_streams[0]);
        } else {
            void* pointers[] = {&m_arguments};
            for (const cudaStream_t stream : m_streams)
                for (int k = 0; k < m_work.launches; ++k)
                    cudaLaunchKernel(m_entry.function, m_configuration.grid, m_configuration.block, pointers, 0,
                                     stream);
        }
        cudaDeviceSynchronize();
        return cuda::nowNs() - start;
    }

private:
    const Work& m_work;
    const kernels::KernelEntry& m_entry;
    kernels::Configuration m_configuration;
    kernels::KernelArguments m_arguments;
    std::vector<cudaStream_t> m_streams;
    cudaGraphExec_t m_graph = nullptr;
};

std::string describe(const Work& work)
{
    return fmt::format("{}({}) {}x{}{}", work.kernel, fmt::join(work.parameters, ","), work.streams, work.launches,
                       work.graph ? " graph" : "");
}

const std::vector<Work> works{
    {"spin", {20000, 4, 128}, 1, 1, false},      {"spin", {20000, 4, 128}, 1, 20, false},
    {"spin", {20000, 4, 128}, 4, 20, false},     {"spin", {50000, 4, 128}, 8, 10, false},
    {"spin", {20000, 4, 128}, 1, 20, true},      {"spin", {20000, 4, 128}, 4, 20, true},
    {"fma", {1056, 256, 20000}, 1, 1, false},    {"fma", {1056, 256, 20000}, 1, 10, false},
    {"fma", {132, 256, 20000}, 4, 5, false},     {"fma", {264, 256, 20000}, 3, 5, true},
    {"triad", {1 << 24}, 1, 10, false},          {"triad", {1 << 26}, 1, 4, false},
    {"triad", {1 << 24}, 3, 4, false},           {"gemm", {1024, 1024, 1024}, 1, 5, false},
    {"gemm", {1024, 1024, 1024}, 3, 3, true},    {"gemm", {512, 512, 2048}, 4, 3, false},
    {"dcka_gram", {2048, 512}, 2, 3, false},     {"dcka_regress", {4096}, 2, 6, false},
    {"elementwise", {1 << 22, 500}, 2, 5, true}, {"dcka_centre", {4096}, 1, 10, false},
};

/// Standard error of the median of `values`, from the middle of their spread.
double errorOfMedian(const std::vector<double>& values)
{
    const double middle = median(values);
    std::vector<double> away;
    for (const double value : values)
        away.push_back(std::abs(value - middle));
    // 1.4826: from the median distance to a normal distribution's deviation; 1.2533: from the mean's error to the
    // median's.
    return values.empty() ? 0 : 1.4826 * 1.2533 * median(away) / std::sqrt(double(values.size()));
}

} // namespace

void measureBare(Report& report, const Arguments&)
{
    Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
    if (!gpu) {
        report.add("a GPU", false, text(gpu.error()));
        return;
    }
    std::vector<double> differences;
    for (const Work& work : works) {
        const program::Program program = programOf(work);
        Bare bare(work);
        std::vector<Ns> bareNs, oursNs;
        std::vector<double> ofTurn;
        backend::RunOptions options;
        options.repeat = 5;
        // In short turns, so that both see the same clock and the same neighbours; the turns' spread is the noise.
        for (int turn = 0; turn < 25; ++turn) {
            std::vector<Ns> bareOfTurn;
            for (int i = 0; i < options.repeat + 2; ++i)
                if (const Ns ns = bare.run(); i >= 2)
                    bareOfTurn.push_back(ns);
            const Result<backend::RunOutcome> outcome = (*gpu)->run(program, options, nullptr, {});
            if (!outcome)
                continue;
            ofTurn.push_back(median(outcome->makespanNs) / median(bareOfTurn) - 1);
            bareNs.insert(bareNs.end(), bareOfTurn.begin(), bareOfTurn.end());
            oursNs.insert(oursNs.end(), outcome->makespanNs.begin(), outcome->makespanNs.end());
        }
        const double difference = median(ofTurn), noise = errorOfMedian(ofTurn);
        differences.push_back(std::abs(difference));
        report.add("bare " + describe(work), std::abs(difference) <= 0.01 + 2 * noise,
                   fmt::format("{:.1f} us, bare {:.1f}: {:+.2f} ± {:.2f} %", median(oursNs) / 1e3, median(bareNs) / 1e3,
                               difference * 100, noise * 100),
                   "within 1 % and twice the noise");
    }
    report.add("bare: median difference over twenty", median(differences) <= 0.01,
               fmt::format("{:.2f} %", median(differences) * 100));
}

/// Makespan of the measured repetition of `program` when it is run with `tracing`; median of a few runs.
static double observed(backend::Backend& gpu, const program::Program& program, backend::Tracing tracing, bool blocks)
{
    class Nothing : public trace::EventSink
    {
    public:
        trace::TrackId addTrack(const trace::TrackInfo&) override { return 0; }
        trace::NameId intern(std::string_view) override { return 0; }
        trace::DetailsId addDetails(const trace::OperationDetails&) override { return 0; }
        void addSlice(trace::TrackId, const trace::Slice&) override {}
        void addDependency(std::int64_t, std::int64_t) override {}
        void addBlocks(const trace::Blocks&) override {}
        void addCounter(trace::TrackId, Ns, double) override {}
        void advanceTo(Ns) override {}
    } nothing;
    backend::RunOptions options;
    options.tracing = tracing;
    options.blocks = blocks;
    options.repeat = 9;
    Result<backend::RunOutcome> outcome =
        gpu.run(program, options, tracing == backend::Tracing::none ? nullptr : &nothing, {});
    return outcome ? median(outcome->makespanNs) : NAN;
}

void measureTracing(Report& report, const Arguments&)
{
    using backend::Tracing;
    Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
    if (!gpu) {
        report.add("a GPU", false, text(gpu.error()));
        return;
    }
    const program::Program launches = programOf({"empty", {1, 32}, 1, 1000, false});
    const program::Program busy = programOf({"spin", {50000, 4, 128}, 2, 100, false});
    const program::Program fma = programOf({"fma", {1056, 256, 5600}, 1, 20, false});
    const program::Program full = programOf({"fma", {1056, 256, 60'000}, 1, 40, false});
    const program::Program triad = programOf({"triad", {1 << 24}, 1, 20, false});
    // In turns and on the same buffers: triad's time depends on where they lie by up to ten percent, and the host's
    // pace drifts. CUPTI comes last: once it was there, the process stays slower.
    const auto pairOf = [&](const char* what, const program::Program& program, Tracing tracing, bool blocks) {
        std::vector<double> without, with;
        for (int turn = 0; turn < 7; ++turn) {
            without.push_back(observed(**gpu, program, Tracing::none, false));
            with.push_back(observed(**gpu, program, tracing, blocks));
        }
        fmt::print("  {}, us without/with:", what);
        for (std::size_t i = 0; i < with.size(); ++i)
            fmt::print(" {:.1f}/{:.1f}", without[i] / 1e3, with[i] / 1e3);
        fmt::print("\n");
        return std::pair(median(without), median(with));
    };
    const auto [fmaNone, fmaProbed] = pairOf("fma probed", fma, Tracing::none, true);
    const auto [triadNone, triadProbed] = pairOf("triad probed", triad, Tracing::none, true);
    const auto [launchesNone, launchesStamps] = pairOf("launches stamped", launches, Tracing::stamps, false);
    const auto [busyNone, busyStamps] = pairOf("busy stamped", busy, Tracing::stamps, false);
    const double fullNone = observed(**gpu, full, Tracing::none, false);
    const double launchesCupti = observed(**gpu, launches, Tracing::cupti, false),
                 busyCupti = observed(**gpu, busy, Tracing::cupti, false);
    report.add("launch, unprofiled", true, fmt::format("{:.2f} us", launchesNone / 1e6));
    report.add("stamps add to a launch", launchesStamps - launchesNone <= 3e6,
               fmt::format("{:.2f} us", (launchesStamps - launchesNone) / 1e6), "<= 3 us");
    report.add("CUPTI adds to a launch", launchesCupti - launchesNone <= 3e6,
               fmt::format("{:.2f} us", (launchesCupti - launchesNone) / 1e6), "<= 3 us");
    report.add("stamps on a busy GPU, kernels of 50 us", busyStamps <= 1.01 * busyNone,
               fmt::format("{:+.2f} %", (busyStamps / busyNone - 1) * 100), "<= 1 %");
    report.add("CUPTI on a busy GPU, kernels of 50 us", busyCupti <= 1.01 * busyNone,
               fmt::format("{:+.2f} %", (busyCupti / busyNone - 1) * 100), "<= 1 %");
    const double fullCupti = observed(**gpu, full, Tracing::cupti, false);
    report.add("CUPTI on a busy GPU, kernels of 500 us", fullCupti <= 1.01 * fullNone,
               fmt::format("{:+.2f} %", (fullCupti / fullNone - 1) * 100), "<= 1 %");
    report.add("probes on fma of 50 us", fmaProbed <= 1.05 * fmaNone,
               fmt::format("{:.1f} us: {:+.2f} %", fmaNone / 20e3, (fmaProbed / fmaNone - 1) * 100), "<= 5 %");
    report.add("probes on triad of 50 us", triadProbed <= 1.05 * triadNone,
               fmt::format("{:.1f} us: {:+.2f} %", triadNone / 20e3, (triadProbed / triadNone - 1) * 100), "<= 5 %");
}

} // namespace streamscope::devicetest
