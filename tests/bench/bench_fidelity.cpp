// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Scores the simulator against what machines measured: bench_fidelity TRUTH.json… [--profile NAME|FILE] [--machine N]…
// [--measured CALIBRATION] [--half fit|report] [--only PREFIX] [--cases] [--operations]. With a calibration the
// profile's fits are put to what was measured there, as calibrate does. Prints makespan errors by family and half,
// against each machine that measured the case (or those named), and how many relations of operations come out.
#include "base/file.h"
#include "base/interval.h"
#include "device/fits.h"
#include "device/profiles.h"
#include "program/lower.h"
#include "simulator/simulator.h"
#include "trace/event_sink.h"
#include "workload/experiment.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

using namespace streamscope;

namespace {

using Json = nlohmann::json;

/// When each operation ran; the operations are labelled with their indices.
class Watcher : public trace::EventSink
{
public:
    explicit Watcher(std::size_t operations) : times(operations) {}

    trace::TrackId addTrack(const trace::TrackInfo& info) override
    {
        m_streams.push_back(info.kind == trace::TrackKind::stream);
        return trace::TrackId(m_streams.size()) - 1;
    }
    trace::NameId intern(std::string_view text) override
    {
        m_names.emplace_back(text);
        return trace::NameId(m_names.size()) - 1;
    }
    trace::DetailsId addDetails(const trace::OperationDetails&) override { return 1; }
    void addSlice(trace::TrackId track, const trace::Slice& slice) override
    {
        if (m_streams[track] && (trace::isGpuOperation(slice.kind) || slice.kind == trace::SliceKind::hostFunction))
            times[std::stoul(m_names[slice.name])] = {slice.startNs, slice.startNs + slice.durationNs};
    }
    void addDependency(std::int64_t, std::int64_t) override {}
    void addBlocks(const trace::Blocks&) override {}
    void addCounter(trace::TrackId, Ns, double) override {}
    void advanceTo(Ns) override {}

    std::vector<Interval> times;

private:
    std::vector<bool> m_streams;
    std::vector<std::string> m_names;
};

struct Score
{
    std::vector<double> errors;
    double signedSum = 0;
    int relations = 0, kept = 0;

    void add(double error)
    {
        errors.push_back(std::abs(error));
        signedSum += error;
    }
    void add(const Score& other)
    {
        errors.insert(errors.end(), other.errors.begin(), other.errors.end());
        signedSum += other.signedSum;
        relations += other.relations;
        kept += other.kept;
    }
};

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const std::size_t below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

void print(const std::string& name, const Score& score)
{
    double mean = 0;
    for (const double error : score.errors)
        mean += error / static_cast<double>(score.errors.size());
    std::printf("%-18s %5zu %8.2f %8.2f %8.2f %8.2f %8.2f", name.c_str(), score.errors.size(),
                100 * quantile(score.errors, 0.5), 100 * quantile(score.errors, 0.9), 100 * mean,
                100 * quantile(score.errors, 1), 100 * score.signedSum / static_cast<double>(score.errors.size()));
    if (score.relations > 0)
        std::printf("   %d of %d", score.kept, score.relations);
    std::printf("\n");
}

bool holds(const std::string& word, const Interval& a, const Interval& b)
{
    if (word == "before")
        return a.endNs <= b.startNs;
    if (word == "after")
        return b.endNs <= a.startNs;
    return std::min(a.endNs, b.endNs) > std::max(a.startNs, b.startNs);
}

struct Options
{
    std::vector<std::string> truths;
    std::string profile = "h200", measured, write, half, only;
    std::set<int> machines; ///< all if empty
    bool cases = false, operations = false;
};

/// What each machine that is asked for measured.
std::map<int, double> makespans(const Json& truth, const Options& options)
{
    int machine = truth.value("machine", 1);
    std::map<int, double> found = {{machine, truth["makespan_ns"].get<double>()}};
    for (const Json& again : truth.value("again_makespan_ns", Json::array()))
        if (++machine; again.is_number())
            found[machine] = again;
    for (auto i = found.begin(); i != found.end() && !options.machines.empty();)
        i = options.machines.count(i->first) > 0 ? std::next(i) : found.erase(i);
    return found;
}

/// What the simulator makes of the case; nothing if it cannot.
std::optional<std::pair<Ns, std::vector<Interval>>> simulate(const Json& truth, const device::DeviceProfile& profile)
{
    const std::string name = truth["name"];
    const auto experiment = workload::Experiment::parse(truth["experiment"].dump(), name);
    if (!experiment)
        return std::nullopt;
    const auto resolved = experiment->resolve(truth["layout"].get<std::string>());
    if (!resolved)
        return std::nullopt;
    auto program =
        program::lower(resolved->workload, resolved->layout, 10 * profile.computeMajor + profile.computeMinor);
    if (!program)
        return std::nullopt;
    program->labels.clear();
    for (std::size_t i = 0; i < program->operations.size(); ++i) {
        program->labels.push_back(std::to_string(i));
        program->operations[i].label = program::Index(i);
    }
    Watcher watcher(program->operations.size());
    const auto outcome = simulator::Simulator(profile).run(*program, {}, &watcher, {});
    if (!outcome)
        return std::nullopt;
    return std::pair(outcome->makespanNs.front(), std::move(watcher.times));
}

Score judge(const Json& truth, const Options& options, Ns makespanNs, const std::vector<Interval>& times)
{
    Score score;
    for (const auto& [machine, measured] : makespans(truth, options))
        score.add(static_cast<double>(makespanNs) / measured - 1);
    for (const Json& relation : truth["relations"]) {
        ++score.relations;
        const std::size_t a = relation[0], b = relation[1];
        if (holds(relation[2], times.at(a), times.at(b)))
            ++score.kept;
        else if (options.cases)
            std::printf("    %zu %s %zu is not so: [%.1f, %.1f) and [%.1f, %.1f)\n", a,
                        relation[2].get<std::string>().c_str(), b, double(times[a].startNs) / 1e3,
                        double(times[a].endNs) / 1e3, double(times[b].startNs) / 1e3, double(times[b].endNs) / 1e3);
    }
    if (options.cases)
        for (const auto& [machine, measured] : makespans(truth, options))
            std::printf("%-52s %-6s %12.3f %12.3f %+7.2f %%\n", truth["name"].get<std::string>().c_str(),
                        truth["half"].get<std::string>().c_str(), measured / 1e3, double(makespanNs) / 1e3,
                        100 * (static_cast<double>(makespanNs) / measured - 1));
    if (!options.operations || !truth.contains("operations") || times.empty())
        return score;
    Ns first = times[0].startNs;
    for (const Interval& time : times)
        first = time.endNs > 0 ? std::min(first, time.startNs) : first;
    for (const Json& operation : truth["operations"]) {
        const Interval& time = times.at(operation["operation"].get<std::size_t>());
        std::printf("    %3d measured %11.3f + %11.3f   simulated %11.3f + %11.3f\n", operation["operation"].get<int>(),
                    operation["start_ns"].get<double>() / 1e3, operation["duration_ns"].get<double>() / 1e3,
                    double(time.startNs - first) / 1e3, double(time.durationNs()) / 1e3);
    }
    return score;
}

using Scores = std::map<std::string, std::map<std::string, Score>>; ///< by half and family

/// False if the case cannot be simulated.
bool scoreCase(const Json& item, const device::DeviceProfile& profile, const Options& options, Scores& scores)
{
    const std::string name = item["name"], half = item["half"];
    if ((!options.half.empty() && half != options.half) || name.rfind(options.only, 0) != 0)
        return true;
    const std::map<int, double> measurements = makespans(item, options);
    if (measurements.empty())
        return true;
    const auto simulated = simulate(item, profile);
    if (!simulated) {
        std::printf("%s cannot be simulated\n", name.c_str());
        return false;
    }
    const Score score = judge(item, options, simulated->first, simulated->second);
    scores[half][name.substr(0, name.find('-'))].add(score);
    scores[half]["all"].add(score);
    for (const auto& [machine, measured] : measurements)
        scores[half]["machine " + std::to_string(machine)].add(static_cast<double>(simulated->first) / measured - 1);
    return true;
}

Result<device::DeviceProfile> profileFor(const Options& options)
{
    if (options.measured.empty())
        return device::findProfile(options.profile);
    const auto fitted = device::findUncorrected(options.profile);
    auto measured = device::findUncorrected(options.measured);
    if (!fitted || !measured)
        return !fitted ? fitted.error() : measured.error();
    device::adoptFits(*measured, *fitted);
    if (!options.write.empty())
        if (const Status written = writeFile(options.write, device::profileJson(*measured)); !written)
            return written.error();
    device::applyCorrections(*measured);
    return measured;
}

int run(const Options& options)
{
    const auto profile = profileFor(options);
    if (!profile) {
        std::fprintf(stderr, "cannot read %s: %s\n", profile.error().file.c_str(), profile.error().message.id.c_str());
        return 2;
    }
    Scores scores;
    int failed = 0;
    for (const std::string& path : options.truths) {
        const auto text = readFile(path, std::size_t(64) << 20);
        const Json truth = text ? Json::parse(*text, nullptr, false) : Json();
        if (!truth.is_object() || !truth.contains("cases")) {
            std::fprintf(stderr, "%s holds no cases\n", path.c_str());
            return 2;
        }
        for (const Json& item : truth["cases"])
            failed += scoreCase(item, *profile, options, scores) ? 0 : 1;
    }
    for (const auto& [half, families] : scores) {
        std::printf("\n%s: makespan errors, %%\n%-18s %5s %8s %8s %8s %8s %8s   relations\n", half.c_str(), "family",
                    "times", "median", "90th", "mean", "largest", "bias");
        for (const auto& [family, score] : families)
            print(family, score);
    }
    return failed > 0 ? 4 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--cases")
            options.cases = true;
        else if (argument == "--operations")
            options.cases = options.operations = true;
        else if (argument == "--profile" && i + 1 < argc)
            options.profile = argv[++i];
        else if (argument == "--measured" && i + 1 < argc)
            options.measured = argv[++i];
        else if (argument == "--write" && i + 1 < argc)
            options.write = argv[++i];
        else if (argument == "--only" && i + 1 < argc)
            options.only = argv[++i];
        else if (argument == "--machine" && i + 1 < argc)
            options.machines.insert(std::atoi(argv[++i]));
        else if (argument == "--half" && i + 1 < argc)
            options.half = argv[++i];
        else
            options.truths.push_back(argument);
    }
    return run(options);
}
