// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/kernel_catalogue.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

using Values = std::span<const std::int64_t>;
using Bytes = std::vector<std::int64_t>;

constexpr std::int64_t floatBytes = 4;
constexpr std::int64_t threadsOfStreaming = 256;
constexpr std::int64_t elementsOfBlock = 1024;
constexpr std::int64_t tile = 64;      ///< gemm and gram: a block computes tile × tile numbers
constexpr std::int64_t lanesOfSm = 128;

std::int64_t ceilDivide(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

LaunchShape grid(std::int64_t x, std::int64_t y, std::int64_t threads)
{
    LaunchShape shape;
    shape.grid = {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y), 1};
    shape.block = {static_cast<std::int32_t>(threads), 1, 1};
    shape.registersPerThread = 32;
    return shape;
}

/// A kernel that passes over memory once: `readBytes` and `writtenBytes` by `elements` threads' worth of work.
LaunchShape streaming(std::int64_t elements, double bytes, double flops)
{
    LaunchShape shape = grid(std::max<std::int64_t>(1, ceilDivide(elements, elementsOfBlock)), 1, threadsOfStreaming);
    const double blocks = static_cast<double>(shape.blocks());
    shape.flops = flops;
    shape.dramBytes = bytes;
    shape.l2Bytes = bytes / blocks;
    shape.pipeCycles = flops / 2 / blocks / lanesOfSm;
    shape.latencyCycles = 1200;
    shape.bytesInFlight = threadsOfStreaming * 16.0;
    shape.footprintBytes = static_cast<std::int64_t>(bytes);
    return shape;
}

LaunchShape tiledProduct(std::int64_t m, std::int64_t n, std::int64_t k, std::int64_t operandBytes)
{
    LaunchShape shape = grid(ceilDivide(n, tile), ceilDivide(m, tile), 256);
    shape.registersPerThread = 64;
    shape.staticSharedBytes = static_cast<std::int32_t>(2 * tile * 16 * floatBytes);
    shape.flops = 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
    shape.dramBytes = static_cast<double>(operandBytes + m * n * floatBytes);
    shape.pipeCycles = static_cast<double>(tile * tile * k) / lanesOfSm;
    shape.latencyCycles = 800 + static_cast<double>(k) * 20;
    shape.l2Bytes = static_cast<double>(2 * tile * k * floatBytes);
    shape.bytesInFlight = 256 * 16.0;
    shape.footprintBytes = static_cast<std::int64_t>(shape.dramBytes);
    return shape;
}

KernelParameter parameter(const char* name, const char* unit, std::int64_t minimum, std::int64_t maximum, std::int64_t value)
{
    return {name, unit, minimum, maximum, value};
}

const KernelParameter blocksParameter = parameter("blocks", "blocks", 1, 1 << 24, 1);
const KernelParameter threadsParameter = parameter("threads", "threads", 1, 1024, 256);
const KernelParameter elementsParameter = parameter("elements", "elements", 1, std::int64_t(1) << 31, 1 << 20);
const KernelParameter samplesParameter = parameter("samples", "samples", 1, 32768, 512);
const std::vector<std::pair<int, int>> registers{{60, 32}};

KernelInfo empty()
{
    return {"empty", KernelClass::other, {blocksParameter, threadsParameter}, {}, {}, "0", "0", {{60, 16}},
            [](Values v) { return grid(v[0], 1, v[1]); }, [](Values) { return Bytes{}; }};
}

KernelInfo spin()
{
    return {"spin", KernelClass::other, {parameter("ns", "ns", 0, 10'000'000'000, 100'000), blocksParameter, threadsParameter},
            {}, {}, "0", "0", {{60, 16}},
            [](Values v) {
                LaunchShape shape = grid(v[1], 1, v[2]);
                shape.fixedNs = v[0];
                return shape;
            },
            [](Values) { return Bytes{}; }};
}

KernelInfo fma()
{
    return {"fma", KernelClass::other,
            {blocksParameter, threadsParameter, parameter("steps", "steps", 1, 100'000'000, 20'000)}, {}, {},
            "2 · blocks · threads · steps", "0", registers,
            [](Values v) {
                LaunchShape shape = grid(v[0], 1, v[1]);
                const double steps = static_cast<double>(v[2]);
                shape.flops = 2 * static_cast<double>(v[0]) * static_cast<double>(v[1]) * steps;
                shape.pipeCycles = static_cast<double>(v[1]) * steps / lanesOfSm;
                shape.latencyCycles = 4 * steps;
                return shape;
            },
            [](Values) { return Bytes{}; }};
}

KernelInfo triad()
{
    return {"triad", KernelClass::elementwise, {elementsParameter}, {"a", "b"}, {"c"}, "2 · elements", "12 · elements", registers,
            [](Values v) { return streaming(v[0], 12.0 * static_cast<double>(v[0]), 2.0 * static_cast<double>(v[0])); },
            [](Values v) { return Bytes(3, v[0] * floatBytes); }};
}

KernelInfo gemm()
{
    return {"gemm", KernelClass::matrixProduct,
            {parameter("m", "rows", 1, 32768, 1024), parameter("n", "columns", 1, 32768, 1024), parameter("k", "terms", 1, 32768, 1024)},
            {"a", "b"}, {"c"}, "2 · m · n · k", "4 · (m · k + k · n + m · n)", registers,
            [](Values v) { return tiledProduct(v[0], v[1], v[2], (v[0] + v[1]) * v[2] * floatBytes); },
            [](Values v) { return Bytes{v[0] * v[2] * floatBytes, v[2] * v[1] * floatBytes, v[0] * v[1] * floatBytes}; }};
}

KernelInfo reduce()
{
    return {"reduce", KernelClass::reduction, {elementsParameter}, {"x"}, {"sum"}, "elements", "4 · elements", registers,
            [](Values v) { return streaming(v[0], 4.0 * static_cast<double>(v[0]), static_cast<double>(v[0])); },
            [](Values v) { return Bytes{v[0] * floatBytes, floatBytes}; }};
}

KernelInfo elementwise()
{
    return {"elementwise", KernelClass::elementwise, {elementsParameter, parameter("operations", "operations", 1, 100'000, 1)},
            {"x"}, {"y"}, "2 · elements · operations", "8 · elements", registers,
            [](Values v) {
                const double elements = static_cast<double>(v[0]);
                return streaming(v[0], 8 * elements, 2 * elements * static_cast<double>(v[1]));
            },
            [](Values v) { return Bytes(2, v[0] * floatBytes); }};
}

KernelInfo dckaGram()
{
    return {"dcka_gram", KernelClass::matrixProduct, {samplesParameter, parameter("features", "features", 1, 65536, 512)},
            {"x"}, {"k"}, "2 · samples² · features", "4 · (samples · features + samples²)", registers,
            [](Values v) { return tiledProduct(v[0], v[0], v[1], v[0] * v[1] * floatBytes); },
            [](Values v) { return Bytes{v[0] * v[1] * floatBytes, v[0] * v[0] * floatBytes}; }};
}

/// A pass over `matrices` n × n matrices.
LaunchShape matrixPass(std::int64_t samples, double matrices, double flopsPerElement)
{
    const double elements = static_cast<double>(samples) * static_cast<double>(samples);
    return streaming(samples * samples, matrices * floatBytes * elements, flopsPerElement * elements);
}

std::int64_t matrixBytes(Values v)
{
    return v[0] * v[0] * floatBytes;
}

KernelInfo dckaRowMeans()
{
    return {"dcka_row_means", KernelClass::reduction, {samplesParameter}, {"k"}, {"means"}, "samples²", "4 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 1, 1); },
            [](Values v) { return Bytes{matrixBytes(v), (v[0] + 1) * floatBytes}; }};
}

KernelInfo dckaCentre()
{
    return {"dcka_centre", KernelClass::elementwise, {samplesParameter}, {"k", "means"}, {"c"}, "3 · samples²", "8 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 2, 3); },
            [](Values v) { return Bytes{matrixBytes(v), (v[0] + 1) * floatBytes, matrixBytes(v)}; }};
}

KernelInfo dckaDot()
{
    return {"dcka_dot", KernelClass::reduction, {samplesParameter}, {"a", "b"}, {"dot"}, "2 · samples²", "8 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 2, 2); },
            [](Values v) { return Bytes{matrixBytes(v), matrixBytes(v), floatBytes}; }};
}

KernelInfo dckaRegress()
{
    return {"dcka_regress", KernelClass::elementwise, {samplesParameter}, {"k", "k0", "dot_k_k0", "dot_k0_k0"}, {"r"},
            "2 · samples²", "12 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 3, 2); },
            [](Values v) { return Bytes{matrixBytes(v), matrixBytes(v), floatBytes, floatBytes, matrixBytes(v)}; }};
}

KernelInfo dckaNormalise()
{
    return {"dcka_normalise", KernelClass::elementwise, {samplesParameter}, {"r", "norm2"}, {"u"}, "samples²", "8 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 2, 1); },
            [](Values v) { return Bytes{matrixBytes(v), floatBytes, matrixBytes(v)}; }};
}

KernelInfo dckaInnerProduct()
{
    return {"dcka_inner_product", KernelClass::reduction,
            {samplesParameter, parameter("layers", "layers", 1, 1024, 1), parameter("row", "row", 0, 1023, 0),
             parameter("column", "column", 0, 1023, 0)},
            {"a", "b"}, {"similarity"}, "2 · samples²", "8 · samples²", registers,
            [](Values v) { return matrixPass(v[0], 2, 2); },
            [](Values v) { return Bytes{matrixBytes(v), matrixBytes(v), v[1] * v[1] * floatBytes}; }};
}

} // namespace

const std::vector<KernelInfo>& kernelCatalogue()
{
    static const std::vector<KernelInfo> catalogue{empty(), spin(), fma(), triad(), gemm(), reduce(), elementwise(),
                                                   dckaGram(), dckaRowMeans(), dckaCentre(), dckaDot(), dckaRegress(),
                                                   dckaNormalise(), dckaInnerProduct()};
    return catalogue;
}

const KernelInfo* findKernel(std::string_view name)
{
    for (const KernelInfo& kernel : kernelCatalogue())
        if (kernel.name == name)
            return &kernel;
    return nullptr;
}

} // namespace streamscope::workload
