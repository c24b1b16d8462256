"""Start of ingotd to its first answer, and what it holds when idle."""

import statistics
import tempfile
import time

from programs import free_port, memory, say, start_ingotd, wait_for_answer


def measure():
    times, idle = [], []
    for _ in range(5):
        with tempfile.TemporaryDirectory() as directory:
            port = free_port()
            began = time.monotonic()
            process = start_ingotd(directory, port)
            wait_for_answer(f"http://127.0.0.1:{port}/", process)
            times.append(time.monotonic() - began)
            time.sleep(3)
            idle.append(memory(process, "VmRSS"))
            process.terminate()
            process.wait(timeout=30)
    say("ingotd: start to first answer, empty directory, median of 5", f"{statistics.median(times) * 1000:.0f} ms",
        "budget 500 ms")
    say("ingotd: resident memory 3 s later, median of 5", f"{statistics.median(idle):.1f} MiB", "budget 60 MB")
