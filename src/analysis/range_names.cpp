// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/range_names.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Ranges that PyTorch sets around each operator (emit_nvtx: "aten::mm, seq = 3, op_id = 7") or module.
bool isOperators(std::string_view name)
{
    if (name.find(", seq = ") != std::string_view::npos || name.find(", op_id = ") != std::string_view::npos)
        return true;
    for (const std::string_view prefix : {"aten::", "prim::", "prims::", "c10::", "c10d::", "torch::", "autograd::",
                                          "inductor::", "quantized::", "torchvision::", "nn.", "torch.nn."})
        if (name.starts_with(prefix))
            return true;
    return false;
}

/// The words of a name in small letters, and the numbers.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    char before = ' ';
    for (const char c : name) {
        const bool letter = std::isalpha(static_cast<unsigned char>(c)),
                   digit = std::isdigit(static_cast<unsigned char>(c));
        const bool goesOn = (letter && std::isalpha(static_cast<unsigned char>(before))) ||
                            (digit && std::isdigit(static_cast<unsigned char>(before)));
        if ((letter || digit) && !goesOn)
            words.emplace_back();
        if (letter || digit)
            words.back() += char(std::tolower(static_cast<unsigned char>(c)));
        before = c;
    }
    return words;
}

/// What people call parts of which the later needs the earlier.
constexpr std::string_view phases[] = {
    "forward",       "backward", "fwd",       "bwd",     "loss",     "optimizer", "opt",        "zero",
    "grad",          "step",     "pass",      "train",   "training", "epoch",     "validate",   "validation",
    "eval",          "evaluate", "test",      "pre",     "post",     "process",   "preprocess", "postprocess",
    "preprocessing", "infer",    "inference", "predict", "prefill",  "decode",    "sample",     "postprocessing",
    "sampling",      "tokens",   "execute",   "model",   "self",     "attn",      "attention",  "layernorm",
    "norm",          "rollout",  "compute",   "update",  "policy",   "advantage", "microstep"};

/// Of what is numbered, what comes one after the other.
constexpr std::string_view inARow[] = {"layer", "layers", "block",     "blocks", "stage", "stages",
                                       "step",  "iter",   "iteration", "epoch",  "batch", "microbatch"};

/// Of what has a path, what may run side by side.
constexpr std::string_view sideBySide[] = {"branch",  "branches", "stream", "streams", "request", "requests", "member",
                                           "members", "head",     "heads",  "expert",  "experts", "tower",    "towers",
                                           "replica", "replicas", "task",   "tasks",   "chain",   "chains"};

bool isAmong(std::span<const std::string_view> words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool isNumber(const std::string& word)
{
    return std::isdigit(static_cast<unsigned char>(word.front()));
}

/// "h.0", "transformer.h.3.mlp": as PyTorch names modules.
bool isModulePath(std::string_view name, const std::vector<std::string>& words)
{
    const bool isPath = name.find('.') != std::string_view::npos && std::ranges::all_of(name, [](char c) {
                            return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
                        });
    const bool isBeside = std::ranges::any_of(words, [](const std::string& word) { return isAmong(sideBySide, word); });
    return isPath && words.size() > 1 && !isNumber(words.front()) && !isBeside;
}

/// "runner: forward" says what it is at the end.
std::string_view withoutOwner(std::string_view name)
{
    const std::size_t colon = name.rfind(": ");
    return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

} // namespace

bool isFrameworksRange(std::string_view name)
{
    for (const std::string_view prefix :
         {"ProfilerStep#", "Optimizer.", "enumerate(DataLoader", "nccl:", "## ", "record_param", "Torch-Compiled",
          "DataParallel", "DistributedDataParallel", "FullyShardedDataParallel", "FSDP::", "DeepSpeedEngine.", "[pl]",
          "CompiledFunction", "Pregraph", "PP:"})
        if (name.starts_with(prefix))
            return true;
    return isOperators(name);
}

bool namesPhase(std::string_view name)
{
    const std::vector<std::string> words = wordsOf(withoutOwner(name));
    if (words.empty())
        return false;
    if (isModulePath(name, words))
        return true;
    if (isNumber(words.back()) && words.size() > 1)
        return isAmong(inARow, words[words.size() - 2]);
    return std::ranges::all_of(words, [](const std::string& word) { return isAmong(phases, word); });
}

} // namespace streamscope::analysis
