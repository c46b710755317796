// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope {

/// How a child process ended.
struct ProcessEnd
{
    int exitStatus = 0;
    int signal = 0; ///< 0: it ended by itself
};

/// A child process with pipes for its standard input, output and error. Belongs to one thread; interrupt() alone may
/// come from any. The destructor kills and reaps: no child outlives its Process, no zombie stays.
class Process
{
public:
    struct Command
    {
        std::vector<std::string> words; ///< program (looked up in PATH), arguments
        bool ownGroup = true;           ///< out of the terminal's foreground group; kill() reaches its children too
    };

    /// Errors: base.cannot-start.
    static Result<Process> start(const Command& command);
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    ~Process();

    /// Queues text for the child's input; read() sends what the pipe does not take now. A child that reads no more
    /// is no error here: its end says why.
    void write(std::string_view text);
    /// Ends the child's input after what is queued.
    void closeInput();

    enum class Read
    {
        data,
        timeout,
        interrupted,
        end,
    };
    /// Waits at most `timeoutMs` (negative: for ever) for output and appends it to `into`.
    Read read(std::string& into, int timeoutMs);
    /// Makes the current or the next read() return. Any thread.
    void interrupt();

    void kill();
    /// Waits for the end of the process; kills it when it has not ended after `patienceMs` (negative: never).
    ProcessEnd wait(int patienceMs = -1);

    /// The last lines of what the child wrote to its standard error; at most 4 KiB.
    const std::string& errorText() const;
    int id() const;

private:
    struct State;
    explicit Process(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Path of the running program; empty where the system does not tell.
std::string programPath();

} // namespace streamscope
