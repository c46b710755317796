// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"
#include "trace/event_sink.h"

#include <string>
#include <vector>

namespace simulatortest {

using namespace streamscope;

/// A device with round numbers: 4 SMs of 16 warps and 4 blocks, 1 GHz (a cycle is 1 ns), every call 1,000 ns, nothing
/// else takes time: no gaps, no latencies. Tests set what they are about.
device::DeviceProfile roundProfile();

/// Builds programs call by call. Kernels are launched with a shape of their own; a graph gets its nodes by node().
class ProgramBuilder
{
public:
    explicit ProgramBuilder(int streams = 1, int threads = 1);

    program::Program program;
    int thread = 0; ///< who makes the next call

    ProgramBuilder& spin(int stream, Ns ns, std::int32_t blocks = 1, std::int32_t threadsPerBlock = 32);
    ProgramBuilder& kernel(int stream, const workload::LaunchShape& shape);
    ProgramBuilder& programmatic(bool touchesMemory = false); ///< so was the kernel before launched
    ProgramBuilder& copy(int stream, workload::CopyDirection direction, std::int64_t bytes,
                         workload::HostMemory memory = workload::HostMemory::pinned);
    ProgramBuilder& memset(int stream, std::int64_t bytes);
    ProgramBuilder& hostFunction(int stream, Ns ns);
    ProgramBuilder& record(int stream, int event);
    ProgramBuilder& wait(int stream, int event);
    ProgramBuilder& cpu(Ns ns);
    ProgramBuilder& call(program::CallKind kind, int stream = -1, int event = -1);
    ProgramBuilder& node(int stream, Ns ns, std::vector<int> after = {});     ///< a spin as a node of the graph
    ProgramBuilder& hostNode(int stream, Ns ns, std::vector<int> after = {}); ///< a host function as a node
    ProgramBuilder& node(int stream, const workload::LaunchShape& shape, std::vector<int> after = {});
    ProgramBuilder& copyNode(int stream, workload::CopyDirection direction, std::int64_t bytes,
                             std::vector<int> after = {});
    ProgramBuilder& memsetNode(int stream, std::int64_t bytes, std::vector<int> after = {});
    ProgramBuilder& launchGraph();

private:
    program::Index addOperation(program::Operation operation);
    ProgramBuilder& addNode(const program::Operation& operation, const std::vector<int>& after);
    program::Index addLaunch(const workload::LaunchShape& shape);
    void add(program::CallKind kind, int stream, program::Index operation, int event = -1);
};

workload::LaunchShape spinShape(Ns ns, std::int32_t blocks, std::int32_t threadsPerBlock);

/// Keeps what was emitted, in the order of emission.
class Recording : public trace::EventSink
{
public:
    trace::TrackId addTrack(const trace::TrackInfo& info) override;
    trace::NameId intern(std::string_view text) override;
    trace::DetailsId addDetails(const trace::OperationDetails& details) override;
    void addSlice(trace::TrackId track, const trace::Slice& slice) override;
    void addDependency(std::int64_t from, std::int64_t to) override;
    void addBlocks(const trace::Blocks& blocks) override;
    void addCounter(trace::TrackId, Ns, double) override {}
    void advanceTo(Ns) override {}

    /// Operations of a stream as "A[0,10) B[10,20)", events left out, by start.
    std::string stream(const std::string& name) const;
    /// Host calls of a thread, the same way.
    std::string host(std::size_t thread = 0) const;
    /// Everything as text, for comparing runs.
    std::string all() const;

    std::vector<trace::TrackInfo> tracks;
    std::vector<std::string> names;
    std::vector<trace::OperationDetails> details;
    std::vector<std::pair<trace::TrackId, trace::Slice>> slices;
    std::vector<std::pair<std::int64_t, std::int64_t>> dependencies;
    std::vector<trace::Blocks> blocks;

private:
    std::string row(trace::TrackId track) const;
};

struct Ran
{
    Ns makespanNs = -1;
    Recording recording;
    std::string error;
};

Ran run(const program::Program& program, const device::DeviceProfile& profile = roundProfile(), bool blocks = false);

} // namespace simulatortest
