"""Tests in Go on the library of another Debian, whose packages are not installed but unpacked (`environments`)."""

import json
import os
import re
import subprocess

from suites import Outcome

BUILD = os.path.abspath(".build-interop")
LIBRARY = f"{BUILD}/gophercloud/usr/share/gocode"
# Nothing is fetched, and no C compiler is needed.
ENVIRONMENT = {"GO111MODULE": "off", "GOPATH": LIBRARY, "GOCACHE": f"{BUILD}/go-cache", "GOFLAGS": "", "CGO_ENABLED": "0"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TIME_LIMIT = 1800


def run(tests, variables, *options):
    """Runs the tests of a package, or of a directory, and tells how each of them ended."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
    where, package = (tests, ".") if os.path.isdir(tests) else (BUILD, tests)
    done = subprocess.run(
        ["go", "test", "-json", "-count=1", *options, package], cwd=where, env=inherited | ENVIRONMENT | variables,
        capture_output=True, text=True, timeout=TIME_LIMIT)
    outcome = read(done.stdout)
    if not outcome.passed and not outcome.failed:
        raise RuntimeError(f"go test {package} in {where} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return outcome


def read(events):
    """What `go test -json` tells; of tests that have others within them only how they failed."""
    outcome, said = Outcome(), {}
    parsed = [json.loads(line) for line in events.splitlines() if line.startswith("{")]
    groups = {event["Test"].rpartition("/")[0] for event in parsed if "Test" in event}
    for event in parsed:
        name, action = event.get("Test"), event["Action"]
        if name and action == "output":
            said[name] = said.get(name, "") + COLOUR.sub("", event["Output"])
        elif name and action == "fail":
            outcome.failed[name] = said.get(name, "")
        elif name not in groups and name and action in ("pass", "skip"):
            (outcome.passed if action == "pass" else outcome.skipped).add(name)
    return outcome
