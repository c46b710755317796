// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/written_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr std::size_t nestedRows = 64; ///< in which slices that do not nest are tried one after the other

bool isWide(TrackKind kind)
{
    return kind == TrackKind::stream || kind == TrackKind::copyEngine || kind == TrackKind::sm;
}

/// Numbers handed out once each; the wished one where it is free.
class Numbers
{
public:
    std::uint32_t take(std::int64_t wished, std::uint32_t from)
    {
        if (wished >= 0 && wished <= 0xFFFFFFFFll && m_taken.insert(static_cast<std::uint32_t>(wished)).second)
            return static_cast<std::uint32_t>(wished);
        std::uint32_t& next = m_next.try_emplace(from, from).first->second;
        while (!m_taken.insert(next).second)
            ++next;
        return next++;
    }

private:
    std::set<std::uint32_t> m_taken;
    std::map<std::uint32_t, std::uint32_t> m_next;
};

/// First row in which the slice nests; slices come sorted. Where very many overlap, one row for each depth of the
/// track, since slices of one depth never overlap.
class NestedRows
{
public:
    std::uint32_t place(Ns startNs, Ns endNs, std::uint16_t depth)
    {
        for (std::size_t row = 0; row < nestedRows; ++row) {
            m_rows = std::max(m_rows, row + 1);
            std::vector<Ns>& open = m_openEndsNs[row];
            while (!open.empty() && open.back() <= startNs)
                open.pop_back();
            if (open.empty() || endNs <= open.back()) {
                open.push_back(endNs);
                return static_cast<std::uint32_t>(row);
            }
        }
        m_rows = std::max(m_rows, nestedRows + depth + 1);
        return static_cast<std::uint32_t>(nestedRows + depth);
    }
    std::size_t rows() const { return m_rows; }

private:
    std::array<std::vector<Ns>, nestedRows> m_openEndsNs;
    std::size_t m_rows = 0;
};

} // namespace

WrittenRows layOutRows(const Trace& trace)
{
    const auto tracks = trace.tracks();
    WrittenRows written;
    written.tracks.resize(tracks.size());
    Numbers pids;
    std::map<std::tuple<bool, std::int64_t, std::int32_t, std::string>, std::uint32_t> processes;
    std::map<std::uint32_t, Numbers> tids;
    // Streams choose first, since readers elsewhere take a GPU's pid for its index and its tid for the stream.
    for (const bool streams : {true, false})
        for (std::size_t t = 0; t < tracks.size(); ++t) {
            const TrackInfo& info = tracks[t].info;
            if ((info.kind == TrackKind::stream) != streams)
                continue;
            const bool onDevice = info.device >= 0;
            const std::int64_t wishedPid = onDevice ? info.device : info.pid;
            const auto [process, isNew] = processes.try_emplace({onDevice, wishedPid, info.rank, info.process}, 0);
            if (isNew)
                process->second = pids.take(wishedPid, 1'000'000);
            const std::uint32_t pid = process->second;
            Numbers& own = tids[pid];
            WrittenRows::OfTrack& out = written.tracks[t];
            std::size_t rows = 1;
            if (isWide(info.kind)) {
                rows = static_cast<std::size_t>(tracks[t].depths);
            } else {
                NestedRows nested;
                for (std::size_t i = 0; i < tracks[t].size(); ++i)
                    out.rowOfSlice.push_back(
                        nested.place(tracks[t].startNs[i], tracks[t].endNs(i), tracks[t].depth[i]));
                rows = std::max<std::size_t>(1, nested.rows());
            }
            // CUPTI calls the default stream 7; analysers take stream 0 for 'not on a GPU'.
            const std::int64_t wished = !streams ? info.tid : info.stream > 0 ? info.stream : 7;
            out.rows.push_back({pid, own.take(wished, 10'000)});
            for (std::size_t row = 1; row < rows; ++row)
                out.rows.push_back({pid, own.take(-1, 1'000'000)});
            out.stream = streams ? out.rows[0].tid : info.stream;
        }
    return written;
}

} // namespace streamscope::formats
