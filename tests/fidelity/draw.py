#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Draws experiments nobody has looked at: draw.py FOLDER SEED COUNT.

Of generate.py's families, with kernels, sizes, streams, order and launch mode at random. tests/device measures a folder of them (`fidelity`), so
that the simulator can be scored on what nothing was fitted to."""
import json
import os
import random
import sys

import generate
from generate import case, copy, kernel


def between(low, high):
    """A whole number, its logarithm evenly spread."""
    return int(round(low * (high / low) ** random.random()))


def anyKernel(light=False):
    """A kernel of about 2 µs to 500 µs on a large GPU, from one block to ten waves of blocks; a `light` one to 100 µs."""
    top = 0.3 if light else 1.0
    which = random.choice(["empty", "spin", "spin", "fma", "fma", "fma", "triad", "triad", "gemm", "gemm", "reduce", "elementwise", "elementwise", "dcka"])
    if which == "empty":
        return kernel("empty", blocks=between(1, 20000), threads=random.choice([32, 64, 128, 256, 512]))
    if which == "spin":
        return kernel("spin", ns=between(3000, 200000 * top), blocks=between(1, 3000), threads=random.choice([32, 64, 128, 256, 512, 1024]))
    if which == "fma":
        return kernel("fma", blocks=between(1, 6000 * top), threads=random.choice([32, 64, 128, 192, 256, 384, 512, 1024]), steps=between(2000, 40000 * top))
    if which == "triad":
        return kernel("triad", elements=between(2048, (1 << 27) * top))
    if which == "gemm":
        return kernel("gemm", m=between(64, 3000 * top), n=between(64, 3000 * top), k=between(64, 2048))
    if which == "reduce":
        return kernel("reduce", elements=between(4096, (1 << 27) * top))
    if which == "elementwise":
        return kernel("elementwise", elements=between(2048, (1 << 25) * top), operations=between(1, 1000))
    name = random.choice(["dcka_gram", "dcka_row_means", "dcka_centre", "dcka_dot", "dcka_regress", "dcka_normalise"])
    samples = between(64, 4096 * top)
    return kernel(name, samples=samples, features=between(64, 1024)) if name == "dcka_gram" else kernel(name, samples=samples)


def work(count, same=None):
    """Operations for one stream: of one kind or several."""
    if same is None:
        same = random.random() < 0.5
    if same:
        return [anyKernel(light=count > 2)] * count
    return [anyKernel(light=count > 2) for _ in range(count)]


def mode():
    chosen = {}
    if random.random() < 0.4:
        chosen["launch"] = "graph"
    else:
        if random.random() < 0.4:
            chosen["issue"] = "breadth-first"
        if random.random() < 0.2:
            chosen["host_cost_ns"] = between(1000, 20000)
    return chosen


def single(name):
    case(name, [[anyKernel()]], **({"launch": "graph"} if random.random() < 0.2 else {}))


def chain(name):
    case(name, [work(between(2, 40))], **mode())


def streams(name):
    count = random.choice([2, 2, 3, 3, 4, 5, 6, 8, 8, 12, 16])
    one = work(between(1, 5)) if random.random() < 0.5 else None
    case(name, [one or work(between(1, 5)) for _ in range(count)], streams=count, **mode())


def pair(name):
    case(name, [[anyKernel()], [anyKernel()]], streams=2, launch="graph")


def events(name):
    count = random.randint(4, 10)
    branches = []
    for i in range(count):
        after = sorted(random.sample(range(i), min(i, random.choice([0, 1, 1, 2]))))
        branches.append((work(between(1, 3)), after))
    case(name, branches, streams=random.randint(2, 5), **mode())


def copies(name):
    pageable = random.random() < 0.3
    count = random.randint(1, 4)
    branches = []
    for _ in range(count):
        operations = []
        for _ in range(random.randint(1, 4)):
            operations.append(copy(random.choice(["h2d", "d2h", "h2d", "d2h", "d2d"]), between(1024, 32 << 20)) if random.random() < 0.6 else anyKernel(light=True))
        branches.append(operations)
    chosen = {"memory": {"*": "pageable"}} if pageable else mode()
    case(name, branches, streams=count, **chosen)


def pipeline(name):
    count, size = random.randint(2, 6), between(1 << 18, 16 << 20) // 4 * 4
    stage = [copy("h2d", size), kernel("elementwise", elements=size // 4, operations=between(10, 1500)), copy("d2h", size)]
    case(name, [stage for _ in range(count)], streams=random.randint(1, count), **mode())


families = [single] * 6 + [chain] * 3 + [streams] * 6 + [pair] * 4 + [events] * 4 + [copies] * 3 + [pipeline]

if __name__ == "__main__":
    folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    generate.cases.clear()
    for i in range(count):
        family = families[i % len(families)]
        family(f"{family.__name__}-{seed}-{i}")
    os.makedirs(folder, exist_ok=True)
    for name, document in generate.cases.items():
        with open(os.path.join(folder, name + ".streamscope.json"), "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
    print(f"{len(generate.cases)} experiments")
