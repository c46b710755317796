// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Every kernel against the same computation in double precision on the CPU, at sizes that meet every edge; the same
// bits twice; the catalogue's registers and shared memory against the driver's.
#include "support.h"

#include "cuda/buffers.h"
#include "cuda/check.h"
#include "cuda/prepared_program.h"
#include "cuda/submitter.h"
#include "launch.h"
#include "workload/fill.h"

#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <functional>

namespace streamscope::devicetest {

namespace {

using Numbers = std::vector<double>;
using Parameters = std::vector<std::int64_t>;
/// The outputs of a kernel, in order, from its inputs.
using Reference = std::function<std::vector<Numbers>(const Parameters& p, const std::vector<Numbers>& in)>;

struct Case
{
    std::string kernel;
    std::vector<Parameters> sizes;
    Reference reference;
};

Numbers product(const Numbers& a, const Numbers& b, std::size_t m, std::size_t n, std::size_t k, bool bTransposed)
{
    Numbers c(m * n);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t l = 0; l < k; ++l)
            for (std::size_t j = 0; j < n; ++j)
                c[i * n + j] += a[i * k + l] * (bTransposed ? b[j * k + l] : b[l * n + j]);
    return c;
}

double dot(const Numbers& a, const Numbers& b, std::size_t count)
{
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += a[i] * b[i];
    return sum;
}

Numbers mapped(std::size_t count, const std::function<double(std::size_t)>& f)
{
    Numbers values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = f(i);
    return values;
}

std::vector<Case> cases()
{
    const std::vector<Parameters> lengths{{1}, {3}, {4}, {1000}, {2048}, {2049}, {4097}, {100003}, {5000000}};
    const std::vector<Parameters> samples{{1}, {5}, {64}, {127}, {130}, {512}, {777}};
    const auto count = [](const Parameters& p) { return std::size_t(p[0]); };
    const auto square = [](const Parameters& p) { return std::size_t(p[0] * p[0]); };
    const auto nothing = [](const Parameters&, const std::vector<Numbers>&) { return std::vector<Numbers>(); };
    return {
        {"empty", {{1, 1}, {33, 1000}}, nothing},
        {"spin", {{1000, 3, 64}, {20'000, 200, 1024}}, nothing},
        {"fma", {{5, 96, 300}, {3, 33, 257}, {264, 256, 1000}}, nothing},
        {"triad", lengths,
         [=](auto& p, auto& in) {
             return std::vector<Numbers>{mapped(count(p), [&](auto i) { return in[0][i] + 3 * in[1][i]; })};
         }},
        {"elementwise",
         {{1, 1}, {5, 3}, {2047, 7}, {2048, 1}, {100003, 10}},
         [=](auto& p, auto& in) {
             return std::vector<Numbers>{mapped(count(p), [&](auto i) {
                 double v = in[0][i];
                 for (std::int64_t k = 0; k < p[1]; ++k)
                     v = v * 0.5 + 0.25;
                 return v;
             })};
         }},
        {"reduce", lengths,
         [=](auto& p, auto& in) {
             return std::vector<Numbers>{Numbers{dot(in[0], Numbers(count(p), 1.0), count(p))}};
         }},
        {"gemm",
         {{1, 1, 1}, {128, 128, 16}, {128, 128, 256}, {129, 127, 33}, {64, 300, 50}, {256, 384, 512}, {200, 4, 7}},
         [](auto& p, auto& in) {
             return std::vector<Numbers>{
                 product(in[0], in[1], std::size_t(p[0]), std::size_t(p[1]), std::size_t(p[2]), false)};
         }},
        {"dcka_gram",
         {{1, 1}, {64, 256}, {128, 512}, {130, 100}, {257, 33}, {512, 64}},
         [](auto& p, auto& in) {
             return std::vector<Numbers>{
                 product(in[0], in[0], std::size_t(p[0]), std::size_t(p[0]), std::size_t(p[1]), true)};
         }},
        {"dcka_row_means", samples,
         [=](auto& p, auto& in) {
             const std::size_t n = count(p);
             Numbers means(n + 1);
             for (std::size_t i = 0; i < n; ++i) {
                 for (std::size_t j = 0; j < n; ++j)
                     means[i] += in[0][i * n + j] / double(n);
                 means[n] += means[i] / double(n);
             }
             return std::vector<Numbers>{means};
         }},
        {"dcka_centre", samples,
         [=](auto& p, auto& in) {
             const std::size_t n = count(p);
             return std::vector<Numbers>{
                 mapped(n * n, [&](auto i) { return in[0][i] - in[1][i / n] - in[1][i % n] + in[1][n]; })};
         }},
        {"dcka_dot", samples,
         [=](auto& p, auto& in) { return std::vector<Numbers>{Numbers{dot(in[0], in[1], square(p))}}; }},
        {"dcka_regress", samples,
         [=](auto& p, auto& in) {
             return std::vector<Numbers>{
                 mapped(square(p), [&](auto i) { return in[0][i] - in[2][0] / in[3][0] * in[1][i]; })};
         }},
        {"dcka_normalise", samples,
         [=](auto& p, auto& in) {
             return std::vector<Numbers>{
                 mapped(square(p), [&](auto i) { return in[1][0] > 0 ? in[0][i] / std::sqrt(in[1][0]) : 0; })};
         }},
        {"dcka_inner_product",
         {{1, 1, 0, 0}, {64, 3, 1, 2}, {130, 3, 2, 0}, {512, 5, 4, 4}},
         [=](auto& p, auto& in) {
             Numbers similarity(std::size_t(p[1] * p[1]), std::nan(""));
             similarity[std::size_t(p[2] * p[1] + p[3])] = similarity[std::size_t(p[3] * p[1] + p[2])] =
                 dot(in[0], in[1], square(p));
             return std::vector<Numbers>{similarity};
         }},
    };
}

/// ‖out − reference‖ / scale, over the elements the reference knows; the scale is ‖reference‖, for a sum the summands'.
double relativeError(const std::vector<float>& out, const Numbers& reference, double scaleOfSum)
{
    double error = 0, scale = scaleOfSum * scaleOfSum;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        if (std::isnan(reference[i]))
            continue;
        if (!std::isfinite(out[i]))
            return INFINITY;
        error += (out[i] - reference[i]) * (out[i] - reference[i]);
        scale += reference[i] * reference[i];
    }
    return std::sqrt(error) / (std::sqrt(scale) + 1e-30);
}

std::string check(const Case& test, const Parameters& parameters, double& worst)
{
    const program::Program program = singleKernel(test.kernel, parameters);
    const std::size_t reads = program.launches[0].kernel->reads.size(), all = program.buffers.size();
    std::vector<Numbers> inputs;
    for (std::size_t i = 0; i < reads; ++i) {
        std::vector<float> values(std::size_t(program.buffers[i].bytes / 4));
        workload::fillAll(program.buffers[i].fill, values);
        inputs.emplace_back(values.begin(), values.end());
    }
    const std::vector<Numbers> expected = test.reference(parameters, inputs);
    std::vector<std::vector<float>> first;
    Result<std::shared_ptr<cuda::Buffers>> buffers = cuda::Buffers::make(program);
    if (!buffers)
        return text(buffers.error());
    Result<std::unique_ptr<cuda::PreparedProgram>> prepared = cuda::PreparedProgram::make(program, *buffers, false);
    if (!prepared)
        return text(prepared.error());
    cuda::Submitter submitter(**prepared, 0, false, nullptr);
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = reads; i < all; ++i) // 0xff…: not-a-numbers, so that unwritten elements show
            cudaMemset((*buffers)->device(program::Index(i)), 0xff, std::size_t(program.buffers[i].bytes));
        if (Result<Ns> ran = submitter.run({}); !ran)
            return text(ran.error());
        for (std::size_t i = reads; i < all; ++i) {
            Result<std::vector<float>> out = (*buffers)->read(program::Index(i), program.buffers[i].bytes / 4);
            if (!out)
                return text(out.error());
            const bool sum = expected[i - reads].size() == 1 || test.kernel == "dcka_inner_product";
            worst = std::max(worst,
                             relativeError(*out, expected[i - reads], sum ? std::sqrt(double(inputs[0].size())) : 0));
            if (round == 0)
                first.push_back(*out);
            else if (std::memcmp(first[i - reads].data(), out->data(), out->size() * sizeof(float)) != 0)
                return "other bits the second time";
        }
    }
    return {};
}

} // namespace

void checkKernels(Report& report, const Arguments&)
{
    for (const Case& test : cases()) {
        double worst = 0;
        std::string failure;
        for (const Parameters& parameters : test.sizes)
            if (failure.empty())
                if (failure = check(test, parameters, worst); !failure.empty() || worst > 1e-5)
                    failure += fmt::format(" at {}", fmt::join(parameters, ","));
        report.add("kernel " + test.kernel + " agrees with double precision", failure.empty() && worst < 1e-5,
                   failure.empty() ? fmt::format("{:.1e}", worst) : fmt::format("{} {:.1e}", failure, worst), "< 1e-5");
    }
}

void checkFill(Report& report, const Arguments&)
{
    workload::Fill uniform, features;
    uniform.seed = 12345;
    features.kind = workload::Fill::Kind::features;
    features.samples = 100, features.depth = 0.3333, features.seed = 7;
    for (const workload::Fill& fill : {uniform, features}) {
        program::Program program = singleKernel("elementwise", {51'200, 1});
        program.buffers[0].fill = fill;
        std::vector<float> host(51'200);
        workload::fillAll(fill, host);
        Result<std::shared_ptr<cuda::Buffers>> buffers = cuda::Buffers::make(program);
        Result<std::vector<float>> device =
            buffers ? (*buffers)->read(0, 51'200) : Result<std::vector<float>>(buffers.error());
        double worst = device ? 0 : 1;
        for (std::size_t i = 0; device && i < host.size(); ++i)
            worst = std::max(worst, double(std::abs(host[i] - (*device)[i])));
        report.add(fill.kind == uniform.kind ? "fill: uniform is the host's" : "fill: features are the host's",
                   worst < 2e-7, fmt::format("greatest difference {:.1e}", worst), "< 2e-7");
    }
}

void checkRegisters(Report& report, const Arguments&)
{
    int major = 0, minor = 0;
    cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, 0);
    cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, 0);
    for (const kernels::KernelEntry* entry = kernels::begin(); entry != kernels::end(); ++entry) {
        const workload::KernelInfo* info = workload::findKernel(entry->name);
        cudaFuncAttributes attributes{};
        cudaFuncGetAttributes(&attributes, entry->function);
        int registers = 0;
        for (const auto& [architecture, count] : info->registersByArchitecture)
            if (architecture <= 10 * major + minor)
                registers = count;
        std::vector<std::int64_t> parameters;
        for (const workload::KernelParameter& parameter : info->parameters)
            parameters.push_back(parameter.defaultValue);
        const int shared = info->shape(parameters).staticSharedBytes;
        report.add(fmt::format("catalogue: {} as the driver has it", entry->name),
                   attributes.numRegs == registers && int(attributes.sharedSizeBytes) == shared,
                   fmt::format("{} registers, {} bytes shared, {} local", attributes.numRegs,
                               attributes.sharedSizeBytes, attributes.localSizeBytes),
                   fmt::format("{}, {}", registers, shared));
    }
}

} // namespace streamscope::devicetest
