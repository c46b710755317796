// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace streamscope {

/// Writes all of `text` to standard output, at once, unbuffered. A full disk is an error (base.cannot-write-output), a
/// pipe that nobody reads ErrorKind::unheard, neither ever a signal: see takeWritesForErrors().
Status writeStandardOutput(std::string_view text);

/// One line to standard error, for people.
void writeStandardErrorLine(std::string_view line);

/// From here on, writing to a pipe that nobody reads, or past the limit of a file, is an error value and no signal. For
/// programs that own their process.
void takeWritesForErrors();

/// Standard output taken away from everybody else in the process: what libraries print goes to standard error instead,
/// only write() reaches the pipe. Not safe from several threads at once; the pipe is closed at the end.
class PrivateOutput
{
public:
    PrivateOutput();
    ~PrivateOutput();
    PrivateOutput(const PrivateOutput&) = delete;
    PrivateOutput& operator=(const PrivateOutput&) = delete;

    /// False: nobody reads any more.
    bool write(std::string_view text);

private:
    int m_descriptor = -1;
};

/// Lines of standard input, waited for with a time limit. One reader a process.
class InputLines
{
public:
    enum class Got
    {
        line,
        timeout,
        interrupted,
        end, ///< end of input, or a line beyond the limit
    };

    explicit InputLines(std::size_t limitBytes);
    ~InputLines();
    InputLines(const InputLines&) = delete;
    InputLines& operator=(const InputLines&) = delete;

    /// Waits at most `timeoutMs` (negative: for ever) for a whole line; it comes without its line feed.
    Got next(std::string& line, int timeoutMs);
    /// Makes the current or the next next() return. Any thread.
    void interrupt();

private:
    int m_wake[2] = {-1, -1};
    std::string m_text;
    std::size_t m_limitBytes;
    bool m_ended = false;
};

/// Requests a stop on the first interrupt or termination signal of the process; a second one ends it at once. For
/// programs that own their process; call once, before other threads start.
std::stop_token stopOnInterrupt();

} // namespace streamscope
