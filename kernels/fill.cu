// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "fill.h"

#include <cmath>
#include <cstring>

namespace streamscope::kernels {

namespace {

constexpr double pi = 3.141592653589793;

enum Role : std::uint64_t
{
    latent = 1,
    own = 2,
    noise = 3,
};

__device__ std::uint64_t splitmix64(std::uint64_t state)
{
    state += 0x9e3779b97f4a7c15u;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
    return state ^ (state >> 31);
}

template <class... Words>
__device__ double hashed(Words... words)
{
    std::uint64_t state = 0;
    ((state = splitmix64(state ^ std::uint64_t(words))), ...);
    return double(state >> 11) * 0x1p-52 - 1;
}

__global__ void fillUniformKernel(std::uint64_t seed, float* target, std::int64_t elements)
{
    for (std::int64_t i = std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x; i < elements;
         i += std::int64_t(gridDim.x) * blockDim.x)
        target[i] = float(hashed(seed, i));
}

struct Features
{
    std::int64_t width;
    std::uint64_t seed, depthBits;
    double latentShare, ownShare;
};

__global__ void fillFeaturesKernel(Features features, float* target, std::int64_t elements)
{
    for (std::int64_t i = std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x; i < elements;
         i += std::int64_t(gridDim.x) * blockDim.x) {
        const std::int64_t sample = i / features.width, feature = i % features.width, base = feature % 16;
        // No contraction into fused multiply-adds: the host has none.
        const double shared = __dmul_rn(features.latentShare, hashed(Role::latent, sample, base));
        const double particular = __dmul_rn(features.ownShare, hashed(Role::own, features.seed, sample, base));
        const double random = __dmul_rn(0.25, hashed(Role::noise, features.seed, features.depthBits, sample, feature));
        target[i] = float(__dadd_rn(__dadd_rn(shared, particular), random));
    }
}

} // namespace

cudaError_t launchFill(const FillArguments& fill, float* target, std::int64_t elements, cudaStream_t stream)
{
    if (elements <= 0)
        return cudaSuccess;
    const unsigned blocks = unsigned(elements < 256 * 1024 ? (elements + 255) / 256 : 1024);
    switch (fill.kind) {
    case FillArguments::Kind::zeros:
        return cudaMemsetAsync(target, 0, std::size_t(elements) * sizeof(float), stream);
    case FillArguments::Kind::uniform:
        fillUniformKernel<<<blocks, 256, 0, stream>>>(fill.seed, target, elements);
        break;
    case FillArguments::Kind::features: {
        Features features;
        features.width = fill.samples > 0 && elements >= fill.samples ? elements / fill.samples : 1;
        features.seed = fill.seed;
        std::memcpy(&features.depthBits, &fill.depth, sizeof fill.depth);
        features.latentShare = std::cos(fill.depth * pi / 2);
        features.ownShare = std::sin(fill.depth * pi / 2);
        fillFeaturesKernel<<<blocks, 256, 0, stream>>>(features, target, elements);
        break;
    }
    }
    return cudaGetLastError();
}

} // namespace streamscope::kernels
