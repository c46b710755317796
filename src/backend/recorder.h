// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"
#include "trace/event_sink.h"

#include <string>
#include <vector>

namespace streamscope::backend {

/// Turns what a backend finds out into tracks and slices, named alike whoever ran, so that a picture looks the same
/// modelled and measured. Every process of the program is a context of the device, with the number of the process plus
/// one. There is always a row of the host: the last synchronize is somebody's call even where no
/// thread calls anything. Does nothing without a sink.
class Recorder
{
public:
    /// `dramBytes`: what each of the program's operations moves, see program::dramBytesOfOperations().
    Recorder(const program::Program& program, const std::string& deviceName, std::vector<double> dramBytes,
             trace::EventSink* sink);

    /// Time zero of the trace, by the clock of all times given; before the first of them. What the host did before is
    /// left out.
    void setOriginNs(Ns originNs) { m_originNs = originNs; }
    Ns originNs() const { return m_originNs; }

    void hostCall(std::size_t thread, const program::HostCall& call, Ns startNs, Ns endNs, std::int64_t correlation);
    void framework(std::size_t thread, Ns startNs, Ns endNs);
    /// An operation in its stream. Copies show on their engine's track too, except those within the device: its SMs do
    /// them, and a copy engine's row says when that engine was busy.
    void operation(program::Index operation, program::Index stream, Ns startNs, Ns endNs, std::int64_t correlation);
    void event(program::Index event, bool record, program::Index branch, program::Index stream, Ns startNs, Ns endNs,
               std::int64_t correlation);
    void dependency(std::int64_t from, std::int64_t to);
    void blocks(trace::Blocks blocks);
    /// All up to `endNs` is known.
    void advanceTo(Ns endNs);
    bool active() const { return m_sink; }

private:
    void addTracks(const std::string& deviceName);
    void internNames();
    trace::DetailsId detailsOf(program::Index operation);
    void add(trace::TrackId track, Ns startNs, Ns endNs, trace::NameId name, trace::SliceKind kind,
             std::int64_t correlation, program::Index branch, trace::DetailsId details = 0);

    const program::Program& m_program;
    trace::EventSink* m_sink;
    Ns m_originNs = 0;
    std::vector<trace::TrackId> m_threads, m_streams, m_engines;
    std::vector<trace::NameId> m_labels, m_events, m_kernels;
    std::vector<trace::NameId> m_calls;
    trace::NameId m_copies[4] = {};
    trace::NameId m_memset = 0, m_hostFunction = 0, m_framework = 0, m_allocation = 0;
    std::vector<double> m_dramBytes;                  ///< by operation
    std::vector<trace::DetailsId> m_operationDetails; ///< by operation; 0: none, or not asked for yet
    std::uint32_t m_nextId = 0;
};

} // namespace streamscope::backend
