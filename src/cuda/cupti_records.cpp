// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/cupti_records.h"

#include <cstddef>

namespace streamscope::cuda {

namespace {

// Newer layouts only append: what decode() reads must lie in both where it lies now.
#define STREAMSCOPE_SAME_PLACE(older, newer, member) static_assert(offsetof(older, member) == offsetof(newer, member))
STREAMSCOPE_SAME_PLACE(CUpti_ActivityKernel9, CUpti_ActivityKernel10, graphNodeId);
STREAMSCOPE_SAME_PLACE(CUpti_ActivityKernel9, CUpti_ActivityKernel10, channelID);
STREAMSCOPE_SAME_PLACE(CUpti_ActivityMemcpy5, CUpti_ActivityMemcpy6, graphNodeId);
STREAMSCOPE_SAME_PLACE(CUpti_ActivityMemset3, CUpti_ActivityMemset4, graphNodeId);
#undef STREAMSCOPE_SAME_PLACE

template <class Record>
DeviceActivity common(const CUpti_Activity& record, DeviceActivity::Kind kind, Ns offsetNs)
{
    const auto& r = reinterpret_cast<const Record&>(record);
    DeviceActivity activity;
    activity.kind = kind;
    activity.startNs = static_cast<Ns>(r.start) + offsetNs;
    activity.endNs = static_cast<Ns>(r.end) + offsetNs;
    activity.correlation = r.correlationId;
    activity.graphNode = r.graphNodeId;
    activity.stream = r.streamId;
    activity.channel = r.channelType == CUPTI_CHANNEL_TYPE_INVALID ? -1 : static_cast<std::int32_t>(r.channelID);
    return activity;
}

} // namespace

std::optional<DeviceActivity> decode(const CUpti_Activity& record, Ns offsetNs)
{
    switch (record.kind) {
    case CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL: {
        const auto& r = reinterpret_cast<const CUpti_ActivityKernel10&>(record);
        DeviceActivity activity = common<CUpti_ActivityKernel10>(record, DeviceActivity::Kind::kernel, offsetNs);
        activity.grid = {r.gridX, r.gridY, r.gridZ};
        activity.block = {r.blockX, r.blockY, r.blockZ};
        activity.registersPerThread = r.registersPerThread;
        activity.staticSharedBytes = r.staticSharedMemory;
        activity.dynamicSharedBytes = r.dynamicSharedMemory;
        return activity;
    }
    case CUPTI_ACTIVITY_KIND_MEMCPY: {
        DeviceActivity activity = common<CUpti_ActivityMemcpy6>(record, DeviceActivity::Kind::copy, offsetNs);
        activity.bytes = static_cast<std::int64_t>(reinterpret_cast<const CUpti_ActivityMemcpy6&>(record).bytes);
        return activity;
    }
    case CUPTI_ACTIVITY_KIND_MEMSET: {
        DeviceActivity activity = common<CUpti_ActivityMemset4>(record, DeviceActivity::Kind::memset, offsetNs);
        activity.bytes = static_cast<std::int64_t>(reinterpret_cast<const CUpti_ActivityMemset4&>(record).bytes);
        return activity;
    }
    default:
        return std::nullopt;
    }
}

} // namespace streamscope::cuda
