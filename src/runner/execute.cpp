// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/execute.h"

#include "base/queue_lock.h"
#include "formats/stream_origin.h"
#include "runner/loop_sink.h"
#include "session/outcome_json.h"
#include "session/prepare.h"
#include "session/runs.h"

#include <chrono>

namespace streamscope::runner {

namespace {

using Json = nlohmann::json;

backend::RunOptions optionsOf(const Request& request, Channel& channel, const char* phase)
{
    backend::RunOptions options;
    options.device = request.run->target.device;
    options.repeat = request.run->repeat;
    options.tracing = request.tracing;
    options.blocks = request.run->blocks;
    options.gateNs = request.run->gateNs;
    options.onProgress = [&channel, phase](double share) { channel.progress(share, phase); };
    return options;
}

Json layoutJson(const std::string& name, const backend::RunOutcome& outcome)
{
    Json entry = session::outcomeJson(outcome);
    entry["name"] = name;
    return entry;
}

Result<std::vector<session::PreparedLayout>> prepareWith(const Request& request, const Place& place,
                                                         workload::ParameterValues values)
{
    session::RunRequest run = *request.run;
    run.values = std::move(values);
    Result<std::vector<session::PreparedLayout>> layouts = session::prepare(run, place.computeCapability);
    if (!layouts)
        return layouts;
    if (Status room = session::checkRoom(run, *layouts, place.memoryBytes, place.device.value("name", "")); !room)
        return room.error();
    return layouts;
}

Status runUnprofiled(const Request& request, const std::vector<session::PreparedLayout>& layouts,
                     backend::Backend& backend, Channel& channel, const std::stop_token& stop)
{
    std::vector<program::Program> programs;
    for (const session::PreparedLayout& layout : layouts)
        programs.push_back(layout.program);
    const Result<std::vector<backend::RunOutcome>> outcomes =
        backend.runInTurn(programs, optionsOf(request, channel, "unprofiled"), stop);
    if (!outcomes)
        return session::inExperiment(outcomes.error(), *request.run);
    Json list = Json::array();
    for (std::size_t i = 0; i < outcomes->size(); ++i)
        list.push_back(layoutJson(layouts[i].name, (*outcomes)[i]));
    channel.result({{"layouts", std::move(list)}});
    return {};
}

Status runTraced(const Request& request, const std::vector<session::PreparedLayout>& layouts, backend::Backend& backend,
                 Channel& channel, const std::stop_token& stop)
{
    backend::RunOptions options = optionsOf(request, channel, "traced");
    options.repeat = 1;
    Json list = Json::array();
    for (const session::PreparedLayout& layout : layouts) {
        const Result<backend::RunOutcome> outcome = backend.run(layout.program, options, &channel, stop);
        if (!outcome)
            return session::inExperiment(outcome.error(), *request.run);
        list.push_back(layoutJson(layout.name, *outcome));
    }
    channel.result({{"layouts", std::move(list)}});
    return {};
}

/// What hello says of where the events come from.
Json originOf(const session::RunRequest& run, const Place& place, const std::vector<session::PreparedLayout>& layouts)
{
    trace::TraceInfo info = place.origin;
    if (!info.metadata.contains("experiment"))
        session::describe(info, run, layouts.front().name);
    if (layouts.size() > 1)
        info.metadata.erase("layout");
    else if (info.branches.empty())
        info.branches = layouts.front().program.branches;
    return formats::originJson(info);
}

/// Waits between two iterations; false: it is time to stop.
bool pause(int milliseconds, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
    return !stop.stop_requested();
}

/// The first layout again and again, with the values as they are set; every traceEvery-th iteration is traced. Each
/// iteration has a result line with its number; times and correlations go on from iteration to iteration.
Status runLoop(const Request& request, const Place& place, LiveValues& values, backend::Backend& backend,
               Channel& channel, const std::stop_token& stop)
{
    LoopSink sink(channel);
    for (std::int64_t iteration = 0;; ++iteration) {
        const workload::ParameterValues current = values.get();
        const Result<std::vector<session::PreparedLayout>> layouts = prepareWith(request, place, current);
        if (!layouts)
            return layouts.error();
        const bool traced = request.tracing != backend::Tracing::none && iteration % request.traceEvery == 0;
        backend::RunOptions options = optionsOf(request, channel, "loop");
        options.repeat = 1;
        options.onProgress = {};
        if (!traced)
            options.tracing = backend::Tracing::none;
        const Result<backend::RunOutcome> outcome =
            backend.run(layouts->front().program, options, traced ? &sink : nullptr, stop);
        if (!outcome)
            return session::inExperiment(outcome.error(), *request.run);
        const Ns makespanNs = outcome->makespanNs.empty() ? 0 : outcome->makespanNs.back();
        channel.result({{"iteration", iteration},
                        {"traced", traced},
                        {"trace_every", request.traceEvery},
                        {"start_ns", sink.offsetNs()},
                        {"set", current},
                        {"layouts", {layoutJson(layouts->front().name, *outcome)}}});
        sink.nextIteration(makespanNs);
        if (!pause(request.loopPauseMs, stop))
            return Error{ErrorKind::cancelled, "", "", {"session.cancelled", {}}};
    }
}

} // namespace

void LiveValues::set(const workload::ParameterValues& values)
{
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, value] : values)
        m_values[name] = value;
}

workload::ParameterValues LiveValues::get() const
{
    const std::scoped_lock lock(m_mutex);
    return m_values;
}

Status execute(Request request, LiveValues& values, Channel& channel, std::function<void(const Error&)> expired,
               std::stop_token stop)
{
    const Result<Place> place = findPlace(request, std::move(expired), stop);
    if (!place)
        return place.error();
    if (request.tracing == backend::Tracing::cupti && !place->device.value("cupti", true))
        request.tracing = backend::Tracing::stamps;
    const Result<std::vector<session::PreparedLayout>> layouts = prepareWith(request, *place, values.get());
    if (!layouts)
        return layouts.error();
    channel.hello(place->device, place->profile, originOf(*request.run, *place, *layouts));

    std::optional<QueueLock> turn;
    if (!place->lockKey.empty()) {
        const auto sayPlace = [&](int ahead) { channel.progress(0, "waiting " + std::to_string(ahead)); };
        Result<QueueLock> lock = QueueLock::take(place->lockKey, sayPlace, stop);
        if (!lock)
            return lock.error();
        turn.emplace(std::move(*lock));
    }
    const Result<std::unique_ptr<backend::Backend>> backend = place->makeBackend();
    if (!backend)
        return backend.error();
    if (request.loop)
        return runLoop(request, *place, values, **backend, channel, stop);
    if (request.tracing == backend::Tracing::none)
        return runUnprofiled(request, *layouts, **backend, channel, stop);
    return runTraced(request, *layouts, **backend, channel, stop);
}

} // namespace streamscope::runner
