// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/standard_streams.h"

#include "base/file.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace streamscope {

Status writeStandardOutput(std::string_view text)
{
    if (writeAll(STDOUT_FILENO, text))
        return {};
    const ErrorKind kind = errno == EPIPE ? ErrorKind::unheard : ErrorKind::run;
    return Error{kind, "", "", {"base.cannot-write-output", {std::strerror(errno)}}};
}

void writeStandardErrorLine(std::string_view line)
{
    writeAll(STDERR_FILENO, std::string(line) + '\n');
}

void takeWritesForErrors()
{
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

PrivateOutput::PrivateOutput()
{
    m_descriptor = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
}

PrivateOutput::~PrivateOutput()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool PrivateOutput::write(std::string_view text)
{
    return writeAll(m_descriptor, text);
}

InputLines::InputLines(std::size_t limitBytes) : m_limitBytes(limitBytes)
{
    if (::pipe2(m_wake, O_CLOEXEC | O_NONBLOCK) != 0)
        m_wake[0] = m_wake[1] = -1; // poll() skips a negative descriptor
}

InputLines::~InputLines()
{
    for (const int descriptor : m_wake)
        if (descriptor >= 0)
            ::close(descriptor);
}

void InputLines::interrupt()
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(m_wake[1], &byte, 1); // a full pipe wakes as well
}

InputLines::Got InputLines::next(std::string& line, int timeoutMs)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(timeoutMs);
    std::size_t searchFrom = 0;
    for (;;) {
        if (const std::size_t end = m_text.find('\n', searchFrom); end != std::string::npos) {
            line.assign(m_text, 0, end);
            m_text.erase(0, end + 1);
            return Got::line;
        }
        if (m_ended || m_text.size() > m_limitBytes)
            return Got::end;
        searchFrom = m_text.size();
        int waitMs = -1;
        if (timeoutMs >= 0) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
            waitMs = left > 0 ? static_cast<int>(left) : 0;
        }
        struct pollfd entries[] = {{STDIN_FILENO, POLLIN, 0}, {m_wake[0], POLLIN, 0}};
        const int ready = ::poll(entries, 2, waitMs);
        if (ready == 0)
            return Got::timeout;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready > 0 && entries[1].revents) {
            char byte;
            while (::read(m_wake[0], &byte, 1) > 0) {
            }
            return Got::interrupted;
        }
        char buffer[1 << 14];
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got > 0)
            m_text.append(buffer, static_cast<std::size_t>(got));
        else
            m_ended = true;
    }
}

std::stop_token stopOnInterrupt()
{
    static std::stop_source source;
    static sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    // Blocked in every thread that starts after this, so that only the one below takes them.
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([] {
        int signal = 0;
        if (::sigwait(&signals, &signal) == 0) {
            source.request_stop();
            ::signal(signal, SIG_DFL);
            ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
        }
        for (;;)
            ::pause();
    }).detach();
    return source.get_token();
}

} // namespace streamscope
