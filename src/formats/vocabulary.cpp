// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/vocabulary.h"

#include "formats/scanner.h"

#include <algorithm>
#include <initializer_list>

namespace streamscope::formats {

using trace::SliceKind;

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

/// Whether `text` has the lower-case `word`, in letters of any case.
bool contains(std::string_view text, std::string_view word)
{
    const auto same = [](char a, char b) { return lower(a) == b; };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

bool containsAny(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [text](std::string_view word) { return contains(text, word); });
}

/// The function's own name without template arguments and parameters: "at::native::reduce_kernel".
std::string_view functionName(std::string_view kernel)
{
    constexpr std::string_view anonymous = "(anonymous namespace)::";
    if (const auto place = kernel.rfind(anonymous, kernel.find('<')); place != std::string_view::npos)
        kernel.remove_prefix(place + anonymous.size());
    return kernel.substr(0, kernel.find_first_of("<("));
}

SliceKind kernelClass(std::string_view name)
{
    if (name.starts_with("nccl"))
        return SliceKind::kernelOther;
    if (containsAny(name, {"splitkreduce"}))
        return SliceKind::kernelReduction;
    const bool convolves = contains(name, "conv") && !contains(name, "convert");
    if (convolves ||
        containsAny(name, {"gemm", "matmul", "cutlass", "xmma", "gemv", "wgrad", "dgrad", "flash_", "fmha"}))
        return SliceKind::kernelMatrixProduct;
    if (containsAny(name, {"reduce", "softmax", "norm", "sum", "triton_red", "triton_per"}))
        return SliceKind::kernelReduction;
    if (containsAny(name, {"elementwise", "vectorized", "copy", "fill", "triton_poi"}))
        return SliceKind::kernelElementwise;
    return SliceKind::kernelOther;
}

SliceKind kernelKind(std::string_view name)
{
    const SliceKind byFunction = kernelClass(functionName(name));
    return byFunction != SliceKind::kernelOther ? byFunction : kernelClass(name);
}

SliceKind copyKind(std::string_view name)
{
    // Arrays (A) are on the device; Intel calls the host's side memory (M), AMD spells the sides out.
    if (containsAny(name, {"htod", "h2d", "htoa", "m2d", "hosttodevice"}))
        return SliceKind::copyHostToDevice;
    if (containsAny(name, {"dtoh", "d2h", "atoh", "d2m", "devicetohost"}))
        return SliceKind::copyDeviceToHost;
    if (containsAny(name, {"dtod", "d2d", "ptop", "p2p", "atod", "dtoa", "atoa", "devicetodevice"}))
        return SliceKind::copyDeviceToDevice;
    return SliceKind::copyOther;
}

SliceKind callKind(std::string_view name)
{
    if (contains(name, "synchronize"))
        return SliceKind::hostSync;
    if (containsAny(name, {"enqueue", "commandlistappend"})) // of SYCL and Level Zero
        return SliceKind::hostSubmit;
    if (contains(name, "memcpy"))
        return contains(name, "async") ? SliceKind::hostSubmit : SliceKind::hostSync;
    if (containsAny(name, {"launch", "async", "memset", "eventrecord", "streamwaitevent", "streamwaitvalue"}))
        return SliceKind::hostSubmit;
    return SliceKind::hostCall;
}

SliceKind synchronisationKind(std::string_view name)
{
    if (contains(name, "wait"))
        return SliceKind::eventWait;
    // Stream, event and context synchronisation: the host waits; the row only shows for how long.
    return SliceKind::unknown;
}

Memory memoryKind(std::string_view side)
{
    if (contains(side, "pinned"))
        return Memory::pinned;
    if (contains(side, "pageable"))
        return Memory::pageable;
    return contains(side, "device") ? Memory::device : Memory::unknown;
}

std::string_view memoryWord(Memory memory)
{
    switch (memory) {
    case Memory::pinned:
        return "Pinned";
    case Memory::pageable:
        return "Pageable";
    case Memory::device:
        return "Device";
    default:
        return "Unknown";
    }
}

} // namespace

Category category(std::string_view cat)
{
    static constexpr std::pair<std::string_view, Category> known[] = {
        {"kernel", Category::kernel},
        {"cpu_op", Category::cpuOperator},
        {"cuda_runtime", Category::runtime},
        {"gpu_memcpy", Category::copy},
        {"gpu_memset", Category::memset},
        {"cuda_driver", Category::runtime},
        {"user_annotation", Category::annotation},
        {"gpu_user_annotation", Category::gpuAnnotation},
        {"python_function", Category::pythonFunction},
        {"cuda_sync", Category::synchronisation},
        {"cuda_event", Category::eventRecord},
        {"cuda_profiler_range", Category::gpuAnnotation},
        {"collective_comm", Category::collective},
        {"overhead", Category::overhead},
        {"cpu_instant_event", Category::instant},
        {"host_function", Category::hostFunction},
        {"gpu_block", Category::block},
        {"copy_engine", Category::engineCopy},
        {"Kernel", Category::kernel},
        {"Operator", Category::cpuOperator},
        {"Runtime", Category::runtime},
        {"Memcpy", Category::copy},
        {"Memset", Category::memset},
        {"hip_runtime", Category::runtime},
        {"xpu_runtime", Category::runtime},
        {"xpu_driver", Category::runtime},
        {"xpu_sync", Category::runtime},
        {"privateuse1_runtime", Category::runtime},
        {"privateuse1_driver", Category::runtime},
        {"mtia_runtime", Category::runtime},
        {"glow_runtime", Category::runtime},
        {"hpu_op", Category::runtime},
        {"concurrent_kernel", Category::kernel},
    };
    const auto place = std::ranges::find(known, cat, &std::pair<std::string_view, Category>::first);
    return place == std::end(known) ? Category::other : place->second;
}

std::int64_t trailingNumber(std::string_view text)
{
    std::size_t digits = text.size();
    while (digits > 0 && isDigit(text[digits - 1]))
        --digits;
    std::int64_t number = 0;
    return scan::parseInteger(text.substr(digits), number) ? number : -1;
}

std::int64_t leadingNumber(std::string_view text)
{
    const auto digits = std::ranges::find_if_not(text, isDigit);
    return trailingNumber({text.begin(), digits});
}

std::int64_t deviceNumber(std::string_view text)
{
    for (const std::string_view word : {"gpu", "cuda", "device"}) {
        const auto same = [](char a, char b) { return lower(a) == b; };
        auto at = std::search(text.begin(), text.end(), word.begin(), word.end(), same);
        if (at == text.end())
            continue;
        at += static_cast<std::ptrdiff_t>(word.size());
        const auto first = std::find_if(at, text.end(), isAlphanumeric); // not a model's name
        const std::int64_t number = trailingNumber({first, std::find_if_not(first, text.end(), isDigit)});
        if (number >= 0)
            return number;
    }
    return trailingNumber(text);
}

SliceKind classify(Category category, std::string_view name)
{
    switch (category) {
    case Category::kernel:
        return kernelKind(name);
    case Category::copy:
    case Category::engineCopy:
        return copyKind(name);
    case Category::memset:
        return SliceKind::memset;
    case Category::runtime:
        return callKind(name);
    case Category::cpuOperator:
    case Category::pythonFunction:
    case Category::collective:
        return SliceKind::cpuOperator;
    case Category::annotation:
        return SliceKind::annotation;
    case Category::gpuAnnotation:
        return SliceKind::gpuAnnotation;
    case Category::synchronisation:
        return synchronisationKind(name);
    case Category::eventRecord:
        return SliceKind::eventRecord;
    case Category::overhead:
        return SliceKind::overhead;
    case Category::hostFunction:
        return SliceKind::hostFunction;
    case Category::block:
        return SliceKind::block;
    case Category::instant:
    case Category::other:
        break;
    }
    return SliceKind::unknown;
}

std::string_view categoryName(SliceKind kind, trace::TrackKind track)
{
    switch (kind) {
    case SliceKind::kernelMatrixProduct:
    case SliceKind::kernelReduction:
    case SliceKind::kernelElementwise:
    case SliceKind::kernelOther:
        return "kernel";
    case SliceKind::copyHostToDevice:
    case SliceKind::copyDeviceToHost:
    case SliceKind::copyDeviceToDevice:
    case SliceKind::copyOther:
        return track == trace::TrackKind::copyEngine ? "copy_engine" : "gpu_memcpy";
    case SliceKind::memset:
        return "gpu_memset";
    case SliceKind::eventWait:
        return "cuda_sync";
    case SliceKind::eventRecord:
        return "cuda_event";
    case SliceKind::hostFunction:
        return "host_function";
    case SliceKind::block:
        return "gpu_block";
    case SliceKind::hostSubmit:
    case SliceKind::hostSync:
    case SliceKind::hostCall:
        return "cuda_runtime";
    case SliceKind::hostWork:
    case SliceKind::cpuOperator:
        return "cpu_op";
    case SliceKind::annotation:
        return "user_annotation";
    case SliceKind::gpuAnnotation:
        return "gpu_user_annotation";
    case SliceKind::overhead:
        return "overhead";
    case SliceKind::unknown:
        break;
    }
    return "other";
}

std::pair<Memory, Memory> memoryKinds(std::string_view copyName)
{
    const std::size_t open = copyName.find('('), arrow = copyName.find("->");
    if (open == std::string_view::npos || arrow == std::string_view::npos || arrow < open)
        return {Memory::unknown, Memory::unknown};
    return {memoryKind(copyName.substr(open, arrow - open)), memoryKind(copyName.substr(arrow))};
}

std::string copyName(SliceKind kind, Memory source, Memory target)
{
    std::string_view direction = "Unknown";
    if (kind == SliceKind::copyHostToDevice)
        direction = "HtoD";
    else if (kind == SliceKind::copyDeviceToHost)
        direction = "DtoH";
    else if (kind == SliceKind::copyDeviceToDevice)
        direction = "DtoD";
    std::string name = "Memcpy ";
    name += direction;
    name += " (";
    name += memoryWord(source);
    name += " -> ";
    name += memoryWord(target);
    name += ')';
    return name;
}

} // namespace streamscope::formats
