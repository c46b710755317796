#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Whether trace-event files that Streamscope writes open elsewhere without a complaint.

  check_written.py FILE.json[.gz]...            checks files
  check_written.py --of CLI [RECORDING...]      has CLI run every built-in experiment in every layout and convert the
                                                recordings, and checks what it writes

The rules are those by which Perfetto's JSON importer counts an error (the name of its counter stands at each), and what
HolisticTraceAnalysis asks of a file. Exit status 1 and one line a complaint.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

MOST = 50  # complaints a file
GPU = {"kernel", "gpu_memcpy", "gpu_memset"}
NAMES = {
    "process_name": ("name", str), "process_labels": ("labels", str), "process_sort_index": ("sort_index", int),
    "thread_name": ("name", str), "thread_sort_index": ("sort_index", int),
}
LARGEST_ID = 2**32 - 1


class Strict(Exception):
    pass


def refuse(constant):
    raise Strict(f"{constant} is no JSON")


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise Strict(f"a key twice in {keys[:8]}")
    return dict(pairs)


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


class Check:
    def __init__(self, text):
        self.complaints = []
        try:
            self.data = json.loads(text.decode("utf-8"), parse_float=Decimal, parse_constant=refuse, object_pairs_hook=unique)
        except (Strict, ValueError) as error:  # json_tokenizer_failure
            self.data = {}
            return self.complain(f"no strict JSON: {error}")
        self.header(text)
        self.events = self.data.get("traceEvents", [])
        self.shapes()
        if not self.complaints:  # the rest takes well-formed events for granted
            self.order()
            self.nesting()
            self.flows()
            self.names()
            self.operations()

    def complain(self, what):
        if len(self.complaints) < MOST:
            self.complaints.append(what)

    def header(self, text):
        if not isinstance(self.data, dict) or not isinstance(self.data.get("traceEvents"), list):
            self.data = {}
            return self.complain("no object with a list traceEvents")
        # HolisticTraceAnalysis looks for the rank with a regular expression, before it parses.
        rank = re.search(rb'"distributedInfo": \{[^}]*"rank": (\d+)', text)
        if not rank or rank.start() > text.index(b'"traceEvents"'):
            self.complain("distributedInfo with a rank does not stand before the events")

    def ns(self, event, key):
        value = event[key] * 1000
        if value != int(value):
            self.complain(f"{key} finer than a nanosecond: {event}")
        return int(value)

    def shapes(self):
        for event in self.events:
            phase = event.get("ph")
            if phase not in ("X", "M", "C", "s", "f", "i"):  # json_parser_failure
                self.complain(f"a phase nobody reads: {event}")
                continue
            for key in ("pid", "tid"):  # coerced to 32 bits without a sign
                if not is_whole(event.get(key)) or not 0 <= event[key] <= LARGEST_ID:
                    self.complain(f"{key} out of range: {event}")
            if not isinstance(event.get("name"), str):
                self.complain(f"no name: {event}")
            if not isinstance(event.get("args", {}), dict):
                self.complain(f"args are no object: {event}")
            for key in ("ts",) + (("dur",) if phase == "X" else ()):
                # json_tokenizer_failure; trace_sorter_negative_timestamp_dropped; slice_negative_duration
                if not isinstance(event.get(key), (int, Decimal)) or event[key] < 0:
                    self.complain(f"{key} missing or negative: {event}")
            if phase in "sf" and not is_whole(event.get("id")):  # flow_invalid_id
                self.complain(f"a flow without an id: {event}")
            if phase == "C" and not (event.get("args") and all(
                    isinstance(v, (int, Decimal)) and not isinstance(v, bool) for v in event["args"].values())):
                self.complain(f"a counter without numbers: {event}")

    def order(self):
        last = None
        for event in self.events:
            if event["ph"] == "M":
                continue
            if last is not None and event["ts"] < last:
                self.complain(f"not sorted by time: {event}")
            last = event["ts"]

    def nesting(self):
        """slice_drop_overlapping_complete_event, misplaced_end_event; and flow_no_enclosing_slice."""
        rows = {}
        for event in self.events:
            if event["ph"] not in "Xsf":
                continue
            row = rows.setdefault((event["pid"], event["tid"]), [])
            at = self.ns(event, "ts")
            if event["ph"] == "X":
                end = at + self.ns(event, "dur")
                while row and row[-1][1] <= at:
                    row.pop()
                if row and end > row[-1][1]:
                    self.complain(f"does not nest in {row[-1]}: {event}")
                row.append((at, end))
            elif not any(start <= at <= end for start, end in row):
                self.complain(f"a flow outside every slice of its row: {event}")
            if event["ph"] == "f" and event.get("bp") != "e":
                self.complain(f"a flow that does not bind to the slice around it: {event}")

    def flows(self):
        open_flows, ended = set(), set()
        for event in self.events:
            if event["ph"] not in "sf":
                continue
            key = (event.get("cat"), event["name"], event["id"])
            if event["ph"] == "s":
                if key in open_flows or key in ended:
                    self.complain(f"an id twice: {event}")  # flow_duplicate_id
                open_flows.add(key)
            elif key in open_flows:
                open_flows.remove(key)
                ended.add(key)
            else:
                self.complain(f"ends before it starts: {event}")  # flow_end_without_start
        for key in open_flows:
            self.complain(f"never ends: {key}")  # flow_without_direction

    def names(self):
        processes, threads, used = {}, {}, set()
        for event in self.events:
            if event["ph"] != "M":
                used.add((event["pid"], event["tid"]))
                continue
            key, kind = NAMES.get(event["name"], (None, None))
            value = event.get("args", {}).get(key)
            if key is None or not isinstance(value, kind):
                self.complain(f"a name nobody reads: {event}")
            elif event["name"] == "process_name":
                processes.setdefault(event["pid"], []).append(value)
            elif event["name"] == "thread_name":
                threads.setdefault((event["pid"], event["tid"]), []).append(value)
        for told in (processes, threads):
            for row, values in told.items():
                if len(values) > 1:
                    self.complain(f"two names for {row}: {values}")
        for row in used:
            if row not in threads or row[0] not in processes:
                self.complain(f"a row without a name: {row}")
        self.processes = processes

    def operations(self):
        calls = {e["args"]["correlation"] for e in self.events
                 if e["ph"] == "X" and e.get("cat") == "cuda_runtime" and "correlation" in e.get("args", {})}
        joined = 0
        for event in self.events:
            if event["ph"] != "X" or event.get("cat") not in GPU:
                continue
            args = event.get("args", {})
            if not all(is_whole(args.get(key)) for key in ("device", "context", "stream")) or args["stream"] <= 0:
                self.complain(f"an operation without its place on the GPU: {event}")
                continue
            if event["cat"] == "gpu_memcpy" and not event["name"].startswith("Memcpy"):
                self.complain(f"a copy by a name nobody knows: {event}")
            if not any(f"GPU {args['device']}" in name for name in self.processes.get(event["pid"], [])):
                self.complain(f"a process that does not say its GPU: {event}")
            joined += args.get("correlation") in calls
        total = sum(e["ph"] == "X" and e.get("cat") in GPU for e in self.events)
        if calls and joined < total:
            self.complain(f"{total - joined} of {total} operations have no call")


def content(path):
    raw = pathlib.Path(path).read_bytes()
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def written_by(cli, recordings, folder):
    """Yields what is written, as (how, path)."""
    listed = json.loads(subprocess.run([cli, "experiments", "--json"], check=True, capture_output=True).stdout)
    for experiment in listed["experiments"]:
        for layout in experiment["layouts"]:
            path = f"{folder}/{experiment['name']}.{layout}.json"
            subprocess.run([cli, "run", experiment["name"], "--layout", layout, "-o", path], check=True, capture_output=True)
            yield f"run {experiment['name']} --layout {layout}", path
    for recording in recordings:
        path = f"{folder}/converted.json.gz"
        subprocess.run([cli, "convert", recording, path], check=True, capture_output=True)
        yield f"convert {recording}", path


def main():
    bad = files = 0
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:2] == ["--of"]:
            written = written_by(sys.argv[2], sys.argv[3:], folder)
        else:
            written = ((path, path) for path in sys.argv[1:])
        for how, path in written:
            files += 1
            for complaint in Check(content(path)).complaints:
                bad += 1
                print(f"{how}: {complaint}")
    print(f"{files} files, {bad} complaints")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
