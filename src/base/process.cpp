// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/process.h"

#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace streamscope {

namespace {

constexpr std::size_t errorTextLimit = 4096;

struct Pipe
{
    int readEnd = -1, writeEnd = -1;

    bool open() { return ::pipe2(ends(), O_CLOEXEC) == 0; }
    int* ends()
    {
        static_assert(sizeof(Pipe) == 2 * sizeof(int));
        return &readEnd;
    }
};

void closeEnd(int& descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

/// Keeps SIGPIPE from this thread while it writes, so that a child that is gone is an error value also in programs
/// that did not choose to ignore the signal.
class NoBrokenPipeSignal
{
public:
    NoBrokenPipeSignal()
    {
        ::sigemptyset(&m_pipe);
        ::sigaddset(&m_pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~NoBrokenPipeSignal()
    {
        if (!::sigismember(&m_before, SIGPIPE)) {
            const struct timespec now = {0, 0};
            while (::sigtimedwait(&m_pipe, nullptr, &now) == -1 && errno == EINTR) {
            }
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

private:
    sigset_t m_pipe, m_before;
};

int spawn(const Process::Command& command, const Pipe& input, const Pipe& output, const Pipe& error, pid_t& child)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input.readEnd, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, error.writeEnd, STDERR_FILENO);

    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none, usual;
    ::sigemptyset(&none);
    ::sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM})
        ::sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &usual);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    const int group = command.ownGroup ? POSIX_SPAWN_SETPGROUP : 0;
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group));

    std::vector<char*> words;
    for (const std::string& word : command.words)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const int failure = ::posix_spawnp(&child, words[0], &actions, &attributes, words.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure;
}

} // namespace

struct Process::State
{
    pid_t child = -1;
    bool ownGroup = false;
    bool reaped = false;
    ProcessEnd end;
    int input = -1, output = -1, error = -1;
    Pipe wake;
    std::string queued;
    bool closing = false;
    std::string errorText;

    ~State()
    {
        for (int* descriptor : {&input, &output, &error, &wake.readEnd, &wake.writeEnd})
            closeEnd(*descriptor);
    }

    void send()
    {
        const NoBrokenPipeSignal guard;
        while (!queued.empty() && input >= 0) {
            const ssize_t written = ::write(input, queued.data(), queued.size());
            if (written > 0)
                queued.erase(0, static_cast<std::size_t>(written));
            else if (errno == EAGAIN)
                return;
            else if (errno != EINTR)
                queued.clear(), closing = true;
        }
        if (closing && queued.empty())
            closeEnd(input);
    }

    void takeError()
    {
        char buffer[1024];
        const ssize_t got = ::read(error, buffer, sizeof buffer);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            closeEnd(error);
        if (got <= 0)
            return;
        errorText.append(buffer, static_cast<std::size_t>(got));
        if (errorText.size() > errorTextLimit)
            errorText.erase(0, errorText.size() - errorTextLimit);
    }

    /// What is left on standard error when the output has ended.
    void drainError()
    {
        struct pollfd entry = {error, POLLIN, 0};
        while (error >= 0 && ::poll(&entry, 1, 0) > 0)
            takeError();
    }
};

Process::Process(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Process::Process(Process&& other) noexcept = default;

Process& Process::operator=(Process&& other) noexcept
{
    std::swap(m_state, other.m_state);
    return *this;
}

Process::~Process()
{
    if (m_state && !m_state->reaped) {
        kill();
        wait();
    }
}

Result<Process> Process::start(const Command& command)
{
    auto state = std::make_unique<State>();
    Pipe input, output, error;
    int failure = 0;
    if (!input.open() || !output.open() || !error.open() || !state->wake.open())
        failure = errno;
    if (!failure)
        failure = spawn(command, input, output, error, state->child);
    closeEnd(input.readEnd);
    closeEnd(output.writeEnd);
    closeEnd(error.writeEnd);
    state->input = input.writeEnd;
    state->output = output.readEnd;
    state->error = error.readEnd;
    if (failure)
        return Error{ErrorKind::device, command.words.front(), "", {"base.cannot-start", {std::strerror(failure)}}};
    state->ownGroup = command.ownGroup;
    ::fcntl(state->input, F_SETFL, O_NONBLOCK);
    ::fcntl(state->wake.readEnd, F_SETFL, O_NONBLOCK);
    ::fcntl(state->wake.writeEnd, F_SETFL, O_NONBLOCK);
    return Process(std::move(state));
}

void Process::write(std::string_view text)
{
    m_state->queued += text;
    m_state->send();
}

void Process::closeInput()
{
    m_state->closing = true;
    m_state->send();
}

Process::Read Process::read(std::string& into, int timeoutMs)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(timeoutMs);
    State& state = *m_state;
    while (state.output >= 0) {
        int waitMs = -1;
        if (timeoutMs >= 0) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
            waitMs = left > 0 ? static_cast<int>(left) : 0;
        }
        struct pollfd entries[] = {{state.output, POLLIN, 0},
                                   {state.error, POLLIN, 0},
                                   {state.wake.readEnd, POLLIN, 0},
                                   {state.queued.empty() ? -1 : state.input, POLLOUT, 0}};
        const int ready = ::poll(entries, 4, waitMs);
        if (ready == 0)
            return Read::timeout;
        if (ready < 0 && errno != EINTR)
            break;
        if (ready < 0)
            continue;
        if (entries[1].revents)
            state.takeError();
        if (entries[3].revents)
            state.send();
        if (entries[2].revents) {
            char byte;
            while (::read(state.wake.readEnd, &byte, 1) > 0) {
            }
            return Read::interrupted;
        }
        if (!entries[0].revents)
            continue;
        char buffer[1 << 16];
        const ssize_t got = ::read(state.output, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        into.append(buffer, static_cast<std::size_t>(got));
        return Read::data;
    }
    state.drainError();
    return Read::end;
}

void Process::interrupt()
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(m_state->wake.writeEnd, &byte, 1); // a full pipe wakes as well
}

void Process::kill()
{
    if (!m_state->reaped)
        ::kill(m_state->ownGroup ? -m_state->child : m_state->child, SIGKILL);
}

ProcessEnd Process::wait(int patienceMs)
{
    int status = 0;
    while (!m_state->reaped) {
        const pid_t waited = ::waitpid(m_state->child, &status, patienceMs < 0 ? 0 : WNOHANG);
        if (waited < 0 && errno == EINTR)
            continue;
        if (waited == 0 && patienceMs == 0)
            kill();
        if (waited == 0) { // the kernel offers no wait with a time limit for a process
            ::poll(nullptr, 0, 1);
            --patienceMs;
            continue;
        }
        m_state->reaped = true;
        if (waited == m_state->child && WIFSIGNALED(status))
            m_state->end.signal = WTERMSIG(status);
        else if (waited == m_state->child)
            m_state->end.exitStatus = WEXITSTATUS(status);
    }
    return m_state->end;
}

const std::string& Process::errorText() const
{
    return m_state->errorText;
}

int Process::id() const
{
    return static_cast<int>(m_state->child);
}

std::string programPath()
{
    char path[PATH_MAX];
    const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

} // namespace streamscope
