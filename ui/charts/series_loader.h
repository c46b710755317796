// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/series.h"
#include "charts/charts_view.h"

#include <QObject>

#include <memory>
#include <vector>

namespace streamscope::ui {

/// What the charts show: per layout, its series over the visible stretch.
struct LoadedSeries
{
    std::vector<analysis::ThroughputSeries> layouts;
    std::vector<analysis::Series> smsWithWork; ///< of each layout, 0…1
    std::vector<Ns> originNs;                  ///< of each layout's trace
};

/// Computes series for the charts. Small traces at once; larger ones on a worker thread, one job at a time, a newer
/// request replacing one that waits. GUI thread.
class SeriesLoader : public QObject
{
    Q_OBJECT
public:
    explicit SeriesLoader(QObject* parent = nullptr);
    ~SeriesLoader() override;

    /// `range` counts from each trace's origin.
    void request(const std::vector<ChartLayout>& layouts, Interval range, int bins);
    bool isBusy() const;

signals:
    void loaded(std::shared_ptr<const streamscope::ui::LoadedSeries> series);

private:
    struct Request
    {
        std::vector<ChartLayout> layouts;
        Interval range;
        int bins = 0;
    };
    static std::shared_ptr<const LoadedSeries> compute(const Request& request);
    void start(Request request);

    std::unique_ptr<Request> m_waiting;
    bool m_running = false;
};

} // namespace streamscope::ui
