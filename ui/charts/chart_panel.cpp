// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_panel.h"

#include "theme/theme.h"
#include "words/sentences.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace streamscope::ui {
namespace {

/// What throughput may be taken of.
struct Resource
{
    const char* name;
    analysis::Series analysis::ThroughputSeries::*share;
};

constexpr Resource resources[] = {
    {QT_TRANSLATE_NOOP("streamscope::ui::ChartPanel", "fp32"), &analysis::ThroughputSeries::fp32Share},
    {QT_TRANSLATE_NOOP("streamscope::ui::ChartPanel", "DRAM"), &analysis::ThroughputSeries::dramShare},
    {QT_TRANSLATE_NOOP("streamscope::ui::ChartPanel", "copies"), &analysis::ThroughputSeries::copyShare},
};

/// Less than this is no work to speak of, but the memsets of a trace that does not know what its kernels did.
constexpr double nothingShare = 0.001;

bool isUsed(const Resource& resource, const std::vector<analysis::ThroughputSeries>& layouts)
{
    return std::any_of(layouts.begin(), layouts.end(), [&](const analysis::ThroughputSeries& all) {
        const std::vector<double>& values = (all.*resource.share).values;
        return std::any_of(values.begin(), values.end(), [](double share) { return share >= nothingShare; });
    });
}

/// By all layouts together; −1: not known, which is less than known and idle.
double use(const Resource& resource, const std::vector<analysis::ThroughputSeries>& layouts)
{
    double sum = -1;
    for (const analysis::ThroughputSeries& all : layouts) {
        const analysis::Series& series = all.*resource.share;
        if (series.known)
            sum = std::accumulate(series.values.begin(), series.values.end(), std::max(sum, 0.0));
    }
    return sum;
}

const Resource& busiest(const std::vector<analysis::ThroughputSeries>& layouts)
{
    return *std::max_element(std::begin(resources), std::end(resources),
                             [&](const Resource& a, const Resource& b) { return use(a, layouts) < use(b, layouts); });
}

const analysis::Series* seriesOf(const LoadedSeries& loaded, std::size_t layout, ChartKind kind,
                                 const Resource& resource)
{
    const analysis::ThroughputSeries& all = loaded.layouts[layout];
    switch (kind) {
    case ChartKind::kernelsAtOnce:
        return &all.kernelsAtOnce;
    case ChartKind::throughput:
        return &(all.*resource.share);
    case ChartKind::fp32Share:
        return &all.fp32Share;
    case ChartKind::dramShare:
        return &all.dramShare;
    case ChartKind::copyRate:
        return &all.copyToDeviceBytesPerSecond;
    case ChartKind::residentWarps:
        return &all.residentWarps;
    case ChartKind::smsWithWork:
        return &loaded.smsWithWork[layout];
    }
    return nullptr;
}

/// The values of a chart; for copies those of both directions together.
std::vector<double> valuesOf(const LoadedSeries& loaded, std::size_t layout, ChartKind kind, const Resource& resource)
{
    const analysis::Series* series = seriesOf(loaded, layout, kind, resource);
    const analysis::ThroughputSeries& all = loaded.layouts[layout];
    std::vector<double> values = series->known ? series->values : std::vector<double>{};
    if (kind == ChartKind::copyRate && all.copyToHostBytesPerSecond.known) {
        values.resize(all.copyToHostBytesPerSecond.values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += all.copyToHostBytesPerSecond.values[i];
    }
    return values;
}

constexpr double littleShare = 0.05;
constexpr double sampleWidth = 32, legendGap = 16;

/// 1, 2, 5 × 10ⁿ, at least `value`.
double roundUp(double value)
{
    const double ten = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-12))));
    for (double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (ten * factor >= value * 0.9999)
            return ten * factor;
    }
    return ten * 10;
}

} // namespace

ChartPanel::ChartPanel(ChartKind kind, QWidget* parent) : QCustomPlot(parent), m_kind(kind), m_shownKind(kind)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setInteractions(QCP::iNone);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(ChartsView::chartName(kind));
    m_isRate = kind == ChartKind::copyRate;
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setSubTicks(false);
        axis->grid()->setVisible(false);
        axis->setTickLength(0);
    }
    xAxis->setTicks(false);
    xAxis->setTickLabels(false);
    yAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    axisRect()->setAutoMargins(QCP::msNone);
    const auto item = [this](auto* made) {
        made->setClipToAxisRect(false);
        made->setSelectable(false);
        return made;
    };
    m_stretch = item(new QCPItemRect(this));
    m_future = item(new QCPItemRect(this));
    m_title = item(new QCPItemText(this));
    m_note = item(new QCPItemText(this));
    m_cursor = new QCPItemStraightLine(this);
    m_playhead = new QCPItemStraightLine(this);
    for (QCPItemText* text : {m_title, m_note}) {
        text->position->setType(QCPItemPosition::ptAbsolute);
        text->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
        text->setPadding({});
    }
    for (QCPItemRect* rect : {m_stretch, m_future}) {
        for (QCPItemPosition* position : {rect->topLeft, rect->bottomRight}) {
            position->setTypeX(QCPItemPosition::ptPlotCoords);
            position->setTypeY(QCPItemPosition::ptAxisRectRatio);
            position->setAxisRect(axisRect());
        }
        rect->setClipToAxisRect(true);
        rect->setVisible(false);
        rect->setPen(Qt::NoPen);
    }
    for (QCPAbstractItem* over : std::initializer_list<QCPAbstractItem*>{m_future, m_cursor, m_playhead})
        over->setLayer(QStringLiteral("overlay")); // above the lines
    m_cursor->setVisible(false);
    m_playhead->setVisible(false);
    m_note->setVisible(false);
}

int ChartPanel::preferredHeight() const
{
    return int(QFontMetricsF(m_title->font()).height() * 6.8);
}

void ChartPanel::setEdges(int left, int right)
{
    m_left = left;
    m_right = right;
    placeHead();
}

void ChartPanel::setLook(const Theme& theme, const QFont& font)
{
    setBackground(theme.surface);
    QFont bold = font, small = font;
    bold.setWeight(QFont::DemiBold);
    small.setPointSizeF(font.pointSizeF() * 0.92);
    m_title->setFont(bold);
    m_title->setColor(theme.text);
    m_note->setFont(small);
    m_note->setColor(theme.mutedText);
    xAxis->setBasePen(QPen(theme.groove, 1));
    yAxis->setBasePen(Qt::NoPen);
    yAxis->setTickPen(QPen(theme.surface, 0)); // vector files have a dot of a tick without length
    yAxis->setTickLabelColor(theme.mutedText);
    yAxis->setTickLabelFont(small);
    yAxis->setTickLabelPadding(9);
    QColor line = theme.mutedText;
    line.setAlphaF(0.6f);
    m_cursor->setPen(QPen(line, 1));
    m_playhead->setPen(QPen(theme.playhead, 2));
    QColor wash = theme.accent;
    wash.setAlphaF(0.1f);
    m_stretch->setBrush(wash);
    m_future->setBrush(theme.surface);
    placeHead();
}

void ChartPanel::showLegend(bool on)
{
    m_legend = on;
    placeHead();
}

void ChartPanel::setLines(const std::vector<LineStyle>& lines)
{
    m_lines = lines;
    clearGraphs();
    for (auto* sample : m_samples)
        removeItem(sample);
    for (auto* name : m_names)
        removeItem(name);
    m_samples.clear();
    m_names.clear();
    for (const LineStyle& line : lines) {
        QCPGraph* graph = addGraph();
        graph->setPen(line.pen);
        graph->setName(line.title);
        graph->setAdaptiveSampling(true);
        auto* sample = new QCPItemLine(this);
        auto* name = new QCPItemText(this);
        sample->setClipToAxisRect(false);
        name->setClipToAxisRect(false);
        sample->start->setType(QCPItemPosition::ptAbsolute);
        sample->end->setType(QCPItemPosition::ptAbsolute);
        name->position->setType(QCPItemPosition::ptAbsolute);
        name->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
        name->setPadding({});
        name->setText(line.title);
        name->setFont(m_note->font());
        name->setColor(m_note->color());
        sample->setPen(line.pen);
        m_samples.push_back(sample);
        m_names.push_back(name);
    }
    placeHead();
}

void ChartPanel::placeHead()
{
    const int whole = parentWidget() ? parentWidget()->width() : width(); // hidden charts are not laid out
    placeHead(m_right > 0 ? m_right : whole - 16, whole);
}

void ChartPanel::placeHead(int right, int whole)
{
    const QFontMetricsF bold(m_title->font()), small(m_note->font());
    const double head = std::round(bold.height() * 2.0), top = std::round(bold.height() * 0.3);
    const int foot = int(small.height() * 0.5) + 2; // half of the label of 0 stands below the axis
    axisRect()->setMargins(QMargins(m_left, int(head), std::max(0, whole - right), foot));
    const double margin = bold.height() * 1.2;
    m_title->setText(ChartsView::chartName(m_shownKind));
    m_title->position->setCoords(margin, top);
    m_note->position->setCoords(margin + bold.horizontalAdvance(m_title->text()) + 10,
                                top + bold.ascent() - small.ascent());
    const bool fits =
        elideNames(small, right - m_note->position->coords().x() - small.horizontalAdvance(m_note->text()));
    double x = right;
    for (std::size_t i = m_names.size(); i-- > 0;) {
        const double nameWidth = small.horizontalAdvance(m_names[i]->text());
        const double middle = top + bold.height() / 2;
        m_names[i]->position->setCoords(x - nameWidth, top + bold.ascent() - small.ascent());
        m_samples[i]->start->setCoords(x - nameWidth - sampleWidth, middle);
        m_samples[i]->end->setCoords(x - nameWidth - 8, middle);
        m_names[i]->setVisible(m_legend && fits);
        m_samples[i]->setVisible(m_legend && fits);
        x -= nameWidth + sampleWidth + legendGap;
    }
}

/// Where the legend has less than it needs, its longest names are shortened first; false if there is not even room for
/// a few letters of each.
bool ChartPanel::elideNames(const QFontMetricsF& metrics, double room)
{
    room -= double(m_names.size()) * (sampleWidth + legendGap);
    std::vector<double> widths;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        widths.push_back(metrics.horizontalAdvance(m_lines[i].title));
    std::sort(widths.begin(), widths.end());
    double most = room;
    bool isShort = false;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        most = room / double(widths.size() - i);
        isShort = widths[i] > most;
        if (isShort)
            break;
        room -= widths[i];
        most = widths[i];
    }
    if (isShort && most < metrics.averageCharWidth() * 5)
        return false;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        m_names[i]->setText(metrics.elidedText(m_lines[i].title, Qt::ElideMiddle, std::ceil(most) + 1));
    return true;
}

void ChartPanel::setSeries(const LoadedSeries& series)
{
    double greatest = 0;
    const Resource& resource = busiest(series.layouts);
    m_shownKind =
        m_kind == ChartKind::throughput && !isUsed(resource, series.layouts) ? ChartKind::smsWithWork : m_kind;
    bool known = false, estimated = false;
    int gpus = 1;
    for (std::size_t i = 0; i < series.layouts.size() && int(i) < graphCount(); ++i) {
        const analysis::ThroughputSeries& all = series.layouts[i];
        const auto values = valuesOf(series, i, m_shownKind, resource);
        QVector<double> keys, heights;
        for (std::size_t bin = 0; bin < values.size(); ++bin) {
            const Ns from = all.edge(int(bin)), to = all.edge(int(bin) + 1);
            keys.push_back(double(from - series.originNs[i]) + double(to - from) / 2);
            heights.push_back(values[bin]);
            greatest = std::max(greatest, values[bin]);
        }
        known = known || !values.empty();
        gpus = std::max(gpus, all.gpus);
        estimated = estimated || (!values.empty() && seriesOf(series, i, m_shownKind, resource)->estimated);
        graph(int(i))->setData(keys, heights, true);
    }
    auto ticks = QSharedPointer<QCPAxisTickerText>::create();
    double top = 1;
    if (m_kind == ChartKind::kernelsAtOnce)
        top = std::max(1.0, std::ceil(greatest - 1e-9));
    else if (m_isRate)
        top = roundUp(std::max(greatest, 1e9));
    else if (greatest > 0 && greatest < littleShare) // a line on the floor says nothing
        top = roundUp(greatest);
    if (known) {
        ticks->addTick(0, QStringLiteral("0"));
        ticks->addTick(top, valueText(top));
    }
    yAxis->setTicker(ticks);
    yAxis->setRange(0, top * 1.03);
    QStringList notes;
    if (known && m_shownKind == ChartKind::throughput)
        notes << tr(resource.name);
    if (!known || estimated)
        notes << (known ? tr("estimated") : tr("not known for these runs"));
    if (known && gpus > 1 && !m_isRate)
        notes << tr("mean of %n GPU(s)", nullptr, gpus);
    m_known = known;
    m_empty = greatest <= 0;
    m_note->setVisible(!notes.isEmpty());
    m_note->setText(notes.join(QStringLiteral(" · ")));
    placeHead();
}

void ChartPanel::setRange(Interval range)
{
    xAxis->setRange(double(range.startNs), double(range.endNs));
}

void ChartPanel::setMarks(std::optional<Ns> cursorNs, std::optional<Ns> playheadNs, std::optional<Interval> selection)
{
    const auto line = [](QCPItemStraightLine* item, const std::optional<Ns>& time) {
        item->setVisible(time.has_value());
        item->point1->setCoords(double(time.value_or(0)), 0);
        item->point2->setCoords(double(time.value_or(0)), 1);
    };
    line(m_cursor, cursorNs);
    line(m_playhead, playheadNs);
    const auto rect = [](QCPItemRect* item, bool visible, double from, double to) {
        item->setVisible(visible);
        item->topLeft->setCoords(from, -0.1);
        item->bottomRight->setCoords(to, 0.99);
    };
    rect(m_future, playheadNs.has_value(), double(playheadNs.value_or(0)),
         std::max(xAxis->range().upper, double(playheadNs.value_or(0))));
    const Interval stretch = selection.value_or(Interval{});
    rect(m_stretch, selection.has_value(), double(stretch.startNs), double(stretch.endNs));
}

QString ChartPanel::valueText(double value) const
{
    if (m_kind == ChartKind::kernelsAtOnce)
        return QString::number(value, 'g', 3);
    if (m_isRate)
        return QString::fromStdString(words::rate(value, "B/s"));
    return tr("%1 %").arg(QString::number(100 * value, 'g', value >= 0.9995 ? 4 : 2));
}

QString ChartPanel::valuesAt(Ns timeNs) const
{
    QStringList lines;
    for (int i = 0; i < graphCount(); ++i) {
        const auto points = graph(i)->data();
        if (points->isEmpty())
            continue;
        const auto at = points->findBegin(double(timeNs), true);
        auto next = at;
        if (++next != points->constEnd() && std::abs(next->key - double(timeNs)) < std::abs(at->key - double(timeNs)))
            lines << tr("%1: %2").arg(m_lines[std::size_t(i)].title, valueText(next->value));
        else
            lines << tr("%1: %2").arg(m_lines[std::size_t(i)].title, valueText(at->value));
    }
    return lines.join(u'\n');
}

void ChartPanel::paintTo(QPainter& painter, const QRectF& area, double right)
{
    placeHead(int(right), int(area.width()));
    std::vector<QCPItemText*> texts; // of several fonts, which a recorded picture would set on several base lines
    for (int i = 0; i < itemCount(); ++i)
        if (auto* text = qobject_cast<QCPItemText*>(item(i)); text && text->visible())
            texts.push_back(text);
    for (QCPItemText* text : texts)
        text->setVisible(false);
    QPicture picture;
    QCPPainter recorder;
    recorder.begin(&picture);
    recorder.setMode(QCPPainter::pmVectorized);
    recorder.setMode(QCPPainter::pmNoCaching);
    const QBrush background = mBackgroundBrush;
    toPainter(&recorder, int(area.width()), int(area.height()));
    recorder.end();
    painter.save();
    painter.translate(area.topLeft());
    painter.fillRect(QRectF(QPointF(0, 0), area.size()), background);
    painter.drawPicture(0, 0, picture);
    for (QCPItemText* text : texts) {
        text->setVisible(true);
        painter.setFont(text->font());
        painter.setPen(text->color());
        painter.drawText(text->position->pixelPosition() + QPointF(0, QFontMetricsF(text->font()).ascent()),
                         text->text());
    }
    painter.restore();
    placeHead();
}

} // namespace streamscope::ui
