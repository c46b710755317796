#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""seeds.py CORPUS DATA: small starting files for every fuzz target, from tests/data and made here."""
import gzip
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

corpus, data = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def put(target, name, content):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def trace_events():
    for source in sorted(data.rglob("*.json*")):
        content = source.read_bytes()
        text = gzip.decompress(content) if source.suffix == ".gz" else content
        if b'"ph"' not in text:
            continue
        cut = text[:40000]
        yield source.name, cut
        middle = text.find(b'"traceEvents"')
        if middle > 0:
            yield "front-" + source.name, text[middle - 2:middle + 8000]


def nsight(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "n.sqlite"
        generator = data / "generate" / "gen_nsys.py"
        subprocess.run([sys.executable, str(generator), str(path), "--rows", str(rows)], check=True, stdout=subprocess.DEVNULL)
        base = sqlite3.connect(path)
        for table in ("KERNEL", "MEMCPY", "MEMSET", "RUNTIME", "SYNCHRONIZATION"):
            base.execute(f"DELETE FROM CUPTI_ACTIVITY_KIND_{table} WHERE rowid > 20")
        base.execute("DELETE FROM NVTX_EVENTS WHERE rowid > 20")
        base.execute("DELETE FROM StringIds WHERE id > 20 AND id < 200 OR id > 220")
        base.commit()
        base.execute("VACUUM")
        base.close()
        return path.read_bytes()


for name, text in trace_events():
    put("fuzz_trace_events", name, b"\x10" + text)
    put("fuzz_trace", name, text)
    put("fuzz_trace", name + ".packed", gzip.compress(text))
    put("fuzz_gzip", name + ".packed", gzip.compress(text[:4000]) + gzip.compress(text[4000:5000]))
stream = b"""{"type":"track","id":0,"kind":"stream","name":"s","process":"GPU 0","pid":0,"tid":7,"device":0,"context":1,"stream":7,"rank":0,"sort":0}
{"type":"name","id":1,"text":"gemm"}
{"type":"details","id":1,"grid":[1,2,3],"block":[4,5,6],"registers":7,"static_shared_bytes":8,"dynamic_shared_bytes":9,"bytes":10,"flops":11.5,"dram_bytes":12,"source":"pinned","target":"device"}
{"type":"slice","track":0,"name":1,"start_ns":10,"dur_ns":20,"kind":"kernel","details":1,"correlation":3,"branch":0,"id":0}
{"type":"blocks","slice":3,"sm":[0,1],"start_ns":[10,11],"dur_ns":[5,6]}
{"type":"counter","track":0,"time_ns":4,"value":1.5}
{"type":"dependency","from":1,"to":3}
{"type":"watermark","time_ns":100}
{"type":"result","result":{"makespan_ns":[100]}}
"""
put("fuzz_stream", "all", b"\x20" + stream)
put("fuzz_trace", "stream", b'{"type":"hello","protocol":1}\n' + stream)
database = nsight(2000)
put("fuzz_nsight", "small", database)
put("fuzz_trace", "nsight", database)
