// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>

namespace streamscope {

/// Bytes that arrive while they are read: from a named pipe, from standard input ("-"), or from a file that grows.
/// Belongs to one thread.
class LiveInput
{
public:
    /// Whether reading `path` can go on for as long as others write: it is a pipe or "-". Opens nothing.
    static bool isPipe(const std::string& path);

    /// Errors: base.cannot-open.
    static Result<LiveInput> open(const std::string& path);
    LiveInput(LiveInput&& other) noexcept;
    LiveInput& operator=(LiveInput&& other) noexcept;
    ~LiveInput();

    enum class Read
    {
        data,
        timeout,
        end, ///< all writers have closed the pipe, or it broke; the end of standard input; never of a named file
    };
    /// Waits at most `timeoutMs` and appends what there is to `into`, 1 MiB at most.
    Read read(std::string& into, int timeoutMs);

private:
    LiveInput(int descriptor, bool pipe, bool owned);

    int m_descriptor = -1;
    bool m_pipe = false;
    bool m_owned = true;
};

} // namespace streamscope
