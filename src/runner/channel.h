// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/stream_protocol.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>

namespace streamscope::runner {

/// The runner's voice: one stream that the thread that runs, the one that listens and a watchdog share. Every call is
/// whole lines, so that they never mix.
class Channel : public trace::EventSink
{
public:
    /// `write` takes whole lines; false: nobody reads any more, and `unheard` is asked to stop.
    Channel(std::function<bool(std::string_view)> write, std::stop_source unheard);

    void hello(const nlohmann::json& device, const nlohmann::json& profile,
               const nlohmann::json& origin = nlohmann::json::object());
    void progress(double share, const std::string& phase);
    void heartbeat();
    void error(const Error& error);
    void result(const nlohmann::json& result);
    void flush();

    trace::TrackId addTrack(const trace::TrackInfo& info) override;
    trace::NameId intern(std::string_view text) override;
    trace::DetailsId addDetails(const trace::OperationDetails& details) override;
    void addSlice(trace::TrackId track, const trace::Slice& slice) override;
    void addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation) override;
    void addBlocks(const trace::Blocks& blocks) override;
    void addCounter(trace::TrackId track, Ns timeNs, double value) override;
    void advanceTo(Ns timeNs) override;

private:
    std::mutex m_mutex;
    formats::StreamWriter m_writer;
    bool m_saidHello = false;
};

} // namespace streamscope::runner
