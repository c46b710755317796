// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "formats/stream_origin.h"
#include "session/layout_result.h"
#include "session/outcome_json.h"
#include "session/runner_client.h"
#include "session/runs.h"
#include "trace/trace_builder.h"

#include <algorithm>
#include <map>

namespace streamscope::session {

namespace {

/// What the runner's hello says of the device.
struct RemoteDevice
{
    std::string name;
    int computeCapability = 90;
    bool cupti = false;
    std::optional<device::DeviceProfile> profile;
    trace::RecordedDevice facts;
};

RemoteDevice readHello(const nlohmann::json& hello)
{
    RemoteDevice device;
    if (const auto said = hello.find("device"); said != hello.end() && said->is_object()) {
        device.name = said->value("name", "");
        device.computeCapability = said->value("compute_capability", device.computeCapability);
        device.cupti = said->value("cupti", false);
        device.facts = formats::deviceFromJson(*said);
    }
    if (const auto said = hello.find("profile"); said != hello.end() && said->is_object())
        if (Result<device::DeviceProfile> profile = device::parseProfile(said->dump(), "hello"))
            device.profile = std::move(*profile);
    return device;
}

/// Indices of the layouts by their connections setting, which is the driver's for the life of a process.
std::map<int, std::vector<std::size_t>> groupsByConnections(const std::vector<PreparedLayout>& layouts)
{
    std::map<int, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < layouts.size(); ++i)
        groups[layouts[i].program.connections].push_back(i);
    return groups;
}

/// The children of one comparison, one after the other.
class HardwareRun
{
public:
    HardwareRun(const RunRequest& request, const RunListener& listener, std::stop_token stop)
        : m_request(request), m_listener(listener), m_stop(std::move(stop))
    {}

    Result<analysis::Comparison> run();

private:
    Status runUnprofiled(const std::vector<std::size_t>& group);
    Status runTraced(std::size_t layout);
    const char* tracingFor(std::size_t layout) const;
    Conversation conversation(const std::vector<std::size_t>& layouts, const char* tracing, double from, double share);
    analysis::Comparison comparison();

    const RunRequest& m_request;
    const RunListener& m_listener;
    std::stop_token m_stop;
    std::vector<PreparedLayout> m_layouts;
    std::vector<backend::RunOutcome> m_unprofiled;
    std::vector<std::optional<Ns>> m_tracedNs;
    std::vector<trace::TracePointer> m_traces;
    RemoteDevice m_device;
};

Conversation HardwareRun::conversation(const std::vector<std::size_t>& layouts, const char* tracing, double from,
                                       double share)
{
    std::vector<std::string> names;
    for (const std::size_t i : layouts)
        names.push_back(m_layouts[i].name);
    Conversation conversation;
    conversation.via = m_request.target.via;
    conversation.request = requestLine(m_request, names, tracing);
    if (m_listener.onProgress)
        conversation.onProgress = [this, from, share](double done, const std::string& phase) {
            m_listener.onProgress(from + share * done, phase);
        };
    return conversation;
}

Status HardwareRun::runUnprofiled(const std::vector<std::size_t>& group)
{
    trace::TraceBuilder unused;
    const double share = 0.5 * static_cast<double>(group.size()) / static_cast<double>(m_layouts.size());
    const Result<RunnerReply> reply = converse(conversation(group, "none", 0, share), unused, m_stop);
    if (!reply)
        return reply.error();
    m_device = readHello(reply->hello);
    const nlohmann::json layouts = reply->results.back().value("layouts", nlohmann::json::array());
    for (std::size_t k = 0; k < group.size() && k < layouts.size(); ++k)
        m_unprofiled[group[k]] = outcomeFromJson(layouts[k]);
    for (const std::size_t i : group)
        if (m_unprofiled[i].makespanNs.empty())
            return Error{ErrorKind::run, "", "", {"session.no-makespan", {m_layouts[i].name}}};
    return {};
}

/// CUPTI, where it is there and does not cost what it shows. It adds about a microsecond to every kernel (on an H200 a
/// graph's 0.95 ms of 292 nodes became 1.52, and kernels of 50 us took 2 to 3 % longer): where kernels are all there is
/// and this is more than a hundredth, their own stamps are the truer picture.
const char* HardwareRun::tracingFor(std::size_t layout) const
{
    constexpr Ns cuptiNs = 1000, mostShare = 100;
    Ns kernels = 0;
    for (const program::Operation& operation : m_layouts[layout].program.operations) {
        if (operation.kind == workload::OperationKind::copy || operation.kind == workload::OperationKind::memset)
            return m_device.cupti ? "cupti" : "stamps";
        kernels += operation.kind == workload::OperationKind::kernel;
    }
    const bool disturbs = kernels * cuptiNs * mostShare > median(m_unprofiled[layout].makespanNs);
    return m_device.cupti && !disturbs ? "cupti" : "stamps";
}

Status HardwareRun::runTraced(std::size_t layout)
{
    trace::TraceBuilder builder;
    describe(builder.info(), m_request, m_layouts[layout].name);
    builder.info().deviceName = m_device.name;
    if (m_device.facts.sms > 0)
        builder.info().devices.push_back(m_device.facts);
    builder.info().provenance = trace::Provenance::measuredNow;
    builder.info().branches = m_layouts[layout].program.branches;
    builder.info().unprofiledNs = median(m_unprofiled[layout].makespanNs);
    builder.info().metadata["outcome"] = outcomeJson(m_unprofiled[layout]).dump();
    if (m_device.profile && m_request.target.kind == Target::Kind::simulator)
        describe(builder.info(), *m_device.profile);
    else if (m_device.profile)
        builder.info().metadata["profile"] = nlohmann::json(m_device.profile->name).dump();

    const double share = 0.5 / static_cast<double>(m_layouts.size());
    Conversation traced = conversation({layout}, tracingFor(layout), 0.5 + share * static_cast<double>(layout), share);
    if (m_listener.onTrace)
        traced.onEvents = [&] { m_listener.onTrace(layout, builder.snapshot()); };
    const Result<RunnerReply> reply = converse(traced, builder, m_stop);
    if (reply) {
        const nlohmann::json layouts = reply->results.back().value("layouts", nlohmann::json::array());
        const backend::RunOutcome outcome = outcomeFromJson(layouts.empty() ? nlohmann::json() : layouts[0]);
        builder.trust().lostRecords += outcome.lostRecords;
        builder.trust().malformedRecords += reply->malformedLines;
        if (!outcome.makespanNs.empty())
            builder.info().makespanNs = outcome.makespanNs.back();
        if (m_request.target.kind == Target::Kind::cuda && !outcome.makespanNs.empty())
            m_tracedNs[layout] = outcome.makespanNs.back();
    } else {
        builder.trust().truncated = true;
    }
    m_traces[layout] = builder.finish();
    if (m_listener.onTrace)
        m_listener.onTrace(layout, m_traces[layout]);
    if (!reply && m_listener.onBroken && m_traces[layout]->sliceCount() > 0)
        m_listener.onBroken(layout, m_traces[layout]);
    return reply ? Status() : Status(reply.error());
}

analysis::Comparison HardwareRun::comparison()
{
    analysis::Comparison comparison;
    comparison.experiment = m_request.experiment.name();
    comparison.backend = m_request.target.text();
    comparison.device = m_device.name;
    comparison.provenance = trace::Provenance::measuredNow;
    comparison.repeat = m_request.repeat;
    if (m_request.target.kind == Target::Kind::simulator && m_device.profile) {
        comparison.provenance = simulatedProvenance(*m_device.profile);
        comparison.modelError = std::max(0.0, m_device.profile->modelErrorMedian);
        comparison.repeat = 1;
    }
    for (std::size_t i = 0; i < m_layouts.size(); ++i) {
        comparison.layouts.push_back(
            layoutResult(m_layouts[i], m_unprofiled[i], m_traces[i], m_device.profile ? &*m_device.profile : nullptr));
        comparison.layouts.back().tracedMakespanNs = m_tracedNs[i];
    }
    return comparison;
}

Result<analysis::Comparison> HardwareRun::run()
{
    // Lowered here for its errors and settings; once the device is known, for its registers a thread.
    Result<std::vector<PreparedLayout>> layouts = prepare(m_request, m_device.computeCapability);
    if (!layouts)
        return layouts.error();
    m_layouts = std::move(*layouts);
    m_unprofiled.resize(m_layouts.size());
    m_tracedNs.resize(m_layouts.size());
    m_traces.resize(m_layouts.size());
    for (const auto& [connections, group] : groupsByConnections(m_layouts))
        if (Status done = runUnprofiled(group); !done)
            return done.error();
    layouts = prepare(m_request, m_device.computeCapability);
    if (!layouts)
        return layouts.error();
    m_layouts = std::move(*layouts);
    for (std::size_t i = 0; m_request.trace && i < m_layouts.size(); ++i)
        if (Status done = runTraced(i); !done)
            return done.error();
    return comparison();
}

} // namespace

Result<analysis::Comparison> runOnHardware(const RunRequest& request, const RunListener& listener, std::stop_token stop)
{
    return HardwareRun(request, listener, std::move(stop)).run();
}

} // namespace streamscope::session
