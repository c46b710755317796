// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/kinds.h"

#include <algorithm>
#include <array>

namespace streamscope::trace {

namespace {

using namespace std::string_view_literals;

constexpr std::array sliceNames = {"kernel-matrix"sv, "kernel-reduction"sv, "kernel-elementwise"sv, "kernel"sv,
                                   "copy-h2d"sv,      "copy-d2h"sv,         "copy-d2d"sv,           "copy"sv,
                                   "memset"sv,        "event-record"sv,     "event-wait"sv,         "host-function"sv,
                                   "block"sv,         "host-submit"sv,      "host-sync"sv,          "host-call"sv,
                                   "host-work"sv,     "operator"sv,         "annotation"sv,         "gpu-annotation"sv,
                                   "overhead"sv,      "unknown"sv};
static_assert(sliceNames.size() == sliceKinds);

constexpr std::array trackNames = {"host-thread"sv, "stream"sv, "copy-engine"sv, "sm"sv, "annotation"sv, "other"sv};
static_assert(trackNames.size() == static_cast<std::size_t>(TrackKind::other) + 1);

constexpr std::array memoryNames = {"unknown"sv, "pinned"sv, "pageable"sv, "device"sv};

template <class Kind, std::size_t n>
std::optional<Kind> byName(const std::array<std::string_view, n>& names, std::string_view name)
{
    const auto place = std::ranges::find(names, name);
    return place == names.end() ? std::nullopt : std::optional(static_cast<Kind>(place - names.begin()));
}

} // namespace

std::string_view nameOf(SliceKind kind)
{
    return sliceNames[static_cast<std::size_t>(kind)];
}

std::string_view nameOf(TrackKind kind)
{
    return trackNames[static_cast<std::size_t>(kind)];
}

std::string_view nameOf(OperationDetails::Memory memory)
{
    return memoryNames[static_cast<std::size_t>(memory)];
}

std::optional<SliceKind> sliceKind(std::string_view name)
{
    return byName<SliceKind>(sliceNames, name);
}

std::optional<TrackKind> trackKind(std::string_view name)
{
    return byName<TrackKind>(trackNames, name);
}

std::optional<OperationDetails::Memory> memoryKind(std::string_view name)
{
    return byName<OperationDetails::Memory>(memoryNames, name);
}

} // namespace streamscope::trace
