"""Nova's driver for bare metal, unmodified and without the rest of Nova: from free nodes to an instance and back."""

import json
import os
import subprocess
import tempfile

from daemon import Daemon

PYTHON = os.path.abspath(".build-interop/nova/bin/python")
DRIVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nova_driver.py")
TIME_LIMIT = 1800


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, ["fake-hardware"]) as daemon:
            # -P: the modules beside the script have names that Nova's libraries have too.
            done = subprocess.run(
                [PYTHON, "-P", DRIVER, daemon.url, directory], capture_output=True, text=True, timeout=TIME_LIMIT)
    for line in done.stdout.splitlines():
        told = json.loads(line)
        checks.that(told["statement"], told["holds"], told["evidence"])
    checks.that("the driver was driven to its end", done.returncode == 0, done.stderr[-3000:])
