#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Makes cases of the recordings of dCKA, in the form of the truth: chained.py CASES.json.

The graphs on one stream, whose 292 kernels ran one after the other on the device's own time, serve the fit; the other layouts are
reported only, as half `recorded`."""
import copy
import gzip
import json
import pathlib
import sys

resources = pathlib.Path(__file__).resolve().parents[2] / "resources"
experiment = json.loads((resources / "experiments/dcka.streamscope.json").read_text(encoding="utf-8"))
kernels = [operation["kernel"]["kernel"] for branch in experiment["branches"] for operation in branch["operations"]]

cases = []
for samples in [64, 512, 2048, 8192]:
    for layout in experiment["layouts"]:
        name = layout["name"]
        with gzip.open(resources / f"recordings/dcka-{samples}/{name}.json.gz") as file:
            recording = json.load(file)
        case = {"name": f"dcka-{samples}-{name}", "half": "recorded", "machine": 5, "layout": name, "relations": [],
                "makespan_ns": int(recording["streamscope"]["unprofiled_ns"]), "observed_by": "stamps"}
        if name == "graph-serial":
            ran = sorted((event for event in recording["traceEvents"] if event.get("cat") == "kernel"), key=lambda event: event["ts"])
            assert [event["name"] for event in ran] == kernels
            case["half"] = "fit"
            case["operations"] = [{"operation": i, "start_ns": round(1e3 * (event["ts"] - ran[0]["ts"])), "duration_ns": round(1e3 * event["dur"])}
                                  for i, event in enumerate(ran)]
        case["experiment"] = copy.deepcopy(experiment)
        case["experiment"]["parameters"]["samples"]["value"] = samples
        cases.append(case)

with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"note": "recordings of dCKA", "cases": cases}, file)
