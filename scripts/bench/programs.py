"""The release programs, how they are started here, and how a figure is told."""

import os
import re
import socket
import subprocess
import tempfile
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
    return processor_seconds_of_family(process.pid)


def processor_seconds_of_family(pid):
    return sum(processor_seconds_of(member) for member in family(pid))


def processor_seconds_of(pid):
    """Of a process and of those of its children that have ended."""
    with open(f"/proc/{pid}/stat") as stat:
        spent = stat.read().rsplit(")", 1)[1].split()[11:15]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


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


class IngotServer:
    """An ingotd with fake hardware, on a directory of its own for the time of a figure."""

    def __init__(self, *settings):
        self.settings = [f"--set={setting}" for setting in ("hardware_types=fake-hardware", *settings)]
        self.url = None
        self.process = None

    def __enter__(self):
        self.place = tempfile.TemporaryDirectory(prefix="ingot-bench-")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.process = start_ingotd(self.place.name, port, *self.settings)
        wait_for_answer(self.url + "/v1/drivers/fake-hardware", self.process)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=30)
        self.place.cleanup()

    def log(self, lines=20):
        with open(f"{self.place.name}/ingotd.log", errors="replace") as log:
            return "".join(log.readlines()[-lines:])
