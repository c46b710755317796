#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Metrics of a Kineto trace by another road than Streamscope's: plain Python over the JSON, no sweep, no merging of tracks.

  check_metrics.py TRACE.json[.gz]...        prints one JSON object per trace
  check_metrics.py --against CLI TRACE...    compares with `CLI explain --json TRACE`, exit status 1 on a difference

Definitions: docs/metrics.md.
"""
import gzip
import json
import subprocess
import sys
from decimal import Decimal

GPU = {"kernel", "gpu_memcpy", "gpu_memset"}


def load(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        data = json.load(file, parse_float=Decimal)
    return data["traceEvents"] if isinstance(data, dict) else data


def nanoseconds(microseconds):
    return int((Decimal(microseconds) * 1000).to_integral_value())


def times(operations, calls):
    """Of one GPU; operations by start."""
    result = {"device_span_ns": max(o[1] for o in operations) - operations[0][0]}

    # Cut time at every start and end; count who covers each piece.
    changes = {}
    for start, end, *_ in operations:
        if end > start:
            changes[start] = changes.get(start, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    busy = overlap = most = running = 0
    previous = None
    for time in sorted(changes):
        if previous is not None and running > 0:
            busy += time - previous
            overlap += time - previous if running > 1 else 0
            most = max(most, running)
        running += changes[time]
        previous = time
    result.update(gpu_busy_ns=busy, overlap_ns=overlap, max_concurrency=most)

    gaps = []
    covered = operations[0][1]
    for start, end, _, _, correlation, _ in operations[1:]:
        if start > covered:
            gaps.append((covered, start, calls.get(correlation)))
        covered = max(covered, end)
    first, start_of_first = calls.get(operations[0][4]), operations[0][0]
    shown = [start - call[1] for begin, start, call in gaps if call and begin <= call[1] <= start]
    shown += [start_of_first - first[1]] if first and first[1] <= start_of_first else []
    latency = min(shown, default=0)
    idle = {"host": 0, "dependency": 0, "other": 0}
    for begin, start, call in gaps:
        if call is None:
            idle["other"] += start - begin
        elif call[1] + latency <= begin:
            idle["dependency"] += start - begin
        else:
            there = min(call[1] + latency, start)
            idle["host"] += there - begin
            idle["other"] += start - there
    result["idle_ns"] = idle
    return result


def metrics(events):
    # An event twice in a file is one operation twice: Streamscope keeps both, and so do we.
    operations, calls = [], {}
    for event in events:
        if event.get("ph") != "X":
            continue
        args = event.get("args") or {}
        start = nanoseconds(event["ts"])
        end = start + nanoseconds(event.get("dur", 0))
        category = event.get("cat")
        if category in GPU:
            operations.append((start, end, category, args.get("stream"), args.get("correlation"), args.get("device")))
        elif category in ("cuda_runtime", "cuda_driver") and "correlation" in args:
            known = calls.get(args["correlation"])
            if known is None or (start, -end) < (known[0], -known[1]):
                calls[args["correlation"]] = (start, end)
    operations.sort(key=lambda o: o[0])
    result = {
        "gpu_operations": len(operations),
        "kernels": sum(o[2] == "kernel" for o in operations),
        "copies": sum(o[2] == "gpu_memcpy" for o in operations),
        "memsets": sum(o[2] == "gpu_memset" for o in operations),
        "streams": len({(o[5], o[3]) for o in operations}),
    }
    if not operations:
        return result
    gpus = [times([o for o in operations if o[5] == gpu], calls) for gpu in sorted({o[5] for o in operations}, key=str)]
    for key in ("device_span_ns", "gpu_busy_ns", "overlap_ns"):
        result[key] = sum(gpu[key] for gpu in gpus)
    result["max_concurrency"] = max(gpu["max_concurrency"] for gpu in gpus)
    if result["gpu_busy_ns"]:
        result["mean_concurrency"] = sum(o[1] - o[0] for o in operations) / result["gpu_busy_ns"]
    result["idle_ns"] = {part: sum(gpu["idle_ns"][part] for gpu in gpus) for part in ("host", "dependency", "other")}
    return result


def differences(expected, found):
    wrong = []
    for key, value in expected.items():
        if key == "idle_ns":
            wrong += [f"idle_ns.{k}: {v} expected, {found[key][k]} found" for k, v in value.items() if found[key][k] != v]
        elif key == "mean_concurrency":
            if abs(found[key] - value) > 1e-9 * value:
                wrong.append(f"{key}: {value} expected, {found[key]} found")
        elif found[key] != value:
            wrong.append(f"{key}: {value} expected, {found[key]} found")
    return wrong


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] != "--against":
        for path in arguments:
            print(json.dumps({"trace": path, **metrics(load(path))}))
        return 0
    failed = 0
    for path in arguments[2:]:
        said = subprocess.run([arguments[1], "explain", "--json", path], capture_output=True, text=True, check=True).stdout
        for line in differences(metrics(load(path)), json.loads(said)["metrics"]):
            print(f"{path}: {line}")
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
