// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "program/program.h"
#include "trace/event_sink.h"

#include <map>
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

struct RunOptions
{
    int device = 0;
    int repeat = 1; ///< measured repetitions after the warm-up
    Tracing tracing = Tracing::none;
    bool blocks = false; ///< record SM, start and end of every block
    std::uint64_t seed = 0;
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
    bool noisy = false; ///< other processes used the GPU
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
};

} // namespace streamscope::backend
