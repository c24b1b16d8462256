"""The API tests of ironic-tempest-plugin, unmodified, with tokens of a real Keystone.

The tests wait more than they work, so that a few of their classes go on side by side, each with people of its own.
"""

import glob
import json
import os
import tempfile

import suites
from daemon import Daemon
from identity import ADMINISTRATOR, Identity, Person
from patience import PATIENCE

ENVIRONMENT = os.path.abspath(".build-interop/tempest")
TESTS = "ironic_tempest_plugin/tests/api"
SIDE_BY_SIDE = 4
PASSWORD = "the password of the tests' people"

CONFIGURATION = """
[DEFAULT]
use_stderr = false
log_dir = {directory}
log_file = tempest.log
[auth]
use_dynamic_credentials = false
test_accounts_file = {accounts}
admin_username = admin
admin_password = {administrator}
admin_project_name = admin
admin_domain_name = Default
[identity]
auth_version = v3
uri_v3 = {keystone}/v3
v3_endpoint_type = public
region = RegionOne
[identity-feature-enabled]
api_v2 = false
[service_available]
ironic = true
cinder = false
glance = false
neutron = false
nova = false
swift = false
[enforce_scope]
ironic = true
[service-clients]
http_timeout = {patience}
[oslo_concurrency]
lock_path = {directory}
[baremetal]
driver = fake-hardware
min_microversion = 1.1
enabled_hardware_types = fake-hardware
"""

# Whom the tests ask for: a role, on a project or on the system.
PEOPLE = (("admin", "system"), ("reader", "system"), ("admin", "project"), ("member", "project"), ("reader", "project"))

# Tests that skip themselves, and why.
SKIPPED = {
    "TestNodesVif.": "they create ports of a Network service",
    "TestResetInterfaces.": "they need nodes of the hardware type ipmi",
    "TestGraphicalConsole.": "they need a console that is a picture",
    "TestNodeGraphicalConsole.": "they need a console that is a picture",
}


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory, Identity(directory) as identity:
        settings = identity.settings(identity.make_service())
        with Daemon(directory, ["fake-hardware"], settings) as daemon:
            identity.publish(daemon.url)
            configuration = configure(directory, identity)
            outcome = run(directory, configuration)
            complaints = daemon.complaints()
    for name, text in outcome.failed.items():
        checks.that(name, False, text[-1500:])
    checks.explain("ingotd", complaints)
    unexplained = [name for name in sorted(outcome.skipped) if not name.startswith(tuple(SKIPPED))]
    checks.equal("no test is skipped without a reason", unexplained, [])
    checks.that(
        f"{len(outcome.passed)} of {len(outcome.passed) + len(outcome.failed)} tests pass", outcome.passed)


def configure(directory, identity):
    """Writes what tempest reads, and creates the people; returns the file."""
    accounts = os.path.join(directory, "accounts.yaml")
    with open(accounts, "w") as file:
        json.dump([account for number in range(SIDE_BY_SIDE) for account in people(identity, number)], file)
    configuration = os.path.join(directory, "tempest.conf")
    with open(configuration, "w") as file:
        file.write(CONFIGURATION.format(
            directory=directory, accounts=accounts, administrator=ADMINISTRATOR, keystone=identity.url,
            patience=PATIENCE))
    return configuration


def people(identity, number):
    """One of each kind, as entries of tempest's file of accounts."""
    project = f"tempest-{number}"
    project_id = identity.create("project", name=project, domain_id="default")
    for role, scope in PEOPLE:
        name = f"{scope}-{role}-{number}"
        person = Person(name, PASSWORD, {}, identity.create("user", name=name, password=PASSWORD, domain_id="default"))
        identity.grant(person, role, project_id if scope == "project" else None)
        place = {"project_name": project, "project_domain_name": "Default"} if scope == "project" else {"system": "all"}
        yield {"username": name, "password": PASSWORD, "user_domain_name": "Default", "roles": [role]} | place


def run(directory, configuration):
    packages, = glob.glob(f"{ENVIRONMENT}/lib/python3*/site-packages")
    environment = {"TEMPEST_CONFIG_DIR": directory, "TEMPEST_CONFIG": os.path.basename(configuration),
                   "SHORTEST_WAIT": str(PATIENCE), "PYTHONPATH": suites.PLUGINS}
    # What several classes have in common looks to pytest like a class of tests.
    options = ["-n", str(SIDE_BY_SIDE), "--dist", "loadscope", "-k", "not Mixin", "-p", "patient_waits"]
    return suites.run(
        f"{ENVIRONMENT}/bin/python", packages, TESTS, f"{directory}/results.xml", environment, *options)
