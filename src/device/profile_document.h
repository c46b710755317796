// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "device/part.h"

namespace streamscope::device {

/// What a number of a profile may be.
struct Range
{
    double minimum = 0;
    double maximum = 1e18;
};

constexpr Range count{1, 1 << 20};
constexpr Range positive{1e-12, 1e18};

// One description of the document serves all who go through it: `visit` calls `v.value(key, member, range)` for every
// number or text and `v.section(key, function)` for every nested object. Numbers of calls, latencies and
// model come with the part that they are of; Without, in part.cpp, takes no others.

template <class Visitor, class Model>
void visitTransfer(Visitor& v, const char* key, Model& model)
{
    v.section(key, [&](Visitor& in) {
        in.value("latency_ns", model.latencyNs);
        in.value("bytes_per_second", model.bytesPerSecond, positive);
    });
}

template <class Visitor, class Profile>
void visitLimits(Visitor& v, Profile& p)
{
    v.value("compute_major", p.computeMajor, Range{3, 99});
    v.value("compute_minor", p.computeMinor, Range{0, 9});
    v.value("sms", p.sms, Range{1, 4096});
    v.value("warps_per_sm", p.warpsPerSm, count);
    v.value("blocks_per_sm", p.blocksPerSm, count);
    v.value("registers_per_sm", p.registersPerSm, positive);
    v.value("shared_bytes_per_sm", p.sharedBytesPerSm);
    v.value("shared_bytes_per_block", p.sharedBytesPerBlock);
    v.value("l2_bytes", p.l2Bytes);
    v.value("memory_bytes", p.memoryBytes);
    v.value("copy_engines", p.copyEngines, Range{0, 64});
    v.value("resident_grids", p.residentGrids, count);
    v.value("connections", p.connections, Range{1, 32});
    v.value("least_priority", p.leastPriority, Range{-100, 100});
    v.value("greatest_priority", p.greatestPriority, Range{-100, 100});
    v.value("launch_queue_depth", p.launchQueueDepth, count);
    v.value("implicit_sync_rules", p.implicitSyncRules);
    v.value("sm_order", p.smOrder);
}

template <class Visitor, class Profile>
void visitRates(Visitor& v, Profile& p)
{
    v.value("clock_hz", p.clockHz, positive);
    v.value("fp32_lanes_per_sm", p.fp32LanesPerSm, positive);
    v.value("dram_bytes_per_second", p.dramBytesPerSecond, positive);
    v.value("l2_bytes_per_second", p.l2BytesPerSecond, positive);
    v.value("dram_latency_ns", p.dramLatencyNs, positive);
    v.value("l2_latency_ns", p.l2LatencyNs, positive);
}

template <class Visitor, class Calls>
void visitCalls(Visitor& v, Calls& c)
{
    v.value("launch_kernel_ns", c.launchKernelNs, Part::submissions);
    v.value("memcpy_ns", c.memcpyNs, Part::submissions);
    v.value("memcpy_device_ns", c.memcpyDeviceNs, Part::submissions);
    v.value("memset_ns", c.memsetNs, Part::submissions);
    v.value("event_record_ns", c.eventRecordNs, Part::submissions);
    v.value("stream_wait_ns", c.streamWaitNs, Part::submissions);
    v.value("host_function_ns", c.hostFunctionNs, Part::submissions);
    v.value("synchronize_ns", c.synchronizeNs, Part::other);
    v.value("malloc_ns", c.mallocNs, Part::other);
    v.value("free_ns", c.freeNs, Part::other);
    v.value("malloc_async_ns", c.mallocAsyncNs, Part::other);
    v.value("free_async_ns", c.freeAsyncNs, Part::other);
    v.value("malloc_host_ns", c.mallocHostNs, Part::other);
    v.value("graph_launch_ns", c.graphLaunchNs, Part::submissions);
    v.value("graph_launch_per_node_ns", c.graphLaunchPerNodeNs, Part::submissions);
}

template <class Visitor, class Latencies>
void visitLatencies(Visitor& v, Latencies& l)
{
    v.value("launch_to_start_ns", l.launchToStartNs, Part::other);
    v.value("empty_kernel_ns", l.emptyKernelNs, Part::other);
    v.value("same_stream_gap_ns", l.sameStreamGapNs, Part::gaps);
    v.value("event_gap_ns", l.eventGapNs, Part::gaps);
    v.value("graph_node_gap_ns", l.graphNodeGapNs, Part::gaps);
    v.value("graph_start_ns", l.graphStartNs, Part::other);
    v.value("dispatch_block_ns", l.dispatchBlockNs, Part::other);
    v.value("copy_to_start_ns", l.copyToStartNs, Part::other);
    v.value("copy_gap_ns", l.copyGapNs, Part::gaps);
    v.value("host_function_ns", l.hostFunctionNs, Part::other);
}

template <class Visitor, class Cached>
void visitCached(Visitor& v, const char* key, Cached& cached)
{
    v.section(key, [&](Visitor& in) {
        in.value("bytes", cached.bytes, Part::other);
        in.value("bytes_per_second", cached.bytesPerSecond, Part::other, positive);
    });
}

template <class Visitor, class Model>
void visitModel(Visitor& v, Model& m)
{
    v.value("driver_lock_share", m.driverLockShare, Part::other, Range{0, 1});
    v.optional("launch_lock_share", m.launchLockShare, Part::other, Range{0, 1});
    v.optional("launch_turn_share", m.launchTurnShare, Part::other, Range{0, 100});
    v.optional("launch_turn_thread_share", m.launchTurnThreadShare, Part::other, Range{0, 100});
    v.value("graph_branch_ns", m.graphBranchNs, Part::gaps);
    v.value("flush_ns", m.flushNs, Part::gaps);
    v.optional("flush_beside_ns", m.flushBesideNs, Part::gaps);
    v.optional("flush_beside_most", m.flushBesideMost, Part::other);
    v.value("congestion_share", m.congestionShare, Part::other, Range{0, 100});
    v.optional("channel_switch_ns", m.channelSwitchNs, Part::gaps);
    v.optional("channels_at_once", m.channelsAtOnce, Part::other);
    v.optional("polling_warps", m.pollingWarps, Part::other);
    v.optional("polling_stall_ns", m.pollingStallNs, Part::other);
    v.optional("with_command_bytes", m.withCommandBytes, Part::other);
    v.optional("staged_bytes_per_second", m.stagedBytesPerSecond, Part::other);
    v.optional("host_wake_ns", m.hostWakeNs, Part::other);
    v.optional("direction_gap_ns", m.directionGapNs, Part::gaps);
    v.optional("graph_node_interval_ns", m.graphNodeIntervalNs, Part::gaps);
    v.optional("graph_fork_step_ns", m.graphForkStepNs, Part::gaps);
    v.optional("graph_fork_edges", m.graphForkEdges, Part::other);
    v.optional("graph_wide_fork_ns", m.graphWideForkNs, Part::gaps);
    v.optional("graph_wide_fork_step_ns", m.graphWideForkStepNs, Part::gaps);
    v.optional("small_memset_bytes", m.smallMemsetBytes, Part::other);
    v.optional("small_memset_call_ns", m.smallMemsetCallNs, Part::submissions);
    v.optional("small_memset_ns", m.smallMemsetNs, Part::other);
    v.optional("small_memset_ns_per_byte", m.smallMemsetNsPerByte, Part::other);
    v.optional("small_memset_gap_ns", m.smallMemsetGapNs, Part::gaps);
    v.optional("small_memset_turn_ns", m.smallMemsetTurnNs, Part::gaps);
    v.optional("pool_reuse_ns", m.poolReuseNs, Part::other);
    v.optional("pool_chunk_bytes", m.poolChunkBytes, Part::other);
    v.optional("pool_ns_per_byte", m.poolNsPerByte, Part::other);
    v.optional("malloc_ns_per_byte", m.mallocNsPerByte, Part::other);
    v.optional("free_ns_per_byte", m.freeNsPerByte, Part::other);
    v.optional("pinned_fixed_share", m.pinnedFixedShare, Part::other);
    v.optional("pageable_piece_bytes", m.pageablePieceBytes, Part::other);
    v.optional("pageable_piece_share", m.pageablePieceShare, Part::other);
    v.value("l2_keeps_share", m.l2KeepsShare, Part::other, Range{0, 100});
    v.value("l2_loses_share", m.l2LosesShare, Part::other, Range{0, 100});
    visitCached(v, "pageable_h2d_cached", m.pageableH2D);
    visitCached(v, "pageable_d2h_cached", m.pageableD2H);
}

template <class Visitor, class Fit>
void visitFit(Visitor& v, Fit& fit)
{
    v.value("base_ns", fit.baseNs);
    v.value("pipe_factor", fit.pipeFactor);
    v.value("latency_factor", fit.latencyFactor);
    v.value("dram_factor", fit.dramFactor);
    v.value("in_flight_factor", fit.inFlightFactor);
}

template <class Visitor, class Profile>
void visit(Visitor& v, Profile& p)
{
    v.version("streamscope_profile", 1);
    v.value("name", p.name);
    v.value("device_name", p.deviceName);
    v.value("source", p.source);
    v.value("source_note", p.sourceNote);
    v.value("model_error_median", p.modelErrorMedian, Range{-1, 100});
    v.value("model_error_90", p.modelError90, Range{p.modelErrorMedian, 100});
    v.section("limits", [&](Visitor& in) { visitLimits(in, p); });
    v.section("rates", [&](Visitor& in) { visitRates(in, p); });
    v.section("calls", [&](Visitor& in) { visitCalls(in, p.calls); });
    v.section("latencies", [&](Visitor& in) { visitLatencies(in, p.latencies); });
    v.section("transfers", [&](Visitor& in) {
        visitTransfer(in, "pinned_h2d", p.pinnedH2D);
        visitTransfer(in, "pinned_d2h", p.pinnedD2H);
        visitTransfer(in, "pageable_h2d", p.pageableH2D);
        visitTransfer(in, "pageable_d2h", p.pageableD2H);
        visitTransfer(in, "device_to_device", p.deviceToDevice);
        visitTransfer(in, "memset", p.memset);
        in.value("both_ways_factor", p.bothWaysFactor, Range{0.01, 1});
    });
    v.section("model", [&](Visitor& in) { visitModel(in, p.model); });
    v.fits("kernels", p.kernels);
    v.words("origin", p.origin);
    v.text("fit_note", p.fitNote);
    v.factors("corrections", p.corrections);
    v.spread("spread", p.spread);
}

} // namespace streamscope::device
