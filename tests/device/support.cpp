// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support.h"

#include "program/lower.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace streamscope::devicetest {

void Report::add(const std::string& what, bool passed, const std::string& measured, const std::string& wanted)
{
    m_rows.push_back({what, measured, wanted, passed});
    fmt::print("{} {:<58} {:<44} {}\n", passed ? "ok  " : "FAIL", what, measured, wanted);
    std::fflush(stdout);
}

int Report::finish() const
{
    const auto failed = std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.passed; });
    if (failed > 0)
        fmt::print("\nfailed:\n");
    for (const Row& row : m_rows)
        if (!row.passed)
            fmt::print("  {}: {} {}\n", row.what, row.measured, row.wanted);
    fmt::print("{} passed, {} failed\n", m_rows.size() - std::size_t(failed), failed);
    return int(failed);
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

double median(const std::vector<Ns>& values)
{
    return median(std::vector<double>(values.begin(), values.end()));
}

std::string text(const Error& error)
{
    std::string line = error.message.id;
    for (const std::string& argument : error.message.arguments)
        line += " " + argument;
    return error.place.empty() ? line : error.place + ": " + line;
}

program::Program singleKernel(const std::string& kernel, const std::vector<std::int64_t>& parameters, int times)
{
    program::Program program;
    program.experiment = kernel;
    program.layout = "single";
    program.labels = {kernel};
    program.branches = {"branch"};
    workload::Stream stream;
    stream.name = "stream";
    program.streams = {stream};
    const workload::KernelInfo* info = workload::findKernel(kernel);
    program::Launch launch;
    launch.kernel = info;
    launch.parameters = parameters;
    launch.shape = info->shape(parameters);
    program.launches = {launch};
    for (const std::int64_t bytes : info->bufferBytes(parameters)) {
        workload::Buffer buffer;
        buffer.name = fmt::format("b{}", program.buffers.size());
        buffer.bytes = bytes;
        buffer.fill.seed = program.buffers.size() + 17;
        program.bufferArguments.push_back(program::Index(program.buffers.size()));
        program.buffers.push_back(buffer);
        program.memoryOfBuffer.push_back(workload::HostMemory::pinned);
    }
    program.threads.resize(1);
    for (int i = 0; i < times; ++i) {
        program::Operation operation;
        operation.branch = operation.label = operation.launch = operation.stream = 0;
        operation.reads = std::uint16_t(info->reads.size());
        operation.writes = std::uint16_t(info->writes.size());
        program.operations.push_back(operation);
        program.threads[0].push_back({program::CallKind::launchKernel, 0, program::Index(i), -1});
    }
    return program;
}

Result<program::Program> lowered(const std::string& experiment, const std::string& layout,
                                 const workload::ParameterValues& values)
{
    const Result<workload::Experiment> found = workload::Experiment::find(experiment);
    if (!found)
        return found.error();
    const Result<workload::Resolved> resolved = found->resolve(layout, values);
    if (!resolved)
        return resolved.error();
    return program::lower(resolved->workload, resolved->layout, 90);
}

} // namespace streamscope::devicetest
