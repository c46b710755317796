// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <functional>
#include <stop_token>
#include <string>

namespace streamscope {

/// A lock between the processes of a machine, whoever owns them, that is first come, first served and tells the place
/// in the queue. The operating system frees it when its holder ends, however it ends.
///
/// Slot files stand for places, 0 holds the lock. A newcomer takes the first slot behind the last one in use; who has
/// slot k waits for slot k − 1 and moves up. A waiter that dies leaves its slot, and those behind it move up.
class QueueLock
{
public:
    /// Waits for the lock named `name`, calling `onPlace` whenever the number of those ahead changes (never when it is
    /// free at once). Errors: base.cannot-lock; of kind cancelled when `stop` is requested.
    static Result<QueueLock> take(const std::string& name, const std::function<void(int ahead)>& onPlace,
                                  std::stop_token stop);
    QueueLock(QueueLock&& other) noexcept;
    QueueLock& operator=(QueueLock&&) = delete;
    ~QueueLock();

private:
    explicit QueueLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace streamscope
