// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/serve.h"

#include "base/standard_streams.h"
#include "runner/execute.h"

#include <chrono>
#include <condition_variable>
#include <optional>
#include <thread>
#include <unistd.h>

namespace streamscope::runner {

namespace {

constexpr std::size_t requestLimitBytes = 64 << 20;
constexpr int flushMs = 50;
constexpr int flushesAHeartbeat = 20;
constexpr auto cancelGrace = std::chrono::milliseconds(80);
constexpr auto lastWordsGrace = std::chrono::milliseconds(200); ///< for a reader to take them

Error cancelledError()
{
    return {ErrorKind::cancelled, "", "", {"session.cancelled", {}}};
}

/// Says `error`, if somebody reads, and ends the process, whatever its other threads do in a driver.
[[noreturn]] void endNow(Channel& channel, const Error& error)
{
    const int status = static_cast<int>(error.kind);
    std::thread([status] {
        std::this_thread::sleep_for(lastWordsGrace);
        ::_exit(status);
    }).detach();
    channel.error(error);
    ::_exit(status);
}

/// Ends the process if the thread that runs does not heed a stop in time.
class Deadline
{
public:
    void runEnded()
    {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }

    /// True: the run ended within the grace.
    bool waitFor(std::chrono::milliseconds grace)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, grace, [this] { return m_ended; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
};

/// Listens to standard input for what a run is told.
class Listener
{
public:
    Listener(InputLines& input, Channel& channel, const Request& request, LiveValues& values, std::stop_source& stop)
        : m_input(input), m_channel(channel), m_request(request), m_values(values), m_stop(stop)
    {}

    /// Until the run has ended (somebody calls input.interrupt()). Never waits for who reads the channel.
    void listen(Deadline& deadline);

    /// Once it no longer listens: a line that the run could make nothing of.
    const std::optional<Error>& refused() const { return m_refused; }

private:
    void take(const std::string& line);

    InputLines& m_input;
    Channel& m_channel;
    const Request& m_request;
    LiveValues& m_values;
    std::stop_source& m_stop;
    std::optional<Error> m_refused; ///< the first one
    int m_number = 1;               ///< of the line; the request was the first
};

void Listener::take(const std::string& line)
{
    ++m_number;
    if (line.find_first_not_of(" \t\r") == std::string::npos)
        return;
    const Result<ControlLine> control = parseControlLine(line, m_number, m_request);
    if (control)
        m_values.set(control->set);
    else if (!m_refused)
        m_refused = control.error();
    if (m_refused || control->cancel)
        m_stop.request_stop();
}

void Listener::listen(Deadline& deadline)
{
    std::string line;
    while (true) {
        switch (m_input.next(line, -1)) {
        case InputLines::Got::line:
            take(line);
            break;
        case InputLines::Got::end:
            m_stop.request_stop();
            break;
        case InputLines::Got::timeout:
            break;
        case InputLines::Got::interrupted:
            if (!deadline.waitFor(std::chrono::milliseconds(0)))
                break;
            while (m_input.next(line, 0) == InputLines::Got::line) // what came while a short run ran
                take(line);
            return;
        }
        if (m_stop.stop_requested()) {
            if (!deadline.waitFor(cancelGrace))
                endNow(m_channel, m_refused.value_or(cancelledError()));
            return;
        }
    }
}

/// Keeps the stream flowing while little is said.
void keepFlowing(Channel& channel, const std::stop_token& ended)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    for (int tick = 1;; ++tick) {
        wake.wait_for(lock, ended, std::chrono::milliseconds(flushMs), [] { return false; });
        if (ended.stop_requested())
            return;
        if (tick % flushesAHeartbeat == 0)
            channel.heartbeat();
        else
            channel.flush();
    }
}

} // namespace

int serve(std::stop_token interrupted)
{
    PrivateOutput output;
    std::stop_source stop;
    InputLines input(requestLimitBytes);
    const std::stop_callback onInterrupt(interrupted, [&] {
        stop.request_stop();
        input.interrupt();
    });
    Channel channel([&output](std::string_view lines) { return output.write(lines); }, stop);

    const auto fail = [&](const Error& error) {
        channel.error(error);
        return static_cast<int>(error.kind);
    };
    std::string line;
    if (input.next(line, -1) != InputLines::Got::line)
        return fail(stop.stop_requested() ? cancelledError()
                                          : Error{ErrorKind::input, "request", "", {"runner.no-request", {}}});
    const Result<Request> request = parseRequest(line);
    if (!request)
        return fail(request.error());
    if (request->asksForDevices) {
        const Result<nlohmann::json> gpus = gpusJson();
        if (!gpus)
            return fail(gpus.error());
        channel.hello(nullptr, nullptr);
        channel.result(*gpus);
        return 0;
    }

    LiveValues values(request->run->values);
    Deadline deadline;
    Listener listener(input, channel, *request, values, stop);
    std::thread listening([&] { listener.listen(deadline); });
    std::jthread flowing([&channel](const std::stop_token& ended) { keepFlowing(channel, ended); });
    const Status done = execute(
        *request, values, channel, [&channel](const Error& error) { endNow(channel, error); }, stop.get_token());
    flowing.request_stop();
    flowing.join();
    if (done)
        channel.flush();
    deadline.runEnded();
    input.interrupt();
    listening.join();
    if (listener.refused())
        endNow(channel, *listener.refused());
    if (!done && stop.stop_requested())
        endNow(channel, done.error());
    return done ? 0 : fail(done.error());
}

} // namespace streamscope::runner
