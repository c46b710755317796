// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sweeps.h"

#include <utility>

namespace streamscope::session {

trace::TrackId Sweeps::addTrack(const trace::TrackInfo& info)
{
    m_tracks.push_back(info);
    return static_cast<trace::TrackId>(m_tracks.size() - 1);
}

trace::NameId Sweeps::intern(std::string_view text)
{
    for (std::size_t i = 0; i < m_names.size(); ++i)
        if (m_names[i] == text)
            return static_cast<trace::NameId>(i);
    m_names.emplace_back(text);
    return static_cast<trace::NameId>(m_names.size() - 1);
}

trace::DetailsId Sweeps::addDetails(const trace::OperationDetails& details)
{
    for (std::size_t i = 0; i < m_details.size(); ++i)
        if (m_details[i] == details)
            return static_cast<trace::DetailsId>(i);
    m_details.push_back(details);
    return static_cast<trace::DetailsId>(m_details.size() - 1);
}

trace::TracePointer Sweeps::take(Ns startNs, const trace::TraceInfo& info)
{
    if (m_slices.empty())
        return nullptr;
    trace::TraceBuilder builder;
    builder.info() = info;
    std::vector<trace::TrackId> tracks;
    for (const trace::TrackInfo& track : m_tracks)
        tracks.push_back(builder.addTrack(track));
    std::vector<trace::NameId> names;
    for (const std::string& name : m_names)
        names.push_back(name.empty() ? 0 : builder.intern(name));
    std::vector<trace::DetailsId> details{0};
    for (std::size_t i = 1; i < m_details.size(); ++i)
        details.push_back(builder.addDetails(m_details[i]));
    for (PlacedSlice& placed : m_slices) {
        placed.slice.startNs -= startNs;
        placed.slice.name = names[placed.slice.name];
        placed.slice.details = details[placed.slice.details];
        builder.addSlice(tracks[placed.track], placed.slice);
    }
    for (const auto& [from, to] : m_dependencies)
        builder.addDependency(from, to);
    for (trace::Blocks& blocks : m_blocks) {
        for (Ns& start : blocks.startNs)
            start -= startNs;
        builder.addBlocks(blocks);
    }
    for (const Sample& sample : m_samples)
        builder.addCounter(tracks[sample.track], sample.timeNs - startNs, sample.value);
    m_slices.clear();
    m_dependencies.clear();
    m_blocks.clear();
    m_samples.clear();
    return builder.finish();
}

} // namespace streamscope::session
