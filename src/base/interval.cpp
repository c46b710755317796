// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/interval.h"

namespace streamscope {

std::vector<Interval> unite(std::vector<Interval> intervals)
{
    std::erase_if(intervals, [](const Interval& i) { return i.endNs <= i.startNs; });
    std::sort(intervals.begin(), intervals.end(),
              [](const Interval& a, const Interval& b) { return a.startNs < b.startNs; });
    std::vector<Interval> united;
    for (const Interval& next : intervals) {
        if (!united.empty() && next.startNs <= united.back().endNs)
            united.back().endNs = std::max(united.back().endNs, next.endNs);
        else
            united.push_back(next);
    }
    return united;
}

std::vector<Interval> intersect(const std::vector<Interval>& a, const std::vector<Interval>& b)
{
    std::vector<Interval> common;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const Interval part{std::max(a[i].startNs, b[j].startNs), std::min(a[i].endNs, b[j].endNs)};
        if (part.startNs < part.endNs)
            common.push_back(part);
        if (a[i].endNs < b[j].endNs)
            ++i;
        else
            ++j;
    }
    return common;
}

std::vector<Interval> subtract(const std::vector<Interval>& a, const std::vector<Interval>& b)
{
    std::vector<Interval> rest;
    std::size_t j = 0;
    for (Interval part : a) {
        while (j < b.size() && b[j].endNs <= part.startNs)
            ++j;
        for (std::size_t k = j; k < b.size() && b[k].startNs < part.endNs; ++k) {
            if (b[k].startNs > part.startNs)
                rest.push_back({part.startNs, b[k].startNs});
            part.startNs = std::max(part.startNs, b[k].endNs);
        }
        if (part.startNs < part.endNs)
            rest.push_back(part);
    }
    return rest;
}

Ns totalNs(const std::vector<Interval>& disjoint)
{
    Ns total = 0;
    for (const Interval& i : disjoint)
        total += i.durationNs();
    return total;
}

} // namespace streamscope
