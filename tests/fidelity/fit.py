#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Makes a device profile of what `calibrate` measured on a machine and of the truth:

    fit.py SCORER TRUTH.json CALIBRATION.json PROFILE.json [MORE.json…]

Numbers that CALIBRATION measured stay; beside them stand the factors that correct them (a call in a row of equal ones does not take what
it takes within a program), and the constants that no single measurement gives. Both are fitted to the fit half of the truth: least
squares (Levenberg-Marquardt) over the constants below, all at once, from where PROFILE has them. What is compared are makespans and, where
nothing runs beside them, the durations of single operations, each by how well it was measured. The calibrated machine is the seventh; the
first and the third have constants of the host of their own, which serve the fit only, so that what hosts differ in is no error of the
device's constants. Nothing is fitted to the second machine, which has a calibration of its own to be judged by. Every constant is held to where it
was by a weak spring, so that one which the measurements say nothing about stays there.

Rewrites PROFILE, with the error on the seventh machine's other half, to which nothing was fitted. MORE: more cases, those which chained.py
makes of recordings and the single calls of h200-facts.json (none of which is a case of the other half). test `simulator.profiles` holds
PROFILE to what `calibrate` writes on that machine, byte by byte."""
import concurrent.futures
import copy
import json
import math
import re
import subprocess
import sys
import tempfile

scorer, truthPath, calibrationPath, path, *more = sys.argv[1:]


def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def at(place, node):
    *parts, last = place.split("/")
    for part in parts:
        node = node[part]
    return node, last


def get(place, node):
    node, last = at(place, node)
    return float(node[last])


def put(place, value, node):
    node, last = at(place, node)
    node[last] = float(f"{max(value, 0):.5g}")


calibration, before = read(calibrationPath), read(path)
profile = copy.deepcopy(before)  # with corrections applied: what the model uses
for place, factor in profile.pop("corrections", {}).items():
    put(place, get(place, profile) * factor, profile)

# Places of constants in the profile, and how far (relative) a spring lets them go. The device's and the model's:
constants = {
    "latencies/empty_kernel_ns": 0.2, "latencies/same_stream_gap_ns": 0.2, "latencies/event_gap_ns": 0.3, "latencies/graph_node_gap_ns": 0.5,
    "latencies/copy_gap_ns": 0.3,
    "transfers/pinned_h2d/latency_ns": 0.3, "transfers/pinned_d2h/latency_ns": 0.3,
    "transfers/pageable_h2d/latency_ns": 0.3, "transfers/pageable_d2h/latency_ns": 0.3,
    "model/graph_branch_ns": 0.3, "model/flush_ns": 0.5, "model/channel_switch_ns": 0.3, "model/congestion_share": 0.5,
    "model/l2_keeps_share": 0.05, "model/l2_loses_share": 0.05, "model/staged_bytes_per_second": 0.3,
    "rates/dram_bytes_per_second": 0.03, "rates/l2_bytes_per_second": 0.1, "rates/dram_latency_ns": 0.2, "rates/l2_latency_ns": 0.2,
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
# And the host's, which each machine has its own of:
host = {
    "calls/launch_kernel_ns": 0.3, "calls/memcpy_ns": 0.3, "calls/memcpy_device_ns": 0.3, "calls/memset_ns": 0.3, "calls/event_record_ns": 0.4,
    "calls/stream_wait_ns": 0.4, "calls/host_function_ns": 0.5, "calls/synchronize_ns": 0.3, "calls/graph_launch_ns": 0.4,
    "calls/malloc_async_ns": 0.3, "calls/free_async_ns": 0.3,
    "latencies/launch_to_start_ns": 0.2, "latencies/graph_start_ns": 0.3, "latencies/copy_to_start_ns": 0.3, "latencies/host_function_ns": 0.5,
    "model/host_wake_ns": 0.5,
    "model/pageable_h2d_cached/bytes_per_second": 0.3, "model/pageable_d2h_cached/bytes_per_second": 0.3,
}
# What calibrate measures too, but so differently from one time to the next, or of something so different, that the fit knows better:
notMeasured = {
    "model/l2_keeps_share", "model/l2_loses_share", "transfers/both_ways_factor", "transfers/pageable_h2d/latency_ns", "transfers/pageable_h2d/bytes_per_second",
    "transfers/pageable_d2h/latency_ns", "transfers/pageable_d2h/bytes_per_second",
}
deviceSpring = 0.25  # the device hardly differs from machine to machine: four times as stiff, which other experiments bear out
mostCorrection = 4  # beyond that factor it is something else that was measured
# Whose constants of the host serve which machine's measurements: the fourth's single calls are as slow as the first's, the fifth are the
# recordings of dCKA, the sixth were copies in a row. Operations are the first machine's own in the truth.
calibrated = 7
measuredBy = {1: [1, 4], 3: [3, 5, 6], calibrated: [calibrated]}


def ofHost(machine, place):
    return place if machine == calibrated else f"machine {machine}: {place}"


asMeasured = {"calls/launch_kernel_ns"}  # needs no correction
places = list(constants) + [ofHost(machine, place) for machine in measuredBy for place in host if machine != calibrated or place not in asMeasured]
stampsLackNs = 30  # of a kernel's time beside the empty kernel's, before its first block's stamp and after its last one's


def shift(place):
    return 300.0 if place.endswith("base_ns") else 0.0  # constants that may be zero


def bare(place):
    return place.split(": ")[-1]


for place in asMeasured:
    put(place, get(place, calibration), profile)
start = [math.log(get(bare(place), profile) + shift(place)) for place in places]


def profileAt(x, machine):
    changed = copy.deepcopy(profile)
    for place, value in zip(places, x):
        if place in constants or place == ofHost(machine, bare(place)):
            put(bare(place), math.exp(value) - shift(place), changed)
    for kernel, model in sameCode.items():
        changed["kernels"][kernel] = dict(changed["kernels"][model])
    return changed


def score(tried, truth, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(tried, file)
        file.flush()
        return subprocess.run([scorer, truth, "--profile", file.name, *options], capture_output=True, text=True, check=True).stdout


caseLine = re.compile(r"^(\S+) +(?:fit|report) +(\S+) +(\S+) +\S+ %$")
operationLine = re.compile(r"^ +(\d+) measured +\S+ \+ +(\S+) +simulated +\S+ \+ +(\S+)$")


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


fitted = [case for name in [truthPath, *more] for case in read(name)["cases"] if case["half"] == "fit"]
counts = {case["name"]: alone(case) for case in fitted}


def residuals(x, machine):
    tried = profileAt(x, machine)
    lack = tried["latencies"]["empty_kernel_ns"] + stampsLackNs
    found = []
    options = ["--half", "fit", "--operations"] + [word for other in measuredBy[machine] for word in ("--machine", str(other))]
    for file in [truthPath, *more]:
        withOperations = machine == 1 or file != truthPath
        name = None
        for line in score(tried, file, *options).splitlines():
            if match := caseLine.match(line):
                name, measured, simulated = match[1], float(match[2]) * 1e3, float(match[3]) * 1e3
                found.append((simulated - measured) / math.hypot(0.01 * measured, 500))
            elif withOperations and (match := operationLine.match(line)) and int(match[1]) in counts[name]:
                measured, simulated = float(match[2]) * 1e3, float(match[3]) * 1e3 - lack
                weight = 1 / math.sqrt(counts[name][int(match[1])])
                found.append(weight * (simulated - measured) / math.hypot(0.02 * measured, 100))
    return huber(found)


def huber(r, bend=3.0):
    """Residuals whose squares grow no faster than r beyond the bend."""
    return [value if abs(value) <= bend else math.copysign(math.sqrt(2 * bend * abs(value) - bend * bend), value) for value in r]


def springs(x):
    return [(value - begin) / (deviceSpring * constants[place] if place in constants else host[bare(place)]) for value, begin, place in zip(x, start, places)]


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


def evaluate(x, known=None, machines=tuple(measuredBy)):
    """Residuals by machine; of machines that are not named, the known ones."""
    return {machine: residuals(x, machine) if machine in machines else known[machine] for machine in measuredBy}


def joined(byMachine, x):
    return sum(byMachine.values(), []) + springs(x)


x, damping = list(start), 1.0
byMachine = evaluate(x)
r = joined(byMachine, x)
print(f"cost {cost(r):.1f}, {len(r)} residuals, {len(x)} constants", flush=True)


def column(j):
    moved = [value + (0.03 if i == j else 0) for i, value in enumerate(x)]
    machines = [machine for machine in measuredBy if places[j] in constants or places[j] == ofHost(machine, bare(places[j]))]
    return {i: (after - now) / 0.03 for i, (after, now) in enumerate(zip(joined(evaluate(moved, byMachine, machines), moved), r)) if after != now}


for step in range(12):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        columns = list(pool.map(column, range(len(x))))
    normal = [[sum(value * b[i] for i, value in a.items() if i in b) for b in columns] for a in columns]
    gradient = [sum(value * r[i] for i, value in a.items()) for a in columns]
    improved = False
    for _ in range(6):
        damped = [[value + (damping * normal[i][i] if i == j else 0) for j, value in enumerate(row)] for i, row in enumerate(normal)]
        change = solve(damped, [-value for value in gradient])
        candidate = [value + max(-0.3, min(0.3, d)) for value, d in zip(x, change)]
        tried = evaluate(candidate)
        if cost(joined(tried, candidate)) < cost(r):
            improved = cost(joined(tried, candidate)) < 0.998 * cost(r)
            x, byMachine, damping = candidate, tried, max(damping / 5, 1e-3)
            r = joined(byMachine, x)
            break
        damping *= 4
    print(f"step {step}: cost {cost(r):.1f}", flush=True)
    if not improved:
        break
best = profileAt(x, calibrated)
report = re.search(r"^all +\d+ +(\S+) +(\S+)", score(best, truthPath, "--half", "report", "--machine", str(calibrated)), re.M)


def plain(node):
    """Whole numbers without a point."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return int(node) if isinstance(node, float) and node == int(node) else node


def whatCalibrateWrites():
    """The calibration with the fits that device::adoptFits() will find in it."""
    written = copy.deepcopy(calibration)
    spread = written.pop("spread")
    corrections, origin = {}, {**written.pop("origin"), "kernels": "fitted", "model": "fitted"}
    for place in sorted(set(constants) | set(host) | notMeasured):
        section = place.split("/")[0]
        if section == "kernels" or (section == "model" and place not in origin) or place in asMeasured:
            continue
        value, measured = get(place, best), get(place, calibration)
        if place in notMeasured or measured <= 0 or not 1 / mostCorrection <= value / measured <= mostCorrection:
            origin[place] = "fitted"
            put(place, value, written)
            spread.pop(place, None)
        else:
            corrections[place] = float(f"{value / measured:.5g}")
    measuredModel = {place: get(place, calibration) for place, word in origin.items() if place.startswith("model/") and word == "measured"}
    written["model"], written["kernels"] = best["model"], best["kernels"]
    for place, value in measuredModel.items():
        node, last = at(place, written)
        node[last] = value
    written = plain(written)
    written["model_error_median"], written["model_error_90"] = (round(float(report[i]) / 100, 4) for i in (1, 2))
    written["origin"] = dict(sorted(origin.items()))
    written["fit_note"] = before.get("fit_note", "")
    written["corrections"] = dict(sorted(corrections.items()))
    written["spread"] = dict(sorted(spread.items()))
    return written


with open(path, "w", encoding="utf-8") as file:
    json.dump(whatCalibrateWrites(), file, indent=2, ensure_ascii=False)
# As calibrate itself writes numbers.
subprocess.run([scorer, "--profile", path, "--measured", calibrationPath, "--write", path], check=True)
