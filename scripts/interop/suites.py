"""The functional tests that openstacksdk and python-ironicclient ship, unmodified, each against an ingotd of its own.

What cannot pass, as it does not at the peer either (ironic 39.0.0 on SQLite with fake hardware), stands in PEER_FAILURES
with the reason; no other test may fail. The four runs go on side by side, because they wait more than they work.
"""

import concurrent.futures
import os
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from daemon import Daemon
from forks import PROGRAM, fork_server
from peer_failures import PEER_FAILURES

BUILD = os.path.abspath(".build-interop")
# Apart from the modules here, which have names that the tests import from elsewhere.
PLUGINS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plugins")
SDK = f"{BUILD}/sources/openstacksdk==4.22.0"
CLIENT = f"{BUILD}/sources/python-ironicclient==5.6.0"
# The microversion in which nodes got names, which every test of the client gives.
CLIENT_LOWEST = "1.5"
TIME_LIMIT = 3600

CLOUDS = """
clouds:
  devstack: &ingot
    auth_type: none
    auth: {{endpoint: "{url}"}}
    baremetal_endpoint_override: "{url}"
    has_compute: false
    has_image: false
    {version}
  devstack-alt: *ingot
  devstack-admin: *ingot
  devstack-system-admin: *ingot
"""
CLIENT_CONFIGURATION = """
[functional]
auth_strategy = noauth
ironic_url = {url}
"""


@dataclass
class Outcome:
    """Which tests passed and were skipped, and what those that failed said."""

    passed: set = field(default_factory=set)
    skipped: set = field(default_factory=set)
    failed: dict = field(default_factory=dict)


def run(python, source, tests, results, environment, *options):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
    cache = os.path.join(os.path.dirname(results), "pytest-cache")
    line = [python, "-m", "pytest", "-q", "--no-header", "-o", f"cache_dir={cache}", f"--junitxml={results}", *options, tests]
    done = subprocess.run(
        line, cwd=source, env=inherited | environment, capture_output=True, text=True, timeout=TIME_LIMIT)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest in {source} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return read(results)


def read(results):
    outcome = Outcome()
    for case in ElementTree.parse(results).iter("testcase"):
        name = case.get("classname").rsplit(".", 1)[1] + "." + case.get("name")
        problem = next((part for part in case if part.tag in ("failure", "error")), None)
        if problem is not None:
            outcome.failed[name] = f"{problem.get('message')}\n{problem.text}"
        elif case.find("skipped") is not None:
            outcome.skipped.add(name)
        else:
            outcome.passed.add(name)
    return outcome


def run_sdk(url, directory, lowest, *further):
    clouds = os.path.join(directory, "clouds.yaml")
    with open(clouds, "w") as file:
        file.write(CLOUDS.format(url=url, version="baremetal_default_microversion: '1.1'" if lowest else ""))
    environment = {
        "OS_CLIENT_CONFIG_FILE": clouds, "SUITE_CLOUDS": clouds, "OS_TEST_TIMEOUT": "900",
        "OS_LOG_CAPTURE": "true", "OS_STDOUT_CAPTURE": "true", "OS_STDERR_CAPTURE": "true", "PYTHONPATH": PLUGINS,
    }
    options = ["-p", "lowest_microversion"] if lowest else []
    return run(
        f"{BUILD}/venv/bin/python", SDK, "openstack/tests/functional/baremetal", f"{directory}/results.xml", environment,
        *options, *further)


def run_client(url, directory, lowest, *further):
    # The tests look for the program below the directory that they run in.
    program = os.path.join(CLIENT, ".tox/functional/bin/openstack")
    os.makedirs(os.path.dirname(program), exist_ok=True)
    if not os.path.lexists(program):
        os.symlink(PROGRAM, program)
    configuration = os.path.join(directory, "functional.conf")
    with open(configuration, "w") as file:
        file.write(CLIENT_CONFIGURATION.format(url=url))
    environment = {"IRONICCLIENT_TEST_CONFIG": configuration, **fork_server(f"{BUILD}/suites").variables}
    if lowest:
        environment["OS_BAREMETAL_API_VERSION"] = CLIENT_LOWEST
    return run(
        f"{BUILD}/suites/bin/python", CLIENT, "ironicclient/tests/functional", f"{directory}/results.xml", environment,
        *further)


SUITES = {
    "sdk": (run_sdk, False),
    "sdk at its lowest microversions": (run_sdk, True),
    "client": (run_client, False),
    "client at its lowest microversion": (run_client, True),
}


def run_on_ingotd(suite):
    runner, lowest = SUITES[suite]
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, hardware_types=["fake-hardware"]) as daemon:
            outcome = runner(daemon.url, directory, lowest)
            if unexpected(suite, outcome):
                # The client's tests ask for a state and look at once whether it is there: a slow machine fails them.
                again = runner(daemon.url, directory, lowest, "--last-failed")
                outcome.failed = again.failed
                outcome.passed |= again.passed
            return outcome, daemon.complaints()


def unexpected(suite, outcome):
    """The tests that failed, and not as at the peer."""
    return [name for name in outcome.failed if not name.startswith(tuple(PEER_FAILURES[suite]))]


def check(checks):
    fork_server(f"{BUILD}/suites")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = {suite: pool.submit(run_on_ingotd, suite) for suite in SUITES}
        for suite, running in runs.items():
            checks.run(suite, judge, suite, running)


def judge(checks, suite, running):
    outcome, complaints = running.result()
    for name, text in outcome.failed.items():
        reason = next((why for prefix, why in PEER_FAILURES[suite].items() if name.startswith(prefix)), None)
        checks.that(f"{name} fails as at the peer: {reason}" if reason else name, reason, text[-1500:])
    count = len(outcome.passed) + len(outcome.failed)
    checks.that(f"{len(outcome.passed)} of {count} tests pass", outcome.passed)
    checks.equal("no test is skipped", sorted(outcome.skipped), [])
    checks.explain("ingotd", complaints)
