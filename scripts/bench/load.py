"""Load from wrk: one thread of it, which takes little of the processors that it shares with the server."""

import json
import os
import subprocess
from dataclasses import dataclass

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "load.lua")


@dataclass
class Figures:
    """What one kind of request came to; times in milliseconds."""

    rate: float
    p50: float
    p99: float
    refused: int


def drive(url, kind, nodes_file, connections, seconds):
    done = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "120s",
         "--script", SCRIPT, url, "--", kind, nodes_file], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        if line.startswith("figures "):
            found = json.loads(line.removeprefix("figures "))
            if found["broken"]:
                raise RuntimeError(f"{found['broken']} requests of kind {kind} to {url} got no answer")
            good = found["answers"] - found["refused"]
            return Figures(good / found["seconds"], found["p50"], found["p99"], found["refused"])
    raise RuntimeError(f"wrk told no figures of kind {kind} to {url}:\n{done.stdout}{done.stderr}")
