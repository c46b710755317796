// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charts_view.h"

#include "charts/chart_panel.h"
#include "charts/series_loader.h"
#include "theme/theme.h"
#include "timeline/origin.h"
#include "timeline/time_axis.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace streamscope::ui {

namespace {

/// Upper bound of the operations of all streams that touch `range`. O(streams × log n).
std::size_t operationsIn(const ChartLayout& layout, Interval range)
{
    const trace::Trace& trace = *layout.trace;
    const Ns origin = layout.originNs.value_or(originOf(trace));
    std::size_t count = 0;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::stream)
            continue;
        const auto [first, last] = track.window(range.startNs + origin, range.endNs + origin);
        count += last - first;
    }
    return count;
}

} // namespace

class ChartsView::Private
{
public:
    Private(ChartsView* view, TimeAxis* timeAxis) : q(view), axis(timeAxis), loader(new SeriesLoader(view)) {}

    void makePanels();
    void dress();
    void request();
    void show(const LoadedSeries& series);
    void mark();
    void place();
    std::vector<ChartPanel*> wanted() const;
    void arrange();
    std::vector<LineStyle> lineStyles() const;
    bool pointer(ChartPanel* panel, QEvent* event);

    ChartsView* q;
    TimeAxis* axis;
    SeriesLoader* loader;
    std::vector<ChartLayout> layouts;
    std::vector<ChartKind> charts{ChartKind::kernelsAtOnce, ChartKind::throughput, ChartKind::residentWarps};
    bool chosen = false; ///< by setCharts: all are shown, known or not
    std::vector<ChartPanel*> panels;
    int fullHeight = 0;
    int left = 120, right = -1;
    int emphasis = -1;
    bool presentation = false;
    bool stale = false;
    std::optional<Ns> playhead;
    std::optional<QPointF> pressed;
    Interval pressedRange;
    int gesture = 1 << 20; // apart from those of the timelines
    QTimer soon;
};

ChartsView::ChartsView(TimeAxis* axis, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this, axis))
{
    setAccessibleName(tr("Charts"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    d->soon.setSingleShot(true);
    d->soon.setInterval(0); // several changes in a row are one
    connect(&d->soon, &QTimer::timeout, this, [this] { d->request(); });
    connect(d->loader, &SeriesLoader::loaded, this, [this](const auto& series) { d->show(*series); });
    connect(axis, &TimeAxis::rangeChanged, this, [this](Interval range) {
        for (ChartPanel* panel : d->panels) {
            panel->setRange(range);
            panel->replot(QCustomPlot::rpQueuedReplot);
        }
        d->stale = true;
        d->soon.start();
    });
    connect(axis, &TimeAxis::cursorChanged, this, [this] { d->mark(); });
    connect(axis, &TimeAxis::selectionChanged, this, [this] { d->mark(); });
    d->makePanels();
}

ChartsView::~ChartsView() = default;

void ChartsView::setLayouts(std::vector<ChartLayout> layouts)
{
    d->layouts = std::move(layouts);
    d->dress();
    d->stale = true;
    d->soon.start();
}

void ChartsView::updateTrace(int layout, trace::TracePointer trace, std::optional<Ns> originNs)
{
    d->layouts[std::size_t(layout)].originNs = originNs;
    d->layouts[std::size_t(layout)].trace = std::move(trace);
    d->stale = true;
    d->soon.start();
}

void ChartsView::setCharts(std::vector<ChartKind> charts)
{
    d->charts = std::move(charts);
    d->chosen = true;
    d->makePanels();
    d->stale = true;
    d->soon.start();
    updateGeometry();
}

const std::vector<ChartKind>& ChartsView::charts() const
{
    return d->charts;
}

void ChartsView::setPlotEdges(int left, int right)
{
    d->left = left;
    d->right = right;
    d->place();
}

void ChartsView::setPlayheadNs(std::optional<Ns> timeNs)
{
    d->playhead = timeNs;
    d->mark();
}

void ChartsView::setPresentation(bool on)
{
    d->presentation = on;
    d->dress();
}

void ChartsView::setEmphasis(int layout)
{
    d->emphasis = layout;
    d->dress();
}

QString ChartsView::chartName(ChartKind kind)
{
    switch (kind) {
    case ChartKind::kernelsAtOnce:
        return tr("kernels at once");
    case ChartKind::throughput:
        return tr("throughput, share of peak");
    case ChartKind::fp32Share:
        return tr("fp32, share of peak");
    case ChartKind::dramShare:
        return tr("DRAM, share of peak");
    case ChartKind::copyRate:
        return tr("copies, both ways");
    case ChartKind::residentWarps:
        return tr("resident warps");
    case ChartKind::smsWithWork:
        return tr("SMs with work");
    }
    return {};
}

void ChartsView::paintAll(QPainter& painter, const QRectF& area, double right) const
{
    double y = area.top();
    const auto panels = d->wanted();
    for (ChartPanel* panel : panels) {
        const double height = area.height() / double(panels.size());
        panel->paintTo(painter, QRectF(area.left(), y, area.width(), height), right);
        y += height;
    }
}

int ChartsView::fullHeight() const
{
    int height = 0;
    for (const ChartPanel* panel : d->wanted())
        height += panel->preferredHeight();
    return height;
}

bool ChartsView::isUpToDate() const
{
    return !d->stale && !d->loader->isBusy();
}

QSize ChartsView::sizeHint() const
{
    return {900, fullHeight()};
}

bool ChartsView::eventFilter(QObject* watched, QEvent* event)
{
    auto* panel = qobject_cast<ChartPanel*>(watched);
    return (panel && d->pointer(panel, event)) || QWidget::eventFilter(watched, event);
}

void ChartsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Charts"));
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange) {
        d->dress();
        d->stale = true;
        d->soon.start();
    }
}

void ChartsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->arrange();
    d->place();
    d->stale = true;
    d->soon.start();
}

void ChartsView::Private::makePanels()
{
    qDeleteAll(panels);
    panels.clear();
    for (ChartKind kind : charts) {
        auto* panel = new ChartPanel(kind);
        panel->setMouseTracking(true);
        panel->installEventFilter(q);
        q->layout()->addWidget(panel);
        panels.push_back(panel);
    }
    dress();
}

std::vector<LineStyle> ChartsView::Private::lineStyles() const
{
    const Theme& theme = themeOf(q->palette());
    const double width = presentation ? 2.6 : 1.5;
    const QVector<qreal> dashes[] = {{5, 3}, {1.2, 2}, {7, 2, 1.2, 2}, {7, 2, 1.2, 2, 1.2, 2}, {12, 4}, {2.5, 2.5}};
    const int strong = emphasis >= 0 ? emphasis : int(layouts.size()) - 1;
    std::vector<LineStyle> styles;
    for (int i = 0, dashed = 0; i < int(layouts.size()); ++i) {
        QPen pen(i == strong ? theme.accent : theme.mutedText, width);
        pen.setCapStyle(Qt::FlatCap);
        pen.setJoinStyle(Qt::RoundJoin);
        if (i != strong)
            pen.setDashPattern(dashes[std::size_t(dashed++) % std::size(dashes)]);
        styles.push_back({layouts[std::size_t(i)].title, pen});
    }
    return styles;
}

void ChartsView::Private::dress()
{
    const Theme& theme = themeOf(q->palette());
    const auto styles = lineStyles();
    for (std::size_t i = 0; i < panels.size(); ++i) {
        panels[i]->setLook(theme, q->font());
        panels[i]->setLines(styles);
        panels[i]->setRange(axis->range());
    }
    arrange();
    place();
    soon.start();
}

std::vector<ChartPanel*> ChartsView::Private::wanted() const
{
    // Kernels at once are there always, but for work that has none.
    const bool others = std::any_of(panels.begin(), panels.end(), [](const ChartPanel* panel) {
        return panel->kind() != ChartKind::kernelsAtOnce && panel->isKnown() && !panel->isEmpty();
    });
    std::vector<ChartPanel*> shown;
    for (ChartPanel* panel : panels)
        if (chosen || (panel->kind() == ChartKind::kernelsAtOnce ? !(others && panel->isEmpty()) : panel->isKnown()))
            shown.push_back(panel);
    return shown;
}

/// Shows the charts that are wanted; where nobody chose, the first two alone where height is short, one where timelines
/// would be left without any.
void ChartsView::Private::arrange()
{
    constexpr double leastShare = 0.64, comfortableShare = 0.85; // of the preferred height
    constexpr double timelinesShare = 1.5;                       // of what two charts take at least
    auto shown = wanted();
    double leastOfTwo = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, shown.size()); ++i)
        leastOfTwo += leastShare * shown[i]->preferredHeight();
    const QWidget* shared = q->parentWidget();
    const bool cramped = shared && shared->height() < (1 + timelinesShare) * leastOfTwo;
    const std::size_t fewest = cramped ? 1 : 2;
    const int full = q->fullHeight();
    if (!chosen && shown.size() > fewest && q->height() < comfortableShare * full)
        shown.resize(fewest);
    int least = 0;
    for (ChartPanel* panel : panels) {
        const auto at = std::find(shown.begin(), shown.end(), panel);
        panel->setVisible(at != shown.end());
        panel->showLegend(at == shown.begin());
        if (at != shown.end() && (chosen || at - shown.begin() < std::ptrdiff_t(fewest)))
            least += int(leastShare * panel->preferredHeight());
    }
    q->setMinimumHeight(least);
    if (std::exchange(fullHeight, full) != full)
        emit q->fullHeightChanged();
}

void ChartsView::Private::request()
{
    // A few operations are drawn with sharp edges; many are averaged, lest the lines become a wall.
    const int plotWidth = (right > 0 ? right : q->width() - 16) - left;
    const Interval range = axis->range();
    std::size_t most = 0;
    for (const ChartLayout& layout : layouts)
        most = std::max(most, layout.trace ? operationsIn(layout, range) : 0);
    const bool few = most * 16 < std::size_t(std::max(0, plotWidth));
    loader->request(layouts, range, few ? std::clamp(plotWidth, 20, 1600) : std::clamp(plotWidth / 6, 20, 600));
}

void ChartsView::Private::show(const LoadedSeries& series)
{
    if (series.layouts.size() == layouts.size()) {
        for (ChartPanel* panel : panels) {
            panel->setSeries(series);
            panel->setRange(axis->range());
        }
        arrange();
        stale = soon.isActive();
    }
    mark();
    if (q->isUpToDate())
        emit q->seriesShown();
}

void ChartsView::Private::mark()
{
    for (ChartPanel* panel : panels) {
        panel->setMarks(axis->cursorNs(), playhead, axis->selection());
        panel->replot(QCustomPlot::rpQueuedReplot);
    }
}

void ChartsView::Private::place()
{
    for (ChartPanel* panel : panels) {
        panel->setEdges(left, right);
        panel->replot(QCustomPlot::rpQueuedReplot);
    }
}

bool ChartsView::Private::pointer(ChartPanel* panel, QEvent* event)
{
    const auto timeAt = [panel](double x) { return Ns(std::llround(panel->xAxis->pixelToCoord(x))); };
    switch (event->type()) {
    case QEvent::Resize:
        QTimer::singleShot(0, q, [this] { place(); });
        return false;
    case QEvent::Wheel: {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        axis->zoomAt(timeAt(wheel->position().x()), std::pow(2.0, -wheel->angleDelta().y() / 480.0), gesture);
        return true;
    }
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton) {
            pressed = mouse->position();
            pressedRange = axis->range();
            ++gesture;
        }
        return true;
    }
    case QEvent::MouseMove: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (pressed && mouse->buttons() & Qt::LeftButton) {
            const double nsPerPixel = double(pressedRange.durationNs()) / std::max(1, panel->axisRect()->width());
            const Ns shift = Ns(std::llround((mouse->position().x() - pressed->x()) * nsPerPixel));
            axis->setRange({pressedRange.startNs - shift, pressedRange.endNs - shift}, gesture);
            return true;
        }
        axis->setCursor(timeAt(mouse->position().x()));
        return true;
    }
    case QEvent::MouseButtonRelease:
        pressed.reset();
        ++gesture;
        return true;
    case QEvent::MouseButtonDblClick:
        axis->fit();
        return true;
    case QEvent::Leave:
        axis->setCursor(std::nullopt);
        return false;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), panel->valuesAt(timeAt(help->pos().x())), panel);
        return true;
    }
    default:
        return false;
    }
}

} // namespace streamscope::ui
