// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "session/layout_result.h"
#include "session/runs.h"
#include "simulator/simulator.h"
#include "trace/trace_builder.h"

#include <algorithm>

namespace streamscope::session {

Result<analysis::Comparison> runSimulated(const RunRequest& request, const RunListener& listener, std::stop_token stop)
{
    Result<device::DeviceProfile> profile = device::findProfile(request.target.profile);
    if (!profile)
        return profile.error();
    Result<std::vector<PreparedLayout>> layouts = prepare(request, 10 * profile->computeMajor + profile->computeMinor);
    if (!layouts)
        return layouts.error();
    if (Status room = checkRoom(request, *layouts, profile->memoryBytes, profile->deviceName); !room)
        return room.error();

    analysis::Comparison comparison;
    comparison.experiment = request.experiment.name();
    comparison.backend = request.target.text();
    comparison.device = profile->deviceName;
    comparison.provenance = simulatedProvenance(*profile);
    comparison.modelError = std::max(profile->modelErrorMedian, 0.0);

    simulator::Simulator simulator(*profile);
    backend::RunOptions options;
    options.blocks = request.blocks;
    options.gateNs = request.gateNs;
    for (std::size_t i = 0; i < layouts->size(); ++i) {
        const PreparedLayout& layout = (*layouts)[i];
        trace::TraceBuilder builder;
        describe(builder.info(), request, layout.name);
        describe(builder.info(), *profile);
        builder.info().branches = layout.program.branches;
        const Result<backend::RunOutcome> outcome = simulator.run(layout.program, options, &builder, stop);
        if (!outcome)
            return inExperiment(outcome.error(), request);
        if (!outcome->makespanNs.empty())
            builder.info().makespanNs = outcome->makespanNs.back();
        comparison.layouts.push_back(layoutResult(layout, *outcome, builder.finish(), &*profile));
        if (listener.onTrace)
            listener.onTrace(i, comparison.layouts.back().trace);
        if (listener.onProgress)
            listener.onProgress(static_cast<double>(i + 1) / static_cast<double>(layouts->size()), "simulating");
    }
    return comparison;
}

} // namespace streamscope::session
