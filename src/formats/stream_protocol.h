// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "trace/event_sink.h"
#include "trace/trace_builder.h"

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace streamscope::formats {

/// Version of the pipe between window and runner (interface.md 'The pipe').
inline constexpr int protocolVersion = 1;

/// Writes events as one JSON object a line. `write` gets whole lines; it may gather them. Names are defined once.
class StreamWriter : public trace::EventSink
{
public:
    explicit StreamWriter(std::function<void(std::string_view lines)> write);
    ~StreamWriter() override;

    /// `origin`: what else is to be said of where the events come from (stream_origin.h).
    void hello(const std::string& version, const nlohmann::json& device, const nlohmann::json& profile,
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
    struct State;
    std::unique_ptr<State> m_state;
};

/// Feeds a stream, in pieces as they arrive, into a sink. Skips anything before hello; a cut-off stream gives what it
/// held. Lines of unknown type are counted, not refused. 1,000,000 slices a second or more.
class StreamReader
{
public:
    struct Handlers
    {
        std::function<void(const nlohmann::json& hello)> hello;
        std::function<void(double share, const std::string& phase)> progress;
        std::function<void(const Error&)> error;
        std::function<void(const nlohmann::json& result)> result;
        std::function<void()> heartbeat;
    };

    StreamReader(trace::EventSink& sink, Handlers handlers);
    ~StreamReader();

    void feed(std::string_view bytes);
    void finish(); ///< the end of the stream
    std::int64_t malformedLines() const;
    std::int64_t unknownLines() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace streamscope::formats
