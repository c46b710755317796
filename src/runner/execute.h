// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runner/channel.h"
#include "runner/place.h"
#include "runner/request.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace streamscope::runner {

/// Parameter values set while a loop runs; shared by the thread that listens and the one that runs.
class LiveValues
{
public:
    explicit LiveValues(workload::ParameterValues values) : m_values(std::move(values)) {}
    void set(const workload::ParameterValues& values);
    workload::ParameterValues get() const;

private:
    mutable std::mutex m_mutex;
    workload::ParameterValues m_values;
};

/// Runs `request` at its place into `channel`: hello, the wait for the GPU, the events, the result. Where CUPTI cannot
/// be had, the kernels' own time stamps serve. The error, if any, is the caller's to say.
Status execute(Request request, LiveValues& values, Channel& channel, std::function<void(const Error&)> expired,
               std::stop_token stop);

} // namespace streamscope::runner
