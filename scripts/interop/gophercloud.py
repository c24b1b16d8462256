"""gophercloud, on which Metal3's operator and Terraform's provider stand: its own acceptance tests, and ours with it.

Nobody logs in, or people do with a password, or with a token of a real Keystone.
"""

import concurrent.futures
import contextlib
import os
import tempfile

import go_tests
from daemon import Daemon
from http_basic import ADA
from identity import ADMINISTRATOR, Identity, Person

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gophercloud_tests")
ACCEPTANCE = "github.com/gophercloud/gophercloud/acceptance/openstack/baremetal"
# What the acceptance tests skip themselves without.
BRANCH = {"OS_BRANCH": "master"}
# Tests that cannot pass, and why.
IPMI = {"TestNodes": "it needs nodes of the hardware type ipmi"}


@contextlib.contextmanager
def nobody_logs_in(directory):
    with Daemon(directory, ["fake-hardware"]) as daemon:
        yield {"IRONIC_ENDPOINT": f"{daemon.url}/v1"}


@contextlib.contextmanager
def passwords(directory):
    users = os.path.join(directory, "htpasswd")
    with open(users, "w") as file:
        file.write(ADA)
    settings = {"auth.strategy": "http_basic", "auth.password_file": users}
    with Daemon(directory, ["fake-hardware"], settings) as daemon:
        yield {"IRONIC_ENDPOINT": f"{daemon.url}/v1", "OS_USERNAME": "ada", "OS_PASSWORD": "correct horse"}


@contextlib.contextmanager
def tokens(directory):
    with Identity(directory) as identity:
        with Daemon(directory, ["fake-hardware"], identity.settings(identity.make_service())) as daemon:
            identity.publish(f"{daemon.url}/v1")
            administrator = Person("admin", ADMINISTRATOR, {"system": {"all": True}})
            yield administrator.environment(identity) | {"OS_DOMAIN_ID": "default"}


RUNS = {
    "tests of ours": (nobody_logs_in, f"{TESTS}/api", (), {}),
    "tests of ours with passwords": (passwords, f"{TESTS}/login", (), {}),
    "acceptance tests": (nobody_logs_in, f"{ACCEPTANCE}/noauth", ("-tags", "acceptance"), IPMI),
    "acceptance tests with passwords": (passwords, f"{ACCEPTANCE}/httpbasic", ("-tags", "acceptance"), IPMI),
    "acceptance tests with tokens": (tokens, f"{ACCEPTANCE}/v1", ("-tags", "acceptance"), IPMI),
}


def run(name):
    server, tests, options, _ = RUNS[name]
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory, server(directory) as variables:
        return go_tests.run(tests, variables | BRANCH, *options)


def check(checks):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        running = {name: pool.submit(run, name) for name in RUNS}
        for name, outcome in running.items():
            checks.run(name, judge, outcome, RUNS[name][-1])


def judge(checks, running, cannot_pass):
    outcome = running.result()
    for name, text in outcome.failed.items():
        reason = next((why for prefix, why in cannot_pass.items() if name.startswith(prefix)), None)
        checks.that(f"{name} cannot pass: {reason}" if reason else name, reason, text[-1500:])
    checks.that(f"{len(outcome.passed)} of {len(outcome.passed) + len(outcome.failed)} tests pass", outcome.passed)
    checks.equal("no test is skipped", sorted(outcome.skipped), [])
