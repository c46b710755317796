// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/inspector.h"

#include "analysis/device_limits.h"
#include "analysis/resident_warps.h"
#include "language/language.h"
#include "theme/elided_label.h"
#include "theme/theme.h"
#include "theme/track_names.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace streamscope::ui {

namespace {

using trace::SliceKind;

/// So many characters of a row's name are shown at most: a file's arguments have longer ones than ours.
constexpr int mostOfName = 18;
/// A longer value stands under its name.
constexpr int mostBeside = 15;

QString extent(const std::array<std::int32_t, 3>& size)
{
    QString text = QString::number(size[0]);
    if (size[1] > 1 || size[2] > 1)
        text += QStringLiteral("×%1").arg(size[1]);
    if (size[2] > 1)
        text += QStringLiteral("×%1").arg(size[2]);
    return text;
}

QString bytes(std::int64_t count)
{
    return count < 1024 ? Inspector::tr("%n byte(s)", nullptr, int(count))
                        : QLocale().formattedDataSize(count, 1, QLocale::DataSizeIecFormat);
}

/// The call on the host that submitted the slice, if the trace knows it.
std::optional<Ns> submittedAtNs(const trace::Trace& trace, const trace::Track& track, std::size_t i)
{
    const std::int64_t correlation = track.correlation[i];
    if (correlation < 0 || trace::isHost(track.kind[i]))
        return std::nullopt;
    for (const trace::SliceRef ref : trace.correlated(correlation)) {
        const trace::Track& other = trace.tracks()[ref.track];
        if (trace::isHost(other.kind[ref.index]))
            return other.startNs[ref.index];
    }
    return std::nullopt;
}

QString memoryName(trace::OperationDetails::Memory memory)
{
    using Memory = trace::OperationDetails::Memory;
    switch (memory) {
    case Memory::pinned:
        return Inspector::tr("pinned");
    case Memory::pageable:
        return Inspector::tr("pageable");
    case Memory::device:
        return Inspector::tr("device");
    case Memory::unknown:
        break;
    }
    return Inspector::tr("unknown");
}

void addDetails(const trace::OperationDetails& details, Ns durationNs, Inspector::Rows& rows)
{
    const auto rate = [durationNs](double amount) { return durationNs > 0 ? amount / double(durationNs) * 1e9 : 0.0; };
    const QLocale locale;
    if (details.grid[0] > 0)
        rows.emplace_back(Inspector::tr("grid × block"),
                          extent(details.grid) + QStringLiteral(" × ") + extent(details.block));
    if (details.registersPerThread > 0)
        rows.emplace_back(Inspector::tr("registers, shared"),
                          QStringLiteral("%1, %2")
                              .arg(details.registersPerThread)
                              .arg(bytes(details.staticSharedBytes + std::int64_t(details.dynamicSharedBytes))));
    if (details.bytes > 0) {
        rows.emplace_back(Inspector::tr("bytes"), bytes(details.bytes));
        rows.emplace_back(Inspector::tr("rate"),
                          QStringLiteral("%1 GB/s").arg(locale.toString(rate(double(details.bytes)) / 1e9, 'g', 3)));
    }
    if (details.source != trace::OperationDetails::Memory::unknown ||
        details.target != trace::OperationDetails::Memory::unknown)
        rows.emplace_back(Inspector::tr("memory"),
                          memoryName(details.source) + QStringLiteral(" → ") + memoryName(details.target));
    if (details.flops > 0)
        rows.emplace_back(Inspector::tr("arithmetic"),
                          QStringLiteral("%1 TFLOP/s").arg(locale.toString(rate(details.flops) / 1e12, 'g', 3)));
    if (details.dramBytes > 0)
        rows.emplace_back(Inspector::tr("device memory"),
                          QStringLiteral("%1 GB/s").arg(locale.toString(rate(details.dramBytes) / 1e9, 'g', 3)));
}

void addWarps(const trace::Trace& trace, trace::SliceKind kind, const trace::OperationDetails& details,
              Inspector::Rows& rows)
{
    const analysis::DeviceLimits device(trace, nullptr);
    if (!trace::isKernel(kind) || details.grid[0] <= 0 || !device.get())
        return;
    const double share = analysis::residentWarpShare(details, *device.get());
    rows.emplace_back(Inspector::tr("resident warps"),
                      Inspector::tr("%1 %").arg(QLocale().toString(share * 100, 'g', share < 0.995 ? 2 : 3)));
}

/// Of what the file says beside the slice: it has a row of its own already.
bool isSaidAbove(std::string_view argument, const trace::Track& track, const trace::OperationDetails& details)
{
    if (argument == "grid" || argument == "block" || argument == "registers per thread" || argument == "shared memory")
        return details.grid[0] > 0;
    return (argument == "bytes" && details.bytes > 0) ||
           (argument == "stream" && track.info.kind == trace::TrackKind::stream);
}

} // namespace

Inspector::Rows Inspector::describe(const trace::Trace& trace, trace::SliceRef slice, Ns originNs)
{
    Rows rows;
    if (slice.track >= trace.tracks().size() || slice.index >= trace.tracks()[slice.track].size())
        return rows;
    const trace::Track& track = trace.tracks()[slice.track];
    const std::size_t i = slice.index;
    const auto& branches = trace.info().branches;
    rows.emplace_back(tr("name"), ui::text(trace.name(track.name[i])));
    rows.emplace_back(tr("kind"), KindNames::of(track.kind[i]));
    rows.emplace_back(track.info.kind == trace::TrackKind::stream ? tr("stream") : tr("row"),
                      TrackNames::of(trace, track.info));
    if (track.branch[i] >= 0 && std::size_t(track.branch[i]) < branches.size())
        rows.emplace_back(tr("branch"), ui::text(branches[std::size_t(track.branch[i])]));
    rows.emplace_back(tr("start"), instant(track.startNs[i] - originNs));
    rows.emplace_back(tr("duration"), duration(track.durationNs[i]));
    addDetails(trace.details(track.details[i]), track.durationNs[i], rows);
    addWarps(trace, track.kind[i], trace.details(track.details[i]), rows);
    if (const auto submitted = submittedAtNs(trace, track, i))
        rows.emplace_back(tr("submitted"), tr("%1 earlier").arg(duration(track.startNs[i] - *submitted)));
    const trace::OperationDetails& details = trace.details(track.details[i]);
    for (const auto& [name, value] : trace.arguments(slice)) {
        if (isSaidAbove(name, track, details))
            continue;
        QString plain = ui::text(value);
        if (plain.size() >= 2 && plain.startsWith(QLatin1Char('"')) && plain.endsWith(QLatin1Char('"')))
            plain = plain.mid(1, plain.size() - 2);
        rows.emplace_back(ui::text(name), plain);
    }
    return rows;
}

Inspector::Inspector(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)), m_hint(nullptr)
{
    m_grid->setContentsMargins(4, 0, 4, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(5);
    m_grid->setColumnStretch(1, 1);
    rebuild();
}

void Inspector::show(trace::TracePointer trace, trace::SliceRef slice, Ns originNs)
{
    m_originNs = originNs;
    m_trace = std::move(trace);
    m_slice = slice;
    rebuild();
}

void Inspector::show(Rows rows)
{
    m_trace = nullptr;
    m_given = std::move(rows);
    rebuild();
}

void Inspector::clear()
{
    m_trace = nullptr;
    m_given.clear();
    rebuild();
}

QString Inspector::text() const
{
    QString lines;
    for (const auto& [name, value] : m_rows)
        lines += name + QLatin1Char('\t') + value + QLatin1Char('\n');
    return lines;
}

void Inspector::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

void Inspector::rebuild()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (QWidget* old = item->widget()) {
            old->hide(); // it may be painted once more before it is gone
            old->deleteLater();
        }
        delete item;
    }
    m_rows = m_trace ? describe(*m_trace, m_slice, m_originNs) : m_given;
    if (m_rows.empty()) {
        m_hint = new QLabel(tr("Click an operation to see what is known of it."), this);
        m_hint->setProperty("role", QStringLiteral("muted"));
        m_hint->setWordWrap(true);
        m_grid->addWidget(m_hint, 0, 0, 1, 2);
        return;
    }
    int row = 0;
    for (const auto& [name, value] : m_rows) {
        auto* left = new ElidedLabel(name, this);
        left->setMaximumWidth(fontMetrics().averageCharWidth() * mostOfName); // what it is matters more than its name
        left->setProperty("role", QStringLiteral("muted"));
        // Long kernel names keep their two ends, which tell them apart.
        auto* right = new ElidedLabel(value, this);
        right->setAlignment(Qt::AlignRight | Qt::AlignTop);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(left, row, 0, Qt::AlignTop);
        if (value.size() > mostBeside) { // it gets the panel's whole width
            right->setAlignment(Qt::AlignLeft | Qt::AlignTop);
            m_grid->addWidget(right, ++row, 0, 1, 2, Qt::AlignTop);
        } else {
            m_grid->addWidget(right, row, 1, Qt::AlignTop);
        }
        ++row;
    }
}

} // namespace streamscope::ui
