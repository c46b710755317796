// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/prepare.h"

#include "program/lower.h"
#include "program/memory_needs.h"
#include "workload/node.h"
#include "workload/read_parameters.h"

#include <algorithm>

namespace streamscope::session {

namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// No backend spreads a layout over several devices, and only the simulator over several processes.
Status checkStreams(const RunRequest& request, const workload::Layout& layout)
{
    for (const workload::Stream& stream : layout.streams)
        if (stream.device != 0)
            return Error{ErrorKind::input,
                         request.experiment.file(),
                         stream.place,
                         {"session.only-device-0", {std::to_string(stream.device)}}};
    for (const workload::Stream& stream : layout.streams)
        if (stream.process != 0 && request.target.kind == Target::Kind::cuda)
            return Error{ErrorKind::input,
                         request.experiment.file(),
                         stream.place,
                         {"session.one-process-on-hardware", {std::to_string(stream.process)}}};
    return {};
}

/// Where the experiment declares the buffer, else the first operation that touches it.
std::string placeOfBuffer(const RunRequest& request, const program::Program& program, program::Index buffer)
{
    const std::string& name = program.buffers[std::size_t(buffer)].name;
    const auto declared = request.experiment.document().find("buffers");
    if (declared != request.experiment.document().end() && declared->contains(name))
        return "#/buffers/" + workload::escapedForPointer(name) + "/bytes";
    const auto touches = [&](const program::Operation& operation) {
        const auto first = program.bufferArguments.begin() + operation.firstBufferArgument;
        const auto last = first + operation.reads + operation.writes;
        return operation.buffer == buffer || std::find(first, last, buffer) != last;
    };
    const auto found = std::ranges::find_if(program.operations, touches);
    if (found == program.operations.end() || found->place < 0)
        return "";
    return program.places[std::size_t(found->place)];
}

} // namespace

Status checkRoom(const RunRequest& request, const std::vector<PreparedLayout>& layouts, std::int64_t memoryBytes,
                 const std::string& deviceName)
{
    if (memoryBytes <= 0)
        return {};
    for (const PreparedLayout& layout : layouts) {
        const std::vector<program::MemoryNeed> needs = program::memoryNeeds(layout.program);
        const program::Index buffer = program::firstWithoutRoom(needs, memoryBytes);
        if (buffer < 0)
            continue;
        const auto mebibytes = [](std::int64_t bytes) { return std::to_string(bytes >> 20); };
        return Error{ErrorKind::input,
                     request.experiment.file(),
                     placeOfBuffer(request, layout.program, buffer),
                     {"session.no-room",
                      {layout.program.buffers[std::size_t(buffer)].name, mebibytes(needs[std::size_t(buffer)].bytes),
                       deviceName, mebibytes(memoryBytes)}}};
    }
    return {};
}

Error inExperiment(Error error, const RunRequest& request)
{
    if (error.file.empty() && !error.place.empty())
        error.file = request.experiment.file();
    return error;
}

Status checkValue(const workload::Experiment& experiment, const std::string& name, double value)
{
    const auto refused = [](Message message) { return Error{ErrorKind::input, "--set", "", std::move(message)}; };
    const std::vector<workload::Parameter> parameters = experiment.parameters("en");
    if (parameters.empty())
        return refused({"session.no-parameters", {experiment.name(), name}});
    const workload::Parameter* found = workload::parameterNamed(parameters, name);
    if (!found) {
        std::vector<std::string> names;
        for (const workload::Parameter& parameter : parameters)
            names.push_back(parameter.name);
        return refused({"session.unknown-parameter", {name, joined(names)}});
    }
    if (auto message = workload::unfit(*found, value))
        return refused(std::move(*message));
    return {};
}

Result<std::vector<std::string>> requestedLayouts(const RunRequest& request)
{
    const std::vector<std::string> known = request.experiment.layoutNames();
    if (request.layouts.empty())
        return known;
    for (const std::string& name : request.layouts)
        if (std::find(known.begin(), known.end(), name) == known.end())
            return Error{ErrorKind::input, "--layout", "", {"session.unknown-layout", {name, joined(known)}}};
    for (auto name = request.layouts.begin(); name != request.layouts.end(); ++name)
        if (std::find(request.layouts.begin(), name, *name) != name)
            return Error{ErrorKind::input, "--layout", "", {"session.layout-named-twice", {*name}}};
    return request.layouts;
}

Result<std::vector<PreparedLayout>> prepare(const RunRequest& request, int computeCapability)
{
    Result<std::vector<std::string>> names = requestedLayouts(request);
    if (!names)
        return names.error();
    for (const auto& [name, value] : request.values)
        if (Status taken = checkValue(request.experiment, name, value); !taken)
            return taken.error();
    std::vector<PreparedLayout> prepared;
    for (const std::string& name : *names) {
        Result<workload::Resolved> resolved = request.experiment.resolve(name, request.values);
        if (!resolved)
            return resolved.error();
        if (Status streams = checkStreams(request, resolved->layout); !streams)
            return streams.error();
        Result<program::Program> program = program::lower(resolved->workload, resolved->layout, computeCapability);
        if (!program)
            return inExperiment(program.error(), request);
        program->experiment = request.experiment.name();
        program->layout = name;
        prepared.push_back({name, std::move(*resolved), std::move(*program)});
    }
    return prepared;
}

} // namespace streamscope::session
