"""An ingotd of one's own: started on a directory, killed and started again as often as a check wants."""

import os
import re
import signal
import socket
import ssl
import subprocess
import time
import urllib.request

from patience import PATIENCE

# Neither a disk that others write to nor a processor that others use changes what is seen, and clients that do not come
# again wait for a node that is being worked on. A power cut is not tried here.
CALM = {"database.survives_power_cut": "false", "conductor.lease": "5m", "api.lock_patience": "5m"}
DEBUG_PROGRAM = os.path.abspath(".build/debug/ingotd")


# Nobody listens on them yet, or not any more; the kernel would give them to the next who asks.
_given_ports = set()


def free_port():
    """One that nobody else here was given."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _given_ports:
            _given_ports.add(port)
            return port


class Daemon:
    def __init__(self, directory, hardware_types, settings=None, address="127.0.0.1", program=DEBUG_PROGRAM):
        self.program = program
        self.directory = directory
        self.log = os.path.join(directory, "ingotd.log")
        self.port = free_port()
        self.listen = f"{address}:{self.port}"
        self.settings = CALM | (settings or {})
        scheme = "https" if "api.tls_certificate" in self.settings else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("INGOT_")}
        self.environment = inherited | {"INGOT_HARDWARE_TYPES": ",".join(hardware_types)}
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.end()

    def start(self):
        settings = [f"--set={key}={value}" for key, value in self.settings.items()]
        data = os.path.join(self.directory, "data")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--data", data, "--listen", self.listen, *settings],
                env=self.environment, stdout=log, stderr=log)
        self._wait_for_answer(time.monotonic() + PATIENCE)

    def kill(self):
        """As a power cut does it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """Asks for a graceful end and returns the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()

    def tail(self, count=30):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-count:])

    def complaints(self, count=10):
        """The last things in its log that an operator should see: what went wrong, in its own words."""
        with open(self.log, errors="replace") as log:
            lines = [line for line in log if re.match(r"\S+ (warning|error|critical) ", line)]
        return "".join(lines[-count:])

    def _wait_for_answer(self, deadline):
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"ingotd ended with code {self.process.returncode}:\n{self.tail()}")
            try:
                # Whether the certificate is a good one is not what is asked here.
                with urllib.request.urlopen(self.url + "/", timeout=2, context=ssl._create_unverified_context()):
                    return
            except OSError as error:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"ingotd does not answer at {self.url}: {error}\n{self.tail()}") from error
                time.sleep(0.05)
