#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Every public header of src/ and ui/ compiles alone, twice included.

usage: check_headers.py ROOT BUILD     (reads BUILD/compile_commands.json for each folder's flags)
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

root, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])


def flags_by_folder() -> dict:
    """Compiler and include flags by top folder ("src/trace"), from any source compiled there."""
    flags = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path.suffix != ".cpp" or root not in path.parents or build in path.parents:
            continue
        words = shlex.split(entry["command"])
        while words and os.path.basename(words[0]) == "ccache":
            words.pop(0)
        kept, i = [words[0]], 1
        while i < len(words):
            if words[i] in ("-I", "-isystem", "-D"):
                kept += words[i:i + 2]
                i += 1
            elif words[i].startswith(("-I", "-D", "-std", "-W", "-isystem", "-f")):
                kept.append(words[i])
            i += 1
        parts = path.relative_to(root).parts
        flags.setdefault("/".join(parts[:2]), kept)
    return flags


def compile_alone(header: pathlib.Path, flags: list) -> str:
    name = str(header)
    run = subprocess.run(flags + ["-Werror", "-fsyntax-only", "-x", "c++", "-"], input=f'#include "{name}"\n#include "{name}"\n',
                         capture_output=True, text=True, cwd=root)
    if run.returncode == 0:
        return ""
    place = str(header.relative_to(root))
    if place.startswith("src/cuda/") and re.search(r"fatal error: cu\w*\.h: No such file", run.stderr):
        return ""  # configured without CUDA
    return f"{place} does not compile alone:\n{run.stderr[:600]}"


flags = flags_by_folder()
jobs = []
for folder in ("src", "ui"):
    for header in sorted((root / folder).rglob("*.h")):
        key = "/".join(header.relative_to(root).parts[:2])
        # A folder that only has headers, or was not configured here, borrows the flags of a folder that needs as much.
        use = flags.get(key) or flags.get("src/session" if folder == "src" else "ui/app")
        if use and not (folder == "ui" and not any(k.startswith("ui/") for k in flags)):
            jobs.append((header, use))
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    problems = [p for p in pool.map(lambda job: compile_alone(*job), jobs) if p]
if len(jobs) < 20:
    problems.append(f"only {len(jobs)} headers found: the check looked in the wrong place")
print("\n".join(problems) or f"{len(jobs)} headers compile alone")
sys.exit(1 if problems else 0)
