// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/queue_lock.h"

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace streamscope {

namespace {

constexpr int mostPlaces = 4096;
constexpr auto lookAgain = std::chrono::milliseconds(20);

/// Locks are between users, so they live where all can see them: STREAMSCOPE_LOCK_DIR, else /tmp.
std::string slotPath(const std::string& name, const std::string& slot)
{
    const char* chosen = std::getenv("STREAMSCOPE_LOCK_DIR");
    std::string path = std::string(chosen && *chosen ? chosen : "/tmp") + "/streamscope-";
    for (const char c : name)
        path += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '_';
    return path + "." + slot;
}

/// A lock needs no right to write; in a sticky folder another user's file must not be opened with O_CREAT.
int openSlot(const std::string& path)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor >= 0 || errno != ENOENT)
            return descriptor;
        descriptor = ::open(path.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor >= 0) {
            ::fchmod(descriptor, 0644); // whatever the umask
            return descriptor;
        }
        if (errno != EEXIST)
            return descriptor;
    }
    return -1;
}

/// A slot, if it can be had now; −1 if somebody has it (errno EWOULDBLOCK) or it cannot be opened.
int tryTake(const std::string& name, int slot)
{
    const int descriptor = openSlot(slotPath(name, std::to_string(slot)));
    if (descriptor < 0)
        return -1;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor;
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    return -1;
}

Error cannotLock(const std::string& name)
{
    return {ErrorKind::run, slotPath(name, "0"), "", {"base.cannot-lock", {std::strerror(errno)}}};
}

/// Takes the place behind everybody; the gate keeps two newcomers from looking at once.
std::pair<int, int> enterQueue(const std::string& name)
{
    const int gate = openSlot(slotPath(name, "gate"));
    if (gate < 0 || ::flock(gate, LOCK_EX) != 0) {
        if (gate >= 0)
            ::close(gate);
        return {-1, -1};
    }
    int last = -1, free = 0;
    // Looks past a gap: the holder of a slot may be about to move up into it.
    for (int slot = 0; slot < mostPlaces && free < 2; ++slot) {
        const int descriptor = tryTake(name, slot);
        if (descriptor < 0 && errno != EWOULDBLOCK)
            break;
        free = descriptor < 0 ? 0 : free + 1;
        if (descriptor < 0)
            last = slot;
        else
            ::close(descriptor);
    }
    const int place = last + 1;
    const int descriptor = tryTake(name, place);
    const int reason = errno;
    ::close(gate);
    errno = reason;
    return {descriptor, place};
}

} // namespace

Result<QueueLock> QueueLock::take(const std::string& name, const std::function<void(int ahead)>& onPlace,
                                  std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    auto [held, place] = enterQueue(name);
    if (held < 0)
        return cannotLock(name);
    QueueLock lock(held);
    if (place > 0 && onPlace)
        onPlace(place);
    while (place > 0) {
        const int ahead = tryTake(name, place - 1);
        if (ahead >= 0) {
            ::close(std::exchange(lock.m_descriptor, ahead));
            --place;
            if (onPlace)
                onPlace(place);
            continue;
        }
        if (errno != EWOULDBLOCK)
            return cannotLock(name);
        std::unique_lock guard(mutex);
        wake.wait_for(guard, stop, lookAgain, [] { return false; });
        if (stop.stop_requested())
            return Error{ErrorKind::cancelled, "", "", {"base.cancelled", {}}};
    }
    return lock;
}

QueueLock::QueueLock(QueueLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

QueueLock::~QueueLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace streamscope
