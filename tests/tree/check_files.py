#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Every tracked source says its licence, and the right one for its folder; no test is empty.

usage: check_files.py ROOT
"""
import pathlib
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
SUFFIXES = {".h", ".cpp", ".cu", ".cuh", ".py", ".sh", ".cmake"}


def files() -> list:
    run = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True)
    if run.returncode == 0 and run.stdout:
        return [root / line for line in run.stdout.splitlines()]
    folders = ("src", "ui", "kernels", "tests", "script", "cmake", "packaging")
    return [p for folder in folders for p in (root / folder).rglob("*") if p.is_file()]


problems, seen = [], 0
for path in files():
    if not path.is_file() or not (path.suffix in SUFFIXES or path.name == "CMakeLists.txt"):
        continue
    place = path.relative_to(root)
    if place.parts[:2] == ("tests", "data"):
        continue
    seen += 1
    head = "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[:5])
    gpl = place.parts[0] == "ui" or place.parts[:2] == ("tests", "ui") or place.name.startswith("bench_ui_")
    licence = "GPL-3.0-or-later" if gpl else "Apache-2.0"
    if f"SPDX-License-Identifier: {licence}" not in head:
        problems.append(f"{place}: the first lines do not say SPDX-License-Identifier: {licence}")
if seen < 20:
    problems.append(f"only {seen} files found: the check looked in the wrong place")
print("\n".join(problems) or f"{seen} files say their licence")
sys.exit(1 if problems else 0)
