"""Chassis, and the nodes in them."""

from forms import check_forms


def check(checks, client):
    made = client.read("chassis create", "--description", "left row", "--extra", "row=1")["uuid"]
    shown = check_forms(checks, client, "chassis", made, ["uuid", "description", "extra"])
    checks.equal("a chassis keeps what it was given", (shown["description"], shown["extra"]), ("left row", {"row": 1}))

    client.run("chassis set", made, "--description", "right row", "--extra", "hall=2")
    shown = client.read("chassis show", made)
    checks.equal("a chassis is changed", (shown["description"], shown["extra"]), ("right row", {"row": 1, "hall": 2}))
    client.run("chassis unset", made, "--description", "--extra", "hall")
    shown = client.read("chassis show", made)
    checks.equal("what is unset is gone", (shown["description"] or None, shown["extra"]), (None, {"row": 1}))

    node = client.read(
        "node create", "--driver", "fake-hardware", "--name", "in-chassis", "--chassis-uuid", made)["uuid"]
    listed = client.read("node list", "--chassis", made)
    checks.equal("the nodes of a chassis are listed", [row["uuid"] for row in listed], [node])
    checks.refused("a chassis with nodes is not deleted", client.attempt("chassis delete", made), made)
    client.run("node delete", node)
    client.run("chassis delete", made)
    checks.refused("a deleted chassis is gone", client.attempt("chassis show", made), made)
