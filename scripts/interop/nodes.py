"""Nodes as records: make, find, change, delete."""


def check(checks, client):
    node = client.read(
        "node create", "--driver", "fake-hardware", "--name", "record", "--property", "cpus=4",
        "--driver-info", "password=opensesame", "--extra", "rack=r1", "--resource-class", "small")
    uuid = node["uuid"]
    checks.equal("a new node is enrolled", node["provision_state"], "enroll")
    checks.equal("its properties are kept", str(node["properties"]["cpus"]), "4")
    checks.equal("a password is masked", client.node("record")["driver_info"]["password"], "******")
    checks.equal("its deploy interface was chosen", node["deploy_interface"], "fake")
    checks.equal("a node is found by name as by UUID", client.node("record")["uuid"], client.node(uuid)["uuid"])

    checks.refused(
        "a name is given once", client.attempt("node create", "--driver", "fake-hardware", "--name", "record"), "record")
    checks.refused(
        "a UUID is given once", client.attempt("node create", "--driver", "fake-hardware", "--uuid", uuid), uuid)

    client.run("node set", "record", "--property", "memory_mb=4096", "--name", "renamed", "--description", "for checks")
    changed = client.node("renamed")
    checks.equal("a node is changed", str(changed["properties"]["memory_mb"]), "4096")
    checks.equal("its description is kept", changed["description"], "for checks")
    client.run("node unset", "renamed", "--property", "cpus", "--extra", "rack", "--description")
    changed = client.node("renamed")
    checks.that("what is unset is gone", "cpus" not in changed["properties"] and not changed["extra"], changed)
    checks.equal("an unset description is empty", changed["description"], None)

    for number in range(3):
        client.run("node create", "--driver", "fake-hardware", "--name", f"listed-{number}", "--resource-class", "large")
    names = [row["name"] for row in client.read("node list", "--resource-class", "large")]
    checks.equal("a list is filtered", sorted(names), ["listed-0", "listed-1", "listed-2"])
    names = [row["name"] for row in client.read("node list", "--sort", "name:desc", "--resource-class", "large")]
    checks.equal("a list is sorted", names, ["listed-2", "listed-1", "listed-0"])
    page = client.read("node list", "--sort", "name:asc", "--limit", "1", "--resource-class", "large")
    checks.equal("a page has as many as were asked for", [row["name"] for row in page], ["listed-0"])
    rest = client.read(
        "node list", "--sort", "name:asc", "--marker", page[0]["uuid"], "--resource-class", "large")
    checks.equal("the next page follows the marker", [row["name"] for row in rest], ["listed-1", "listed-2"])
    shown = client.read("node list", "--fields", "uuid", "driver", "--resource-class", "large")
    checks.equal("only the wished fields are shown", set(shown[0]), {"uuid", "driver"})
    detail = client.read("node list", "--long", "--resource-class", "large")
    checks.that("a long list has the details", "driver_info" in detail[0], detail[0])

    for name in ("listed-0", "listed-1", "listed-2", "renamed"):
        client.run("node delete", name)
    checks.refused("a deleted node is gone", client.attempt("node show", "renamed"), "renamed", "404")

    old = client.attempt("node create", "--driver", "fake-hardware", "--name", "old", "-f", "json", version="1.31")
    checks.equal("an older microversion is spoken", old.code, 0)
    client.run("node delete", "old")
    checks.refused(
        "a microversion of the future is refused", client.attempt("node list", version="1.999"), "1.999")
