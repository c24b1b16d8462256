"""What belongs to a node and is asked for by itself: traits, attachments, settings, history, children, shards."""

import json
import os
import tempfile

from forms import check_forms
from patience import WAIT


def check(checks, client):
    uuid = client.read(
        "node create", "--driver", "fake-hardware", "--name", "parts", "--shard", "west", "--owner", "o1",
        "--lessee", "l1", "--bios-interface", "fake", "--firmware-interface", "fake", "--network-interface", "noop")["uuid"]
    fields = ["uuid", "name", "driver", "properties", "owner", "provision_state", "bios_interface"]
    check_forms(checks, client, "node", uuid, fields, "--shards", "west")
    check_traits(checks, client)
    check_shards(checks, client)
    check_children(checks, client, uuid)
    client.run("node manage", "parts", *WAIT)
    check_hardware(checks, client)
    check_history(checks, client)
    client.run("node delete", "parts")


def check_traits(checks, client):
    client.run("node trait add", "parts", "CUSTOM_A", "HW_CPU_X86_VMX")
    client.run("node add trait", "parts", "CUSTOM_B")
    client.run("node trait remove", "parts", "CUSTOM_A")
    traits = sorted(row["traits"] for row in client.read("node trait list", "parts"))
    checks.equal("traits are added and removed", traits, ["CUSTOM_B", "HW_CPU_X86_VMX"])
    checks.refused("a trait must be one", client.attempt("node trait add", "parts", "nonsense"), "nonsense")
    checks.refused("a trait that is not there is not removed",
                   client.attempt("node trait remove", "parts", "CUSTOM_NEVER"), "CUSTOM_NEVER")
    client.run("node remove trait", "parts", "--all")
    checks.equal("all traits are removed", client.read("node trait list", "parts"), [])


def check_shards(checks, client):
    shards = {row["name"]: row["count"] for row in client.read("shard list")}
    checks.equal("shards are counted", shards.get("west"), 1)
    names = [row["name"] for row in client.read("node list", "--sharded")]
    checks.that("nodes in shards are listed", names == ["parts"], names)
    names = [row["name"] for row in client.read("node list", "--unsharded")]
    checks.that("nodes in no shard are listed", "parts" not in names, names)


def check_children(checks, client, uuid):
    child = client.read(
        "node create", "--driver", "fake-hardware", "--name", "child", "--owner", "o1",
        "--parent-node", uuid)["uuid"]
    children = client.read("node children list", "parts")
    checks.that("children are listed", child in str(children), children)
    names = [row["name"] for row in client.read("node list", "--parent-node", uuid)]
    checks.equal("nodes are listed by parent", names, ["child"])
    names = [row["name"] for row in client.read("node list")]
    checks.that("children are left out of a plain list", "child" not in names, names)
    names = [row["name"] for row in client.read("node list", "--include-children")]
    checks.that("and are in when asked for", "child" in names, names)
    client.run("node delete", "child")


def check_hardware(checks, client):
    checks.that("BIOS settings are listed", isinstance(client.read("node bios setting list", "parts"), list))
    checks.that("long BIOS settings are listed", isinstance(client.read("node bios setting list", "parts", "--long"), list))
    checks.refused("an unknown BIOS setting is not found",
                   client.attempt("node bios setting show", "parts", "no-such-setting"), "no-such-setting")
    checks.that("firmware is listed", isinstance(client.read("node firmware list", "parts"), list))

    client.run("node vif attach", "parts", "0d9f0a53-5b4c-4d8c-9d5b-3b6f4f2f7e3b")
    listed = client.read("node vif list", "parts")
    checks.that("attachments are listed", isinstance(listed, list), listed)
    client.run("node vif detach", "parts", "0d9f0a53-5b4c-4d8c-9d5b-3b6f4f2f7e3b")

    with tempfile.TemporaryDirectory() as directory:
        client.run("node set", "parts", "--inspect-interface", "fake")
        client.run("node inspect", "parts", *WAIT)
        checks.equal("inspection ends manageable", client.state("parts"), "manageable")
        path = os.path.join(directory, "inventory.json")
        saved = client.attempt("node inventory save", "parts", "--file", path)
        if saved.code == 0:
            with open(path) as file:
                checks.that("the inventory is one", "inventory" in json.load(file))
        else:
            checks.refused("without an inventory there is nothing to save", saved, "inventory")


def check_history(checks, client):
    listed = client.read("node history list", "parts")
    checks.that("history is listed", isinstance(listed, list), listed)
    checks.that("long history is listed", isinstance(client.read("node history list", "parts", "--long"), list))
    if listed:
        event = client.read("node history get", "parts", listed[0]["uuid"])
        checks.equal("an entry of the history is shown", event["uuid"], listed[0]["uuid"])
    missing = "6f6c1b0e-6d57-4c43-8c39-7a3f2b1f0000"
    checks.refused("an unknown entry is not found", client.attempt("node history get", "parts", missing), missing)
