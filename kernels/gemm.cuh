// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device.cuh"

namespace streamscope::kernels {

/// c = a · b in float32 without tensor cores. A block of 256 threads owns a tile of 128 × 128 and walks k in steps of 16
/// through two buffers of shared memory: while one is computed with, the next is on its way in registers. A thread owns
/// 8 × 8 elements as four squares of 4 × 4, 64 apart, so that a warp's shared loads meet no bank twice.
/// a is m × k, b is k × n or, transposed, n × k; c is m × n; all row by row.
template <bool bTransposed>
class TiledProduct
{
public:
    static constexpr int tile = 128;
    static constexpr int depth = 16;
    static constexpr int threads = 256;
    static constexpr int pitch = tile + 4; ///< keeps rows 16-byte aligned and takes conflicts out of the stores

    struct Shared
    {
        float a[2][depth][pitch];
        float b[2][depth][pitch];
    };

    __device__ TiledProduct(Shared& shared, const float* a, const float* b, float* c, int m, int n, int k)
        : m_shared(shared), m_a(a), m_b(b), m_c(c), m_m(m), m_n(n), m_k(k), m_row(blockIdx.y * tile), m_column(blockIdx.x * tile)
    {
    }

    __device__ void run()
    {
        const bool vectors = m_k % 4 == 0 && (bTransposed || m_n % 4 == 0);
        const bool inside = m_row + tile <= m_m && m_column + tile <= m_n && m_k % depth == 0;
        if (vectors && inside)
            multiply<true>();
        else
            multiply<false>();
    }

private:
    /// Four neighbouring elements of a row of `matrix`, zeros beyond its edges.
    template <bool inside>
    __device__ static float4 fetch(const float* __restrict__ matrix, int row, int column, int rows, int columns)
    {
        const float* p = matrix + std::int64_t(row) * columns + column;
        if constexpr (inside)
            return load4(p);
        float v[4] = {};
        if (row < rows)
            for (int i = 0; i < 4; ++i)
                v[i] = column + i < columns ? p[i] : 0.0f;
        return float4{v[0], v[1], v[2], v[3]};
    }

    template <bool inside>
    __device__ void fetchTiles(int k, float4 (&a)[2], float4 (&b)[2]) const
    {
        const int t = threadIdx.x;
#pragma unroll
        for (int i = 0; i < 2; ++i) {
            a[i] = fetch<inside>(m_a, m_row + t / 4 + 64 * i, k + t % 4 * 4, m_m, m_k);
            if constexpr (bTransposed)
                b[i] = fetch<inside>(m_b, m_column + t / 4 + 64 * i, k + t % 4 * 4, m_n, m_k);
            else
                b[i] = fetch<inside>(m_b, k + t / 32 + 8 * i, m_column + t % 32 * 4, m_k, m_n);
        }
    }

    /// Puts a quarter row of a k-contiguous tile into shared memory k by k.
    __device__ static void storeTurned(float (&target)[depth][pitch], int row, int k, float4 v)
    {
        target[k][row] = v.x;
        target[k + 1][row] = v.y;
        target[k + 2][row] = v.z;
        target[k + 3][row] = v.w;
    }

    __device__ void storeTiles(int stage, const float4 (&a)[2], const float4 (&b)[2])
    {
        const int t = threadIdx.x;
#pragma unroll
        for (int i = 0; i < 2; ++i) {
            storeTurned(m_shared.a[stage], t / 4 + 64 * i, t % 4 * 4, a[i]);
            if constexpr (bTransposed)
                storeTurned(m_shared.b[stage], t / 4 + 64 * i, t % 4 * 4, b[i]);
            else
                store4(&m_shared.b[stage][t / 32 + 8 * i][t % 32 * 4], b[i]);
        }
    }

    template <bool inside>
    __device__ void multiply()
    {
        const int y = threadIdx.x / 16 * 4, x = threadIdx.x % 16 * 4;
        float sums[8][8] = {};
        float4 nextA[2], nextB[2];
        fetchTiles<inside>(0, nextA, nextB);
        storeTiles(0, nextA, nextB);
        __syncthreads();
        int stage = 0;
        for (int k = 0; k < m_k; k += depth, stage ^= 1) {
            const bool more = k + depth < m_k;
            if (more)
                fetchTiles<inside>(k + depth, nextA, nextB);
#pragma unroll
            for (int i = 0; i < depth; ++i) {
                float rows[8], columns[8];
                *reinterpret_cast<float4*>(rows) = load4(&m_shared.a[stage][i][y]);
                *reinterpret_cast<float4*>(rows + 4) = load4(&m_shared.a[stage][i][y + 64]);
                *reinterpret_cast<float4*>(columns) = load4(&m_shared.b[stage][i][x]);
                *reinterpret_cast<float4*>(columns + 4) = load4(&m_shared.b[stage][i][x + 64]);
#pragma unroll
                for (int r = 0; r < 8; ++r)
#pragma unroll
                    for (int c = 0; c < 8; ++c)
                        sums[r][c] = __fmaf_rn(rows[r], columns[c], sums[r][c]);
            }
            if (more)
                storeTiles(stage ^ 1, nextA, nextB);
            __syncthreads();
        }
        write<inside>(sums, y, x);
    }

    template <bool inside>
    __device__ void write(const float (&sums)[8][8], int y, int x)
    {
#pragma unroll
        for (int r = 0; r < 8; ++r) {
            const int row = m_row + y + r % 4 + r / 4 * 64;
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                const int column = m_column + x + half * 64;
                float* p = m_c + std::int64_t(row) * m_n + column;
                const float* v = &sums[r][half * 4];
                if (inside && m_n % 4 == 0) {
                    store4(p, float4{v[0], v[1], v[2], v[3]});
                } else if (row < m_m) {
                    for (int i = 0; i < 4; ++i)
                        if (column + i < m_n)
                            p[i] = v[i];
                }
            }
        }
    }

    Shared& m_shared;
    const float* __restrict__ m_a;
    const float* __restrict__ m_b;
    float* __restrict__ m_c;
    int m_m, m_n, m_k, m_row, m_column;
};

} // namespace streamscope::kernels
