// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/peak_room.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

constexpr std::size_t mostParts = 2048; ///< finer than a chart is wide

} // namespace

PeakRoom::PeakRoom(Interval extent)
    : m_extent(extent),
      m_takenNs(std::clamp<std::size_t>(std::size_t(std::max<Ns>(extent.durationNs(), 1)), 1, mostParts))
{}

Interval PeakRoom::part(std::size_t index) const
{
    const auto edge = [this](std::size_t i) {
        return m_extent.startNs + Ns(double(m_extent.durationNs()) * double(i) / double(m_takenNs.size()));
    };
    return {edge(index), index + 1 == m_takenNs.size() ? m_extent.endNs : edge(index + 1)};
}

std::size_t PeakRoom::partOf(Ns timeNs) const
{
    const double place = double(timeNs - m_extent.startNs) / double(std::max<Ns>(1, m_extent.durationNs()));
    auto index = std::size_t(std::clamp(place * double(m_takenNs.size()), 0.0, double(m_takenNs.size() - 1)));
    while (index > 0 && part(index).startNs > timeNs)
        --index;
    while (index + 1 < m_takenNs.size() && part(index).endNs <= timeNs)
        ++index;
    return index;
}

void PeakRoom::take(Interval time, double share, const std::function<void(Interval, double)>& add)
{
    m_pieces.clear();
    double missingNs = 0, spareNs = 0;
    const std::size_t first = partOf(time.startNs), last = partOf(time.endNs - 1);
    for (std::size_t i = first; i <= last; ++i) {
        const Interval whole = part(i);
        Taken piece{{std::max(whole.startNs, time.startNs), std::min(whole.endNs, time.endNs)}};
        const double ownNs = double(std::max<Ns>(0, piece.time.durationNs()));
        const double roomNs = std::clamp(double(whole.durationNs()) - m_takenNs[i], 0.0, ownNs);
        piece.ns = std::min(share * ownNs, roomNs);
        piece.spareNs = roomNs - piece.ns;
        missingNs += share * ownNs - piece.ns;
        spareNs += piece.spareNs;
        m_pieces.push_back(piece);
    }
    const double used = spareNs > 0 ? std::min(1.0, missingNs / spareNs) : 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
        m_takenNs[first + i] += m_pieces[i].ns + used * m_pieces[i].spareNs;
    if (missingNs == 0)
        return add(time, share);
    for (const Taken& piece : m_pieces)
        if (piece.time.durationNs() > 0)
            add(piece.time, (piece.ns + used * piece.spareNs) / double(piece.time.durationNs()));
}

} // namespace streamscope::analysis
