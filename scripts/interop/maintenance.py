"""Maintenance stops the clock of a node that waits for its machine: it is never too late, and goes on afterwards.

The machines' agents are simulated, so that it is known when they do what. A second node, which is in no maintenance, shows
that the wait would have been too long.
"""

import contextlib
import tempfile
import time

from api import API
from daemon import Daemon
from openstack import OpenStack
from patience import PATIENCE, WAIT
from simulated_agent import SimulatedAgent

# Long enough to set maintenance meanwhile, on a machine that has much else to do.
LONGEST = 20
SETTINGS = {
    "wait.clean": f"{LONGEST}s", "wait.deploy": f"{LONGEST}s", "agent.restricted_lookup": "false",
    "agent.poll_interval": "1s", "agent.gone_after": "1s", "deploy.image_probe_timeout": "0",
}
REASON = "a new disk"
# Verb, and the states that it waits, fails and ends in.
WAITS = (
    ("provide", "clean wait", "clean failed", "available"), ("deploy", "wait call-back", "deploy failed", "active"))


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, ["manual-management"], SETTINGS) as daemon:
            client, api = OpenStack(daemon.url), API(daemon.url)
            for verb, *states in WAITS:
                with machine(client, api, f"kept-{verb}") as kept, machine(client, api, f"left-{verb}") as left:
                    for agent in (kept, left):
                        lead(client, api, agent, verb)
                    check_wait(checks, client, api, kept, left, verb, *states)


@contextlib.contextmanager
def machine(client, api, name):
    """A node that can be managed, whose machine is in its ramdisk."""
    client.run(
        "node create", "--driver", "manual-management", "--name", name, "--power-interface", "agent",
        "--management-interface", "noop", "--network-interface", "noop", "--deploy-interface", "direct",
        "--driver-info", "fast_track=true")
    client.run(
        "node set", name, "--instance-info", "image_source=http://192.0.2.1/image.raw",
        "--instance-info", "image_os_hash_algo=sha256", "--instance-info", f"image_os_hash_value={'0' * 64}")
    with SimulatedAgent(api.url, client.node(name)["uuid"], name) as agent:
        api.wait_for_agent(name, PATIENCE)
        client.run("node manage", name, *WAIT)
        yield agent


def lead(client, api, agent, verb):
    """Takes a node to where the verb can be asked for."""
    if verb == "deploy":
        client.run("node provide", agent.name)
        until(lambda: agent.is_at_work)
        agent.finish()
        api.wait_for_state(agent.name, "available", PATIENCE)


def check_wait(checks, client, api, kept, left, verb, wait, failure, end):
    for agent in (kept, left):
        client.run(f"node {verb}", agent.name)
        until(lambda: agent.is_at_work)
        checks.equal(f"{agent.name} waits for its agent", api.wait_for_state(agent.name, wait, PATIENCE), wait)
    client.run("node maintenance set", kept.name, "--reason", REASON)
    for agent in (kept, left):
        agent.is_mute = True
    seen = api.wait_for_state(left.name, failure, PATIENCE)
    checks.equal(f"the one in no maintenance has waited too long after {LONGEST} s", seen, failure)

    kept.is_mute = False
    kept.finish()
    beats = kept.beats
    until(lambda: kept.beats > beats + 4)
    node = api.read(f"/v1/nodes/{kept.name}")
    checks.equal(f"the one in maintenance is in {wait} beyond that, though its agent has done its step",
                 (node["provision_state"], node["last_error"]), (wait, None))
    paused = api.timeline(kept.name)[-1]["paused"]
    checks.that("its timeline says what holds it up", REASON in str(paused), paused)

    client.run("node maintenance unset", kept.name)
    seen = api.wait_for_state(kept.name, end, PATIENCE, unless=(failure,))
    checks.that(f"it goes on when maintenance ends, to {end}", seen == end, api.read(f"/v1/nodes/{kept.name}"))
    run = api.timeline(kept.name)[-1]
    checks.equal("nothing holds it up any more, and its run has finished", (run["paused"], run["state"]), (None, "finished"))
    texts = [entry["detail"] for entry in run["entries"] if "maintenance" in str(entry["detail"])]
    checks.that("its journal has the beginning and the end of the maintenance",
                len(texts) == 2 and REASON in texts[0] and "has ended" in texts[1], texts)


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it did not come about within {PATIENCE} s")
        time.sleep(0.05)
