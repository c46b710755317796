// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/series_loader.h"

#include "timeline/origin.h"
#include "timeline/trace_lanes.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace streamscope::ui {
namespace {

constexpr std::size_t atOnce = 20'000; // slices that are summed up in about a millisecond

} // namespace

SeriesLoader::SeriesLoader(QObject* parent) : QObject(parent) {}
SeriesLoader::~SeriesLoader() = default;

bool SeriesLoader::isBusy() const
{
    return m_running;
}

namespace {

analysis::Series smsWithWork(const trace::TracePointer& trace, Interval range, int bins, Ns originNs)
{
    analysis::Series series;
    const auto shares = trace && bins > 0 ? TraceLanes::of(trace)->smShares() : nullptr;
    if (!shares)
        return series;
    const auto columns = shares->columns({range, bins}, originNs);
    series.known = true;
    series.estimated = shares->estimated();
    series.values.assign(columns.begin(), columns.end());
    return series;
}

} // namespace

std::shared_ptr<const LoadedSeries> SeriesLoader::compute(const Request& request)
{
    auto result = std::make_shared<LoadedSeries>();
    for (const ChartLayout& layout : request.layouts) {
        const Ns origin = layout.originNs ? *layout.originNs : layout.trace ? originOf(*layout.trace) : 0;
        result->originNs.push_back(origin);
        result->layouts.push_back(
            layout.trace
                ? analysis::computeSeries(*layout.trace, {request.range.startNs + origin, request.range.endNs + origin},
                                          request.bins, layout.profile.get())
                : analysis::ThroughputSeries{});
        result->smsWithWork.push_back(smsWithWork(layout.trace, request.range, request.bins, origin));
    }
    return result;
}

void SeriesLoader::request(const std::vector<ChartLayout>& layouts, Interval range, int bins)
{
    Request request{layouts, range, bins};
    std::size_t slices = 0;
    for (const ChartLayout& layout : layouts)
        slices += layout.trace ? layout.trace->sliceCount() : 0;
    if (m_running) {
        m_waiting = std::make_unique<Request>(std::move(request));
    } else if (slices <= atOnce) {
        emit loaded(compute(request));
    } else {
        start(std::move(request));
    }
}

void SeriesLoader::start(Request request)
{
    m_running = true;
    QThreadPool::globalInstance()->start([self = QPointer(this), request = std::move(request)] {
        auto result = compute(request);
        QMetaObject::invokeMethod(qApp, [self, result = std::move(result)] {
            if (!self)
                return;
            self->m_running = false;
            emit self->loaded(result);
            if (self->m_waiting && !self->m_running)
                self->start(std::move(*std::exchange(self->m_waiting, nullptr)));
        });
    });
}

} // namespace streamscope::ui
