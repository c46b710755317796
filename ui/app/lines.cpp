// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines.h"

#include "app/bench.h"
#include "language/language.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <set>

namespace streamscope::ui::lines {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::lines)
};

constexpr const char* mayBeWrong = "program.may-be-wrong";
constexpr std::size_t mostFactors = 3; ///< more than a headline can hold

/// Chinese sets no space after its full stop.
QString betweenSentences()
{
    return language() == "en" ? QStringLiteral(" ") : QString();
}

/// With as many digits as the core's sentences have.
QString percent(double share)
{
    const double percent = share * 100;
    return QLocale().toString(percent, 'f', percent > 0 && percent < 9.95 ? 1 : 0);
}

/// "Measured on an NVIDIA H200, medians of 20." Nothing of what is simulated.
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
    case trace::Provenance::simulatedUnchecked:
        break; // that is said under the charts and on each timeline
    }
    return {};
}

bool anyTraced(const Bench& bench)
{
    const auto& lanes = bench.lanes();
    return std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.shown && l.tracedNs.has_value(); });
}

bool anyDrawn(const Bench& bench)
{
    const auto& lanes = bench.lanes();
    return std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.shown && l.trace; });
}

bool anyEarlier(const Bench& bench)
{
    const auto& lanes = bench.lanes();
    return std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.shown && l.earlier; });
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
        sum.unknownRecords += one.unknownRecords;
        sum.orphanFlows += one.orphanFlows;
        sum.overlapsInStream += one.overlapsInStream;
        sum.notNested += one.notNested;
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

/// "1.2 ms later", seen from the first.
QString offset(Ns ns)
{
    if (ns == 0)
        return Words::tr("at the same time");
    return ns > 0 ? Words::tr("%1 later").arg(duration(ns)) : Words::tr("%1 earlier").arg(duration(-ns));
}

QString clockSentence(const Bench& bench, const SideBySide& sides)
{
    const auto& all = sides.sides;
    const auto title = [&](const SideBySide::Side& side) { return bench.lanes()[side.lane].title; };
    if (all.size() == 2)
        return Words::tr("“%1” starts %3 and ends %4, set against “%2”.")
            .arg(title(all[1]), title(all[0]), offset(all[1].startNs - all[0].startNs),
                 offset(all[1].endNs - all[0].endNs));
    const auto byEnd = [](const SideBySide::Side& a, const SideBySide::Side& b) { return a.endNs < b.endNs; };
    const auto [first, last] = std::minmax_element(all.begin(), all.end(), byEnd);
    return Words::tr("“%1” is the last to end, %2 after “%3”, the first.")
        .arg(title(*last), duration(last->endNs - first->endNs), title(*first));
}

/// Several layouts, or recordings of one experiment, are compared as such; what lies beside them comes after that.
bool hasOwnVerdict(const Bench& bench)
{
    const auto runs = std::count_if(bench.lanes().begin(), bench.lanes().end(),
                                    [](const Lane& l) { return l.shown && l.trace && !l.opened && !l.twin; });
    return bench.comparison() && (bench.showsTraces() || runs > 1);
}

QString ratioText(double ratio)
{
    return QStringLiteral("%1×").arg(QLocale().toString(ratio, 'f', ratio < 10 ? 2 : 1));
}

/// What opened timelines come to, set against the first: never more than single recordings bear.
QString comparedHeadline(const Bench& bench, const SideBySide& sides)
{
    if (sides.measure == SideBySide::Measure::clocks)
        return bench.explainsTogether() && bench.explanation() ? sentence(bench.explanation()->headline)
                                                               : clockSentence(bench, sides);
    const auto& lanes = bench.lanes();
    const auto& from = sides.sides.front();
    const auto& to = sides.sides[sides.told];
    const QString name = lanes[to.lane].title, base = lanes[from.lane].title;
    const double speedup = sides.speedup(sides.told);
    QString sentence;
    if (!sides.isMeasurable(sides.told))
        sentence =
            Words::tr("No measurable difference: “%1” takes %2 the time of “%3”, and less than %4 % cannot be told "
                      "from none.")
                .arg(name, ratioText(1 / speedup), base, percent(sides.leastDifference));
    else if (speedup > 1)
        sentence = Words::tr("“%1” is %2 as fast as “%3”: %4.")
                       .arg(name, ratioText(speedup), base, durationPair(from.durationNs, to.durationNs));
    else
        sentence = Words::tr("“%1” takes %2 the time of “%3”: %4.")
                       .arg(name, ratioText(1 / speedup), base, durationPair(from.durationNs, to.durationNs));
    if (sides.measure == SideBySide::Measure::anchor)
        sentence = Words::tr("At “%1”: %2").arg(text(bench.alignment().name), sentence);
    return sentence;
}

QString onlySomeTraced()
{
    return Words::tr("Not all of them were profiled: what the profiler adds is among the times of those that were. "
                     "Give their times without it to compare like with like.");
}

QString comparedReason(const Bench& bench, const SideBySide& sides)
{
    QStringList parts;
    switch (sides.measure) {
    case SideBySide::Measure::clocks:
        if (bench.explainsTogether() && bench.explanation())
            parts += clockSentence(bench, sides);
        parts += Words::tr("Aligned by the wall clock of the recordings.");
        break;
    case SideBySide::Measure::anchor:
        parts += Words::tr("The length of the annotation that the timelines are aligned at, with the work submitted in "
                           "it, while traced.");
        break;
    case SideBySide::Measure::unprofiled:
        parts += Words::tr("Times without a profiler.");
        break;
    case SideBySide::Measure::traced:
        parts += sides.onlySomeTraced(bench.lanes())
                     ? onlySomeTraced()
                     : Words::tr("Times while traced; what the profiler adds is among them.");
        break;
    }
    QStringList devices;
    for (const SideBySide::Side& side : sides.sides)
        if (const QString& device = bench.lanes()[side.lane].device; !device.isEmpty() && !devices.contains(device))
            devices += device;
    if (devices.size() > 1)
        parts += Words::tr("Of different devices: %1.").arg(QLocale().createSeparatedList(devices));
    const bool simulated = std::any_of(sides.sides.begin(), sides.sides.end(), [&](const SideBySide::Side& side) {
        return bench.lanes()[side.lane].provenance > trace::Provenance::recorded;
    });
    if (simulated)
        parts += Words::tr("One at least is simulated.");
    return parts.join(betweenSentences());
}

bool isFactor(const Message& because)
{
    return because.id.starts_with("analysis.factor-");
}

/// Whether timelines are shown of all layouts that it names.
bool speaksOfShown(const Message& message, const Bench& bench)
{
    const auto& lanes = bench.lanes();
    return std::none_of(message.arguments.begin(), message.arguments.end(), [&](const std::string& argument) {
        return std::any_of(lanes.begin(), lanes.end(), [&](const Lane& l) { return !l.shown && l.key == argument; });
    });
}

/// What the verdict adds on other single changes, where it claims something of them that is not said yet; of more than
/// a headline can hold those between timelines that are shown.
QStringList furtherFactors(const analysis::Comparison& comparison, const Bench& bench)
{
    std::vector<const Message*> factors;
    std::set<std::pair<std::string, std::string>> said; // of the same change, the same ratio
    const auto isNew = [&](const Message& message) {
        return !message.arguments.empty() && said.insert({message.id, message.arguments.front()}).second;
    };
    isNew(comparison.verdict.message);
    for (const Message& because : comparison.verdict.because)
        if (isFactor(because) && isNew(because) && !because.arguments.front().starts_with("≈"))
            factors.push_back(&because);
    if (factors.size() >= mostFactors)
        std::erase_if(factors, [&](const Message* factor) { return !speaksOfShown(*factor, bench); });
    factors.resize(std::min(factors.size(), mostFactors - 1));
    QStringList sentences;
    for (const Message* factor : factors)
        sentences += sentence(withTitles(*factor, bench));
    return sentences;
}

/// That a layout may compute something wrong weighs more than how fast it is.
QString raceWarning(const analysis::Comparison& comparison, const Bench& bench)
{
    QStringList warnings; // one for each layout
    for (const Message& because : comparison.verdict.because)
        if (because.id == mayBeWrong)
            warnings += QStringLiteral("⚠ ") + sentence(withTitles(because, bench));
    return warnings.join(betweenSentences());
}

} // namespace

QString headline(const Bench& bench)
{
    if (const auto sides = bench.sideBySide(); sides && !hasOwnVerdict(bench))
        return comparedHeadline(bench, *sides);
    if (const auto* comparison = bench.comparison(); comparison && !comparison->verdict.message.id.empty())
        return (QStringList{sentence(withTitles(comparison->verdict.message, bench))} +
                furtherFactors(*comparison, bench))
            .join(betweenSentences());
    if (bench.explanation() && !bench.explanation()->headline.id.empty()) {
        if (bench.failure() && bench.explanation()->headline.id == "analysis.headline-empty")
            return Words::tr("The run broke off before anything had run on the GPU.");
        const auto& traced = bench.explanation()->tracedNote;
        const QString headline = sentence(bench.explanation()->headline);
        return traced ? headline + betweenSentences() + sentence(*traced) : headline;
    }
    const auto reading =
        std::find_if(bench.lanes().begin(), bench.lanes().end(), [](const Lane& l) { return l.opened && l.running; });
    if (reading != bench.lanes().end())
        return Words::tr("Reading “%1”…").arg(reading->title);
    if (bench.failure() && !anyDrawn(bench))
        return Words::tr("Nothing to show: the run came to nothing.");
    if (bench.experiment())
        return text(bench.experiment()->title(language()));
    return bench.showsTraces() ? bench.title() : Words::tr("Open an experiment or a trace.");
}

QString why(const Bench& bench)
{
    const auto* comparison = bench.comparison();
    if (!comparison || (bench.sideBySide() && !hasOwnVerdict(bench)))
        return {};
    const bool near = headline(bench).contains(QStringLiteral("≈"));
    QStringList parts{raceWarning(*comparison, bench)};
    for (const Message& because : comparison->verdict.because)
        if (!isFactor(because) && because.id != mayBeWrong && (near || !because.id.starts_with("analysis.error-")))
            parts += sentence(withTitles(because, bench));
    parts.removeAll(QString());
    return parts.join(betweenSentences());
}

QString reason(const Bench& bench)
{
    const auto sides = bench.sideBySide();
    if (sides && !hasOwnVerdict(bench))
        return comparedReason(bench, *sides);
    const auto* comparison = bench.comparison();
    QStringList parts;
    if (sides && !bench.showsTraces()) {
        parts += comparedHeadline(bench, *sides);
        if (sides->onlySomeTraced(bench.lanes()))
            parts += onlySomeTraced();
    }
    if (comparison) {
        if (anyEarlier(bench))
            parts += Words::tr("The run came to nothing: this is an earlier result.");
        if (bench.experiment() && (!sides || bench.showsTraces()))
            parts += text(bench.experiment()->description(language()));
        parts += source(*comparison);
    } else if (bench.failure()) {
        parts +=
            anyDrawn(bench) ? Words::tr("The run broke off: this is what had arrived.") : sentence(*bench.failure());
        if (anyEarlier(bench))
            parts += Words::tr("What is dimmed is an earlier result.");
    } else if (bench.experiment() && !bench.showsTraces()) {
        parts += text(bench.experiment()->description(language()));
        if (!bench.runsAtOnce() && !bench.isRunning())
            parts += Words::tr("Press Run.");
    }
    parts.removeAll(QString());
    return parts.join(betweenSentences());
}

QString laneProvenance(const Lane& lane)
{
    if (!lane.trace)
        return {};
    switch (lane.provenance) {
    case trace::Provenance::measuredNow:
        return lane.earlier ? Words::tr("measured before") : Words::tr("measured just now");
    case trace::Provenance::recorded:
        return Words::tr("recorded");
    case trace::Provenance::simulatedChecked:
        return lane.modelError > 0 ? Words::tr("simulated, checked, median error %1 %").arg(percent(lane.modelError))
                                   : Words::tr("simulated, checked");
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
        return (lane.earlier ? Words::tr("measured before on %1") : Words::tr("measured just now on %1"))
            .arg(lane.device);
    case trace::Provenance::recorded:
        return lane.device.isEmpty() ? Words::tr("recorded") : Words::tr("recorded on %1").arg(lane.device);
    case trace::Provenance::simulatedChecked:
        return lane.modelError > 0 ? Words::tr("simulated %1, checked on hardware, median error %2 %")
                                         .arg(lane.device, percent(lane.modelError))
                                   : Words::tr("simulated %1, checked on hardware").arg(lane.device);
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
    const bool whole = std::none_of(bench.lanes().begin(), bench.lanes().end(),
                                    [](const Lane& l) { return l.shown && (l.running || l.brokenOff); });
    if (const trace::Trust sum = sumTrust(bench); real && whole && sum.lostRecords == 0 && !sum.truncated)
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
    if (sum.unknownRecords > 0)
        parts += Words::tr("%n record(s) of unknown kind", nullptr, int(sum.unknownRecords));
    if (sum.duplicates > 0)
        parts += Words::tr("%n duplicate(s)", nullptr, int(sum.duplicates));
    if (sum.orphanFlows > 0)
        parts += Words::tr("%n arrow(s) without an end", nullptr, int(sum.orphanFlows));
    if (sum.notNested > 0)
        parts += Words::tr("%n host slice(s) that do not nest", nullptr, int(sum.notNested));
    if (sum.overlapsInStream > 0)
        parts += Words::tr("%n overlap(s) within a stream", nullptr, int(sum.overlapsInStream));
    return parts.isEmpty() ? QString() : QStringLiteral("⚠ ") + parts.join(QStringLiteral(" · "));
}

QString laneTime(const Lane& lane)
{
    return lane.running || lane.makespanNs < 0 ? QString() : duration(lane.makespanNs);
}

QString laneNote(const Lane& lane)
{
    if (lane.running)
        return lane.opened ? Words::tr("still arriving…") : Words::tr("running…");
    if (lane.brokenOff)
        return Words::tr("broke off");
    QString note = laneTime(lane);
    if (lane.tracedNs) {
        // In one unit, said once: "4.76 ms · 6.86 while traced".
        const QString unit = note.mid(note.indexOf(QLatin1Char(' ')));
        QString traced = duration(*lane.tracedNs);
        if (traced.endsWith(unit))
            traced.chop(unit.size());
        note += QStringLiteral(" · ") + Words::tr("%1 while traced").arg(traced);
    }
    return lane.earlier ? Words::tr("earlier result: %1").arg(note) : note;
}

} // namespace streamscope::ui::lines
