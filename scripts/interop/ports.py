"""Ports of a node."""

ADDRESS = "52:54:00:aa:bb:01"


def check(checks, client):
    node = client.read("node create", "--driver", "fake-hardware", "--name", "with-ports")["uuid"]
    port = client.read("port create", "--node", node, ADDRESS.upper())
    checks.equal("an address is kept in lower case", port["address"], ADDRESS)
    checks.equal("a port belongs to its node", port["node_uuid"], node)
    checks.refused(
        "an address is given once", client.attempt("port create", "--node", node, ADDRESS), ADDRESS)
    checks.refused("an address must be one", client.attempt("port create", "--node", node, "not-a-mac"), "not-a-mac")

    listed = client.read("port list", "--node", "with-ports")
    checks.equal("a node's ports are listed", [row["address"] for row in listed], [ADDRESS])
    checks.equal("a port is found by address", client.read("port show", "--address", ADDRESS)["uuid"], port["uuid"])

    client.run("port set", port["uuid"], "--extra", "slot=2", "--physical-network", "lab")
    changed = client.read("port show", port["uuid"])
    checks.equal("a port is changed", (changed["extra"], changed["physical_network"]), ({"slot": 2}, "lab"))
    client.run("port unset", port["uuid"], "--extra", "slot")
    checks.equal("what is unset is gone", client.read("port show", port["uuid"])["extra"], {})

    client.run("port delete", port["uuid"])
    checks.refused("a deleted port is gone", client.attempt("port show", port["uuid"]), port["uuid"])
    client.run("port create", "--node", node, ADDRESS)
    client.run("node delete", node)
    checks.equal("a node takes its ports with it", client.read("port list"), [])
