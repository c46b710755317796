// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Measures the experiments of tests/fidelity: `fidelity FOLDER OUT CONNECTIONS times|trace`. One JSON object a line and
// case; tests/fidelity/collect.py makes the truth of them. Only cases whose layout has CONNECTIONS (0: none given) are
// run, since the driver reads that number once a process.
#include "support.h"

#include "base/interval.h"
#include "cuda/buffers.h"
#include "cuda/cuda_backend.h"
#include "cuda/prepared_program.h"
#include "cuda/submitter.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace streamscope::devicetest {

namespace {

using workload::OperationKind;

constexpr int repeats = 21;
constexpr Ns marginNs = 2000;
constexpr std::size_t mostRelated = 64; ///< operations up to which all pairs are compared

/// When each operation ran in one repetition; {0, 0}: not seen.
using Times = std::vector<Interval>;

enum Relation
{
    neither,
    before, ///< ends at least a margin before the other starts
    after,
    overlap, ///< at least a margin together
};

Relation relation(const Interval& a, const Interval& b)
{
    if (a.endNs + marginNs <= b.startNs)
        return before;
    if (b.endNs + marginNs <= a.startNs)
        return after;
    return std::min(a.endNs, b.endNs) - std::max(a.startNs, b.startNs) >= marginNs ? overlap : neither;
}

/// Pairs of operations of different streams that stood in one relation in all but one repetition.
nlohmann::json relations(const program::Program& program, const std::vector<Times>& runs)
{
    nlohmann::json found = nlohmann::json::array();
    const std::size_t count = program.operations.size();
    if (count > mostRelated || runs.empty())
        return found;
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b) {
            if (program.operations[a].stream == program.operations[b].stream)
                continue;
            std::map<Relation, std::size_t> seen;
            for (const Times& times : runs)
                if (times[a] != Interval() && times[b] != Interval())
                    ++seen[relation(times[a], times[b])];
            for (const auto& [what, often] : seen)
                if (what != neither && often + 1 >= runs.size())
                    found.push_back({a, b, what == before ? "before" : what == after ? "after" : "overlap"});
        }
    return found;
}

nlohmann::json operations(const program::Program& program, const std::vector<Times>& runs)
{
    nlohmann::json listed = nlohmann::json::array();
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        std::vector<Ns> starts, durations;
        for (const Times& times : runs) {
            Ns first = 0;
            for (const Interval& when : times)
                if (when != Interval() && (first == 0 || when.startNs < first))
                    first = when.startNs;
            if (times[i] == Interval())
                continue;
            starts.push_back(times[i].startNs - first);
            durations.push_back(times[i].durationNs());
        }
        if (!starts.empty())
            listed.push_back({{"operation", i},
                              {"start_ns", std::int64_t(median(starts))},
                              {"duration_ns", std::int64_t(median(durations))}});
    }
    return listed;
}

struct Measurement
{
    std::vector<Ns> makespanNs;
    std::vector<Times> runs;
};

bool hasCopies(const program::Program& program)
{
    return std::any_of(program.operations.begin(), program.operations.end(), [](const program::Operation& o) {
        return o.kind == OperationKind::copy || o.kind == OperationKind::memset;
    });
}

/// The kernels' own stamps: nothing of the submission is disturbed.
Result<Measurement> stamped(const program::Program& program)
{
    Result<std::shared_ptr<cuda::Buffers>> buffers = cuda::Buffers::make(program);
    if (!buffers)
        return buffers.error();
    Result<std::unique_ptr<cuda::PreparedProgram>> prepared = cuda::PreparedProgram::make(program, *buffers, true);
    if (!prepared)
        return prepared.error();
    cuda::Submitter submitter(**prepared, 0, false, nullptr);
    Measurement measurement;
    for (int round = -2; round < repeats; ++round) {
        Result<Ns> makespan = submitter.run({});
        (*buffers)->freeLeftovers();
        Result<std::vector<cuda::Probes::Record>> records = (*prepared)->probes().read();
        if (!makespan || !records)
            return !makespan ? makespan.error() : records.error();
        if (round < 0)
            continue;
        Times times(program.operations.size());
        for (const cuda::Probes::Record& record : *records)
            times[std::size_t(record.operation)] = {record.startNs, record.endNs};
        measurement.makespanNs.push_back(*makespan);
        measurement.runs.push_back(std::move(times));
    }
    return measurement;
}

/// CUPTI, attached once for all cases.
class Traced
{
public:
    Status start()
    {
        Result<std::unique_ptr<cuda::ActivitySource>> source = cuda::makeCuptiSource();
        if (!source)
            return source.error();
        m_source = std::move(*source);
        return m_source->start([this](const cuda::DeviceActivity& activity) {
            const std::lock_guard lock(m_mutex);
            m_arrived.push_back(activity);
        });
    }

    Result<Measurement> measure(const program::Program& program)
    {
        m_source->takeClonedNodes();
        if (!m_stamp)
            if (Result<cuda::DeviceMemory<std::uint64_t>> memory = cuda::deviceMemory<std::uint64_t>(1))
                m_stamp = std::move(*memory);
        Result<std::shared_ptr<cuda::Buffers>> buffers = cuda::Buffers::make(program);
        if (!buffers)
            return buffers.error();
        Result<std::unique_ptr<cuda::PreparedProgram>> prepared = cuda::PreparedProgram::make(program, *buffers, false);
        if (!prepared)
            return prepared.error();
        std::unordered_map<std::uint64_t, program::Index> ofNode;
        for (std::size_t i = 0; i < (*prepared)->graphNodes().size(); ++i)
            ofNode[m_source->nodeId((*prepared)->graphNodes()[i])] = program.graph.nodes[i];
        for (const auto& [id, origin] : m_source->takeClonedNodes())
            if (ofNode.count(origin))
                ofNode[id] = ofNode[origin];
        cuda::Submitter submitter(**prepared, 0, true, m_source.get());
        Measurement measurement;
        for (int round = -2; round < repeats; ++round) {
            m_source->flush(true);
            m_arrived.clear();
            kernels::launchStamp(m_stamp.get(), nullptr); // the first launch after a flush is a slow one
            cudaDeviceSynchronize();
            Result<Ns> makespan = submitter.run({});
            if (!makespan)
                return makespan.error();
            (*buffers)->freeLeftovers();
            m_source->flush(true);
            if (round < 0)
                continue;
            measurement.makespanNs.push_back(*makespan);
            measurement.runs.push_back(collect(program, submitter, ofNode));
        }
        return measurement;
    }

private:
    Times collect(const program::Program& program, const cuda::Submitter& submitter,
                  const std::unordered_map<std::uint64_t, program::Index>& ofNode)
    {
        std::unordered_map<std::uint32_t, program::Index> ofCall;
        for (std::size_t thread = 0; thread < program.threads.size(); ++thread)
            for (std::size_t i = 0; i < program.threads[thread].size(); ++i)
                if (const program::Index operation = program.threads[thread][i].operation; operation >= 0)
                    ofCall[(*submitter.logs()[thread])[i].correlation] = operation;
        Times times(program.operations.size());
        for (const cuda::DeviceActivity& activity : m_arrived) {
            program::Index operation = -1;
            if (const auto node = ofNode.find(activity.graphNode); activity.graphNode != 0 && node != ofNode.end())
                operation = node->second;
            else if (const auto call = ofCall.find(activity.correlation); call != ofCall.end())
                operation = call->second;
            if (operation < 0)
                continue;
            Interval& when = times[std::size_t(operation)];
            when.startNs = when == Interval() ? activity.startNs : std::min(when.startNs, activity.startNs);
            when.endNs = std::max(when.endNs, activity.endNs);
        }
        return times;
    }

    std::unique_ptr<cuda::ActivitySource> m_source;
    cuda::DeviceMemory<std::uint64_t> m_stamp;
    std::mutex m_mutex;
    std::vector<cuda::DeviceActivity> m_arrived;
};

} // namespace

void measureFidelity(Report& report, const Arguments& arguments)
{
    const std::string folder = arguments.at(0), mode = arguments.at(3);
    const int connections = std::stoi(arguments.at(2));
    std::ofstream out(arguments.at(1), std::ios::app);
    if (connections > 0) {
        program::Program program;
        program.connections = connections;
        cuda::prepareEnvironment(program);
    }
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    Traced traced;
    if (mode == "trace")
        if (Status started = traced.start(); !started) {
            report.add("CUPTI", false, text(started.error()));
            return;
        }
    std::unique_ptr<backend::Backend> gpu;
    if (mode == "times") {
        Result<std::unique_ptr<backend::Backend>> made = cuda::makeCudaBackend(0);
        if (!made) {
            report.add("a GPU", false, text(made.error()));
            return;
        }
        gpu = std::move(*made);
    }
    int measured = 0, failed = 0;
    for (const std::string& file : files) {
        Result<program::Program> program = lowered(file, "measured", {});
        if (!program) {
            report.add(file, false, text(program.error()));
            continue;
        }
        if (program->connections != connections)
            continue;
        const std::string fileName = std::filesystem::path(file).filename().string();
        nlohmann::json line{{"name", fileName.substr(0, fileName.find(".streamscope"))}, {"mode", mode}};
        Error error;
        bool good = true;
        if (mode == "check") {
            ++measured;
            continue;
        }
        if (mode == "times") {
            backend::RunOptions options;
            options.repeat = repeats;
            Result<backend::RunOutcome> outcome = gpu->run(*program, options, nullptr, {});
            good = bool(outcome);
            if (!good) {
                error = outcome.error();
            } else {
                line["makespan_ns"] = outcome->makespanNs;
                line["throttled"] = outcome->throttled;
                line["clock_hz"] = outcome->clockAfterHz;
                line["instantiate_ns"] = outcome->instantiateNs;
            }
        }
        if (good && (mode == "trace" || !hasCopies(*program))) {
            Result<Measurement> measurement = mode == "trace" ? traced.measure(*program) : stamped(*program);
            good = bool(measurement);
            if (!good) {
                error = measurement.error();
            } else {
                line["observed_makespan_ns"] = measurement->makespanNs;
                line["operations"] = operations(*program, measurement->runs);
                line["relations"] = relations(*program, measurement->runs);
            }
        }
        if (!good) {
            report.add(file, false, text(error));
            ++failed;
            continue;
        }
        ++measured;
        out << line.dump() << "\n";
        out.flush();
    }
    report.add(fmt::format("fidelity {} connections {}", mode, connections), failed == 0,
               fmt::format("{} cases", measured));
}

} // namespace streamscope::devicetest
