"""5,000 managed nodes about which nobody asks: what their power sync takes of the processors, and the memory.

Power is looked at every minute, as is the peer's default; Ingot's own is every two.
"""

import time

from heartbeats import ask
from population import Caller, create_many
from programs import IngotServer, memory, processor_seconds, say, wait_until_idle

NODES = 5_000
POWER_SYNC = 60
# Two looks at all nodes.
SECONDS = 2 * POWER_SYNC
PROCESSOR_BUDGET = 5
MEMORY_BUDGET = 250
BULK = 1_000


def measure():
    with IngotServer(f"power_sync.interval={POWER_SYNC}s") as server:
        caller = Caller(server.url)
        nodes = create_many(caller, NODES, "idle")
        for first in range(0, NODES, BULK):
            ask(caller, nodes[first:first + BULK], "manage")
        wait_until_idle(server.process)
        # Memory is given back in quiet moments.
        time.sleep(15)
        before, most = processor_seconds(server.process), 0
        began = time.monotonic()
        while time.monotonic() - began < SECONDS:
            time.sleep(1)
            most = max(most, memory(server.process, "VmRSS"))
        part = 100 * (processor_seconds(server.process) - before) / (time.monotonic() - began)
        say(f"idle: {NODES:,} managed nodes for {SECONDS} s, part of one core", f"{part:.1f} %",
            f"asked below {PROCESSOR_BUDGET} %: {'reached' if part < PROCESSOR_BUDGET else 'MISSED'}")
        say(f"idle: {NODES:,} managed nodes, most resident memory", f"{most:.0f} MiB",
            f"asked {MEMORY_BUDGET} MB: {'reached' if most * 1.048576 <= MEMORY_BUDGET else 'MISSED'}")
