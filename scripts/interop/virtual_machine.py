"""A virtual machine that nobody has credentials for, with the media that it needs."""

import contextlib
import os
import subprocess
import time

from patience import PATIENCE

SCRIPT = os.path.abspath("scripts/virtual-machine")
INGOT = os.path.abspath(".build/debug/ingot")
AGENT = os.path.abspath(".build/release/ingot-agent")
MEDIA = os.path.abspath(".build-interop/media")
MAC = "52:54:00:69:6e:01"
BOOTED = "INGOT INSTANCE BOOTED FROM DISK"


def build_media():
    """Makes ramdisk and instance image with `ingot`; returns the image's SHA-256."""
    os.makedirs(os.path.join(MEDIA, "images"), exist_ok=True)
    image = os.path.join(MEDIA, "images", "instance.raw")
    for line in (
        ["ramdisk", "build", "--agent", AGENT, "--output", os.path.join(MEDIA, "ramdisk")],
        ["image", "build", "--output", image],
    ):
        done = subprocess.run([INGOT, *line], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"ingot {' '.join(line)}\n{done.stderr}")
    with open(image + ".sha256") as checksum:
        return checksum.read().split()[0]


class VirtualMachine:
    def __init__(self, directory, api_port, agent_port, disk_size="4G"):
        self.disk_size = disk_size
        self.directory = os.path.join(directory, "machine")
        self.agent_port = agent_port
        # This host's loopback, as the machine sees it.
        self.api = f"http://10.0.2.2:{api_port}"
        self.image = f"{self.api}/files/instance.raw"

    def __enter__(self):
        self._script(
            "start", self.directory, "--kernel", f"{MEDIA}/ramdisk/kernel", "--initrd", f"{MEDIA}/ramdisk/initrd",
            "--append", f"ipa-api-url={self.api}", "--mac", MAC, "--disk-size", self.disk_size,
            "--agent-port", str(self.agent_port))
        return self

    def __exit__(self, *_):
        self._script("stop", self.directory)

    @contextlib.contextmanager
    def paused(self):
        """The machine stands still meanwhile, and whoever asks it something waits."""
        self._script("pause", self.directory)
        try:
            yield
        finally:
            self._script("resume", self.directory)

    def shows(self, text, seconds=2 * PATIENCE):
        """Waits until the serial console has the text; tells whether it came."""
        deadline = time.monotonic() + seconds
        while text not in self.console():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.5)
        return True

    def console(self):
        with open(os.path.join(self.directory, "serial.log"), errors="replace") as log:
            return log.read()

    def _script(self, *arguments):
        # Into files, not pipes: the machine goes on in the background and would hold a pipe open.
        log = os.path.join(os.path.dirname(self.directory), "virtual-machine.log")
        with open(log, "ab") as output:
            code = subprocess.run([SCRIPT, *arguments], stdout=output, stderr=output).returncode
        if code:
            with open(log, errors="replace") as output:
                raise RuntimeError(f"scripts/virtual-machine {' '.join(arguments)}\n{output.read()}")
