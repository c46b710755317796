// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/live_input.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace streamscope {

namespace {

constexpr std::size_t pieceBytes = 1 << 20;

bool isFifo(const struct stat& what)
{
    return S_ISFIFO(what.st_mode) || S_ISSOCK(what.st_mode);
}

} // namespace

bool LiveInput::isPipe(const std::string& path)
{
    struct stat what = {};
    return path == "-" || (::stat(path.c_str(), &what) == 0 && S_ISFIFO(what.st_mode));
}

Result<LiveInput> LiveInput::open(const std::string& path)
{
    const bool standard = path == "-";
    const int descriptor = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat what = {};
    if (descriptor < 0 || ::fstat(descriptor, &what) != 0)
        return Error{ErrorKind::input, path, "", {"base.cannot-open", {std::strerror(errno)}}};
    // A terminal is read as a pipe is: line by line, until its end. Who redirects a file means what it holds.
    return LiveInput(descriptor, standard || isFifo(what) || S_ISCHR(what.st_mode), !standard);
}

LiveInput::LiveInput(int descriptor, bool pipe, bool owned) : m_descriptor(descriptor), m_pipe(pipe), m_owned(owned) {}

LiveInput::LiveInput(LiveInput&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_pipe(other.m_pipe), m_owned(other.m_owned)
{}

LiveInput& LiveInput::operator=(LiveInput&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_pipe, other.m_pipe);
    std::swap(m_owned, other.m_owned);
    return *this;
}

LiveInput::~LiveInput()
{
    if (m_owned && m_descriptor >= 0)
        ::close(m_descriptor);
}

LiveInput::Read LiveInput::read(std::string& into, int timeoutMs)
{
    bool hungUp = false;
    if (m_pipe) {
        pollfd waiting{m_descriptor, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, timeoutMs);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            return Read::timeout;
        hungUp = (waiting.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    }
    const std::size_t before = into.size();
    into.resize(before + pieceBytes);
    const ssize_t got = ::read(m_descriptor, into.data() + before, pieceBytes);
    into.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got > 0)
        return Read::data;
    const bool later = got < 0 && (errno == EAGAIN || errno == EINTR);
    if (m_pipe) {
        if (later && !hungUp)
            return Read::timeout;
        return Read::end; // poll says something is there, and it is the end
    }
    if (got < 0 && !later)
        return Read::end;
    ::poll(nullptr, 0, timeoutMs); // a file's end is no event that one could wait for
    return Read::timeout;
}

} // namespace streamscope
