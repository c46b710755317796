// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/numbers.h"

#include "app/bench.h"
#include "language/language.h"

namespace streamscope::ui {

namespace {

std::string quoted(const std::string& value)
{
    return (QLatin1Char('"') + text(value).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"'))
        .toStdString();
}

std::string number(const std::optional<Ns>& ns)
{
    return ns ? std::to_string(*ns) : std::string();
}

} // namespace

Numbers::Numbers(const Bench& bench)
{
    if (const auto* comparison = bench.comparison()) {
        for (const analysis::LayoutResult& layout : comparison->layouts)
            m_lines.push_back({layout.name, layout.launch, layout.makespanNs, layout.tracedMakespanNs, layout.speedup,
                               layout.metrics, nullptr});
        return;
    }
    for (const Lane& lane : bench.lanes())
        if (lane.trace)
            m_lines.push_back({lane.title.toStdString(),
                               {},
                               lane.makespanNs >= 0 ? std::optional(lane.makespanNs) : std::nullopt,
                               lane.tracedNs,
                               std::nullopt,
                               {},
                               lane.trace});
}

std::string Numbers::csv(const std::stop_token& stop, const std::function<void(double share)>& onProgress) const
{
    std::string csv = "layout,streams,launch,makespan_ns,traced_makespan_ns,speedup,device_span_ns,gpu_busy_ns,"
                      "overlap_ns,max_concurrency\n";
    for (const Line& line : m_lines) {
        if (stop.stop_requested())
            break;
        const analysis::Metrics metrics = line.trace ? analysis::computeMetrics(*line.trace) : line.metrics;
        const std::string speedup = line.speedup ? QString::number(*line.speedup, 'g', 6).toStdString() : std::string();
        for (const std::string& value :
             {quoted(line.name), std::to_string(metrics.streams), line.launch, number(line.makespanNs),
              number(line.tracedNs), speedup, number(metrics.deviceSpanNs), number(metrics.gpuBusyNs),
              number(metrics.overlapNs)})
            csv += value + ',';
        csv += std::to_string(metrics.maxConcurrency) + '\n';
        onProgress(double(&line - m_lines.data() + 1) / double(m_lines.size()));
    }
    return csv;
}

} // namespace streamscope::ui
