#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the truth of what the device measured: collect.py EXPERIMENTS TRUTH.json "DEVICE, DRIVER, DATE" MEASURED.jsonl….

Times are those of the first measurement; with several, taken on different days or machines, `again_makespan_ns` has the others'
medians, and only relations that all of them found are kept. Every case holds its experiment, so the truth stands by itself. Cases take turns between the halves in the generator's
order. `operations` are medians (start relative to the first operation's) and `relations` pairs [a, b, word] of operations of
different streams that stood so in all but one of 21 repetitions with a margin of 2 µs: by the kernels' own stamps, which
leave submission alone, or by CUPTI where there are copies. `traced_operations` are CUPTI's."""
import json
import os
import statistics
import sys

import generate

folder, target, note = sys.argv[1:4]


def read(name):
    lines = {}
    with open(name, encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            lines.setdefault(entry["name"], {})[entry["mode"]] = entry
    return lines


measurements = [read(name) for name in sys.argv[4:]]


def relations(case):
    observed = case["times"] if "relations" in case["times"] else case.get("trace", {})
    return {tuple(relation) for relation in observed.get("relations", [])}


mostOperations = 64
truth = []
for index, name in enumerate(generate.cases):
    times, trace = measurements[0][name]["times"], measurements[0][name].get("trace", {})
    kept = set.intersection(*(relations(measurement[name]) for measurement in measurements))
    ordered = sorted(times["makespan_ns"])
    stamped = "relations" in times
    observed = times if stamped else trace
    with open(os.path.join(folder, name + ".streamscope.json"), encoding="utf-8") as file:
        experiment = json.load(file)
    case = {
        "name": name,
        "half": "fit" if index % 2 == 0 else "report",
        "layout": "measured",
        "makespan_ns": statistics.median_low(ordered),
        "makespan_spread_ns": [ordered[1], ordered[-2]],
        "again_makespan_ns": [statistics.median_low(sorted(m[name]["times"]["makespan_ns"])) for m in measurements[1:]],
        "traced_makespan_ns": statistics.median_low(sorted(trace["observed_makespan_ns"])) if trace else None,
        "observed_by": "stamps" if stamped else "cupti",
        "relations": sorted(kept),
    }
    if len(trace.get("operations", [])) <= mostOperations:
        case["operations"] = observed.get("operations", [])
        case["traced_operations"] = trace.get("operations", [])
    case["experiment"] = experiment
    truth.append(case)

with open(target, "w", encoding="utf-8") as file:
    file.write('{\n"note": %s,\n"repetitions": 21,\n"cases": [\n' % json.dumps(note))
    file.write(",\n".join(json.dumps(case, separators=(",", ":")) for case in truth))
    file.write("\n]\n}\n")
print(f"{len(truth)} cases, {sum(len(case['relations']) for case in truth)} relations")
