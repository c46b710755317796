// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charts_view.h"

#include "timeline/time_axis.h"

namespace streamscope::ui {

class ChartsView::Private
{
public:
    std::vector<ChartLayout> layouts;
    std::vector<ChartKind> charts{ChartKind::kernelsAtOnce, ChartKind::residentWarps};
};

ChartsView::ChartsView(TimeAxis*, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>()) {}
ChartsView::~ChartsView() = default;
void ChartsView::setLayouts(std::vector<ChartLayout> layouts) { d->layouts = std::move(layouts); }
void ChartsView::updateTrace(int layout, trace::TracePointer trace) { d->layouts[std::size_t(layout)].trace = std::move(trace); }
void ChartsView::setCharts(std::vector<ChartKind> charts) { d->charts = std::move(charts); }
const std::vector<ChartKind>& ChartsView::charts() const { return d->charts; }
void ChartsView::setPlotEdges(int, int) {}
void ChartsView::setPlayheadNs(std::optional<Ns>) {}
void ChartsView::setPresentation(bool) {}
QString ChartsView::chartName(ChartKind) { return {}; }
void ChartsView::paintAll(QPainter&, const QRectF&) const {}
int ChartsView::fullHeight() const { return 200; }
QSize ChartsView::sizeHint() const { return {800, 240}; }
void ChartsView::changeEvent(QEvent* event) { QWidget::changeEvent(event); }
void ChartsView::resizeEvent(QResizeEvent* event) { QWidget::resizeEvent(event); }

} // namespace streamscope::ui
