"""Ingot's API beside the peer's: the same nodes, the same load, the same machine, one after the other.

Writes are as durable as each server's defaults make them: an answered write of either survives a `kill -9`.
"""

import os
import tempfile
import time

import peer
from load import drive
from population import populate
from programs import free_port, memory, say, start_ingotd, wait_for_answer, wait_until_idle

NODES = 1000
CONNECTIONS = (1, 16, 64)
# Name, kind of request, and how many times the peer's rate is asked for. Creation comes last: it makes the table grow.
OPERATIONS = (
    ("GET of a node", "node", 60),
    (f"list of {NODES:,}, 12 fields", "list", 40),
    (f"detail of {NODES:,}", "detail", 30),
    ("PATCH of a node", "patch", 30),
    ("POST of a node", "post", 20),
)
SECONDS = int(os.environ.get("BENCH_SECONDS", "6"))


def measure():
    asked = os.environ.get("BENCH_OPERATIONS", "").split(",")
    operations = [operation for operation in OPERATIONS if operation[1] in asked] or OPERATIONS
    with tempfile.TemporaryDirectory(prefix="ingot-bench-") as directory:
        with peer.Peer(directory) as server:
            theirs, their_memory = measure_server(server.url, server.process, operations, f"{directory}/peer-nodes")
    with tempfile.TemporaryDirectory(prefix="ingot-bench-") as directory:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        process = start_ingotd(directory, port, "--set=hardware_types=fake-hardware")
        try:
            wait_for_answer(url + "/v1/drivers/fake-hardware", process)
            ours, our_memory = measure_server(url, process, operations, f"{directory}/nodes")
            floor = {count: drive(url, "floor", f"{directory}/nodes", count, SECONDS) for count in CONNECTIONS}
        finally:
            process.terminate()
            process.wait(timeout=30)
    compare(operations, ours, theirs)
    for count in CONNECTIONS:
        say(f"api: floor, GET /healthz, {count} at once", f"{floor[count].rate:,.0f}/s",
            f"p50 {floor[count].p50:.2f} ms, p99 {floor[count].p99:.2f} ms")
    say("api: resident memory, idle", f"{our_memory[0]:.0f} MiB", f"peer {their_memory[0]:.0f} MiB")
    verdict = "reached" if our_memory[1] * 5 <= their_memory[1] else "MISSED"
    say("api: resident memory, 5 s after the run", f"{our_memory[1]:.0f} MiB",
        f"peer {their_memory[1]:.0f} MiB, a {their_memory[1] / our_memory[1]:.1f}th; asked a 5th: {verdict}")


def measure_server(url, process, operations, nodes_file):
    """Figures by operation and connections; memory when idle and afterwards."""
    wait_until_idle(process)
    idle = memory(process, "VmRSS")
    populate(url, NODES, nodes_file)
    found = {}
    for _, kind, _ in operations:
        for count in CONNECTIONS:
            found[kind, count] = drive(url, kind, nodes_file, count, SECONDS)
            wait_until_idle(process)
    time.sleep(5)
    return found, (idle, memory(process, "VmRSS"))


def compare(operations, ours, theirs):
    for name, kind, asked in operations:
        for count in CONNECTIONS:
            mine, other = ours[kind, count], theirs[kind, count]
            ratio = mine.rate / other.rate if other.rate else float("inf")
            refused = f"; refused {mine.refused}, peer {other.refused}" if mine.refused or other.refused else ""
            say(f"api: {name}, {count} at once", f"{mine.rate:,.0f}/s",
                f"peer {other.rate:,.1f}/s, ratio {ratio:.0f}; p50 {mine.p50:.2f} ms, p99 {mine.p99:.2f} ms "
                f"(peer {other.p50:.1f}, {other.p99:.1f}){refused}")
        best = max(ours[kind, count].rate for count in CONNECTIONS)
        their_best = max(theirs[kind, count].rate for count in CONNECTIONS)
        verdict = "reached" if best >= asked * their_best else "MISSED"
        say(f"api: {name}, best beside best", f"{best / max(their_best, 0.01):.0f} x", f"asked {asked} x: {verdict}")
        last, first = ours[kind, CONNECTIONS[-1]].p99, theirs[kind, CONNECTIONS[0]].p50
        verdict = "reached" if last < first else "MISSED"
        say(f"api: {name}, p99 at {CONNECTIONS[-1]} at once", f"{last:.2f} ms",
            f"asked below the peer's p50 at one, {first:.1f} ms: {verdict}")
