// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The founding experiment: its matrices against a double-precision reference that never forms a samples × samples
// matrix, and the makespans of its layouts.
#include "support.h"

#include "cuda/cuda_backend.h"
#include "workload/fill.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <future>
#include <map>
#include <thread>

namespace streamscope::devicetest {

namespace {

using Numbers = std::vector<double>;

/// Activations of one layer with the mean over the samples taken out of every feature: then K = X · Xᵀ is centred.
struct Layer
{
    std::size_t samples = 0, width = 0;
    Numbers values;
};

Layer centred(const workload::Buffer& buffer, std::size_t samples)
{
    Layer layer{samples, std::size_t(buffer.bytes / 4) / samples, {}};
    std::vector<float> values(samples * layer.width);
    workload::fillAll(buffer.fill, values);
    layer.values.assign(values.begin(), values.end());
    Numbers means(layer.width);
    for (std::size_t i = 0; i < values.size(); ++i)
        means[i % layer.width] += layer.values[i] / double(samples);
    for (std::size_t i = 0; i < values.size(); ++i)
        layer.values[i] -= means[i % layer.width];
    return layer;
}

/// ⟨X·Xᵀ, Y·Yᵀ⟩ = ‖Xᵀ·Y‖².
double similarity(const Layer& x, const Layer& y)
{
    Numbers product(x.width * y.width);
    for (std::size_t sample = 0; sample < x.samples; ++sample) {
        const double* ys = &y.values[sample * y.width];
        for (std::size_t i = 0; i < x.width; ++i) {
            const double factor = x.values[sample * x.width + i];
            double* row = &product[i * y.width];
            for (std::size_t j = 0; j < y.width; ++j)
                row[j] += factor * ys[j];
        }
    }
    double sum = 0;
    for (const double v : product)
        sum += v * v;
    return sum;
}

/// dCKA of all pairs: inner products of what the input does not explain, normalised.
Numbers reference(const Layer& input, const std::vector<Layer>& layers)
{
    const std::size_t count = layers.size();
    std::vector<const Layer*> all{&input};
    for (const Layer& layer : layers)
        all.push_back(&layer);
    std::map<std::pair<std::size_t, std::size_t>, double> inner;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i <= count; ++i)
        for (std::size_t j = i; j <= count; ++j)
            pairs.emplace_back(i, j);
    Numbers values(pairs.size());
    std::atomic<std::size_t> next = 0;
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
            workers.emplace_back([&] {
                for (std::size_t p; (p = next++) < pairs.size();)
                    values[p] = similarity(*all[pairs[p].first], *all[pairs[p].second]);
            });
    }
    for (std::size_t p = 0; p < pairs.size(); ++p)
        inner[pairs[p]] = inner[{pairs[p].second, pairs[p].first}] = values[p];
    const auto residual = [&](std::size_t a, std::size_t b) {
        const double slopeA = inner[{a, 0}] / inner[{0, 0}], slopeB = inner[{b, 0}] / inner[{0, 0}];
        return inner[{a, b}] - slopeA * inner[{0, b}] - slopeB * inner[{a, 0}] + slopeA * slopeB * inner[{0, 0}];
    };
    Numbers matrix(count * count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j)
            matrix[i * count + j] = residual(i + 1, j + 1) / std::sqrt(residual(i + 1, i + 1) * residual(j + 1, j + 1));
    return matrix;
}

std::map<std::string, Numbers> references(const program::Program& program, std::size_t samples)
{
    std::map<std::string, const workload::Buffer*> buffers;
    for (const workload::Buffer& buffer : program.buffers)
        buffers[buffer.name] = &buffer;
    std::map<std::string, Numbers> matrices;
    for (const std::string network : {"mlp", "cnn", "resnet"}) {
        std::vector<Layer> layers;
        for (int i = 1; buffers.count(fmt::format("{}_x{}", network, i)); ++i)
            layers.push_back(centred(*buffers[fmt::format("{}_x{}", network, i)], samples));
        const std::string own = network + "_x";
        matrices["similarity_" + network] =
            reference(centred(*buffers[buffers.count(own) ? own : "x"], samples), layers);
    }
    return matrices;
}

double relativeError(const Numbers& matrix, const Numbers& expected)
{
    if (matrix.size() != expected.size())
        return INFINITY;
    double error = 0, scale = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        error += (matrix[i] - expected[i]) * (matrix[i] - expected[i]);
        scale += expected[i] * expected[i];
    }
    return std::isfinite(error) ? std::sqrt(error / scale) : INFINITY;
}

} // namespace

void checkDcka(Report& report, const Arguments& arguments)
{
    std::vector<int> sizes;
    for (const std::string& argument : arguments)
        sizes.push_back(std::stoi(argument));
    if (sizes.empty())
        sizes = {64, 512, 2048, 8192};
    for (const int samples : sizes) {
        std::vector<program::Program> programs;
        for (const char* layout : {"serial", "streams", "graph-serial", "graph-streams"}) {
            Result<program::Program> program = lowered("dcka", layout, {{"samples", samples}});
            if (!program) {
                report.add("dcka lowers", false, text(program.error()));
                return;
            }
            programs.push_back(std::move(*program));
        }
        Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
        if (!gpu) {
            report.add("a GPU", false, text(gpu.error()));
            return;
        }
        std::future<std::map<std::string, Numbers>> expected =
            std::async(std::launch::async, [&] { return references(programs[0], std::size_t(samples)); });
        expected.wait(); // its threads would disturb the submitting one
        backend::RunOptions options;
        options.repeat = samples > 4096 ? 10 : 30;
        Result<std::vector<backend::RunOutcome>> outcomes = (*gpu)->runInTurn(programs, options, {});
        if (!outcomes) {
            report.add(fmt::format("dcka {}", samples), false, text(outcomes.error()));
            continue;
        }
        const std::map<std::string, Numbers> matrices = expected.get();
        const double serial = median((*outcomes)[0].makespanNs);
        for (std::size_t i = 0; i < programs.size(); ++i) {
            const backend::RunOutcome& outcome = (*outcomes)[i];
            double worst = 0;
            for (const auto& [name, matrix] : matrices)
                worst =
                    std::max(worst, outcome.results.count(name) ? relativeError(outcome.results.at(name).values, matrix)
                                                                : INFINITY);
            const auto [low, high] = std::minmax_element(outcome.makespanNs.begin(), outcome.makespanNs.end());
            report.add(fmt::format("dcka {} {}: matrices agree with double precision", samples, programs[i].layout),
                       worst < 1e-3,
                       fmt::format("{:.1e}; {:.3f} ms [{:.3f} {:.3f}] {:.2f}x", worst, median(outcome.makespanNs) / 1e6,
                                   double(*low) / 1e6, double(*high) / 1e6, serial / median(outcome.makespanNs)),
                       fmt::format("< 1e-3; capture {:.0f} instantiate {:.0f} upload {:.0f} us; {:.0f} MHz{}{}",
                                   double(outcome.captureNs) / 1e3, double(outcome.instantiateNs) / 1e3,
                                   double(outcome.uploadNs) / 1e3, outcome.clockAfterHz / 1e6,
                                   outcome.throttled ? " throttled" : "", outcome.noisy ? " noisy" : ""));
        }
    }
}

} // namespace streamscope::devicetest
