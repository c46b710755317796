// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kinds_in_traces.h"

#include <array>
#include <limits>

namespace streamscope::ui {

const std::vector<KindGroup>& KindsInTraces::of(const trace::TracePointer& trace)
{
    std::erase_if(m_known, [](const Known& known) { return known.trace.expired(); });
    for (const Known& known : m_known)
        if (known.trace.lock() == trace)
            return known.kinds;
    std::array<bool, std::numeric_limits<unsigned char>::max() + 1> seen{};
    static_assert(sizeof(trace::SliceKind) == 1);
    for (const trace::Track& track : trace->tracks())
        if (track.info.kind == trace::TrackKind::stream || track.info.kind == trace::TrackKind::hostThread ||
            track.info.kind == trace::TrackKind::copyEngine)
            for (const trace::SliceKind kind : track.kind)
                seen[static_cast<unsigned char>(kind)] = true;
    Known known{trace, {}};
    for (std::size_t kind = 0; kind < seen.size(); ++kind)
        if (seen[kind])
            known.kinds.push_back(groupOf(trace::SliceKind(kind)));
    m_known.push_back(std::move(known));
    return m_known.back().kinds;
}

} // namespace streamscope::ui
