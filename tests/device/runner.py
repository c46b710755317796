#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""The runner on a real GPU, asked through its pipe: runner.py streamscope-cli streamscope-device-tests.

Loops and their new values, cancelling, a gate, two runners on one GPU, and what goes wrong: a kernel that hangs, one that
writes where nothing is, memory that is not there, a runner that is killed. After each fault a new run must go well."""
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time

cli, device_tests = sys.argv[1:3]
failed = 0
CALL_FAILED, HUNG, NO_MEMORY = "cuda.call-failed", "cuda.hung", "session.no-room"


def report(what, passed, measured, wanted=""):
    global failed
    failed += not passed
    print(f"{'ok  ' if passed else 'FAIL'} {what:<58} {measured:<44} {wanted}", flush=True)


def spin(ns):
    return {"kernel": {"kernel": "spin", "parameters": {"ns": ns, "blocks": 1, "threads": 32}}}


def experiment(operations, branches=1, streams=1, buffers=None, parameters=None, **layout):
    made = {"streamscope": 1, "name": "asked", "title": "", "description": "",
            "branches": [{"name": f"b{i}", "operations": operations} for i in range(branches)],
            "layouts": [{"name": "run", "streams": [{"name": "s", "count": streams}], "assign": {"*": "s *" if streams > 1 else "s"},
                         **layout}]}
    if buffers:
        made["buffers"] = buffers
    if parameters:
        made["parameters"] = parameters
    return made


class Runner:
    """A runner and what it says, line by line with the time of arrival."""

    def __init__(self, asked, command=None, **options):
        self.process = subprocess.Popen(command or [cli, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        if asked:
            self.say({"protocol": 1, "experiment": asked, "options": options})

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def say(self, document):
        self.process.stdin.write(json.dumps(document) + "\n")
        self.process.stdin.flush()

    def next(self, wanted, patience=60, **having):
        """The next line of type `wanted` with these values; None: the stream ended or nothing came."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                return None
            if line is None:
                return None
            if line["type"] == wanted and all(line.get(key) == value for key, value in having.items()):
                return line.get("result", line)
        return None

    def end(self):
        """Exit status."""
        return self.process.wait(timeout=60)


def goes_well(after):
    runner = Runner(experiment([spin(100_000)]), repeat=3)
    result = runner.next("result")
    report(f"a run after {after} goes well", bool(result) and runner.end() == 0, json.dumps(result["layouts"][0]["makespan_ns"]) if result else "no result")


def fails(what, runner, message, wanted=4):
    error = runner.next("error") or {}
    status = runner.end()
    report(what, error.get("id") == message and error.get("status") == wanted and status == wanted,
           f"{error.get('id')} {' '.join(error.get('arguments', []))}, exit {status}"[:80], f"{message}, exit {wanted}")


def cancelled(what, runner):
    """Said in time; that the driver takes another tenth of a second to end the process is not the runner's doing."""
    start = time.monotonic()
    runner.say({"cancel": True})
    error = runner.next("error")
    said = 1000 * (time.monotonic() - start)
    status = runner.end()
    ended = 1000 * (time.monotonic() - start)
    report(what, bool(error) and error["status"] == status == 5 and said <= 100,
           f"said after {said:.0f} ms, exit {status} after {ended:.0f}", "<= 100 ms, exit 5")


def loops():
    knob = {"length": {"value": 50_000, "min": 1000, "max": 1_000_000, "scale": "log", "unit": "ns", "label": "length"}}
    asked = experiment([{"kernel": {"kernel": "spin", "parameters": {"ns": "length", "blocks": 1, "threads": 32}}}], parameters=knob)
    for trace in ("cupti", "stamps"):
        runner = Runner(asked, loop=True, loop_pause_ms=1, trace=trace, trace_every=4)
        start = time.monotonic()
        results = [runner.next("result") for _ in range(40)]
        ok = all(results) and [r["traced"] for r in results[:5]] == [True, False, False, False, True]
        report(f"a loop with {trace}: 40 rounds, one in four traced", ok, f"{1000 * (time.monotonic() - start) / 40:.1f} ms a round")
        runner.say({"set": {"length": 400_000}})
        longer = next((r for r in iter(lambda: runner.next("result"), None) if r["set"].get("length") == 400_000), None)
        ns = longer["layouts"][0]["makespan_ns"][-1] if longer else 0
        report(f"a loop with {trace} takes a new value", ns >= 400_000, f"{ns} ns", ">= 400000")
        cancelled(f"a loop with {trace} is cancelled", runner)


def cancels():
    runner = Runner(experiment([{"repeat": {"count": 20_000, "operations": [spin(1_000_000)]}}]), repeat=1)
    runner.next("hello")
    time.sleep(2)
    cancelled("cancelled between launches", runner)
    runner = Runner(experiment([spin(5_000_000_000)]), repeat=1)
    runner.next("hello")
    time.sleep(2)
    cancelled("cancelled in the midst of a kernel of 5 s", runner)
    goes_well("a run left behind")


def gates():
    asked = experiment([spin(300_000)], branches=4, streams=4, host_cost_ns=100_000)
    makespans = {}
    for gate in (False, True):
        runner = Runner(asked, repeat=9, gate=gate)
        result = runner.next("result")
        runner.end()
        layout = result["layouts"][0]
        makespans[gate] = sorted(layout["makespan_ns"])[4]
        timeouts = layout["gate_timeouts"]
    report("behind a gate four slow calls take no part", makespans[True] < 350_000 <= 600_000 < makespans[False] and timeouts == 0,
           f"{makespans[True]} ns, {makespans[False]} without", "< 350000, > 600000")


def queues():
    first = Runner(experiment([{"repeat": {"count": 10_000, "operations": [spin(1_000_000)]}}]), repeat=1)
    first.next("hello")
    time.sleep(1.5)
    second = Runner(experiment([spin(100_000)]), repeat=1)
    one = second.next("progress", phase="waiting 1")
    third = Runner(experiment([spin(100_000)]), repeat=1)
    two = third.next("progress", phase="waiting 2")
    report("a second and a third runner are told their places", bool(one and two), f"{one and one['phase']}, {two and two['phase']}", "waiting 1, waiting 2")
    cancelled("a waiting runner is cancelled", third)
    cancelled("the first is cancelled", first)
    result = second.next("result")
    report("then the second has its turn", bool(result) and second.end() == 0, "ran" if result else "no result")


def faults():
    fails("a kernel that hangs", Runner(experiment([spin(4_000_000_000)]), repeat=1, hang_limit_s=0.5), HUNG)
    goes_well("a kernel that hung")
    fails("1 TB of memory", Runner(experiment([{"memset": {"bytes": 1 << 40}}]), repeat=1), NO_MEMORY, wanted=2)
    goes_well("no memory")
    fails("a kernel that writes out of bounds", Runner(None, command=[device_tests, "out-of-bounds"]), CALL_FAILED)
    goes_well("an illegal address")
    killed = Runner(experiment([spin(2_000_000_000)]), repeat=1)
    killed.next("hello")
    time.sleep(2)
    os.kill(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    goes_well("a killed runner")


for check in (loops, cancels, gates, queues, faults):
    check()
print(f"runner: {failed} failed")
sys.exit(failed > 0)
