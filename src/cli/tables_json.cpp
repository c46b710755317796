// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/tables_json.h"

#include "trace/kinds.h"

namespace streamscope::cli {

namespace {

using Json = nlohmann::ordered_json;

Json distributionJson(const analysis::Distribution& d)
{
    return {{"count", d.count},        {"total_ns", d.totalNs}, {"mean_ns", d.meanNs}, {"least_ns", d.leastNs},
            {"median_ns", d.medianNs}, {"p90_ns", d.p90Ns},     {"p99_ns", d.p99Ns},   {"greatest_ns", d.greatestNs}};
}

Json streamJson(const trace::TrackInfo& info, const analysis::StreamRow& row)
{
    return {{"name", info.name},
            {"rank", info.rank},
            {"device", info.device},
            {"context", info.context},
            {"stream", info.stream},
            {"kernels", row.kernels},
            {"copies", row.copies},
            {"memsets", row.memsets},
            {"span_ns", row.spanNs},
            {"busy_ns", row.busyNs},
            {"overlap_ns", row.overlapNs},
            {"idle_ns", {{"host", row.idleHostNs}, {"kernel", row.idleKernelNs}, {"other", row.idleOtherNs}}},
            {"queue_length", {{"greatest", row.maxQueueLength}, {"mean", row.meanQueueLength}}}};
}

} // namespace

nlohmann::ordered_json tablesJson(const trace::Trace& trace, const analysis::Tables& tables)
{
    Json document;
    document["operations"] = Json::array();
    for (const analysis::KernelRow& row : tables.kernels) {
        Json entry{{"name", trace.name(row.name)}, {"kind", trace::nameOf(row.kind)}};
        entry.update(distributionJson(row.duration));
        entry["share_of_gpu_time"] = row.shareOfGpuTime;
        document["operations"].push_back(std::move(entry));
    }
    document["streams"] = Json::array();
    for (const analysis::StreamRow& row : tables.streams)
        document["streams"].push_back(streamJson(trace.tracks()[row.track].info, row));
    document["launch"] = {{"call", distributionJson(tables.launchCall)},
                          {"end_to_start", distributionJson(tables.launchDelay)},
                          {"begin_to_start", distributionJson(tables.launchToStart)},
                          {"operations_without_a_call", tables.withoutSubmission}};
    return document;
}

} // namespace streamscope::cli
