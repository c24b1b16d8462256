"""Schemathesis over the API's own description: no answer with 5xx, and none that the description does not know."""

import json
import os
import subprocess
import tempfile

from daemon import Daemon
from patience import PATIENCE

PROGRAM = os.path.abspath(".build-interop/venv/bin/schemathesis")
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method",
)
# Where a slow machine has not tried everything in the first time, it is tried for longer.
SECONDS = (60, 600)
# A stream has no end that one could wait for.
ENDLESS = "/v1/events/stream"


def run(seconds):
    """On a server of its own; returns how the program ended, and its report."""
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, hardware_types=["fake-hardware"]) as daemon:
            report = os.path.join(directory, "report.json")
            done = subprocess.run(
                [PROGRAM, "run", f"{daemon.url}/openapi.json", "--checks", ",".join(CHECKS), "--max-examples", "15",
                 "--max-time", str(seconds), "--request-timeout", str(PATIENCE), "--phases", "examples,coverage,fuzzing",
                 "--continue-on-failure", "--exclude-path", ENDLESS, "--seed", "1", "--no-color", "--report-json-path",
                 report],
                cwd=directory, capture_output=True, text=True, timeout=10 * seconds)
            with open(report) as file:
                return done, json.load(file)


def check(checks):
    for seconds in SECONDS:
        done, found = run(seconds)
        if found["operations"]["tested"] == found["operations"]["selected"]:
            break
    for failure in found["failures"]:
        checks.that(f"{failure['title']}: {', '.join(failure['operations'])}", False, done.stdout[-4000:])
    cases, operations = found["test_cases"]["generated"], found["operations"]
    checks.that(
        f"schemathesis has tried {operations['tested']} operations with {cases} requests",
        done.returncode in (0, 1) and operations["tested"] == operations["selected"] and cases > 1000,
        done.stdout[-4000:] + done.stderr)
