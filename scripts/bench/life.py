"""The life of 200 nodes, 64 at a time, beside the peer's, on SQLite and on PostgreSQL.

The steps of both servers' fake hardware take no time of their own, as is the default of both (the peer's `[fake]`
delays are 0, Ingot's `fake.step_delay` is). What PostgreSQL itself takes of the processors counts as Ingot's.
"""

import tempfile

import peer
from lives import live
from private_postgresql import PrivatePostgreSQL
from programs import IngotServer, processor_seconds_of_family, say

NODES = 200
AT_ONCE = 64
ASKED = 20


def measure():
    with tempfile.TemporaryDirectory(prefix="ingot-bench-") as directory:
        with peer.Peer(directory) as server:
            theirs = measure_life(server.url, server.process.pid)
    with IngotServer("fake.step_delay=0s") as server:
        tell("SQLite", measure_life(server.url, server.process.pid), theirs)
    with PrivatePostgreSQL() as database, IngotServer("fake.step_delay=0s", f"database.url={database.url}") as server:
        tell("PostgreSQL", measure_life(server.url, server.process.pid, database.pid), theirs)


def measure_life(url, *processes):
    """Seconds of wall, and of the processors by the processes and all that they have started."""
    def used():
        return sum(processor_seconds_of_family(pid) for pid in processes)

    before = used()
    wall = live(url, NODES, AT_ONCE)
    return wall, used() - before


def tell(engine, ours, theirs):
    for what, mine, other in zip(("wall", "CPU"), ours, theirs):
        ratio = other / mine
        verdict = "reached" if ratio >= ASKED else "MISSED"
        say(f"life: {NODES} nodes, {AT_ONCE} at once, {engine}, {what} time", f"{mine:.1f} s",
            f"peer on SQLite {other:.1f} s, ratio {ratio:.0f}; asked {ASKED}: {verdict}")
