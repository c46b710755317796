// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/byte_source.h"

#include "formats/gzip_places.h"

#include <algorithm>
#include <atomic>
#include <vector>
#include <zlib.h>

namespace streamscope::formats {

namespace {

class PlainSource final : public ByteSource
{
public:
    explicit PlainSource(std::shared_ptr<const FileReader> file) : m_file(std::move(file)) {}

    bool isSeekable() const override { return true; }
    std::size_t read(std::uint64_t offset, char* target, std::size_t bytes) override
    {
        return m_file->read(offset, target, bytes);
    }
    double share(std::uint64_t offset) const override
    {
        return m_file->size() ? std::min(1.0, static_cast<double>(offset) / static_cast<double>(m_file->size())) : 0;
    }
    std::unique_ptr<ByteSource> places() const override { return std::make_unique<PlainSource>(m_file); }

private:
    std::shared_ptr<const FileReader> m_file;
};

class PlacesSource final : public ByteSource
{
public:
    explicit PlacesSource(std::shared_ptr<const FileReader> file) : m_file(std::move(file)), m_places(m_file) {}

    bool isSeekable() const override { return false; }
    std::size_t read(std::uint64_t offset, char* target, std::size_t bytes) override
    {
        return m_places.read(offset, target, bytes);
    }
    double share(std::uint64_t) const override { return 0; }
    std::unique_ptr<ByteSource> places() const override { return std::make_unique<PlacesSource>(m_file); }

private:
    std::shared_ptr<const FileReader> m_file;
    GzipPlaces m_places;
};

class GzipSource final : public ByteSource
{
public:
    explicit GzipSource(std::shared_ptr<const FileReader> file) : m_file(std::move(file)), m_packed(1 << 16)
    {
        constexpr int gzipOrZlib = 32 + MAX_WBITS;
        m_ready = inflateInit2(&m_stream, gzipOrZlib) == Z_OK;
    }
    ~GzipSource() override { inflateEnd(&m_stream); }
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    bool isSeekable() const override { return false; }
    double share(std::uint64_t) const override
    {
        return m_file->size() ? std::min(1.0, static_cast<double>(m_taken) / static_cast<double>(m_file->size())) : 0;
    }
    std::string complaint() const override { return m_complaint; }
    bool hasMoreBehind() const override { return m_hasMoreBehind; }
    std::unique_ptr<ByteSource> places() const override { return std::make_unique<PlacesSource>(m_file); }

    std::size_t read(std::uint64_t, char* target, std::size_t bytes) override { return inflateTo(target, bytes); }
    void foundRecords(std::uint64_t upTo) override { m_limit = upTo + longestBarren; }

private:
    static constexpr std::uint64_t unsuspicious = 64u << 20;
    static constexpr std::uint64_t longestBarren = 640u << 20; // more than is read ahead of the records found
    static constexpr std::uint64_t steepest = 100;

    bool refill()
    {
        if (m_stream.avail_in > 0)
            return true;
        const std::size_t got = m_file->read(m_taken, m_packed.data(), m_packed.size());
        m_taken += got;
        m_stream.next_in = reinterpret_cast<Bytef*>(m_packed.data());
        m_stream.avail_in = static_cast<uInt>(got);
        return got > 0;
    }

    std::size_t inflateTo(char* target, std::size_t bytes)
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(target);
        m_stream.avail_out = static_cast<uInt>(std::min<std::size_t>(bytes, 1u << 30));
        const uInt wanted = m_stream.avail_out;
        while (m_ready && m_complaint.empty() && m_stream.avail_out > 0) {
            if (!refill()) {
                if (!m_betweenMembers)
                    m_complaint = "formats.gzip-broken";
                break;
            }
            m_betweenMembers = false;
            const int outcome = inflate(&m_stream, Z_NO_FLUSH);
            if (outcome == Z_STREAM_END) {
                m_betweenMembers = true;
                if (m_stream.avail_in == 0 && !refill())
                    break;
                m_ready = m_stream.next_in[0] == 0x1F && inflateReset(&m_stream) == Z_OK;
                m_hasMoreBehind = m_stream.next_in[0] != 0x1F && m_stream.next_in[0] != 0; // zeros are padding
            } else if (outcome != Z_OK) {
                m_complaint = "formats.gzip-broken";
            }
            const std::uint64_t out = m_given + (wanted - m_stream.avail_out);
            if (out > m_limit && out / steepest > m_taken - m_stream.avail_in)
                m_complaint = "formats.gzip-bomb";
        }
        m_given += wanted - m_stream.avail_out;
        return wanted - m_stream.avail_out;
    }

    std::shared_ptr<const FileReader> m_file;
    std::vector<char> m_packed;
    z_stream m_stream{};
    std::atomic<std::uint64_t> m_taken = 0; ///< another thread asks for the share
    std::uint64_t m_given = 0;
    std::atomic<std::uint64_t> m_limit = unsuspicious; ///< another thread finds the records
    bool m_ready = false, m_betweenMembers = false, m_hasMoreBehind = false;
    std::string m_complaint;
};

} // namespace

std::unique_ptr<ByteSource> plainSource(std::shared_ptr<const FileReader> file)
{
    return std::make_unique<PlainSource>(std::move(file));
}

std::unique_ptr<ByteSource> gzipSource(std::shared_ptr<const FileReader> file)
{
    return std::make_unique<GzipSource>(std::move(file));
}

} // namespace streamscope::formats
