"""Volume connectors and targets."""

from forms import check_forms
from patience import WAIT
from power import reaches


def check(checks, client):
    node = client.read("node create", "--driver", "fake-hardware", "--name", "with-volumes")["uuid"]
    # Volumes are changed while the machine is off.
    client.run("node manage", "with-volumes", *WAIT)
    client.run("node power off", "with-volumes")
    checks.equal("the machine is off", reaches(client, "with-volumes", "power_state", "power off"), "power off")
    check_connectors(checks, client, node)
    check_targets(checks, client, node)
    client.run("node delete", node)


def check_connectors(checks, client, node):
    made = client.read(
        "volume connector create", "--node", node, "--type", "iqn", "--connector-id", "iqn.2017-08.org.test:01",
        "--extra", "use=boot")
    uuid = made["uuid"]
    check_forms(checks, client, "volume connector", uuid, ["uuid", "type", "connector_id"], "--node", node)
    checks.refused(
        "a connector of a type is given once",
        client.attempt("volume connector create", "--node", node, "--type", "iqn", "--connector-id",
                       "iqn.2017-08.org.test:01"), "connector")
    client.run("volume connector set", uuid, "--connector-id", "iqn.2017-08.org.test:02", "--extra", "more=1")
    shown = client.read("volume connector show", uuid)
    checks.equal("a connector is changed", (shown["connector_id"], shown["extra"]),
                 ("iqn.2017-08.org.test:02", {"use": "boot", "more": 1}))
    client.run("volume connector unset", uuid, "--extra", "use")
    checks.equal("what is unset is gone", client.read("volume connector show", uuid)["extra"], {"more": 1})
    client.run("volume connector delete", uuid)
    checks.refused("a deleted connector is gone", client.attempt("volume connector show", uuid), uuid)


def check_targets(checks, client, node):
    made = client.read(
        "volume target create", "--node", node, "--type", "iscsi", "--boot-index", "0", "--volume-id", "vol-1",
        "--property", "target_lun=1", "--extra", "use=boot")
    uuid = made["uuid"]
    check_forms(checks, client, "volume target", uuid, ["uuid", "volume_type", "boot_index"], "--node", node)
    checks.refused(
        "a boot index is given once",
        client.attempt("volume target create", "--node", node, "--type", "iscsi", "--boot-index", "0", "--volume-id",
                       "vol-2"), "boot")
    client.run("volume target set", uuid, "--boot-index", "1", "--volume-id", "vol-3", "--property", "target_portal=p")
    shown = client.read("volume target show", uuid)
    checks.equal("a target is changed", (shown["boot_index"], shown["volume_id"], set(shown["properties"])),
                 (1, "vol-3", {"target_lun", "target_portal"}))
    client.run("volume target unset", uuid, "--extra", "use", "--property", "target_portal")
    shown = client.read("volume target show", uuid)
    checks.equal("what is unset is gone", (shown["extra"], set(shown["properties"])), ({}, {"target_lun"}))
    client.run("volume target delete", uuid)
    checks.refused("a deleted target is gone", client.attempt("volume target show", uuid), uuid)
