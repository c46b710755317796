// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines.h"

#include "app/bench.h"
#include "language/language.h"

#include <QCoreApplication>
#include <QLocale>

#include <set>

namespace streamscope::ui::lines {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::lines)
};

QString percent(double share)
{
    return QLocale().toString(share * 100, 'g', 2);
}

/// "Measured on an NVIDIA H200, medians of 20."
QString source(const analysis::Comparison& comparison)
{
    const QString device = text(comparison.device);
    switch (comparison.provenance) {
    case trace::Provenance::measuredNow:
        return Words::tr("Measured just now on %1, medians of %2.").arg(device).arg(comparison.repeat);
    case trace::Provenance::recorded:
        return comparison.repeat > 1 ? Words::tr("Recorded on %1, medians of %2.").arg(device).arg(comparison.repeat)
                                     : Words::tr("Recorded on %1.").arg(device);
    case trace::Provenance::simulatedChecked:
        return Words::tr("Simulated: %1, model checked on hardware, median error %2 %.")
            .arg(device, percent(comparison.modelError));
    case trace::Provenance::simulatedUnchecked:
        return Words::tr("Simulated: %1, from a profile that was never checked on hardware.").arg(device);
    }
    return {};
}

/// "Eager, the host submits an operation every 9.5 µs; the GPU needs 3 µs for one." Only where that is the story.
QString hostStory(const analysis::Comparison& comparison)
{
    for (const analysis::LayoutResult& layout : comparison.layouts) {
        const auto operations = layout.metrics.gpuOperations;
        if (layout.launch != "eager" || operations < 2)
            continue;
        const Ns host = layout.bounds.hostNs.value_or(layout.makespanNs);
        const double gpu = layout.metrics.meanConcurrency * double(layout.metrics.gpuBusyNs);
        if (double(host) <= gpu)
            return {};
        return Words::tr("Eager, the host submits an operation every %1; the GPU needs %2 for one.")
            .arg(duration(host / operations), duration(Ns(gpu / double(operations))));
    }
    return {};
}

bool anyTraced(const Bench& bench)
{
    const auto& lanes = bench.lanes();
    return std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.shown && l.tracedNs.has_value(); });
}

trace::Trust sumTrust(const Bench& bench)
{
    trace::Trust sum;
    for (const Lane& lane : bench.lanes()) {
        if (!lane.shown || !lane.trace)
            continue;
        const trace::Trust& one = lane.trace->trust();
        sum.lostRecords += one.lostRecords;
        sum.clockInversions += one.clockInversions;
        sum.malformedRecords += one.malformedRecords;
        sum.duplicates += one.duplicates;
        sum.truncated |= one.truncated;
        sum.profilerSerialised |= one.profilerSerialised;
    }
    return sum;
}

/// The message with layouts called as the window calls them.
Message withTitles(Message message, const Bench& bench)
{
    for (std::string& argument : message.arguments)
        for (const Lane& lane : bench.lanes())
            if (argument == lane.key)
                argument = lane.title.toStdString();
    return message;
}

} // namespace

QString headline(const Bench& bench)
{
    if (const auto* comparison = bench.comparison(); comparison && !comparison->verdict.message.id.empty())
        return sentence(withTitles(comparison->verdict.message, bench));
    if (bench.explanation() && !bench.explanation()->headline.id.empty())
        return sentence(bench.explanation()->headline);
    if (bench.experiment())
        return text(bench.experiment()->title(language()));
    return Words::tr("Open an experiment or a trace.");
}

QString reason(const Bench& bench)
{
    const auto* comparison = bench.comparison();
    QStringList parts;
    if (comparison) {
        parts += hostStory(*comparison);
        if (parts.back().isEmpty() && bench.experiment())
            parts.back() = text(bench.experiment()->description(language()));
        parts += source(*comparison);
    } else if (bench.experiment() && !bench.showsTraces()) {
        parts += text(bench.experiment()->description(language()));
        if (!bench.runsAtOnce())
            parts += Words::tr("Press Run.");
    }
    parts.removeAll(QString());
    // Chinese sets no space after its full stop.
    return parts.join(language() == "en" ? QStringLiteral(" ") : QString());
}

QString laneProvenance(const Lane& lane)
{
    if (!lane.trace)
        return {};
    switch (lane.provenance) {
    case trace::Provenance::measuredNow:
        return Words::tr("measured just now");
    case trace::Provenance::recorded:
        return Words::tr("recorded");
    case trace::Provenance::simulatedChecked:
        return Words::tr("simulated, checked, median error %1 %").arg(percent(lane.modelError));
    case trace::Provenance::simulatedUnchecked:
        return Words::tr("simulated, unchecked");
    }
    return {};
}

namespace {

/// The same in full, with the device: for the foot of the window.
QString fullProvenance(const Lane& lane)
{
    switch (lane.provenance) {
    case trace::Provenance::measuredNow:
        return Words::tr("measured just now on %1").arg(lane.device);
    case trace::Provenance::recorded:
        return lane.device.isEmpty() ? Words::tr("recorded") : Words::tr("recorded on %1").arg(lane.device);
    case trace::Provenance::simulatedChecked:
        return Words::tr("simulated %1, checked on hardware, median error %2 %")
            .arg(lane.device, percent(lane.modelError));
    case trace::Provenance::simulatedUnchecked:
        return Words::tr("simulated %1, the profile was never checked on hardware").arg(lane.device);
    }
    return {};
}

} // namespace

QString provenance(const Bench& bench)
{
    QStringList parts;
    std::set<QString> said;
    for (const Lane& lane : bench.lanes()) {
        if (!lane.shown || !lane.trace)
            continue;
        const QString part = fullProvenance(lane);
        if (said.insert(part).second)
            parts += part;
    }
    if (parts.isEmpty())
        return {};
    if (anyTraced(bench))
        parts += Words::tr("pictures from the traced run, numbers from unprofiled runs");
    const bool real = std::any_of(bench.lanes().begin(), bench.lanes().end(), [](const Lane& l) {
        return l.shown && l.trace && l.provenance <= trace::Provenance::recorded;
    });
    if (real && trust(bench).isEmpty())
        parts += Words::tr("no lost records");
    return parts.join(QStringLiteral(" · "));
}

QString trust(const Bench& bench)
{
    const trace::Trust sum = sumTrust(bench);
    QStringList parts;
    if (sum.truncated)
        parts += Words::tr("the file is cut off");
    if (sum.lostRecords > 0)
        parts += Words::tr("%n lost record(s)", nullptr, int(sum.lostRecords));
    if (sum.malformedRecords > 0)
        parts += Words::tr("%n malformed record(s)", nullptr, int(sum.malformedRecords));
    if (sum.clockInversions > 0)
        parts += Words::tr("%n operation(s) start before their launch", nullptr, int(sum.clockInversions));
    if (sum.profilerSerialised)
        parts += Words::tr("the profiler serialised the kernels");
    return parts.isEmpty() ? QString() : QStringLiteral("⚠ ") + parts.join(QStringLiteral(" · "));
}

QString laneTime(const Lane& lane)
{
    return lane.makespanNs < 0 ? QString() : duration(lane.makespanNs);
}

QString laneNote(const Lane& lane)
{
    if (lane.running)
        return Words::tr("running…");
    QString note = laneTime(lane);
    if (lane.tracedNs) {
        // In one unit, said once: "4.76 ms · 6.86 while traced".
        const QString unit = note.mid(note.indexOf(QLatin1Char(' ')));
        QString traced = duration(*lane.tracedNs);
        if (traced.endsWith(unit))
            traced.chop(unit.size());
        note += QStringLiteral(" · ") + Words::tr("%1 while traced").arg(traced);
    }
    return note;
}

} // namespace streamscope::ui::lines
