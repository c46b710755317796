#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Arrows point one way: fails on an include that goes against docs/architecture.md.

usage: check_layers.py ROOT [--self-test]
"""
import pathlib
import re
import sys

# module: the modules it may include, itself apart. The pipeline of the blueprint, left to right.
CORE = {
    "base": set(),
    "device": {"base"},
    "workload": {"base", "device"},
    "program": {"base", "device", "workload"},
    "trace": {"base"},
    "backend": {"base", "device", "workload", "program", "trace"},
    "simulator": {"base", "device", "workload", "program", "trace", "backend"},
    "cuda": {"base", "device", "workload", "program", "trace", "backend"},
    "formats": {"base", "trace"},
    "analysis": {"base", "device", "workload", "program", "trace", "backend"},
    "session": {"base", "device", "workload", "program", "trace", "backend", "simulator", "formats", "analysis"},
    "runner": {"base", "device", "workload", "program", "trace", "backend", "simulator", "formats", "analysis", "session",
               "cuda"},
    "words": {"base"},
    "cli": {"base", "device", "workload", "program", "trace", "backend", "formats", "analysis", "session", "runner",
            "words", "cuda"},  # cuda: calibrate
}
CORE_FOR_UI = {"base", "device", "workload", "program", "trace", "backend", "formats", "analysis", "session", "words"}
PAGES = {
    "language": set(),
    "theme": set(),
    "icons": {"theme"},
    "timeline": {"theme", "language"},
    "charts": {"theme", "language", "timeline"},  # the shared time axis
    "editor": {"theme", "language", "icons"},
    "compare": {"theme", "language", "icons"},
    "findings": {"theme", "language", "icons"},
    "app": {"theme", "language", "icons", "timeline", "charts", "editor", "compare", "findings"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)
SOURCES = {".h", ".cpp", ".cu", ".cuh"}


def problems_of(place: str, module: str, text: str, allowed: set, in_core: bool) -> list:
    found = []
    for quoted, angled in INCLUDE.findall(text):
        if in_core and re.match(r"Q[A-Z]|Qt[A-Z]", angled or quoted):
            found.append(f"{place}: src/ includes Qt: {angled or quoted}")
        if not quoted or "/" not in quoted:
            continue
        other = quoted.split("/")[0]
        known = set(CORE) | set(PAGES)
        if other in known and other != module and other not in allowed:
            found.append(f"{place}: {module} may not include {quoted}")
    return found


def check(root: pathlib.Path) -> list:
    found, seen = [], 0
    for base, modules, in_core in ((root / "src", CORE, True), (root / "ui", PAGES, False)):
        for path in sorted(p for p in base.rglob("*") if p.suffix in SOURCES):
            module = path.relative_to(base).parts[0]
            place = str(path.relative_to(root))
            if module not in modules:
                found.append(f"{place}: the folder {module} is not in the plan; add it to tests/tree/check_layers.py")
                continue
            seen += 1
            allowed = modules[module] if in_core else modules[module] | CORE_FOR_UI
            found += problems_of(place, module, path.read_text(encoding="utf-8"), allowed, in_core)
    if seen < 20:
        found.append(f"only {seen} sources found under {root}: the check looked in the wrong place")
    return found


def self_test() -> None:
    assert problems_of("x", "trace", '#include "workload/workload.h"\n', CORE["trace"], True)
    assert problems_of("x", "trace", "#include <QString>\n", CORE["trace"], True)
    assert problems_of("x", "editor", '#include "charts/charts_view.h"\n', PAGES["editor"] | CORE_FOR_UI, False)
    assert problems_of("x", "app", '#include "cuda/cuda_backend.h"\n', PAGES["app"] | CORE_FOR_UI, False)
    assert not problems_of("x", "program", '#include "workload/workload.h"\n#include <vector>\n', CORE["program"], True)


if __name__ == "__main__":
    self_test()
    problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "layers are in order")
    sys.exit(1 if problems else 0)
