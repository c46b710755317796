#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Fits a device profile to the fit half of the truth: fit.py SCORER TRUTH.json PROFILE.json [MORE.json…].

Least squares (Levenberg-Marquardt) over the constants below, all at once. What is compared are makespans, with those of every
machine fitted to, and, where nothing runs beside them, the durations of single operations, each by how well it was measured: what the
machines disagree on comes out in their middle. Every constant is held to its value in the profile by a weak spring, so that one which
the measurements say nothing about stays where it is. Rewrites PROFILE.json, with the error on the other half, to which nothing was
fitted, over all machines. MORE: more cases, those which chained.py makes of recordings and the single calls of h200-facts.json (none of
which is a case of the other half)."""
import concurrent.futures
import copy
import json
import math
import re
import subprocess
import sys
import tempfile
import textwrap

scorer, truthPath, path, *more = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    profile = json.load(file)

# Places of constants in the profile, and how far (relative) a spring lets them go.
constants = {
    "calls/launch_kernel_ns": 0.1, "calls/memcpy_ns": 0.3, "calls/event_record_ns": 0.3, "calls/stream_wait_ns": 0.3,
    "calls/memset_ns": 0.3, "calls/memcpy_device_ns": 0.3, "calls/synchronize_ns": 0.2, "calls/graph_launch_ns": 0.3,
    "latencies/launch_to_start_ns": 0.2, "latencies/same_stream_gap_ns": 0.2, "latencies/event_gap_ns": 0.3,
    "latencies/graph_node_gap_ns": 0.5, "latencies/graph_start_ns": 0.3, "latencies/copy_to_start_ns": 0.3, "latencies/host_function_ns": 0.5, "latencies/copy_gap_ns": 0.3,
    "transfers/pinned_h2d/latency_ns": 0.3, "transfers/pinned_d2h/latency_ns": 0.3,
    "transfers/pageable_h2d/latency_ns": 0.3, "transfers/pageable_d2h/latency_ns": 0.3,
    "model/other_stream_ns": 0.5, "model/busy_stream_ns": 0.5, "model/graph_branch_ns": 0.3, "model/flush_ns": 0.5,
    "model/channel_switch_ns": 0.3, "model/congestion_share": 0.5, "model/l2_keeps_share": 0.2, "model/l2_loses_share": 0.2,
    "rates/dram_bytes_per_second": 0.03, "rates/l2_bytes_per_second": 0.1, "rates/dram_latency_ns": 0.2,
    "rates/l2_latency_ns": 0.2,
}
memory = ["dcka_centre", "dcka_dot", "dcka_normalise", "dcka_regress", "dcka_row_means", "elementwise", "reduce", "triad"]
for kernel in memory:
    constants[f"kernels/{kernel}/latency_factor"] = 0.3
    constants[f"kernels/{kernel}/dram_factor"] = 0.05
    constants[f"kernels/{kernel}/in_flight_factor"] = 0.3
for kernel in ["dcka_gram", "gemm"]:
    constants[f"kernels/{kernel}/latency_factor"] = 0.3
for kernel in ["dcka_gram", "gemm", "fma", "elementwise"]:
    constants[f"kernels/{kernel}/pipe_factor"] = 0.1
for kernel in memory + ["dcka_gram", "gemm", "fma"]:
    constants[f"kernels/{kernel}/base_ns"] = 1.0
sameCode = {"dcka_inner_product": "dcka_dot"}  # its blocks do the same
shift = {place: 300.0 for place in constants if place.endswith("base_ns")}  # constants that may be zero
stampsLackNs = 600  # of a kernel's time, before its first block's stamp and after its last one's


def at(place, node):
    *parts, last = place.split("/")
    for part in parts:
        node = node[part]
    return node, last


def get(place):
    node, last = at(place, profile)
    return float(node[last])


def put(place, value, node):
    node, last = at(place, node)
    node[last] = float(f"{max(value, 0):.5g}")


places = list(constants)
# The second machine is left to judge: nothing is fitted to it.
fittedTo = [option for machine in (1, 3, 4, 5, 6) for option in ("--machine", str(machine))]
start = [math.log(get(place) + shift.get(place, 0)) for place in places]


def profileAt(x):
    changed = copy.deepcopy(profile)
    for place, value in zip(places, x):
        put(place, math.exp(value) - shift.get(place, 0), changed)
    for kernel, model in sameCode.items():
        changed["kernels"][kernel] = dict(changed["kernels"][model])
    return changed


def score(profile, truth, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(profile, file)
        file.flush()
        return subprocess.run([scorer, truth, "--profile", file.name, *options], capture_output=True, text=True, check=True).stdout


caseLine = re.compile(r"^(\S+) +(?:fit|report) +(\S+) +(\S+) +\S+ %$")
operationLine = re.compile(r"^ +(\d+) measured +\S+ \+ +(\S+) +simulated +\S+ \+ +(\S+)$")


def readCases(names):
    cases = {}
    for name in names:
        with open(name, encoding="utf-8") as file:
            for case in json.load(file)["cases"]:
                if case["half"] == "fit":
                    cases[case["name"]] = case
    return cases


cases = readCases([truthPath, *more])


def alone(case):
    """The operations beside which nothing ran, by index: how many of their kind the case has."""
    if case.get("observed_by") == "cupti":
        return {}
    listed = sorted(case.get("operations") or [], key=lambda operation: operation["start_ns"])
    found, end = {}, -1
    for i, operation in enumerate(listed):
        last = operation["start_ns"] + operation["duration_ns"]
        if operation["start_ns"] >= end and (i + 1 == len(listed) or listed[i + 1]["start_ns"] >= last):
            found[operation["operation"]] = 1
        end = max(end, last)
    flat = [next(iter(operation.values())) for branch in case["experiment"]["branches"] for operation in branch["operations"]]
    kinds = {index: str(flat[index].get("kernel")) for index in found}
    return {index: list(kinds.values()).count(kind) for index, kind in kinds.items()}


counts = {name: alone(case) for name, case in cases.items()}


def residuals(x):
    tried = profileAt(x)
    output = "".join(score(tried, name, "--half", "fit", "--operations", *fittedTo) for name in [truthPath, *more])
    found, name = [], None
    for line in output.splitlines():
        if match := caseLine.match(line):
            name, measured, simulated = match[1], float(match[2]) * 1e3, float(match[3]) * 1e3
            uncertain = math.hypot(0.01 * measured, 500)
            found.append((simulated - measured) / uncertain)
        elif (match := operationLine.match(line)) and int(match[1]) in counts[name]:
            measured, simulated = float(match[2]) * 1e3, float(match[3]) * 1e3 - stampsLackNs
            weight = 1 / math.sqrt(counts[name][int(match[1])])
            found.append(weight * (simulated - measured) / math.hypot(0.02 * measured, 100))
    return found


def huber(r, bend=3.0):
    """Residuals whose squares grow no faster than r beyond the bend."""
    return [value if abs(value) <= bend else math.copysign(math.sqrt(2 * bend * abs(value) - bend * bend), value) for value in r]


def springs(x):
    return [(value - first) / constants[place] for value, first, place in zip(x, start, places)]


def cost(r):
    return sum(value * value for value in r)


def solve(a, b):
    n = len(b)
    a = [row[:] + [value] for row, value in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda row: abs(a[row][i]))
        a[i], a[pivot] = a[pivot], a[i]
        for row in range(i + 1, n):
            factor = a[row][i] / a[i][i]
            if factor:
                a[row] = [value - factor * other for value, other in zip(a[row], a[i])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (a[i][n] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return x


def evaluate(x):
    return huber(residuals(x)) + springs(x)


x, damping = list(start), 1.0
r = evaluate(x)
print(f"cost {cost(r):.1f}, {len(r)} residuals, {len(x)} constants", flush=True)
for step in range(12):
    moved = [[value + (0.03 if i == j else 0) for j, value in enumerate(x)] for i in range(len(x))]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        columns = [[(after - before) / 0.03 for after, before in zip(evaluated, r)] for evaluated in pool.map(evaluate, moved)]
    normal = [[sum(u * v for u, v in zip(a, b)) for b in columns] for a in columns]
    gradient = [sum(u * v for u, v in zip(a, r)) for a in columns]
    improved = False
    for _ in range(6):
        damped = [[value + (damping * normal[i][i] if i == j else 0) for j, value in enumerate(row)] for i, row in enumerate(normal)]
        change = solve(damped, [-value for value in gradient])
        candidate = [value + max(-0.3, min(0.3, d)) for value, d in zip(x, change)]
        tried = evaluate(candidate)
        if cost(tried) < cost(r):
            improved = cost(tried) < 0.999 * cost(r)
            x, r, damping = candidate, tried, max(damping / 5, 1e-3)
            break
        damping *= 4
    print(f"step {step}: cost {cost(r):.1f}", flush=True)
    if not improved:
        break
profile = profileAt(x)
report = re.search(r"^all +\d+ +(\S+) +(\S+)", score(profile, truthPath, "--half", "report"), re.M)
profile["model_error_median"] = round(float(report[1]) / 100, 4)
profile["model_error_90"] = round(float(report[2]) / 100, 4)


def plain(node):
    """Whole numbers without a point."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return int(node) if isinstance(node, float) and node == int(node) else node


def numbers(match):
    listed = re.sub(r"\s+", " ", match[1])
    if len(listed) < 100:
        return f"[{listed}]"
    return "[\n" + textwrap.fill(listed, 100, initial_indent=" " * 6, subsequent_indent=" " * 6) + "\n    ]"


text = json.dumps(plain(profile), indent=2, ensure_ascii=False)
text = re.sub(r"\{\s+(\"(?:latency_ns|bytes)\": [^,]+),\s+(\"bytes_per_second\": [^\s}]+)\s+\}", r"{\1, \2}", text)
text = re.sub(r"\{\s+(\"base_ns\"[^}]+?)\s+\}", lambda m: "{" + re.sub(r"\s+", " ", m[1]) + "}", text)
text = re.sub(r"\[\s+([-0-9.,\s]+?)\s+\]", numbers, text)
with open(path, "w", encoding="utf-8") as file:
    file.write(text + "\n")
