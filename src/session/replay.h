// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "formats/read_trace.h"
#include "trace/trace.h"

namespace streamscope::session {

/// The clock a replay goes by; a test puts its own in the place of the machine's.
class PaceClock
{
public:
    virtual ~PaceClock() = default;
    virtual Ns nowNs() = 0;
    /// Waits until the clock shows `timeNs` or `stop` is requested.
    virtual void waitUntil(Ns timeNs, std::stop_token stop) = 0;
};

/// The machine's monotonic clock.
PaceClock& steadyPaceClock();

/// Plays a recording as if it ran now: each slice reaches the sink when it has ended, at `pace` recorded seconds a
/// second (0: as fast as can be). The program given to run() is not looked at. Slices keep their ids and correlations.
class ReplayBackend : public backend::Backend
{
public:
    explicit ReplayBackend(trace::TracePointer recording, double pace = 0, PaceClock& clock = steadyPaceClock());

    Result<backend::RunOutcome> run(const program::Program& program, const backend::RunOptions& options,
                                    trace::EventSink* sink, std::stop_token stop) override;

private:
    trace::TracePointer m_recording;
    double m_pace;
    PaceClock& m_clock;
};

/// Reads a file, or of the recordings that come with the program the one at `path`.
Result<trace::TracePointer> readRecording(const std::string& path, const formats::ReadOptions& options);

/// The recording that `name` means for `layout`: the file `name` itself, else NAME/LAYOUT.ENDING or NAME-LAYOUT.ENDING
/// with ENDING one of json.gz, json, jsonl; `name` may be a path or, as "recordings/…", one of those that come with the
/// program. Errors: session.no-recording, and those of reading it.
Result<trace::TracePointer> openRecording(const std::string& name, const std::string& layout, std::stop_token stop);

/// Recordings of one experiment's layouts, made together.
struct RecordingSet
{
    std::string name; ///< what may stand after "replay:"
    std::string experiment;
    std::string deviceName;
    std::string parameters; ///< "samples=512, host_cost_ns=5000"
};

/// The sets that come with the program, by experiment, then by their parameters' values. Opens one recording of each.
std::vector<RecordingSet> builtInRecordings();

/// A text that Streamscope wrote into a recording's metadata ("experiment", "layout", "profile"); empty: it did not.
std::string recordedText(const trace::Trace& recording, const char* key);

/// How far what is replayed may be trusted: a recording of a model is still of a model, one of a GPU is a recording.
trace::Provenance replayedProvenance(const trace::Trace& recording);

/// The parameter values a recording was made with; empty where it does not say.
std::map<std::string, double> recordedParameters(const trace::Trace& recording);

/// What a recording says of the run beside its events: its repetitions and results, or at least one makespan.
backend::RunOutcome recordedOutcome(const trace::Trace& recording);

} // namespace streamscope::session
