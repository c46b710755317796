// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/channel.h"

namespace streamscope::runner {

using Lock = std::scoped_lock<std::mutex>;

Channel::Channel(std::function<bool(std::string_view)> write, std::stop_source unheard)
    : m_writer([write = std::move(write), unheard = std::move(unheard)](std::string_view lines) mutable {
          if (!write(lines))
              unheard.request_stop();
      })
{}

void Channel::hello(const nlohmann::json& device, const nlohmann::json& profile, const nlohmann::json& origin)
{
    const Lock lock(m_mutex);
    m_saidHello = true;
    m_writer.hello(STREAMSCOPE_VERSION, device, profile, origin);
    m_writer.flush();
}

void Channel::progress(double share, const std::string& phase)
{
    const Lock lock(m_mutex);
    m_writer.progress(share, phase);
    m_writer.flush();
}

void Channel::heartbeat()
{
    const Lock lock(m_mutex);
    if (m_saidHello)
        m_writer.heartbeat();
    m_writer.flush();
}

void Channel::error(const Error& error)
{
    const Lock lock(m_mutex);
    if (!m_saidHello) // readers skip what comes before it
        m_writer.hello(STREAMSCOPE_VERSION, nullptr, nullptr);
    m_saidHello = true;
    m_writer.error(error);
    m_writer.flush();
}

void Channel::result(const nlohmann::json& result)
{
    const Lock lock(m_mutex);
    m_writer.result(result);
    m_writer.flush();
}

void Channel::flush()
{
    const Lock lock(m_mutex);
    m_writer.flush();
}

trace::TrackId Channel::addTrack(const trace::TrackInfo& info)
{
    const Lock lock(m_mutex);
    return m_writer.addTrack(info);
}

trace::NameId Channel::intern(std::string_view text)
{
    const Lock lock(m_mutex);
    return m_writer.intern(text);
}

trace::DetailsId Channel::addDetails(const trace::OperationDetails& details)
{
    const Lock lock(m_mutex);
    return m_writer.addDetails(details);
}

void Channel::addSlice(trace::TrackId track, const trace::Slice& slice)
{
    const Lock lock(m_mutex);
    m_writer.addSlice(track, slice);
}

void Channel::addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation)
{
    const Lock lock(m_mutex);
    m_writer.addDependency(fromCorrelation, toCorrelation);
}

void Channel::addBlocks(const trace::Blocks& blocks)
{
    const Lock lock(m_mutex);
    m_writer.addBlocks(blocks);
}

void Channel::addCounter(trace::TrackId track, Ns timeNs, double value)
{
    const Lock lock(m_mutex);
    m_writer.addCounter(track, timeNs, value);
}

void Channel::advanceTo(Ns timeNs)
{
    const Lock lock(m_mutex);
    m_writer.advanceTo(timeNs);
}

} // namespace streamscope::runner
