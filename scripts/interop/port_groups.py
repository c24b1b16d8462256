"""Port groups and the ports in them."""

from forms import check_forms

ADDRESS = "52:54:00:aa:cc:01"


def check(checks, client):
    node = client.read("node create", "--driver", "fake-hardware", "--name", "bonded")["uuid"]
    made = client.read(
        "port group create", "--node", node, "--name", "bond", "--address", ADDRESS, "--mode", "802.3ad",
        "--property", "miimon=100", "--extra", "color=blue", "--support-standalone-ports")
    uuid = made["uuid"]
    checks.equal("a port group keeps what it was given",
                 (made["mode"], made["properties"], made["extra"], made["standalone_ports_supported"]),
                 ("802.3ad", {"miimon": 100}, {"color": "blue"}, True))
    check_forms(checks, client, "port group", uuid, ["uuid", "name", "address"], "--node", node)
    checks.equal("a port group is found by address",
                 client.read("port group show", "--address", ADDRESS)["uuid"], uuid)
    checks.equal("a port group is found by name", client.read("port group show", "bond")["uuid"], uuid)
    checks.refused("a name is given once",
                   client.attempt("port group create", "--node", node, "--name", "bond"), "bond")

    client.run("port group set", uuid, "--name", "team", "--mode", "active-backup", "--property", "primary=eth0",
               "--unsupport-standalone-ports")
    shown = client.read("port group show", "team")
    checks.equal("a port group is changed",
                 (shown["mode"], shown["properties"].get("primary"), shown["standalone_ports_supported"]),
                 ("active-backup", "eth0", False))
    client.run("port group unset", uuid, "--address", "--property", "miimon", "--extra", "color")
    shown = client.read("port group show", uuid)
    checks.equal("what is unset is gone", (shown["address"], shown["properties"], shown["extra"]),
                 (None, {"primary": "eth0"}, {}))

    port = client.read("port create", "--node", node, "--port-group", uuid, "--pxe-enabled", "false", ADDRESS)["uuid"]
    listed = client.read("port list", "--port-group", "team")
    checks.equal("the ports of a port group are listed", [row["uuid"] for row in listed], [port])
    check_forms(checks, client, "port", port, ["uuid", "address", "node_uuid"], "--node", node)
    checks.refused("a port group with ports is not deleted", client.attempt("port group delete", uuid), "port")
    client.run("port unset", port, "--port-group")
    client.run("port group delete", "team")
    checks.refused("a deleted port group is gone", client.attempt("port group show", uuid), uuid)
    client.run("node delete", node)
