"""Power and maintenance on fake hardware."""

import time

from patience import PATIENCE, WAIT


def reaches(client, name, field, wanted, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while True:
        found = client.read("node show", name, "--fields", field)[field]
        if found == wanted or time.monotonic() > deadline:
            return found


def check(checks, client):
    client.run("node create", "--driver", "fake-hardware", "--name", "powered")
    client.run("node manage", "powered", *WAIT)
    for command, state in (
        ("node power on", "power on"), ("node reboot", "power on"), ("node power off", "power off"),
    ):
        client.run(command, "powered")
        checks.equal(f"{command} ends in {state}", reaches(client, "powered", "power_state", state), state)

    client.run("node maintenance set", "powered", "--reason", "a new disk")
    node = client.node("powered")
    checks.equal("maintenance is set with its reason", (node["maintenance"], node["maintenance_reason"]),
                 (True, "a new disk"))
    names = [row["name"] for row in client.read("node list", "--maintenance")]
    checks.equal("nodes in maintenance are listed", names, ["powered"])
    client.run("node provide", "powered", *WAIT)
    checks.refused("a node in maintenance is provided, as by default in the field, but not deployed",
                   client.attempt("node deploy", "powered"), "maintenance")
    client.run("node maintenance unset", "powered")
    node = client.node("powered")
    checks.equal("maintenance ends", (node["maintenance"], node["maintenance_reason"]), (False, None))
    client.run("node delete", "powered")
