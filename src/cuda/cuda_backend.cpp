// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/cuda_backend.h"

#include "cuda/clocks.h"
#include "cuda/submitter.h"
#include "cuda/tracer.h"
#include "cuda/watchdog.h"

#include <algorithm>

namespace streamscope::cuda {

namespace {

using backend::RunOptions;
using backend::RunOutcome;
using backend::Tracing;

constexpr int warmUps = 2;
/// Before this round the device is asked for its state, which makes the round after it slow: a warm-up.
constexpr int stateRound = warmUps - 1;

/// The very first round loads kernels, which may wait for the device: it goes ungated.
Gate* gateOf(const std::unique_ptr<Gate>& gate, int round)
{
    return round > 0 ? gate.get() : nullptr;
}

void note(Ns makespanNs, const Gate* gate, RunOutcome& outcome)
{
    outcome.makespanNs.push_back(makespanNs);
    outcome.gated = gate;
    outcome.gateTimeouts += gate && gate->timedOut();
}

class CudaBackend : public backend::Backend
{
public:
    CudaBackend(int device, std::string deviceName, Watchdog watchdog)
        : m_device(device), m_deviceName(std::move(deviceName)), m_watchdog(std::move(watchdog))
    {}

    Result<RunOutcome> run(const program::Program& program, const RunOptions& options, trace::EventSink* sink,
                           std::stop_token stop) override
    {
        if (options.tracing != Tracing::none && sink)
            return traced(program, options, *sink, stop);
        Result<std::vector<RunOutcome>> outcomes = inTurn(std::span(&program, 1), options, stop);
        if (!outcomes)
            return outcomes.error();
        return std::move(outcomes->front());
    }

    Result<std::vector<RunOutcome>> runInTurn(std::span<const program::Program> programs, const RunOptions& options,
                                              std::stop_token stop) override
    {
        return inTurn(programs, options, stop);
    }

private:
    Result<std::vector<RunOutcome>> inTurn(std::span<const program::Program> programs, const RunOptions& options,
                                           std::stop_token stop);
    Result<RunOutcome> traced(const program::Program& program, const RunOptions& options, trace::EventSink& sink,
                              std::stop_token stop);
    Result<Ns> repetition(Submitter& submitter, PreparedProgram& prepared, Gate* gate, std::stop_token stop);
    Result<std::unique_ptr<Gate>> makeGate(const RunOptions& options) const;
    Result<std::unique_ptr<PreparedProgram>> prepare(const program::Program& program, bool probe);
    Status readResults(PreparedProgram& prepared, RunOutcome& outcome) const;
    void noteState(RunOutcome& outcome, bool after) const;

    int m_device;
    std::string m_deviceName;
    RunningWatchdog m_watchdog;
    std::shared_ptr<Buffers> m_buffers; ///< of the last program, for the next that suits
};

Result<std::unique_ptr<PreparedProgram>> CudaBackend::prepare(const program::Program& program, bool probe)
{
    if (!m_buffers || !m_buffers->suits(program)) {
        m_buffers.reset();
        Result<std::shared_ptr<Buffers>> buffers = Buffers::make(program);
        if (!buffers)
            return buffers.error();
        m_buffers = std::move(*buffers);
    }
    return PreparedProgram::make(program, m_buffers, probe);
}

/// None where none is wanted.
Result<std::unique_ptr<Gate>> CudaBackend::makeGate(const RunOptions& options) const
{
    return options.gateNs > 0 ? Gate::make(options.gateNs) : std::unique_ptr<Gate>();
}

Result<Ns> CudaBackend::repetition(Submitter& submitter, PreparedProgram& prepared, Gate* gate, std::stop_token stop)
{
    const RunningWatchdog::Guard guard = m_watchdog.guard();
    Result<Ns> makespan = submitter.run(stop, gate);
    prepared.buffers().freeLeftovers();
    return makespan;
}

void CudaBackend::noteState(RunOutcome& outcome, bool after) const
{
    const std::optional<GpuState> state = gpuState(m_device);
    if (!state)
        return;
    (after ? outcome.clockAfterHz : outcome.clockBeforeHz) = state->smClockHz;
    outcome.throttled |= state->throttled;
    outcome.noisy |= state->otherProcesses > 0;
}

Status CudaBackend::readResults(PreparedProgram& prepared, RunOutcome& outcome) const
{
    for (const program::Program::ResultMatrix& result : prepared.program().results) {
        Result<std::vector<float>> values = prepared.buffers().read(result.buffer, result.rows * result.columns);
        if (!values)
            return values.error();
        backend::Matrix& matrix = outcome.results[result.name];
        matrix.rows = result.rows;
        matrix.columns = result.columns;
        matrix.values.assign(values->begin(), values->end());
    }
    return {};
}

/// Times of all programs' repetitions taken in turn, after warming each up.
Result<std::vector<RunOutcome>> CudaBackend::inTurn(std::span<const program::Program> programs,
                                                    const RunOptions& options, std::stop_token stop)
{
    STREAMSCOPE_CUDA_TRY(cudaSetDevice(m_device));
    std::vector<RunOutcome> outcomes(programs.size());
    std::vector<std::unique_ptr<PreparedProgram>> prepared;
    std::vector<std::unique_ptr<Submitter>> submitters;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        Result<std::unique_ptr<PreparedProgram>> made = prepare(programs[i], options.blocks);
        if (!made)
            return made.error();
        prepared.push_back(std::move(*made));
        submitters.push_back(std::make_unique<Submitter>(*prepared.back(), m_device, false, nullptr));
        outcomes[i].captureNs = prepared.back()->captureNs();
        outcomes[i].instantiateNs = prepared.back()->instantiateNs();
        outcomes[i].uploadNs = prepared.back()->uploadNs();
    }
    const Result<std::unique_ptr<Gate>> gate = makeGate(options);
    if (!gate)
        return gate.error();
    const int rounds = warmUps + std::max(options.repeat, 1);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < programs.size(); ++i) {
            if (round == stateRound)
                noteState(outcomes[i], false);
            Result<Ns> makespan = repetition(*submitters[i], *prepared[i], gateOf(*gate, round), stop);
            if (!makespan)
                return makespan.error();
            if (round >= warmUps)
                note(*makespan, gate->get(), outcomes[i]);
            if (round + 1 == rounds) {
                noteState(outcomes[i], true);
                if (Status read = readResults(*prepared[i], outcomes[i]); !read)
                    return read.error();
            }
        }
        if (options.onProgress)
            options.onProgress(double(round + 1) / rounds);
    }
    return outcomes;
}

/// All repetitions with the tracer attached; the events of the last.
Result<RunOutcome> CudaBackend::traced(const program::Program& program, const RunOptions& options,
                                       trace::EventSink& sink, std::stop_token stop)
{
    // CUPTI has to be there before the first context.
    Result<std::unique_ptr<Tracer>> tracer = Tracer::make(program, options.tracing, options.blocks, m_deviceName, sink);
    if (!tracer)
        return tracer.error();
    STREAMSCOPE_CUDA_TRY(cudaSetDevice(m_device));
    m_buffers.reset();
    Result<std::unique_ptr<PreparedProgram>> prepared =
        prepare(program, options.blocks || options.tracing == Tracing::stamps);
    if (!prepared)
        return prepared.error();
    if (Status attached = (*tracer)->attach(**prepared); !attached)
        return attached.error();
    const Result<std::unique_ptr<Gate>> gate = makeGate(options);
    if (!gate)
        return gate.error();
    Submitter submitter(**prepared, m_device, true, (*tracer)->source());
    RunOutcome outcome;
    outcome.captureNs = (*prepared)->captureNs();
    outcome.instantiateNs = (*prepared)->instantiateNs();
    outcome.uploadNs = (*prepared)->uploadNs();
    const int rounds = warmUps + std::max(options.repeat, 1);
    for (int round = 0; round < rounds; ++round) {
        if (round == stateRound)
            noteState(outcome, false);
        const bool last = round + 1 == rounds;
        if (last)
            (*tracer)->begin(submitter);
        Result<Ns> makespan = repetition(submitter, **prepared, gateOf(*gate, round), stop);
        if (last)
            if (Status ended = (*tracer)->end(**prepared); !ended && makespan)
                return ended.error();
        if (!makespan)
            return makespan.error();
        if (round >= warmUps)
            note(*makespan, gate->get(), outcome);
        if (options.onProgress)
            options.onProgress(double(round + 1) / rounds);
    }
    noteState(outcome, true);
    outcome.lostRecords = (*tracer)->lostRecords();
    if (Status read = readResults(**prepared, outcome); !read)
        return read.error();
    return outcome;
}

} // namespace

Result<std::unique_ptr<backend::Backend>> makeCudaBackend(int device, Watchdog watchdog)
{
    Result<std::vector<CudaDevice>> devices = cudaDevices();
    if (!devices)
        return devices.error();
    if (device < 0 || device >= int(devices->size()))
        return Error{ErrorKind::device,
                     {},
                     {},
                     {"cuda.no-such-device", {std::to_string(device), std::to_string(devices->size())}}};
    return std::unique_ptr<backend::Backend>(
        std::make_unique<CudaBackend>(device, (*devices)[std::size_t(device)].name, std::move(watchdog)));
}

} // namespace streamscope::cuda
