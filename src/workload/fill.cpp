// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/fill.h"

#include <bit>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace streamscope::workload {

namespace {

constexpr std::int64_t latentWidth = 16;
constexpr double noiseShare = 0.25;

/// The roles of hashes in `features`.
enum Role : std::uint64_t
{
    latent = 1,
    own = 2,
    noise = 3,
};

std::uint64_t splitmix64(std::uint64_t state)
{
    state += 0x9e3779b97f4a7c15u;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
    return state ^ (state >> 31);
}

/// In [-1, 1): the upper 53 bits of the words hashed one into the next.
double hashed(std::initializer_list<std::uint64_t> words)
{
    std::uint64_t state = 0;
    for (const std::uint64_t word : words)
        state = splitmix64(state ^ word);
    return static_cast<double>(state >> 11) * 0x1p-52 - 1;
}

class Filler
{
public:
    Filler(const Fill& fill, std::int64_t elements)
        : m_fill(fill), m_width(fill.samples > 0 && elements >= fill.samples ? elements / fill.samples : 1),
          m_latentShare(std::cos(fill.depth * std::numbers::pi / 2)),
          m_ownShare(std::sin(fill.depth * std::numbers::pi / 2))
    {}

    float value(std::int64_t element) const
    {
        switch (m_fill.kind) {
        case Fill::Kind::uniform:
            return static_cast<float>(hashed({m_fill.seed, static_cast<std::uint64_t>(element)}));
        case Fill::Kind::zeros:
            return 0;
        case Fill::Kind::features:
            break;
        }
        const auto sample = static_cast<std::uint64_t>(element / m_width);
        const auto feature = static_cast<std::uint64_t>(element % m_width);
        const std::uint64_t base = feature % latentWidth;
        const std::uint64_t depth = std::bit_cast<std::uint64_t>(m_fill.depth);
        return static_cast<float>(m_latentShare * hashed({Role::latent, sample, base}) +
                                  m_ownShare * hashed({Role::own, m_fill.seed, sample, base}) +
                                  noiseShare * hashed({Role::noise, m_fill.seed, depth, sample, feature}));
    }

private:
    const Fill& m_fill;
    std::int64_t m_width;
    double m_latentShare, m_ownShare;
};

} // namespace

float fillValue(const Fill& fill, std::int64_t element, std::int64_t elements)
{
    return Filler(fill, elements).value(element);
}

void fillAll(const Fill& fill, std::span<float> target)
{
    const Filler filler(fill, static_cast<std::int64_t>(target.size()));
    for (std::size_t element = 0; element < target.size(); ++element)
        target[element] = filler.value(static_cast<std::int64_t>(element));
}

} // namespace streamscope::workload
