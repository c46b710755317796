// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_ticks.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace streamscope::ui {
namespace {

struct Unit
{
    Ns ns;
    const char* name;
};

Unit unitOf(Interval range)
{
    const Ns greatest = std::max(std::abs(range.startNs), std::abs(range.endNs));
    if (greatest >= 1'000'000'000)
        return {1'000'000'000, "s"};
    if (greatest >= 1'000'000)
        return {1'000'000, "ms"};
    if (greatest >= 1'000)
        return {1'000, "µs"};
    return {1, "ns"};
}

/// Decimals that show steps of `stepNs` exactly.
int decimals(Ns stepNs, const Unit& unit)
{
    int count = 0;
    for (Ns value = unit.ns; value > 1 && stepNs % value != 0; value /= 10)
        ++count;
    return count;
}

QString text(Ns timeNs, const Unit& unit, int count)
{
    return QString("%1 %2").arg(QString::number(double(timeNs) / double(unit.ns), 'f', count),
                                QString::fromUtf8(unit.name));
}

} // namespace

Ns niceStepNs(Ns spanNs, int most)
{
    most = std::max(1, most);
    for (Ns ten = 1;; ten *= 10) {
        for (Ns factor : {1, 2, 5}) {
            if (spanNs / (ten * factor) <= most)
                return ten * factor;
        }
    }
}

std::vector<TimeTick> timeTicks(Interval range, int most)
{
    const Ns step = niceStepNs(range.durationNs(), most - 1);
    const Unit unit = unitOf(range);
    const int count = decimals(step, unit);
    Ns first = range.startNs / step * step;
    if (first < range.startNs)
        first += step;
    std::vector<TimeTick> ticks;
    for (Ns time = first; time <= range.endNs; time += step)
        ticks.push_back({time, text(time, unit, time == 0 ? 0 : count)});
    return ticks;
}

QString timeText(Ns timeNs, Interval range)
{
    const Ns resolution = std::max<Ns>(1, niceStepNs(range.durationNs(), 1000));
    const Unit unit = unitOf(range);
    return text(timeNs, unit, decimals(resolution, unit));
}

} // namespace streamscope::ui
