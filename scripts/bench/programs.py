"""The release programs, how they are started here, and how a figure is told."""

import os
import re
import socket
import subprocess
import time
import urllib.request

PROGRAMS = os.path.abspath(".build/release")
MIB = 1 << 20


def say(figure, value, beside):
    print(f"{figure:<58} {value:>14}   {beside}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory(process, field):
    """VmRSS or VmHWM in MiB, of a process and of those that it has started."""
    return sum(memory_of(pid, field) for pid in family(process.pid))


def family(pid):
    return [pid, *(descendant for child in children(pid) for descendant in family(child))]


def children(pid):
    found = subprocess.run(["pgrep", "--parent", str(pid)], capture_output=True, text=True)
    return [int(child) for child in found.stdout.split()]


def memory_of(pid, field):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(rf"{field}:\s+(\d+)", status.read())[1]) / 1024


def processor_seconds(process):
    """What a process and those that it has started have used of the processors so far."""
    return sum(processor_seconds_of(pid) for pid in family(process.pid))


def processor_seconds_of(pid):
    with open(f"/proc/{pid}/stat") as stat:
        user, system = stat.read().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(process, seconds=120):
    """Waits while a process still works on what was asked of it by callers that have gone."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        before = processor_seconds(process)
        time.sleep(0.5)
        if processor_seconds(process) - before < 0.05:
            return


def wait_for_answer(url, process, pause=0.002, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"the program behind {url} ended with code {process.returncode}") from error
            if time.monotonic() > deadline:
                raise RuntimeError(f"{url} did not answer in {seconds} s: {error}") from error
            time.sleep(pause)


def start_ingotd(directory, port, *options):
    log = open(os.path.join(directory, "ingotd.log"), "ab")
    return subprocess.Popen(
        [f"{PROGRAMS}/ingotd", "--data", f"{directory}/data", "--listen", f"127.0.0.1:{port}", *options],
        stdout=log, stderr=log)
