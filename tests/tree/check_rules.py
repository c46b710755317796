#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Every rule of docs/gpu-rules.md has tests, and tests say whose they are: fails where the two lose each other.

A row `| S1 | … | `tst_streams`: `aTest`, … |` asks for a definition of aTest in a tst_streams.cpp with `// Rule S1` (or
`// Rules S1, S2`) on the line above; and every such line in a test asks for a row that names the test.

usage: check_rules.py ROOT [--fix]   (--fix writes the lines above the tests)
"""
import pathlib
import re
import sys

ROW = re.compile(r"^\| ([SB]\d+) \|")
FILE = re.compile(r"`(tst_\w+)`: ((?:`\w+`(?:, )?)+)")
MARK = re.compile(r"^// Rules? ((?:[SB]\d+(?:, )?)+)$")
DEFINITION = re.compile(r"^void \w+::(\w+)\(\)$")


def rules_of(text: str) -> dict:
    """{(file, test): [rule, …]}, and under None the rules without a test."""
    asked = {None: []}
    for line in text.splitlines():
        row = ROW.match(line)
        if not row:
            continue
        named = [(file, test) for file, tests in FILE.findall(line) for test in re.findall(r"`(\w+)`", tests)]
        for test in named:
            asked.setdefault(test, []).append(row[1])
        if not named:
            asked[None].append(row[1])
    return asked


def tests_of(name: str, text: str) -> dict:
    """{(file, test): [rule, …]} as the lines above the definitions say."""
    found, lines = {}, text.splitlines()
    for above, line in zip([""] + lines, lines):
        if definition := DEFINITION.match(line):
            mark = MARK.match(above)
            found[(name, definition[1])] = mark[1].split(", ") if mark else []
    return found


def problems_of(asked: dict, found: dict) -> list:
    problems = [f"docs/gpu-rules.md: rule {rule} has no test" for rule in asked[None]]
    for test, rules in asked.items():
        if test is None:
            continue
        if test not in found:
            problems.append(f"docs/gpu-rules.md: {test[0]}.cpp has no {test[1]} ({', '.join(rules)})")
        elif found[test] != rules:
            problems.append(f"{test[0]}.cpp: {test[1]} should say '{mark(rules)}' on the line above")
    for test, rules in found.items():
        if rules and test not in asked:
            problems.append(f"{test[0]}.cpp: {test[1]} says {', '.join(rules)}, docs/gpu-rules.md does not name it there")
    return problems


def mark(rules: list) -> str:
    return f"// Rule{'s' if len(rules) > 1 else ''} {', '.join(rules)}"


def fix(path: pathlib.Path, asked: dict) -> None:
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if definition := DEFINITION.match(line):
            if out and MARK.match(out[-1]):
                out.pop()
            if rules := asked.get((path.stem, definition[1])):
                out.append(mark(rules))
        out.append(line)
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def self_test() -> None:
    asked = rules_of("| S1 | a | b | `tst_x`: `one`, `two`; `tst_y`: `three` |\n| B2 | a | b | |\n")
    assert asked == {None: ["B2"], ("tst_x", "one"): ["S1"], ("tst_x", "two"): ["S1"], ("tst_y", "three"): ["S1"]}
    found = tests_of("tst_x", "// Rule S1\nvoid A::one()\n{\n\nvoid A::two()\n{\n// Rule S3\nvoid A::four()\n")
    assert len(problems_of(asked, found)) == 4  # B2 without a test, two unmarked, three missing, four unknown


if __name__ == "__main__":
    self_test()
    root = pathlib.Path(sys.argv[1])
    wanted = rules_of((root / "docs/gpu-rules.md").read_text(encoding="utf-8"))
    paths = sorted((root / "tests").rglob("tst_*.cpp"))
    if "--fix" in sys.argv:
        for path in paths:
            if any(test and test[0] == path.stem for test in wanted):
                fix(path, wanted)
    there = {}
    for path in paths:
        there.update(tests_of(path.stem, path.read_text(encoding="utf-8")))
    problems = problems_of(wanted, there)
    if len(wanted) < 40:
        problems.append(f"only {len(wanted)} tests are named in docs/gpu-rules.md: the check looked in the wrong place")
    print("\n".join(problems) or f"{len(wanted) - 1} tests of rules are in place")
    sys.exit(1 if problems else 0)
