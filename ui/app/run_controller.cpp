// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_controller.h"

#include "language/language.h"
#include "session/phase.h"

#include <utility>

namespace streamscope::ui {

namespace {
constexpr int frameMs = 16;
}

/// Between the running thread and the frame timer: the newest of everything, nothing queued.
struct RunController::Mailbox
{
    std::mutex mutex;
    std::uint64_t ticket = 0; ///< of the run that writes
    std::map<std::size_t, trace::TracePointer> traces;
    std::map<std::size_t, trace::TracePointer> freshTraces;
    std::optional<std::pair<double, std::string>> progress;
    std::vector<RunOutcome> outcomes;
};

RunController::RunController(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_frames.setInterval(frameMs);
    connect(&m_frames, &QTimer::timeout, this, &RunController::pull);
}

RunController::~RunController() = default;

namespace {

RunOutcome execute(const session::RunRequest& request, const session::RunListener& listener, std::stop_token stop)
{
    RunOutcome outcome;
    auto result = session::run(request, listener, stop);
    if (result)
        outcome.comparison = std::make_shared<const analysis::Comparison>(std::move(*result));
    else
        outcome.error = result.error();
    return outcome;
}

} // namespace

RunOutcome RunController::runNow(session::RunRequest request)
{
    RunOutcome outcome = execute(request, {}, {});
    outcome.request = std::make_shared<const session::RunRequest>(std::move(request));
    return outcome;
}

std::uint64_t RunController::submit(session::RunRequest request)
{
    if (isLooping()) // it would never make room
        m_job.cancel();
    m_loop = nullptr;
    auto shared = std::make_shared<const session::RunRequest>(std::move(request));
    return start(shared, [shared](const session::RunListener& listener, std::stop_token stop) {
        return execute(*shared, listener, std::move(stop));
    });
}

std::uint64_t RunController::submitLoop(session::RunRequest request, std::size_t layout)
{
    if (isLooping())
        m_job.cancel();
    m_loop = request.valueFeed = std::make_shared<session::ValueFeed>();
    auto shared = std::make_shared<const session::RunRequest>(std::move(request));
    return start(shared, [shared, layout](const session::RunListener& listener, std::stop_token stop) {
        RunOutcome outcome;
        const Status ended = session::runLoop(*shared, layout, listener, std::move(stop));
        outcome.error = ended ? Error{ErrorKind::cancelled, "", "", {"session.cancelled", {}}} : ended.error();
        return outcome;
    });
}

void RunController::setLoopValues(const workload::ParameterValues& values)
{
    if (isLooping())
        m_loop->set(values);
}

std::uint64_t RunController::start(std::shared_ptr<const session::RunRequest> request, Way way)
{
    const std::uint64_t ticket = m_newestTicket = ++m_lastTicket;
    m_job.submit([box = m_mailbox, request, ticket, way = std::move(way)](std::stop_token stop) {
        {
            const std::lock_guard lock(box->mutex);
            box->ticket = ticket;
            box->traces.clear();
        }
        session::RunListener listener;
        listener.onTrace = [&box](std::size_t layout, trace::TracePointer soFar) {
            const std::lock_guard lock(box->mutex);
            box->traces[layout] = soFar;
            box->freshTraces[layout] = std::move(soFar);
        };
        listener.onProgress = [&box](double share, const std::string& phase) {
            const std::lock_guard lock(box->mutex);
            box->progress = {share, phase};
        };
        RunOutcome outcome = way(listener, stop);
        outcome.ticket = ticket;
        outcome.request = request;
        const std::lock_guard lock(box->mutex);
        outcome.arrived = std::exchange(box->traces, {});
        box->outcomes.push_back(std::move(outcome));
    });
    if (!m_frames.isActive())
        m_frames.start();
    emit started();
    return ticket;
}

void RunController::cancel()
{
    if (!m_job.cancel())
        return;
    const std::lock_guard lock(m_mailbox->mutex);
    m_newestTicket = std::max(m_finishedTicket, m_mailbox->ticket);
}

void RunController::pull()
{
    std::map<std::size_t, trace::TracePointer> fresh;
    std::optional<std::pair<double, std::string>> progress;
    std::vector<RunOutcome> outcomes;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        fresh = std::exchange(m_mailbox->freshTraces, {});
        progress = std::exchange(m_mailbox->progress, std::nullopt);
        outcomes = std::exchange(m_mailbox->outcomes, {});
    }
    if (progress)
        emit progressed(progress->first, sentence(session::phaseMessage(progress->second)));
    for (const auto& [layout, soFar] : fresh)
        emit traceGrew(layout, soFar);
    for (const RunOutcome& outcome : outcomes) {
        m_finishedTicket = std::max(m_finishedTicket, outcome.ticket);
        if (!isBusy())
            m_frames.stop();
        emit finished(outcome);
    }
    if (!isBusy())
        m_frames.stop();
}

} // namespace streamscope::ui
