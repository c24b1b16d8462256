"""The agent's streaming beside curl | dd, to the same disk in the same run, and its memory meanwhile."""

import functools
import hashlib
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from programs import MIB, PROGRAMS, free_port, memory, say, wait_for_answer

IMAGE_MIB = 2048


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def copyfile(self, source, output):
        # The kernel copies, so that the server takes as little of the processor as can be.
        output.flush()
        size, offset = os.fstat(source.fileno()).st_size, 0
        while offset < size:
            offset += os.sendfile(output.fileno(), source.fileno(), offset, min(size - offset, 16 * MIB))


def serve(directory):
    handler = functools.partial(Quiet, directory=directory)
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{web.server_port}"


def make_image(path):
    """A partition table over bytes that nothing can compress; returns their SHA-256."""
    with open(path, "wb") as image:
        for _ in range(IMAGE_MIB // 16):
            image.write(os.urandom(16 * MIB))
    subprocess.run(["sgdisk", "--clear", "--new=1:2048:0", path], check=True, capture_output=True)
    with open(path, "rb") as image:
        return hashlib.file_digest(image, "sha256").hexdigest()


# In a mount namespace of its own the agent sees one disk only: a loop device by the name of sdz. So it cannot touch
# another disk of this machine, whatever it is told.
CAGE = r"""
set -e
mount --make-rprivate /
mkdir -p "$1/sys/sdz/queue" "$1/dev"
blockdev --getsz "$2" > "$1/sys/sdz/size"
stat --format '%Hr:%Lr' "$2" > "$1/sys/sdz/dev"
echo 0 > "$1/sys/sdz/ro"
echo 0 > "$1/sys/sdz/removable"
echo 512 > "$1/sys/sdz/queue/logical_block_size"
mount -t tmpfs tmpfs "$1/dev"
mknod "$1/dev/sdz" b $(stat --format '0x%t 0x%T' "$2")
for name in null zero random urandom; do cp -a "/dev/$name" "$1/dev/"; done
mount --bind "$1/sys" /sys/block
mount --move "$1/dev" /dev
exec "$3" --standalone --listen-host 127.0.0.1 --listen-port "$4" --allow-on-installed-system \
    --option agent_token=bench
"""


def post(url, body):
    call = urllib.request.Request(
        url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(call, timeout=1800) as answer:
        return json.load(answer)


def write_with_agent(directory, loop, image_url, sha256):
    """Bytes per second and the agent's peak memory."""
    port = free_port()
    cage = tempfile.mkdtemp(dir=directory)
    log = open(f"{directory}/agent.log", "ab")
    agent = subprocess.Popen(
        ["unshare", "--mount", "bash", "-c", CAGE, "cage", cage, loop, f"{PROGRAMS}/ingot-agent", str(port)],
        stdout=log, stderr=log)
    try:
        wait_for_answer(f"http://127.0.0.1:{port}/v1/status", agent)
        before = memory(agent, "VmRSS")
        image = {"id": "bench", "urls": [image_url], "os_hash_algo": "sha256", "os_hash_value": sha256,
                 "disk_format": "raw", "stream_raw_images": True, "image_type": "whole-disk"}
        began = time.monotonic()
        result = post(f"http://127.0.0.1:{port}/v1/commands/?wait=true&agent_token=bench",
                      {"name": "standby.prepare_image", "params": {"image_info": image}})
        elapsed = time.monotonic() - began
        if result["command_status"] != "SUCCEEDED":
            raise RuntimeError(f"the agent did not write the image: {result['command_error']}")
        return IMAGE_MIB * MIB / elapsed, memory(agent, "VmHWM"), before
    finally:
        agent.terminate()
        agent.wait(timeout=30)


def write_with_curl(loop, image_url):
    began = time.monotonic()
    subprocess.run(
        f"set -o pipefail; curl -sf '{image_url}' | dd of={loop} bs=1M iflag=fullblock conv=fsync status=none",
        shell=True, check=True, executable="/bin/bash")
    return IMAGE_MIB * MIB / (time.monotonic() - began)


def measure():
    directory = tempfile.mkdtemp(prefix="ingot-bench-", dir=os.environ.get("TMPDIR", "/var/tmp"))
    loop = None
    try:
        sha256 = make_image(f"{directory}/image.raw")
        with open(f"{directory}/disk.raw", "wb") as disk:
            disk.truncate(5 << 30)
        url = serve(directory) + "/image.raw"
        loop = subprocess.check_output(
            ["losetup", "--find", "--show", "--partscan", f"{directory}/disk.raw"], text=True).strip()
        rates = {"agent": [], "curl": []}
        peaks = []
        # The first round allocates the disk's blocks and is not counted.
        for turn in range(4):
            curl = write_with_curl(loop, url)
            agent, peak, before = write_with_agent(directory, loop, url, sha256)
            peaks.append(peak)
            if turn:
                rates["curl"].append(curl)
                rates["agent"].append(agent)
        agent, curl = statistics.median(rates["agent"]), statistics.median(rates["curl"])
        say("agent: raw streaming with sha256, median of 3", f"{agent / 1e6:.0f} MB/s",
            f"curl | dd: {curl / 1e6:.0f} MB/s, ratio {agent / curl:.2f}, budget 0.9")
        say(f"agent: peak resident memory while writing {IMAGE_MIB} MiB", f"{max(peaks):.1f} MiB",
            f"budget 150 MB; {before:.1f} MiB before")
    except Exception:
        with open(f"{directory}/agent.log", errors="replace") as log:
            print("".join(log.readlines()[-20:]), file=sys.stderr)
        raise
    finally:
        if loop:
            subprocess.run(["losetup", "--detach", loop])
        shutil.rmtree(directory)
