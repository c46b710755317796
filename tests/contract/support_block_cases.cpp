// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What runs beside what on the SMs.
#include "contract/support_run_layout.h"

#include <algorithm>

namespace contract {

using namespace streamscope;

namespace {

std::string programmatic(int ns)
{
    const std::string plain = spin(ns);
    return plain.substr(0, plain.size() - 2) + R"(, "programmatic": true}})";
}

std::string aProgrammaticLaunchRunsBesideTheKernelBeforeIt(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(longNs) + "," + programmatic(longNs) + "," + spin(longNs)), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    if (ops.size() != 3)
        return "an operation is missing in the trace";
    if (bench.computeCapability < 90)
        return expect(ops[0].endNs <= ops[1].startNs, "one after the other before compute capability 9.0", ops);
    return expect(overlapNs(ops[0], ops[1]) > longNs / 2 && ops[1].endNs >= ops[0].endNs &&
                      ops[2].startNs >= std::max(ops[0].endNs, ops[1].endNs),
                  "the first two at the same time, ending in order, then the third", ops);
}

std::string aProgrammaticLaunchKeepsItsData(const Bench& bench)
{
    // Each reads what the one before it wrote: none may come before it by more than its start.
    const std::string first = R"({"kernel": {"kernel": "elementwise", "parameters": {"elements": 16777216},
        "reads": ["x"], "writes": ["y"]}})";
    const std::string second = R"({"kernel": {"kernel": "elementwise", "parameters": {"elements": 16777216},
        "reads": ["y"], "writes": ["x"], "programmatic": true}})";
    const Seen seen(bench, branch("a", first + "," + second + "," + second), oneStream,
                    R"(, "buffers": {"x": {"bytes": 67108864}, "y": {"bytes": 67108864}})");
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    if (ops.size() != 3)
        return "an operation is missing in the trace";
    return expect(ops[0].endNs <= ops[1].endNs && ops[1].endNs <= ops[2].endNs &&
                      ops[2].endNs - ops[1].endNs > ops[0].durationNs() / 2,
                  "ends in order, a kernel's time apart", ops);
}

/// One warp on every SM, for a long time; and a kernel that needs 33 KB of shared memory a block.
const std::string thinEverywhere =
    R"({"kernel": {"kernel": "spin", "parameters": {"ns": 400000, "blocks": 192, "threads": 32}}})";
const std::string tile = R"({"kernel": {"kernel": "gemm", "parameters": {"m": 128, "n": 128, "k": 8192}}})";

std::string aBusySmKeepsItsSplitOfSharedMemory(const Bench& bench)
{
    const Seen seen(bench, branch("a", thinEverywhere) + "," + branch("b", tile), twoStreams);
    if (!seen.problem().empty() || bench.computeCapability < 80)
        return seen.problem();
    const Intervals ops = firsts(seen, 2);
    return expect(ops.size() == 2 && overlapNs(ops[0], ops[1]) < longNs / 10, "the product after the other", ops);
}

} // namespace

std::vector<Case> blockCases()
{
    return {
        {"a programmatic launch runs beside the kernel before it", aProgrammaticLaunchRunsBesideTheKernelBeforeIt},
        {"a programmatic launch keeps its data", aProgrammaticLaunchKeepsItsData},
        {"a busy SM keeps its split of shared memory", aBusySmKeepsItsSplitOfSharedMemory},
    };
}

} // namespace contract
