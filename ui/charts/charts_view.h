// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/device_profile.h"
#include "timeline/timeline.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPainter;
class QRectF;

namespace streamscope::ui {

class TimeAxis;

enum class ChartKind : std::uint8_t
{
    kernelsAtOnce,
    throughput, ///< share of peak of fp32, DRAM or copies: of what is used most in the visible stretch; where none of
                ///< them is, the SMs with work stand in
    fp32Share,  ///< throughput as share of the device's peak
    dramShare,
    copyRate, ///< both directions together, bytes a second
    residentWarps,
    smsWithWork, ///< share of the SMs, no matter what they do
};

/// One layout's lines.
struct ChartLayout
{
    QString title;
    trace::TracePointer trace;
    /// Limits and peaks that shares are taken of; null: those of the recorded device, where they are known.
    std::shared_ptr<const device::DeviceProfile> profile;
    std::optional<Ns> originNs = std::nullopt; ///< trace time at 0 of the axis; nothing: the first host call
};

/// Charts below the timelines, on the same axis: one line style per layout, a legend in the head line. GUI thread.
class ChartsView : public QWidget
{
    Q_OBJECT
public:
    /// `axis` outlives the view.
    explicit ChartsView(TimeAxis* axis, QWidget* parent = nullptr);
    ~ChartsView() override;

    void setLayouts(std::vector<ChartLayout> layouts);
    void updateTrace(int layout, trace::TracePointer trace, std::optional<Ns> originNs = std::nullopt);
    /// Which charts are shown, from the top. Until somebody chooses: kernels at once, throughput and resident warps, as
    /// far as they are known and there is height for them.
    void setCharts(std::vector<ChartKind> charts);
    const std::vector<ChartKind>& charts() const;
    /// Where the timelines' axis starts and ends, x in this widget, so that the two line up.
    void setPlotEdges(int left, int right);
    void setPlayheadNs(std::optional<Ns> timeNs);
    void setPresentation(bool on);
    /// The layout whose line is drawn solid and in the accent colour; at first the last one.
    void setEmphasis(int layout);

    static QString chartName(ChartKind kind);

    /// Draws all charts into `area`, their plots up to `right` of it; for export.
    void paintAll(QPainter& painter, const QRectF& area, double right) const;
    /// Of all charts at a comfortable height each, those too that there is no height for now.
    int fullHeight() const;
    /// Lines are as new as the axis; false while a worker still sums up a large trace.
    bool isUpToDate() const;

    QSize sizeHint() const override;

signals:
    void seriesShown();
    void fullHeightChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace streamscope::ui
