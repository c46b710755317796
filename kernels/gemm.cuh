// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device.cuh"

namespace streamscope::kernels {

/// c = a · b in float32 without tensor cores. A block of 256 threads owns a tile of 128 × 128 and walks k in steps of
/// 16 through two buffers of shared memory: while one is computed with, the next is on its way in registers. A thread
/// owns 8 × 8 elements as four squares of 4 × 4, 64 apart, so that a warp's shared loads meet no bank twice. a is m ×
/// k, b is k × n or, transposed, n × k; c is m × n; all row by row.
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

    __device__ static void run(Shared& shared, const float* a, const float* b, float* c, int m, int n, int k)
    {
        const TiledProduct product(a, b, c, m, n, k);
        const bool vectors = k % 4 == 0 && (bTransposed || n % 4 == 0);
        if (vectors && product.m_row + tile <= m && product.m_column + tile <= n && k % depth == 0)
            product.multiply<true>(shared);
        else
            product.multiply<false>(shared);
    }

private:
    static constexpr int rowsOfPass = threads * 4 / depth; ///< of a k-contiguous tile that the block fetches at once

    __device__ TiledProduct(const float* a, const float* b, float* c, int m, int n, int k)
        : m_a(a), m_b(b), m_c(c), m_m(m), m_n(n), m_k(k), m_row(blockIdx.y * tile), m_column(blockIdx.x * tile)
    {}

    /// Four neighbouring elements of a row, zeros where `left` or `there` says that they lie beyond the edge.
    template <bool inside>
    __device__ static float4 fetch(const float* p, bool there, int left)
    {
        if constexpr (inside)
            return load4(p);
        float v[4] = {};
        for (int i = 0; i < 4; ++i)
            if (there && i < left)
                v[i] = p[i];
        return float4{v[0], v[1], v[2], v[3]};
    }

    /// Puts a quarter row of a k-contiguous tile into shared memory k by k.
    __device__ static void storeTurned(float (&target)[depth][pitch], int row, int k, float4 v)
    {
        target[k][row] = v.x;
        target[k + 1][row] = v.y;
        target[k + 2][row] = v.z;
        target[k + 3][row] = v.w;
    }

    template <bool inside>
    __device__ void multiply(Shared& shared) const
    {
        const int t = threadIdx.x;
        // Where this thread fetches: a row of a (and of b transposed) and four k, or a k of b and four columns.
        const int row = t / (depth / 4), kInRow = t % (depth / 4) * 4;
        const int kOfB = t / 32, columnOfB = t % 32 * 4;
        const float* a = m_a + std::int64_t(m_row + row) * m_k + kInRow;
        const float* b = bTransposed ? m_b + std::int64_t(m_column + row) * m_k + kInRow
                                     : m_b + std::int64_t(kOfB) * m_n + m_column + columnOfB;
        float4 nextA[2], nextB[2];
        const auto fetchTiles = [&](int k) {
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                const int more = rowsOfPass * i;
                nextA[i] = fetch<inside>(a + std::int64_t(more) * m_k, m_row + row + more < m_m, m_k - k - kInRow);
                if constexpr (bTransposed)
                    nextB[i] =
                        fetch<inside>(b + std::int64_t(more) * m_k, m_column + row + more < m_n, m_k - k - kInRow);
                else
                    nextB[i] = fetch<inside>(b + std::int64_t(8 * i) * m_n, k + kOfB + 8 * i < m_k,
                                             m_n - m_column - columnOfB);
            }
            a += depth;
            b += bTransposed ? std::int64_t(depth) : std::int64_t(depth) * m_n;
        };
        const auto storeTiles = [&](int stage) {
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                storeTurned(shared.a[stage], row + rowsOfPass * i, kInRow, nextA[i]);
                if constexpr (bTransposed)
                    storeTurned(shared.b[stage], row + rowsOfPass * i, kInRow, nextB[i]);
                else
                    store4(&shared.b[stage][kOfB + 8 * i][columnOfB], nextB[i]);
            }
        };
        const int y = t / 16 * 4, x = t % 16 * 4;
        float sums[8][8] = {};
        fetchTiles(0);
        storeTiles(0);
        __syncthreads();
        int stage = 0;
#pragma unroll 1
        for (int k = 0; k < m_k; k += depth, stage ^= 1) {
            const bool more = k + depth < m_k;
            if (more)
                fetchTiles(k + depth);
#pragma unroll
            for (int i = 0; i < depth; ++i) {
                float rows[8], columns[8];
                *reinterpret_cast<float4*>(rows) = load4(&shared.a[stage][i][y]);
                *reinterpret_cast<float4*>(rows + 4) = load4(&shared.a[stage][i][y + 64]);
                *reinterpret_cast<float4*>(columns) = load4(&shared.b[stage][i][x]);
                *reinterpret_cast<float4*>(columns + 4) = load4(&shared.b[stage][i][x + 64]);
#pragma unroll
                for (int r = 0; r < 8; ++r)
#pragma unroll
                    for (int c = 0; c < 8; ++c)
                        sums[r][c] = __fmaf_rn(rows[r], columns[c], sums[r][c]);
            }
            if (more)
                storeTiles(stage ^ 1);
            __syncthreads();
        }
        write<inside>(sums, m_row + y, m_column + x);
    }

    template <bool inside>
    __device__ void write(const float (&sums)[8][8], int firstRow, int firstColumn) const
    {
#pragma unroll
        for (int r = 0; r < 8; ++r) {
            const int row = firstRow + r % 4 + r / 4 * 64;
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                const int column = firstColumn + half * 64;
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

    const float* __restrict__ m_a;
    const float* __restrict__ m_b;
    float* __restrict__ m_c;
    int m_m, m_n, m_k, m_row, m_column;
};

} // namespace streamscope::kernels
