#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the experiments of the fidelity suite, one file each: generate.py FOLDER.

Every file has one layout, `measured`. Its name starts with its family; `single-…` are one kernel alone, `pair-…` two
operations that share SMs, memory or an engine. Which half a case belongs to (fit or report) is said by tests/data/fidelity."""
import itertools
import json
import os
import sys

cases = {}


def kernel(name, **parameters):
    return {"kernel": {"kernel": name, "parameters": parameters}}


def labelled(operation, label):
    kind = next(iter(operation))
    return {kind: {**operation[kind], "label": label}}


def copy(direction, size):
    ends = {"h2d": ("host", "device"), "d2h": ("device", "host"), "d2d": ("device", "device")}[direction]
    return {"copy": {"from": ends[0], "to": ends[1], "bytes": size}}


def case(name, branches, streams=1, **layout):
    """`branches`: lists of operations, or (list, [indices of branches it comes after])."""
    assert name not in cases, name
    written = []
    for i, branch in enumerate(branches):
        operations, after = branch if isinstance(branch, tuple) else (branch, [])
        entry = {"name": f"b{i}", "operations": operations}
        if after:
            entry["after"] = [f"b{j}" for j in after]
        written.append(entry)
    flags = layout.pop("flags", "non-blocking")
    listed = layout.pop("list", None) or [{"name": "s", "count": streams, "flags": flags}]
    cases[name] = {"streamscope": 1, "name": name, "branches": written,
                   "layouts": [{"name": "measured", "streams": listed, **layout}]}


def repeat(count, operation):
    return [operation] * count


def singles():
    for blocks, threads, steps in [(1, 256, 20000), (66, 256, 20000), (132, 256, 20000), (200, 256, 20000), (264, 256, 20000),
                                   (528, 256, 20000), (792, 256, 20000), (1056, 256, 20000), (1500, 256, 20000), (2112, 256, 20000),
                                   (5280, 256, 10000), (10560, 256, 10000), (132, 32, 20000), (1320, 64, 20000), (264, 1024, 20000),
                                   (700, 512, 8000), (2640, 128, 20000), (132, 768, 15000)]:
        case(f"single-fma-{blocks}x{threads}x{steps}", [[kernel("fma", blocks=blocks, threads=threads, steps=steps)]])
    for elements in [2048, 1 << 17, 1 << 19, 1 << 20, 3 << 20, 1 << 22, 6 << 20, 1 << 24, 5 << 23, 1 << 26, 1 << 27]:
        case(f"single-triad-{elements}", [[kernel("triad", elements=elements)]])
    for m, n, k in [(128, 128, 512), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (1536, 1536, 512), (2048, 2048, 1024),
                    (4096, 4096, 256), (384, 640, 1000), (128, 4096, 2048), (3000, 3000, 500)]:
        case(f"single-gemm-{m}x{n}x{k}", [[kernel("gemm", m=m, n=n, k=k)]])
    for elements in [4096, 1 << 18, 1 << 20, 1 << 22, 3 << 22, 1 << 24, 1 << 26, 1 << 27]:
        case(f"single-reduce-{elements}", [[kernel("reduce", elements=elements)]])
    for elements, operations in [(2048, 100), (1 << 18, 1), (1 << 18, 1000), (1 << 20, 200), (1 << 22, 50), (1 << 22, 1000), (1 << 24, 1), (1 << 24, 100),
                                 (1 << 26, 1), (1 << 26, 30)]:
        case(f"single-elementwise-{elements}x{operations}", [[kernel("elementwise", elements=elements, operations=operations)]])
    for samples, features in [(64, 256), (200, 512), (512, 512), (1000, 256), (2048, 512), (4096, 512)]:
        case(f"single-dcka_gram-{samples}x{features}", [[kernel("dcka_gram", samples=samples, features=features)]])
    for name in ["dcka_row_means", "dcka_centre", "dcka_dot", "dcka_regress", "dcka_normalise"]:
        for samples in [64, 512, 1000, 1536, 2048, 4096]:
            case(f"single-{name}-{samples}", [[kernel(name, samples=samples)]])
    case("single-dcka_inner_product-1024", [[kernel("dcka_inner_product", samples=1024, layers=4, row=1, column=2)]])
    case("single-dcka_inner_product-3000", [[kernel("dcka_inner_product", samples=3000, layers=4, row=1, column=2)]])
    for ns, blocks, threads in [(50000, 1, 32), (50000, 1056, 256), (100000, 3000, 256), (20000, 4224, 1024), (30000, 132, 1024)]:
        case(f"single-spin-{ns}x{blocks}x{threads}", [[kernel("spin", ns=ns, blocks=blocks, threads=threads)]])
    for blocks, threads in [(1, 32), (2000, 256), (20000, 256), (100000, 64)]:
        case(f"single-empty-{blocks}x{threads}", [[kernel("empty", blocks=blocks, threads=threads)]])


spin = kernel("spin", ns=50000, blocks=4, threads=128)
shortSpin = kernel("spin", ns=20000, blocks=2, threads=64)
half = kernel("fma", blocks=66, threads=256, steps=20000)
full = kernel("fma", blocks=1056, threads=256, steps=20000)


def chains():
    case("chain-spin-20", [repeat(20, shortSpin)])
    case("chain-empty-100", [repeat(100, kernel("empty", blocks=1, threads=32))])
    case("chain-empty-300-framework", [repeat(300, kernel("empty", blocks=1, threads=32))], host_cost_ns=5000)
    case("chain-spin-40-framework", [repeat(40, shortSpin)], host_cost_ns=25000)
    case("chain-mixed", [[kernel("gemm", m=512, n=512, k=512), kernel("triad", elements=1 << 22), kernel("reduce", elements=1 << 22),
                          kernel("elementwise", elements=1 << 20, operations=500), half] * 3])
    case("chain-dcka-512", [[kernel("dcka_gram", samples=512, features=512), kernel("dcka_row_means", samples=512), kernel("dcka_centre", samples=512),
                             kernel("dcka_dot", samples=512), kernel("dcka_regress", samples=512), kernel("dcka_dot", samples=512),
                             kernel("dcka_normalise", samples=512)] * 6])
    case("chain-triad-l2", [repeat(12, kernel("triad", elements=1 << 21))])
    case("chain-fma-full", [repeat(6, full)])


def streams():
    for count in [2, 4, 8, 16]:
        case(f"streams-spin-{count}x4", [repeat(4, spin) for _ in range(count)], streams=count)
        case(f"streams-spin-{count}x4-breadth", [repeat(4, spin) for _ in range(count)], streams=count, issue="breadth-first")
    case("streams-spin-9x4", [repeat(4, spin) for _ in range(9)], streams=9)
    case("streams-spin-16x4-connections-32", [repeat(4, spin) for _ in range(16)], streams=16, connections=32)
    case("streams-spin-6x4-connections-1", [repeat(4, spin) for _ in range(6)], streams=6, connections=1)
    case("streams-spin-6x4-connections-2", [repeat(4, spin) for _ in range(6)], streams=6, connections=2)
    case("streams-fma-half-2", [repeat(3, half)] * 2, streams=2)
    case("streams-fma-half-4", [repeat(3, half)] * 4, streams=4)
    case("streams-fma-full-2", [[full]] * 2, streams=2)
    case("streams-fma-full-3x2", [repeat(2, full)] * 3, streams=3)
    case("streams-fma-264-8", [[kernel("fma", blocks=264, threads=128, steps=30000)]] * 8, streams=8)
    case("streams-gemm-512-4", [repeat(2, kernel("gemm", m=512, n=512, k=512))] * 4, streams=4)
    case("streams-gemm-1024-3", [repeat(2, kernel("gemm", m=1024, n=1024, k=512))] * 3, streams=3)
    case("streams-triad-3", [[kernel("triad", elements=1 << 24)]] * 3, streams=3)
    case("streams-framework-4x20", [repeat(20, shortSpin)] * 4, streams=4, host_cost_ns=5000, issue="breadth-first")
    case("streams-threads-2", [repeat(15, shortSpin)] * 2, threads=2,
         list=[{"name": "s0", "flags": "non-blocking", "thread": 0}, {"name": "s1", "flags": "non-blocking", "thread": 1}], host_cost_ns=10000)
    case("streams-threads-4", [repeat(15, shortSpin)] * 4, threads=4,
         list=[{"name": f"s{i}", "flags": "non-blocking", "thread": i} for i in range(4)], host_cost_ns=10000)
    case("streams-default-legacy", [repeat(2, spin)] * 3, list=[{"name": "a", "flags": "blocking"}, {"name": "default"}, {"name": "b", "flags": "blocking"}])
    case("streams-default-legacy-breadth", [repeat(2, spin)] * 3, issue="breadth-first",
         list=[{"name": "a", "flags": "blocking"}, {"name": "default"}, {"name": "b", "flags": "non-blocking"}])
    case("streams-default-per-thread", [repeat(2, spin)] * 3, default_stream="per-thread",
         list=[{"name": "a", "flags": "blocking"}, {"name": "default"}, {"name": "b", "flags": "blocking"}])
    big = kernel("spin", ns=30000, blocks=6000, threads=256)
    small = kernel("spin", ns=30000, blocks=400, threads=256)
    case("streams-priority-late", [[big], [small]], list=[{"name": "low", "priority": 0, "flags": "non-blocking"}, {"name": "high", "priority": -5, "flags": "non-blocking"}])
    case("streams-priority-none", [[big], [small]], list=[{"name": "low", "flags": "non-blocking"}, {"name": "high", "flags": "non-blocking"}])
    case("streams-staircase", [[kernel("spin", ns=40000 + 15000 * i, blocks=8, threads=128)] for i in range(7)], streams=7)


def events():
    case("events-diamond", [[spin], ([spin], [0]), ([spin], [0]), ([spin], [1, 2])], streams=4)
    case("events-fork-join-8", [[spin]] + [([spin, shortSpin], [0]) for _ in range(6)] + [([spin], list(range(1, 7)))], streams=8)
    hops = []
    for hop in range(12):
        hops.append(([spin], [hop - 1] if hop else []))
    case("events-ping-pong-12", hops, streams=2)
    case("events-ladder", [([spin], ([i - 2] if i > 1 else []) + ([i - 1] if i % 2 else [])) for i in range(10)], streams=4)
    case("events-diamond-fma", [[half], ([half], [0]), ([full], [0]), ([half], [1, 2])], streams=4)
    case("events-mixed", [[kernel("gemm", m=1024, n=1024, k=512)], ([kernel("triad", elements=1 << 24)], [0]), ([kernel("reduce", elements=1 << 24)], [0]),
                          ([kernel("elementwise", elements=1 << 22, operations=300)], [1, 2])], streams=3)


def graphs():
    tiny = kernel("empty", blocks=1, threads=32)
    case("graph-chain-empty-50", [repeat(50, tiny)], launch="graph")
    case("graph-chain-empty-300", [repeat(300, tiny)], launch="graph")
    case("graph-chain-spin-20", [repeat(20, shortSpin)], launch="graph")
    case("graph-fan-3x10", [repeat(10, shortSpin)] * 3, streams=3, launch="graph")
    case("graph-fan-8x6", [repeat(6, shortSpin)] * 8, streams=8, launch="graph")
    case("graph-fan-16x3", [repeat(3, shortSpin)] * 16, streams=16, launch="graph")
    case("graph-fan-empty-4x40", [repeat(40, tiny)] * 4, streams=4, launch="graph")
    case("graph-diamond", [[spin], ([spin], [0]), ([spin], [0]), ([spin], [1, 2])], streams=4, launch="graph")
    case("graph-fork-join-6", [[half]] + [([half], [0]) for _ in range(6)] + [([half], list(range(1, 7)))], streams=6, launch="graph")
    case("graph-fma-full-3", [[full]] * 3, streams=3, launch="graph")
    case("graph-mixed-3", [[kernel("gemm", m=512, n=512, k=512), kernel("reduce", elements=1 << 22)] * 3, [kernel("triad", elements=1 << 22), half] * 3,
                           [kernel("elementwise", elements=1 << 20, operations=400)] * 5], streams=3, launch="graph")
    dcka = [kernel("dcka_gram", samples=512, features=512), kernel("dcka_row_means", samples=512), kernel("dcka_centre", samples=512),
            kernel("dcka_dot", samples=512), kernel("dcka_regress", samples=512), kernel("dcka_dot", samples=512), kernel("dcka_normalise", samples=512)]
    case("graph-dcka-512-3", [dcka * 3] * 3, streams=3, launch="graph")
    case("graph-dcka-512-1", [dcka * 3] * 3, streams=1, launch="graph")
    case("graph-gemm-1024-4", [repeat(2, kernel("gemm", m=1024, n=1024, k=1024))] * 4, streams=4, launch="graph")


def copies():
    for direction, size in itertools.product(["h2d", "d2h"], [4, 65536, 1 << 20, 3 << 20, 16 << 20, 128 << 20]):
        case(f"copy-{direction}-{size}", [[copy(direction, size)]])
    for size in [65536, 1 << 20, 64 << 20, 256 << 20]:
        case(f"copy-d2d-{size}", [[copy("d2d", size)]])
    for direction, size in itertools.product(["h2d", "d2h"], [32768, 1 << 20, 32 << 20]):
        case(f"copy-{direction}-{size}-pageable", [[copy(direction, size)]], memory={"*": "pageable"})
    case("copy-both-ways-32M", [[copy("h2d", 32 << 20)], [copy("d2h", 32 << 20)]], streams=2)
    case("copy-both-ways-4M-x4", [repeat(4, copy("h2d", 4 << 20)), repeat(4, copy("d2h", 4 << 20))], streams=2)
    case("copy-same-way-2", [[copy("h2d", 16 << 20)]] * 2, streams=2)
    case("copy-same-way-4x3", [repeat(3, copy("d2h", 2 << 20))] * 4, streams=4)
    case("copy-small-30", [repeat(30, copy("h2d", 4096))])
    for size in [65536, 64 << 20]:
        case(f"memset-{size}", [[{"memset": {"bytes": size}}]])
    for chunks in [2, 4, 8]:
        size = (32 << 20) // chunks
        case(f"pipeline-{chunks}", [[copy("h2d", size), kernel("elementwise", elements=size // 4, operations=800), copy("d2h", size)] for _ in range(chunks)],
             streams=chunks, issue="breadth-first")
    case("pipeline-4-depth", [[copy("h2d", 8 << 20), kernel("elementwise", elements=2 << 20, operations=800), copy("d2h", 8 << 20)] for _ in range(4)], streams=4)
    case("pipeline-4-graph", [[copy("h2d", 8 << 20), kernel("elementwise", elements=2 << 20, operations=800), copy("d2h", 8 << 20)] for _ in range(4)],
         streams=4, launch="graph")
    case("pipeline-1", [[copy("h2d", 8 << 20), kernel("elementwise", elements=2 << 20, operations=800), copy("d2h", 8 << 20)] * 3])
    case("copy-under-kernel", [[full, full], [copy("h2d", 16 << 20), copy("d2h", 16 << 20)]], streams=2)


def pairs():
    quarter = kernel("fma", blocks=264, threads=256, steps=20000)
    for name, a, b in [
        ("fma66-fma66", half, half),
        ("fma132-fma132", *[kernel("fma", blocks=132, threads=256, steps=20000)] * 2),
        ("fma264-fma264", quarter, quarter),
        ("fma528-fma264", kernel("fma", blocks=528, threads=256, steps=20000), quarter),
        ("fma1056-fma132", full, kernel("fma", blocks=132, threads=256, steps=20000)),
        ("fma2112-fma528", kernel("fma", blocks=2112, threads=256, steps=20000), kernel("fma", blocks=528, threads=256, steps=20000)),
        ("triad-triad", kernel("triad", elements=1 << 25), kernel("triad", elements=1 << 25)),
        ("triad-triad-small", kernel("triad", elements=1 << 26), kernel("triad", elements=1 << 21)),
        ("triad-small-triad", kernel("triad", elements=1 << 21), kernel("triad", elements=1 << 26)),
        ("fma528-triad", kernel("fma", blocks=528, threads=256, steps=40000), kernel("triad", elements=1 << 25)),
        ("triad-fma132", kernel("triad", elements=1 << 26), kernel("fma", blocks=132, threads=256, steps=40000)),
        ("gemm-triad", kernel("gemm", m=1024, n=1024, k=1024), kernel("triad", elements=1 << 25)),
        ("gemm512-gemm512", kernel("gemm", m=512, n=512, k=1024), kernel("gemm", m=512, n=512, k=1024)),
        ("gemm1024-gemm1024", kernel("gemm", m=1024, n=1024, k=1024), kernel("gemm", m=1024, n=1024, k=1024)),
        ("gemm2048-gemm512", kernel("gemm", m=2048, n=2048, k=512), kernel("gemm", m=512, n=512, k=512)),
        ("gemm-fma264", kernel("gemm", m=1024, n=1024, k=1024), quarter),
        ("reduce-reduce", kernel("reduce", elements=1 << 25), kernel("reduce", elements=1 << 25)),
        ("reduce-fma528", kernel("reduce", elements=1 << 26), kernel("fma", blocks=528, threads=256, steps=20000)),
        ("elementwise-elementwise", kernel("elementwise", elements=1 << 22, operations=300), kernel("elementwise", elements=1 << 22, operations=300)),
        ("elementwise-triad", kernel("elementwise", elements=1 << 22, operations=800), kernel("triad", elements=1 << 25)),
        ("gram-dot", kernel("dcka_gram", samples=1024, features=512), kernel("dcka_dot", samples=4096)),
        ("regress-gram", kernel("dcka_regress", samples=4096), kernel("dcka_gram", samples=1024, features=512)),
        ("dot-dot", kernel("dcka_dot", samples=3000), kernel("dcka_dot", samples=3000)),
        ("centre-normalise", kernel("dcka_centre", samples=3000), kernel("dcka_normalise", samples=3000)),
        ("triad-l2-l2", kernel("triad", elements=1 << 20), kernel("triad", elements=1 << 20)),
        ("spin-fma", kernel("spin", ns=100000, blocks=528, threads=512), full),
    ]:
        case(f"pair-{name}", [[a], [b]], streams=2, launch="graph")
    case("pair-copy-triad", [[copy("h2d", 16 << 20)], repeat(6, kernel("triad", elements=1 << 25))], streams=2)
    case("pair-d2d-triad", [[copy("d2d", 128 << 20)], [kernel("triad", elements=1 << 26)]], streams=2)


def others():
    case("host-functions", [[shortSpin, {"host": {"ns": 30000}}, shortSpin, {"host": {"ns": 30000}}, shortSpin]])
    case("host-functions-2", [[{"host": {"ns": 50000}}, shortSpin], [{"host": {"ns": 50000}}, shortSpin]], streams=2)
    case("cpu-between", [[spin, {"cpu": {"ns": 100000}}, spin, {"cpu": {"ns": 20000}}, spin]])
    case("sync-between", [[spin, {"sync": {"scope": "device"}}, spin, {"sync": {"scope": "stream"}}, spin]])
    case("sync-two-streams", [[spin, {"sync": {"scope": "stream"}}, spin], [spin, spin]], streams=2)
    size = 8 << 20
    cases["alloc-mid"] = {"streamscope": 1, "name": "alloc-mid", "buffers": {"x": {"bytes": size}, "y": {"bytes": size}},
                          "branches": [{"name": "b0", "operations": [spin, {"alloc": {"buffer": "x", "how": "async"}},
                                                                     {"kernel": {"kernel": "elementwise", "parameters": {"elements": size // 4, "operations": 200},
                                                                                 "reads": ["x"], "writes": ["y"]}},
                                                                     {"free": {"buffer": "x", "how": "async"}}, spin]}],
                          "layouts": [{"name": "measured", "streams": [{"name": "s"}]}]}
    case("queue-full", [repeat(1100, kernel("spin", ns=8000, blocks=1, threads=32))])


for part in [singles, chains, streams, events, graphs, copies, pairs, others]:
    part()

if __name__ == "__main__":
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, document in cases.items():
        with open(os.path.join(folder, name + ".streamscope.json"), "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
    print(f"{len(cases)} experiments")
