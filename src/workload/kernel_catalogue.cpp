// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/kernel_catalogue.h"

#include <algorithm>

namespace streamscope::workload {

namespace {

using Values = std::span<const std::int64_t>;
using Bytes = std::vector<std::int64_t>;
using Registers = std::vector<std::pair<int, int>>;

constexpr std::int64_t floatBytes = 4;
constexpr std::int64_t lanesOfSm = 128;
constexpr double unloadedCycles = 1200; ///< a block's way to memory and back when nobody else is there
constexpr double vectorBytes = 16;      ///< one load of a thread

// The geometry of kernels/*.cu.
constexpr std::int64_t threadsOfBlock = 256;
constexpr std::int64_t elementsOfBlock = 2048;     ///< passes over memory: two groups of four a thread
constexpr std::int64_t summandsOfBlock = 4096;     ///< sums: least work of a block
constexpr std::int64_t mostSummingBlocks = 1024;   ///< then blocks stride
constexpr std::int64_t tile = 128, tileDepth = 16; ///< matrix products
constexpr double guardedPipeShare = 0.47; ///< of what a tile takes longer that looks before it fetches, the pipe works
constexpr std::int64_t unrolledSteps = 256; ///< of fma; those that are left come one by one: …
constexpr double singleStepCycles = 22;     ///< … each takes so many cycles more …
constexpr double singleStepIssues = 3;      ///< … and so much more of the pipe
constexpr double passCycles = 350;          ///< of the pipe, to fetch and store a block's groups of elements
constexpr double unalignedShare = 0.0488;   ///< of a centred row's loads in flight, where rows are not aligned
constexpr double tailCycles[] = {400, 700}; ///< of triad's last block, where it is not full: element by element, …
constexpr std::int64_t mostBlocksWithTail = 400;  ///< … and beside more blocks nobody waits for it
constexpr std::int32_t tileSharedBytes = 33792;   ///< two stages of two tiles, rows padded by 16 bytes
constexpr std::int32_t reductionSharedBytes = 33; ///< a sum of each warp and a flag

std::int64_t ceilDivide(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

LaunchShape grid(std::int64_t x, std::int64_t y, std::int64_t threads)
{
    LaunchShape shape;
    shape.grid = {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y), 1};
    shape.block = {static_cast<std::int32_t>(threads), 1, 1};
    shape.registersPerThread = 32; // until the architecture is known
    return shape;
}

/// Adds what a launch moves, `bytes` in all, `loadsInFlight` vector loads of each thread at once.
LaunchShape moving(LaunchShape shape, double bytes, double flops, double loadsInFlight)
{
    const double blocks = static_cast<double>(shape.blocks());
    shape.flops = flops;
    shape.dramBytes = bytes;
    shape.footprintBytes = static_cast<std::int64_t>(bytes);
    shape.l2Bytes = bytes / blocks;
    shape.pipeCycles = flops / 2 / blocks / lanesOfSm;
    shape.latencyCycles = unloadedCycles;
    shape.bytesInFlight = static_cast<double>(shape.threadsPerBlock()) * vectorBytes * loadsInFlight;
    return shape;
}

/// A kernel that passes over `elements` once, two groups of four a thread.
LaunchShape streaming(std::int64_t elements, double bytes, double flops, double loadsInFlight)
{
    return moving(grid(std::max<std::int64_t>(1, ceilDivide(elements, elementsOfBlock)), 1, threadsOfBlock), bytes,
                  flops, loadsInFlight);
}

/// A kernel that sums over `elements`; the last block adds up the others' sums.
LaunchShape summing(std::int64_t elements, double bytes, double flops, double loadsInFlight)
{
    const std::int64_t blocks = std::clamp<std::int64_t>(ceilDivide(elements, summandsOfBlock), 1, mostSummingBlocks);
    LaunchShape shape = moving(grid(blocks, 1, threadsOfBlock), bytes, flops, loadsInFlight);
    const double rounds = static_cast<double>(ceilDivide(elements, blocks * summandsOfBlock));
    shape.latencyCycles =
        unloadedCycles * ((blocks > 1 ? 1.4 : 1) + rounds); // a single block has no others' sums to add
    shape.staticSharedBytes = reductionSharedBytes;
    return shape;
}

/// How much of a tile's edge is there to be fetched where there is most.
double filledShare(std::int64_t size)
{
    return static_cast<double>(std::min(size, tile)) / static_cast<double>(tile);
}

/// `aligned`: rows of both operands start at whole vectors where k is a multiple of the tile's depth. `guardedShare`:
/// so much longer a full tile takes that looks before it fetches.
LaunchShape tiledProduct(std::int64_t m, std::int64_t n, std::int64_t k, std::int64_t operandBytes, bool aligned,
                         double guardedShare)
{
    LaunchShape shape = grid(ceilDivide(n, tile), ceilDivide(m, tile), threadsOfBlock);
    const double steps = static_cast<double>(ceilDivide(k, tileDepth));
    shape.registersPerThread = 128;
    shape.staticSharedBytes = tileSharedBytes;
    shape.flops = 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
    shape.dramBytes = static_cast<double>(operandBytes + m * n * floatBytes);
    shape.footprintBytes = static_cast<std::int64_t>(shape.dramBytes);
    // Tiles at the edges compute with zeros: they cost as much as whole ones.
    const double tileCycles = steps * static_cast<double>(tile * tile * tileDepth / lanesOfSm);
    // Tiles that reach beyond an edge fetch element by element what there is of them, and take the longer for it,
    // however few their rows are if their columns are many; so do all of them where rows are not aligned.
    const bool onlyEdges = k % tileDepth == 0 && aligned;
    const double inner = onlyEdges ? static_cast<double>((m / tile) * (n / tile)) : 0;
    const double guarded = 1 - inner / static_cast<double>(shape.blocks());
    shape.inStep = inner == 0;
    const double filled = std::max(filledShare(m), filledShare(n));
    const double full = guarded > 0 ? filled * filled : 0;
    shape.pipeCycles = tileCycles * (1 + guardedPipeShare * guardedShare * full * guarded);
    shape.latencyCycles = unloadedCycles + tileCycles * (1 + guardedShare * full);
    shape.l2Bytes = static_cast<double>((std::min(m, tile) + std::min(n, tile)) * k * floatBytes +
                                        std::min(m, tile) * std::min(n, tile) * floatBytes);
    shape.bytesInFlight = static_cast<double>(threadsOfBlock) * 4 * vectorBytes;
    return shape;
}

KernelParameter parameter(const char* name, const char* unit, std::int64_t minimum, std::int64_t maximum,
                          std::int64_t value)
{
    return {name, unit, minimum, maximum, value};
}

const KernelParameter blocksParameter = parameter("blocks", "blocks", 1, 1 << 24, 1);
const KernelParameter threadsParameter = parameter("threads", "threads", 1, 1024, 256);
const KernelParameter elementsParameter = parameter("elements", "elements", 1, std::int64_t(1) << 31, 1 << 20);
const KernelParameter samplesParameter = parameter("samples", "samples", 1, 32768, 512);

// Registers: what script/kernel-registers prints; tests/device compares them with the driver's.

KernelInfo empty()
{
    return {"empty",
            KernelClass::other,
            {blocksParameter, threadsParameter},
            {},
            {},
            "0",
            "0",
            {{75, 8}, {80, 10}, {86, 10}, {89, 10}, {90, 10}},
            [](Values v) { return grid(v[0], 1, v[1]); },
            [](Values) { return Bytes{}; }};
}

KernelInfo spin()
{
    return {"spin",
            KernelClass::other,
            {parameter("ns", "ns", 0, 10'000'000'000, 100'000), blocksParameter, threadsParameter},
            {},
            {},
            "0",
            "0",
            {{75, 10}, {80, 10}, {86, 10}, {89, 10}, {90, 12}},
            [](Values v) {
                LaunchShape shape = grid(v[1], 1, v[2]);
                shape.fixedNs = v[0];
                return shape;
            },
            [](Values) { return Bytes{}; }};
}

KernelInfo fma()
{
    return {"fma",
            KernelClass::other,
            {blocksParameter, threadsParameter, parameter("steps", "steps", 1, 100'000'000, 20'000)},
            {},
            {},
            "2 · blocks · threads · steps",
            "0",
            {{75, 10}, {80, 10}, {86, 10}, {89, 10}, {90, 10}},
            [](Values v) {
                LaunchShape shape = grid(v[0], 1, v[1]);
                const double steps = static_cast<double>(v[2]);
                const double single = static_cast<double>(v[2] % unrolledSteps);
                const double warps = static_cast<double>(ceilDivide(v[1], 32));
                shape.flops = 2 * static_cast<double>(v[0]) * static_cast<double>(v[1]) * steps;
                shape.pipeCycles = warps * 32 * (steps + singleStepIssues * single) / lanesOfSm;
                shape.latencyCycles = 4 * steps + singleStepCycles * single; // one chain, four cycles a step
                return shape;
            },
            [](Values) { return Bytes{}; }};
}

KernelInfo triad()
{
    return {"triad",
            KernelClass::elementwise,
            {elementsParameter},
            {"a", "b"},
            {"c"},
            "2 · elements",
            "12 · elements",
            {{75, 36}, {80, 32}, {86, 34}, {89, 34}, {90, 32}},
            [](Values v) {
                LaunchShape shape =
                    streaming(v[0], 12.0 * static_cast<double>(v[0]), 2.0 * static_cast<double>(v[0]), 4);
                // Beyond half of it some of its warps go both ways.
                const std::int64_t inLast = v[0] % elementsOfBlock;
                if (inLast > 0 && shape.blocks() <= mostBlocksWithTail)
                    shape.tailCycles = tailCycles[inLast > elementsOfBlock / 2];
                return shape;
            },
            [](Values v) { return Bytes(3, v[0] * floatBytes); }};
}

KernelInfo gemm()
{
    return {
        "gemm",
        KernelClass::matrixProduct,
        {parameter("m", "rows", 1, 32768, 1024), parameter("n", "columns", 1, 32768, 1024),
         parameter("k", "terms", 1, 32768, 1024)},
        {"a", "b"},
        {"c"},
        "2 · m · n · k",
        "4 · (m · k + k · n + m · n)",
        {{75, 128}, {80, 127}, {86, 128}, {89, 128}, {90, 127}},
        [](Values v) { return tiledProduct(v[0], v[1], v[2], (v[0] + v[1]) * v[2] * floatBytes, v[1] % 4 == 0, 0.28); },
        [](Values v) {
            return Bytes{v[0] * v[2] * floatBytes, v[2] * v[1] * floatBytes, v[0] * v[1] * floatBytes};
        }};
}

KernelInfo reduce()
{
    return {"reduce",
            KernelClass::reduction,
            {elementsParameter},
            {"x"},
            {"sum"},
            "elements",
            "4 · elements",
            {{75, 44}, {80, 40}, {86, 40}, {89, 40}, {90, 39}},
            [](Values v) { return summing(v[0], 4.0 * static_cast<double>(v[0]), static_cast<double>(v[0]), 4); },
            [](Values v) {
                return Bytes{v[0] * floatBytes, floatBytes};
            }};
}

KernelInfo elementwise()
{
    return {"elementwise",
            KernelClass::elementwise,
            {elementsParameter, parameter("operations", "operations", 1, 100'000, 1)},
            {"x"},
            {"y"},
            "2 · elements · operations",
            "8 · elements",
            {{75, 57}, {80, 32}, {86, 40}, {89, 40}, {90, 32}},
            [](Values v) {
                const double elements = static_cast<double>(v[0]), operations = static_cast<double>(v[1]);
                LaunchShape shape = streaming(v[0], 8 * elements, 2 * elements * operations, 1);
                // A warp works on its two groups one after the other, four chains at a time, and so do two warps by
                // turns.
                shape.pipeCycles += passCycles;
                shape.latencyCycles = 2 * (unloadedCycles / 4 + 8 * operations);
                return shape;
            },
            [](Values v) { return Bytes(2, v[0] * floatBytes); }};
}

KernelInfo dckaGram()
{
    return {"dcka_gram",
            KernelClass::matrixProduct,
            {samplesParameter, parameter("features", "features", 1, 65536, 512)},
            {"x"},
            {"k"},
            "2 · samples² · features",
            "4 · (samples · features + samples²)",
            {{75, 128}, {80, 128}, {86, 128}, {89, 128}, {90, 128}},
            [](Values v) { return tiledProduct(v[0], v[0], v[1], v[0] * v[1] * floatBytes, true, 0.15); },
            [](Values v) {
                return Bytes{v[0] * v[1] * floatBytes, v[0] * v[0] * floatBytes};
            }};
}

double squared(Values v)
{
    return static_cast<double>(v[0]) * static_cast<double>(v[0]);
}

std::int64_t matrixBytes(Values v)
{
    return v[0] * v[0] * floatBytes;
}

KernelInfo dckaRowMeans()
{
    return {"dcka_row_means",
            KernelClass::reduction,
            {samplesParameter},
            {"k"},
            {"means"},
            "samples²",
            "4 · samples²",
            {{75, 62}, {80, 31}, {86, 39}, {89, 39}, {90, 31}},
            [](Values v) {
                LaunchShape shape = moving(grid(v[0], 1, threadsOfBlock), 4 * squared(v), squared(v), 1);
                shape.latencyCycles = unloadedCycles * (1 + static_cast<double>(ceilDivide(v[0], threadsOfBlock * 16)));
                shape.staticSharedBytes = reductionSharedBytes;
                return shape;
            },
            [](Values v) {
                return Bytes{matrixBytes(v), (v[0] + 1) * floatBytes};
            }};
}

KernelInfo dckaCentre()
{
    return {"dcka_centre",
            KernelClass::elementwise,
            {samplesParameter},
            {"k", "means"},
            {"c"},
            "2 · samples²",
            "8 · samples²",
            {{75, 34}, {80, 32}, {86, 34}, {89, 34}, {90, 40}},
            [](Values v) {
                LaunchShape shape = grid(ceilDivide(v[0], 128), ceilDivide(v[0], 16), 32);
                shape.block = {32, 8, 1};
                // Rows that begin anywhere are fetched element by element.
                return moving(shape, 8 * squared(v), 2 * squared(v), v[0] % 4 == 0 ? 2 : 2 * unalignedShare);
            },
            [](Values v) {
                return Bytes{matrixBytes(v), (v[0] + 1) * floatBytes, matrixBytes(v)};
            }};
}

KernelInfo dckaDot()
{
    return {"dcka_dot",
            KernelClass::reduction,
            {samplesParameter},
            {"a", "b"},
            {"dot"},
            "2 · samples²",
            "8 · samples²",
            {{75, 62}, {80, 48}, {86, 48}, {89, 48}, {90, 32}},
            [](Values v) { return summing(v[0] * v[0], 8 * squared(v), 2 * squared(v), 8); },
            [](Values v) {
                return Bytes{matrixBytes(v), matrixBytes(v), floatBytes};
            }};
}

KernelInfo dckaRegress()
{
    return {"dcka_regress",
            KernelClass::elementwise,
            {samplesParameter},
            {"k", "k0", "dot_k_k0", "dot_k0_k0"},
            {"r"},
            "2 · samples²",
            "12 · samples²",
            {{75, 34}, {80, 32}, {86, 36}, {89, 36}, {90, 32}},
            [](Values v) { return streaming(v[0] * v[0], 12 * squared(v), 2 * squared(v), 2); },
            [](Values v) {
                return Bytes{matrixBytes(v), matrixBytes(v), floatBytes, floatBytes, matrixBytes(v)};
            }};
}

KernelInfo dckaNormalise()
{
    return {"dcka_normalise",
            KernelClass::elementwise,
            {samplesParameter},
            {"r", "norm2"},
            {"u"},
            "samples²",
            "8 · samples²",
            {{75, 40}, {80, 32}, {86, 40}, {89, 40}, {90, 32}},
            [](Values v) { return streaming(v[0] * v[0], 8 * squared(v), squared(v), 1); },
            [](Values v) {
                return Bytes{matrixBytes(v), floatBytes, matrixBytes(v)};
            }};
}

KernelInfo dckaInnerProduct()
{
    return {"dcka_inner_product",
            KernelClass::reduction,
            {samplesParameter, parameter("layers", "layers", 1, 1024, 1), parameter("row", "row", 0, 1023, 0),
             parameter("column", "column", 0, 1023, 0)},
            {"a", "b"},
            {"similarity"},
            "2 · samples²",
            "8 · samples²",
            {{75, 62}, {80, 48}, {86, 48}, {89, 48}, {90, 32}},
            [](Values v) { return summing(v[0] * v[0], 8 * squared(v), 2 * squared(v), 8); },
            [](Values v) {
                return Bytes{matrixBytes(v), matrixBytes(v), v[1] * v[1] * floatBytes};
            }};
}

} // namespace

const std::vector<KernelInfo>& kernelCatalogue()
{
    static const std::vector<KernelInfo> catalogue{
        empty(),    spin(),         fma(),        triad(),   gemm(),        reduce(),        elementwise(),
        dckaGram(), dckaRowMeans(), dckaCentre(), dckaDot(), dckaRegress(), dckaNormalise(), dckaInnerProduct()};
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
