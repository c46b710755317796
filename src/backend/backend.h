// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "program/program.h"
#include "trace/event_sink.h"

#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::backend {

enum class Tracing
{
    none,  ///< unprofiled: the makespan only
    cupti, ///< activity records
    stamps ///< the kernels' own time stamps
};

/// CUDA_MODULE_LOADING of a runner: when a kernel is loaded.
enum class ModuleLoading : std::uint8_t
{
    inherited, ///< as the environment says, else eager
    lazy,      ///< at its first launch
    eager      ///< all of them when CUDA starts
};

struct RunOptions
{
    int device = 0;
    int repeat = 1; ///< measured repetitions after the warm-up
    Tracing tracing = Tracing::none;
    bool blocks = false; ///< record SM, start and end of every block
    std::uint64_t seed = 0;
    /// Positive: a gate holds every stream until all calls have been made, or for so long if they take longer or one
    /// of them waits for the device. Makespan and trace then start when the gate opens.
    Ns gateNs = 0;
    /// Called on the running thread between repetitions with the share done; a runner's watchdog takes it for a sign
    /// of life. May be empty.
    std::function<void(double share)> onProgress;
};

/// A small matrix a workload computed, row by row.
struct Matrix
{
    std::int64_t rows = 0, columns = 0;
    std::vector<double> values;
};

/// What a run comes to beside its events.
struct RunOutcome
{
    std::vector<Ns> makespanNs; ///< one a repetition, in order
    Ns captureNs = 0;           ///< graph layouts: apart from the makespan
    Ns instantiateNs = 0;
    Ns uploadNs = 0;
    std::map<std::string, Matrix> results; ///< empty on the simulator
    std::int64_t lostRecords = 0;
    double clockBeforeHz = 0, clockAfterHz = 0; ///< 0: not known
    bool throttled = false;
    bool noisy = false;   ///< other processes used the GPU
    bool gated = false;   ///< RunOptions::gateNs was heeded
    int gateTimeouts = 0; ///< repetitions whose gate opened before all calls had been made
};

/// Executes a program and emits events.
class Backend
{
public:
    virtual ~Backend() = default;

    /// Runs `program`; events of the last repetition go to `sink` (null: none wanted). Times start at the first host
    /// call of the measured region. Returns early with ErrorKind::cancelled when `stop` is requested.
    virtual Result<RunOutcome> run(const program::Program& program, const RunOptions& options, trace::EventSink* sink,
                                   std::stop_token stop) = 0;

    /// Runs several programs unprofiled and gives their outcomes in order. Hardware takes their repetitions in turn
    /// (first repetition of each, second of each, …), so that a drifting clock meets all of them alike; where time is a
    /// model, one after the other is the same.
    virtual Result<std::vector<RunOutcome>> runInTurn(std::span<const program::Program> programs,
                                                      const RunOptions& options, std::stop_token stop)
    {
        std::vector<RunOutcome> outcomes;
        for (const program::Program& program : programs) {
            Result<RunOutcome> outcome = run(program, options, nullptr, stop);
            if (!outcome)
                return outcome.error();
            outcomes.push_back(std::move(*outcome));
        }
        return outcomes;
    }
};

} // namespace streamscope::backend
