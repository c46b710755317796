// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/written_rows.h"

#include <map>
#include <set>
#include <tuple>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr std::int64_t mostRows = 64; ///< for slices of one thread that do not nest

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

/// First row in which the slice nests; slices come sorted.
class NestedRows
{
public:
    std::uint8_t place(Ns startNs, Ns endNs)
    {
        for (std::size_t row = 0;; ++row) {
            if (row == m_openEndsNs.size())
                m_openEndsNs.emplace_back();
            std::vector<Ns>& open = m_openEndsNs[row];
            while (!open.empty() && open.back() <= startNs)
                open.pop_back();
            if (open.empty() || endNs <= open.back() || row + 1 == mostRows) {
                open.push_back(endNs);
                return static_cast<std::uint8_t>(row);
            }
        }
    }
    std::size_t rows() const { return m_openEndsNs.size(); }

private:
    std::vector<std::vector<Ns>> m_openEndsNs;
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
                    out.rowOfSlice.push_back(nested.place(tracks[t].startNs[i], tracks[t].endNs(i)));
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
