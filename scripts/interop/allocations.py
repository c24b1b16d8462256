"""Allocations: a node for whoever asks for one of its kind."""

import time

from forms import check_forms
from patience import PATIENCE, WAIT
from power import reaches


def check(checks, client):
    nodes = {}
    for name, trait in (("placed-1", None), ("placed-2", "CUSTOM_FAST")):
        nodes[name] = client.read(
            "node create", "--driver", "fake-hardware", "--name", name, "--resource-class", "placing")["uuid"]
        client.run("node manage", name, *WAIT)
        # Only a machine whose power state is known is given away.
        client.run("node power off", name)
        checks.equal(f"{name} is off", reaches(client, name, "power_state", "power off"), "power off")
        client.run("node provide", name, *WAIT)
        if trait:
            client.run("node trait add", name, trait)

    made = client.read(
        "allocation create", "--resource-class", "placing", "--trait", "CUSTOM_FAST", "--name", "fast", "--extra", "a=1",
        *WAIT)
    checks.equal("an allocation finds the node with the trait", (made["state"], made["node_uuid"]),
                 ("active", nodes["placed-2"]))
    node = client.node("placed-2")
    checks.equal("the node knows of its allocation", (node["allocation_uuid"], node["instance_uuid"]),
                 (made["uuid"], made["uuid"]))
    check_forms(checks, client, "allocation", made["uuid"], ["uuid", "name", "node_uuid"])

    listed = client.read("allocation list", "--node", "placed-2", "--state", "active", "--resource-class", "placing")
    checks.equal("allocations are filtered", [row["uuid"] for row in listed], [made["uuid"]])
    second = client.read(
        "allocation create", "--resource-class", "placing", "--candidate-node", "placed-1", *WAIT)
    checks.equal("a candidate is taken", second["node_uuid"], nodes["placed-1"])
    failed = client.read("allocation create", "--resource-class", "placing", "--name", "late")["uuid"]
    checks.that("without a node left an allocation fails and says why", fails(client, failed), client.read(
        "allocation show", failed))

    client.run("allocation set", "fast", "--name", "faster", "--extra", "b=2")
    shown = client.read("allocation show", "faster")
    checks.equal("an allocation is changed", shown["extra"], {"a": 1, "b": 2})
    client.run("allocation unset", "faster", "--extra", "a")
    checks.equal("what is unset is gone", client.read("allocation show", "faster")["extra"], {"b": 2})
    client.run("allocation unset", "faster", "--name")
    checks.equal("so is a name", client.read("allocation show", made["uuid"])["name"], None)

    client.run("allocation delete", made["uuid"], second["uuid"], failed)
    checks.equal("a deleted allocation frees its node", client.node("placed-2")["instance_uuid"], None)
    client.run("node delete", *nodes)


def fails(client, allocation):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        shown = client.read("allocation show", allocation)
        if shown["state"] != "allocating":
            return shown["state"] == "error" and shown["last_error"]
    return False
