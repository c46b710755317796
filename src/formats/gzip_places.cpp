// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/gzip_places.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <zlib.h>

namespace streamscope::formats {

/// zlib at work from a place on.
class GzipPlaces::Unpacking
{
public:
    Unpacking(const FileReader& file, const Place& place) : m_file(file), m_input(1 << 16), m_taken(place.packed)
    {
        m_ready = inflateInit2(&m_stream, place.atMember ? gzipHeader : rawData) == Z_OK;
        m_raw = !place.atMember;
        if (!m_ready || place.atMember)
            return;
        unsigned char last = 0;
        if (place.bits > 0 && file.read(place.packed - 1, reinterpret_cast<char*>(&last), 1) == 1)
            inflatePrime(&m_stream, place.bits, last >> (8 - place.bits));
        inflateSetDictionary(&m_stream, place.window.data(), static_cast<uInt>(place.window.size()));
    }
    ~Unpacking() { inflateEnd(&m_stream); }
    Unpacking(const Unpacking&) = delete;
    Unpacking& operator=(const Unpacking&) = delete;

    /// Unpacks up to `bytes`; `atBorder` is called, after so many of them, where another place could be.
    std::size_t unpack(char* target, std::size_t bytes, const std::function<void(std::size_t)>& atBorder)
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(target);
        m_stream.avail_out = static_cast<uInt>(bytes);
        while (m_ready && m_stream.avail_out > 0 && refill()) {
            const int outcome = inflate(&m_stream, Z_BLOCK);
            if (outcome == Z_STREAM_END)
                m_ready = nextMember();
            else if (outcome != Z_OK)
                m_ready = false;
            else if ((m_stream.data_type & betweenBlocks) && !(m_stream.data_type & lastBlock))
                atBorder(bytes - m_stream.avail_out);
        }
        return bytes - m_stream.avail_out;
    }

    Place place()
    {
        Place place;
        place.packed = m_taken - m_stream.avail_in;
        place.bits = m_stream.data_type & 7;
        place.window.resize(1 << 15);
        uInt length = 0;
        inflateGetDictionary(&m_stream, place.window.data(), &length);
        place.window.resize(length);
        return place;
    }

private:
    static constexpr int gzipHeader = 32 + MAX_WBITS, rawData = -MAX_WBITS;
    static constexpr int betweenBlocks = 128, lastBlock = 64;
    static constexpr std::size_t trailerBytes = 8;

    bool refill()
    {
        if (m_stream.avail_in == 0) {
            const std::size_t got = m_file.read(m_taken, m_input.data(), m_input.size());
            m_taken += got;
            m_stream.next_in = reinterpret_cast<Bytef*>(m_input.data());
            m_stream.avail_in = static_cast<uInt>(got);
        }
        return m_stream.avail_in > 0;
    }

    bool nextMember()
    {
        for (std::size_t left = m_raw ? trailerBytes : 0; left > 0; --left) {
            if (!refill())
                return false;
            ++m_stream.next_in;
            --m_stream.avail_in;
        }
        m_raw = false;
        return refill() && *m_stream.next_in == 0x1F && inflateReset2(&m_stream, gzipHeader) == Z_OK;
    }

    const FileReader& m_file;
    std::vector<char> m_input;
    std::uint64_t m_taken;
    z_stream m_stream{};
    bool m_ready = false, m_raw = false;
};

GzipPlaces::GzipPlaces(std::shared_ptr<const FileReader> file) : m_file(std::move(file))
{
    m_places[0].atMember = true;
}

std::size_t GzipPlaces::read(std::uint64_t offset, char* target, std::size_t bytes)
{
    std::size_t done = 0;
    while (done < bytes) {
        const std::string& text = piece((offset + done) / pieceBytes);
        const std::size_t from = (offset + done) % pieceBytes;
        if (from >= text.size())
            break;
        const std::size_t count = std::min(bytes - done, text.size() - from);
        std::memcpy(target + done, text.data() + from, count);
        done += count;
    }
    return done;
}

const std::string& GzipPlaces::piece(std::uint64_t index)
{
    const auto known = std::ranges::find(m_pieces, index, &std::pair<std::uint64_t, std::string>::first);
    if (known != m_pieces.end()) {
        m_pieces.splice(m_pieces.begin(), m_pieces, known);
    } else {
        m_pieces.emplace_front(index, unpack(index));
        if (m_pieces.size() > piecesKept)
            m_pieces.pop_back();
    }
    return m_pieces.front().second;
}

std::string GzipPlaces::unpack(std::uint64_t index)
{
    const std::uint64_t start = index * pieceBytes;
    const auto nearest = std::prev(m_places.upper_bound(start));
    Unpacking unpacking(*m_file, nearest->second);
    std::string text(pieceBytes, '\0');
    for (std::uint64_t at = nearest->first;;) {
        const std::size_t wanted = at < start ? std::min<std::uint64_t>(pieceBytes, start - at) : pieceBytes;
        const std::size_t got = unpacking.unpack(text.data(), wanted, [&](std::size_t after) {
            const std::uint64_t here = at + after;
            if (here - std::prev(m_places.upper_bound(here))->first >= pieceBytes)
                m_places.emplace(here, unpacking.place());
        });
        if (at >= start || got < wanted) {
            text.resize(at >= start ? got : 0);
            return text;
        }
        at += got;
    }
}

} // namespace streamscope::formats
