"""Size of the initrd, and the way from the guest's kernel to the first heartbeat."""

import functools
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request

from programs import PROGRAMS, free_port, say, start_ingotd, wait_for_answer

MACHINE = os.path.abspath("scripts/virtual-machine")


def build_media(directory):
    """Ramdisk and image; returns the directory that holds them."""
    subprocess.run([f"{PROGRAMS}/ingot", "ramdisk", "build", "--output", f"{directory}/ramdisk"],
                   check=True, capture_output=True)
    return directory


def measure():
    with tempfile.TemporaryDirectory() as directory:
        build_media(directory)
        size = os.path.getsize(f"{directory}/ramdisk/initrd") / 1e6
        say("ramdisk: size of the initrd", f"{size:.1f} MB", "budget 75 MB")
        measure_boot(directory)


def measure_boot(directory):
    port, agent_port = free_port(), free_port()
    machine, mac = f"{directory}/machine", "52:54:00:69:6e:02"
    url = f"http://127.0.0.1:{port}"
    ingotd = start_ingotd(directory, port)
    try:
        wait_for_answer(url + "/", ingotd)
        ingot = functools.partial(
            subprocess.run, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "INGOT_URL": url})
        ingot([f"{PROGRAMS}/ingot", "node", "create", "--name", "m", "--driver", "manual-management",
               "--driver-info", "fast_track=true"])
        ingot([f"{PROGRAMS}/ingot", "port", "create", "--node", "m", mac])
        with open(f"{directory}/machine-script.log", "wb") as log:
            subprocess.run(
                [MACHINE, "start", machine, "--kernel", f"{directory}/ramdisk/kernel",
                 "--initrd", f"{directory}/ramdisk/initrd", "--append", f"ipa-api-url=http://10.0.2.2:{port}",
                 "--mac", mac, "--agent-port", str(agent_port)], check=True, stdout=log, stderr=log)
        began = time.monotonic()
        kernel_start = init = None
        while time.monotonic() - began < 300:
            if init is None:
                with open(f"{machine}/serial.log", errors="replace") as console:
                    found = re.search(r"ingot: init started at ([\d.]+) s", console.read())
                if found:
                    init = float(found[1])
                    kernel_start = time.monotonic() - init
            call = urllib.request.Request(f"{url}/v1/nodes/m", headers={"X-OpenStack-Ironic-API-Version": "1.80"})
            with urllib.request.urlopen(call) as answer:
                if json.load(answer)["driver_internal_info"].get("agent_url"):
                    break
            time.sleep(0.05)
        heartbeat = time.monotonic() - kernel_start
        say("ramdisk: guest kernel start to first accepted heartbeat", f"{heartbeat:.1f} s",
            f"guest's init started at {init:.1f} s")
    finally:
        subprocess.run([MACHINE, "stop", machine])
        ingotd.terminate()
        ingotd.wait(timeout=30)
