// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Loop mode: one layout again and again at a runner that stays, each traced iteration a picture of its own.
#include "device/profiles.h"
#include "session/layout_result.h"
#include "session/outcome_json.h"
#include "session/runner_client.h"
#include "session/runs.h"
#include "session/sweeps.h"

#include <algorithm>
#include <deque>

namespace streamscope::session {

namespace {

constexpr int traceEvery = 4;             ///< the others tell how long it takes unobserved
constexpr std::size_t keptMakespans = 32; ///< of the iterations that were not traced

/// One conversation of a loop.
class Loop
{
public:
    Loop(const RunRequest& request, std::size_t layout, const RunListener& listener)
        : m_request(request), m_layout(layout), m_listener(listener)
    {}

    Status run(const std::string& name, const std::stop_token& stop);

private:
    void iterated(const nlohmann::json& result);
    trace::TraceInfo info() const;

    const RunRequest& m_request;
    std::size_t m_layout;
    const RunListener& m_listener;
    std::string m_name, m_device;
    trace::Provenance m_provenance = trace::Provenance::measuredNow;
    workload::ParameterValues m_values; ///< that the last iteration ran with
    std::deque<Ns> m_unprofiledNs;
    Ns m_tracedNs = -1;
    Sweeps m_sweeps;
};

trace::TraceInfo Loop::info() const
{
    RunRequest asIs = m_request;
    asIs.values = m_values;
    trace::TraceInfo info;
    describe(info, asIs, m_name);
    info.deviceName = m_device;
    info.provenance = m_provenance;
    if (!m_unprofiledNs.empty())
        info.unprofiledNs = median({m_unprofiledNs.begin(), m_unprofiledNs.end()});
    info.makespanNs = m_tracedNs;
    info.metadata["trace_every"] = std::to_string(traceEvery);
    return info;
}

void Loop::iterated(const nlohmann::json& result)
{
    const nlohmann::json layouts = result.value("layouts", nlohmann::json::array());
    const backend::RunOutcome outcome = outcomeFromJson(layouts.empty() ? nlohmann::json() : layouts[0]);
    workload::ParameterValues values;
    if (const auto set = result.find("set"); set != result.end() && set->is_object())
        for (const auto& [name, value] : set->items())
            if (value.is_number())
                values[name] = value.get<double>();
    if (values != m_values)
        m_unprofiledNs.clear();
    m_values = std::move(values);
    if (outcome.makespanNs.empty())
        return;
    if (!result.value("traced", false)) {
        m_unprofiledNs.push_back(outcome.makespanNs.back());
        if (m_unprofiledNs.size() > keptMakespans)
            m_unprofiledNs.pop_front();
        return;
    }
    m_tracedNs = outcome.makespanNs.back();
    if (trace::TracePointer sweep = m_sweeps.take(result.value("start_ns", Ns(0)), info()); sweep && m_listener.onTrace)
        m_listener.onTrace(m_layout, std::move(sweep));
    if (m_listener.onProgress)
        m_listener.onProgress(0, "loop " + std::to_string(traceEvery));
}

Status Loop::run(const std::string& name, const std::stop_token& stop)
{
    m_name = name;
    m_values = m_request.values;
    if (m_request.target.kind == Target::Kind::replay)
        m_provenance = trace::Provenance::recorded;
    else if (m_request.target.kind == Target::Kind::simulator)
        if (const Result<device::DeviceProfile> profile = device::findProfile(m_request.target.profile))
            m_provenance = simulatedProvenance(*profile);
    Conversation conversation;
    conversation.via = m_request.target.via;
    conversation.request = requestLine(m_request, {name}, "cupti");
    conversation.request["options"]["loop"] = true;
    conversation.request["options"]["trace_every"] = traceEvery;
    conversation.values = m_request.valueFeed.get();
    conversation.onHello = [this](const nlohmann::json& hello) {
        if (const auto device = hello.find("device"); device != hello.end() && device->is_object())
            m_device = device->value("name", "");
    };
    conversation.onProgress = m_listener.onProgress;
    conversation.onResult = [this](const nlohmann::json& result) { iterated(result); };
    const Result<RunnerReply> reply = converse(conversation, m_sweeps, stop);
    return reply ? Status() : Status(reply.error());
}

} // namespace

Status runLoop(const RunRequest& request, std::size_t layout, const RunListener& listener, std::stop_token stop)
{
    const Result<std::vector<std::string>> names = requestedLayouts(request);
    if (!names)
        return names.error();
    return Loop(request, layout, listener).run((*names)[std::min(layout, names->size() - 1)], stop);
}

} // namespace streamscope::session
