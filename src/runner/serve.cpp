// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/serve.h"

#include "base/standard_streams.h"
#include "runner/execute.h"

#include <chrono>
#include <condition_variable>
#include <thread>
#include <unistd.h>

namespace streamscope::runner {

namespace {

constexpr std::size_t requestLimitBytes = 64 << 20;
constexpr int flushMs = 50;
constexpr int flushesAHeartbeat = 20;
constexpr auto cancelGrace = std::chrono::milliseconds(80);

Error cancelledError()
{
    return {ErrorKind::cancelled, "", "", {"session.cancelled", {}}};
}

/// Says `error` and ends the process, whatever its other threads do in a driver.
[[noreturn]] void endNow(Channel& channel, const Error& error)
{
    channel.error(error);
    ::_exit(static_cast<int>(error.kind));
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

/// Listens to standard input until the run has ended (somebody calls input.interrupt()); keeps the stream flowing.
void listen(InputLines& input, Channel& channel, LiveValues& values, std::stop_source& stop, Deadline& deadline)
{
    std::string line;
    for (int tick = 1;; ++tick) {
        switch (input.next(line, flushMs)) {
        case InputLines::Got::line: {
            const ControlLine control = parseControlLine(line);
            values.set(control.set);
            if (control.cancel)
                stop.request_stop();
            break;
        }
        case InputLines::Got::end:
            stop.request_stop();
            break;
        case InputLines::Got::timeout:
            if (tick % flushesAHeartbeat == 0)
                channel.heartbeat();
            else
                channel.flush();
            break;
        case InputLines::Got::interrupted:
            if (deadline.waitFor(std::chrono::milliseconds(0)))
                return;
            break;
        }
        if (stop.stop_requested()) {
            if (!deadline.waitFor(cancelGrace))
                endNow(channel, cancelledError());
            return;
        }
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
    std::thread listener([&] { listen(input, channel, values, stop, deadline); });
    const Status done = execute(
        *request, values, channel, [&channel](const Error& error) { endNow(channel, error); }, stop.get_token());
    deadline.runEnded();
    input.interrupt();
    listener.join();
    if (!done)
        return fail(done.error());
    channel.flush();
    return 0;
}

} // namespace streamscope::runner
