#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Fits the kernels' constants of a device profile to the fit half of the truth: fit.py SCORER TRUTH.json PROFILE.json [KERNEL…].

One kernel after the other, on its `single-…` cases, one constant at a time with ever smaller steps. Rewrites PROFILE.json."""
import json
import re
import subprocess
import sys
import tempfile

scorer, truth, path, *chosen = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    profile = json.load(file)
with open(truth, encoding="utf-8") as file:
    names = [case["name"] for case in json.load(file)["cases"] if case["name"].startswith("single-") and case["half"] == "fit"]
kernels = chosen or sorted({name.split("-")[1] for name in names} - {"spin"})
defaults = {"base_ns": 0, "pipe_factor": 1, "latency_factor": 1, "dram_factor": 1, "in_flight_factor": 1}


def mean_error(kernel):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(profile, file)
        file.flush()
        output = subprocess.run([scorer, truth, "--half", "fit", "--only", f"single-{kernel}-", "--profile", file.name],
                                capture_output=True, text=True, check=True).stdout
    row = re.search(r"^single +\d+ +\S+ +\S+ +(\S+) +(\S+)", output, re.M)
    return float(row[1]) + 0.1 * float(row[2])  # the mean, and a little of the largest


for kernel in kernels:
    fit = profile["kernels"].setdefault(kernel, dict(defaults))
    best = mean_error(kernel)
    before = best
    step = 0.4
    while step > 0.004:
        improved = False
        for key in defaults:
            for direction in (1, -1):
                old = fit[key]
                if key == "base_ns":
                    fit[key] = min(max(round(old + direction * step * 2000), 0), 5000)
                else:
                    fit[key] = round(min(max(old * (1 + direction * step), 0.05), 20), 4)
                error = mean_error(kernel)
                if error < best - 1e-4:
                    best, improved = error, True
                    break
                fit[key] = old
        if not improved:
            step /= 2
    print(f"{kernel}: {before:.2f} -> {best:.2f} % {fit}", flush=True)

text = json.dumps(profile, indent=2, ensure_ascii=False)
text = re.sub(r"\{\s+(\"(?:latency_ns|bytes)\": [^,]+),\s+(\"bytes_per_second\": [^\s}]+)\s+\}", r"{\1, \2}", text)
text = re.sub(r"\{\s+(\"base_ns\"[^}]+?)\s+\}", lambda m: "{" + re.sub(r"\s+", " ", m[1]) + "}", text)
text = re.sub(r"\[\s+([-0-9.,\s]+?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
with open(path, "w", encoding="utf-8") as file:
    file.write(text + "\n")
