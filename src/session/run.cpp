// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/run.h"

#include "session/runs.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace streamscope::session {

void describe(trace::TraceInfo& info, const RunRequest& request, const std::string& layout)
{
    const auto text = [](const std::string& value) {
        return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    };
    info.title = request.experiment.name() + " · " + layout;
    info.metadata["experiment"] = text(request.experiment.name());
    info.metadata["layout"] = text(layout);
    nlohmann::json values = nlohmann::json::object();
    for (const workload::Parameter& parameter : request.experiment.parameters("en"))
        values[parameter.name] = parameter.value;
    for (const auto& [name, value] : request.values)
        values[name] = value;
    info.metadata["parameters"] = values.dump();
}

Result<analysis::Comparison> run(const RunRequest& request, const RunListener& listener, std::stop_token stop)
{
    using Way = Result<analysis::Comparison> (*)(const RunRequest&, const RunListener&, std::stop_token);
    Way way = &runSimulated;
    if (request.target.kind == Target::Kind::replay)
        way = &runRecorded;
    else if (request.target.kind == Target::Kind::cuda || !request.target.via.empty())
        way = &runOnHardware;
    Result<analysis::Comparison> comparison = way(request, listener, stop);
    if (comparison)
        analysis::judge(*comparison);
    return comparison;
}

} // namespace streamscope::session
