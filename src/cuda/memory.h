// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cuda/check.h"

#include <cuda_runtime_api.h>

#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <new>

namespace streamscope::cuda {

struct FreeDevice
{
    void operator()(void* p) const { cudaFree(p); }
};
struct FreePinned
{
    void operator()(void* p) const { cudaFreeHost(p); }
};
struct FreePageable
{
    void operator()(void* p) const { ::operator delete(p, std::align_val_t(4096)); }
};

/// Owns device memory.
template <class T>
using DeviceMemory = std::unique_ptr<T, FreeDevice>;
template <class T>
using PinnedMemory = std::unique_ptr<T, FreePinned>;
template <class T>
using PageableMemory = std::unique_ptr<T, FreePageable>;

namespace detail {

inline Error outOfMemory(std::int64_t bytes)
{
    return {
        ErrorKind::run, {}, {}, {"cuda.out-of-memory", {fmt::format("{:.1f}", static_cast<double>(bytes) / 1048576)}}};
}

/// Why an allocation failed: where an earlier kernel has ruined the context, that is it.
inline Error allocationError(cudaError_t code, std::int64_t bytes)
{
    cudaGetLastError();
    return code == cudaErrorMemoryAllocation ? outOfMemory(bytes) : callError(code, "cudaMalloc");
}

} // namespace detail

/// Device memory for `count` elements, none for zero. Errors: cuda.out-of-memory.
template <class T>
Result<DeviceMemory<T>> deviceMemory(std::int64_t count)
{
    void* p = nullptr;
    const std::int64_t bytes = count * std::int64_t(sizeof(T));
    if (count > 0)
        if (const cudaError_t code = cudaMalloc(&p, static_cast<std::size_t>(bytes)); code != cudaSuccess)
            return detail::allocationError(code, bytes);
    return DeviceMemory<T>(static_cast<T*>(p));
}

template <class T>
Result<PinnedMemory<T>> pinnedMemory(std::int64_t count)
{
    void* p = nullptr;
    const std::int64_t bytes = count * std::int64_t(sizeof(T));
    if (count > 0)
        if (const cudaError_t code = cudaMallocHost(&p, static_cast<std::size_t>(bytes)); code != cudaSuccess)
            return detail::allocationError(code, bytes);
    return PinnedMemory<T>(static_cast<T*>(p));
}

/// Every page touched, as a program that computed something into it would have.
template <class T>
Result<PageableMemory<T>> pageableMemory(std::int64_t count)
{
    const std::int64_t bytes = count * std::int64_t(sizeof(T));
    if (count == 0)
        return PageableMemory<T>();
    void* p = ::operator new(static_cast<std::size_t>(bytes), std::align_val_t(4096), std::nothrow);
    if (!p)
        return detail::outOfMemory(bytes);
    std::memset(p, 1, static_cast<std::size_t>(bytes));
    return PageableMemory<T>(static_cast<T*>(p));
}

} // namespace streamscope::cuda
