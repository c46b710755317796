#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Validates every experiment of the repository against docs/experiment.schema.json, and sees that the schema refuses
what it should. Usage: validate_schema.py SOURCE_DIRECTORY [FILE]; with FILE, that one alone."""
import copy
import json
import pathlib
import sys

import jsonschema

BUILD_FOLDERS = ("build", ".cache", "dist", ".git")


def experiments(source):
    for path in sorted(source.rglob("*.streamscope.json")):
        if not path.relative_to(source).parts[0].startswith(BUILD_FOLDERS) and "bad" not in path.relative_to(source).parts:
            yield path


def broken(document):
    """Variants of a valid document that the schema has to refuse, with their names."""

    def variant(name, change):
        changed = copy.deepcopy(document)
        change(changed)
        return name, changed

    yield variant("unknown key at the top", lambda d: d.update(colour="red"))
    yield variant("unknown key in a branch", lambda d: d["branches"][0].update(colour="red"))
    yield variant("unknown key in a layout", lambda d: d["layouts"][0].update(colour="red"))
    yield variant("unknown key in a stream", lambda d: d["layouts"][0]["streams"][0].update(colour="red"))
    yield variant("no layouts", lambda d: d.update(layouts=[]))
    yield variant("no streams", lambda d: d["layouts"][0].update(streams=[]))
    yield variant("another version", lambda d: d.update(streamscope=2))
    yield variant("an unknown operation", lambda d: d["branches"][0]["operations"].append({"dance": {}}))
    yield variant("two kinds in one operation", lambda d: d["branches"][0]["operations"].append({"cpu": {"ns": 1}, "host": {"ns": 1}}))
    yield variant("a copy of nothing", lambda d: d["branches"][0]["operations"].append({"copy": {"from": "host", "to": "device"}}))
    yield variant("a launch that is programmatic by a number", lambda d: d["branches"][0]["operations"].append({"kernel": {"kernel": "spin", "programmatic": 1}}))
    yield variant("an event without its name", lambda d: d["branches"][0]["operations"].append({"sync": {"scope": "event"}}))
    yield variant("half a nanosecond", lambda d: d["branches"][0]["operations"].append({"cpu": {"ns": 0.5}}))
    yield variant("a name with a line break", lambda d: d.update(name="a\nb"))


def main():
    source = pathlib.Path(sys.argv[1])
    schema = json.loads((source / "docs/experiment.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    if len(sys.argv) > 2:
        document = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
        failures = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
        print("\n".join(failures) or "valid")
        return 1 if failures else 0
    failures, count = [], 0
    for path in experiments(source):
        count += 1
        document = json.loads(path.read_text(encoding="utf-8"))
        failures += [f"{path}#{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
        failures += [f"{path}: valid in spite of {name}" for name, changed in broken(document) if validator.is_valid(changed)]
    if count < 12:
        failures.append(f"12 experiments or more were expected, {count} found")
    print("\n".join(failures) or f"{count} experiments are valid")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
