"""Deploy templates, runbooks and inspection rules."""

import json

from forms import check_forms

STEP = {"interface": "raid", "step": "apply_configuration", "args": {}, "priority": 10}
CLEAN_STEP = {"interface": "bios", "step": "factory_reset", "args": {}, "order": 1}


def check(checks, client):
    check_deploy_templates(checks, client)
    check_runbooks(checks, client)
    check_inspection_rules(checks, client)


def check_deploy_templates(checks, client):
    made = client.read(
        "deploy template create", "CUSTOM_RAID", "--steps", json.dumps([STEP]), "--extra", "by=us")
    uuid = made["uuid"]
    checks.equal("a deploy template keeps its steps", made["steps"], [STEP])
    check_forms(checks, client, "deploy template", uuid, ["uuid", "name", "steps"])
    checks.refused("a name is given once", client.attempt(
        "deploy template create", "CUSTOM_RAID", "--steps", json.dumps([STEP])), "CUSTOM_RAID")
    checks.refused("a name must be a trait", client.attempt(
        "deploy template create", "not a trait", "--steps", json.dumps([STEP])), "not a trait")
    client.run("deploy template set", "CUSTOM_RAID", "--name", "CUSTOM_OTHER", "--extra", "more=1",
               "--steps", json.dumps([STEP | {"priority": 20}]))
    shown = client.read("deploy template show", "CUSTOM_OTHER")
    checks.equal("a deploy template is changed", (shown["uuid"], shown["steps"][0]["priority"], shown["extra"]),
                 (uuid, 20, {"by": "us", "more": 1}))
    client.run("deploy template unset", uuid, "--extra", "by")
    checks.equal("what is unset is gone", client.read("deploy template show", uuid)["extra"], {"more": 1})
    client.run("deploy template delete", "CUSTOM_OTHER")
    checks.refused("a deleted deploy template is gone", client.attempt("deploy template show", uuid), uuid)


def check_runbooks(checks, client):
    made = client.read(
        "runbook create", "--name", "CUSTOM_WIPE", "--steps", json.dumps([CLEAN_STEP]), "--extra", "by=us",
        "--description", "wipes")
    uuid = made["uuid"]
    checks.equal("a runbook keeps its steps", made["steps"], [CLEAN_STEP])
    check_forms(checks, client, "runbook", uuid, ["uuid", "name", "owner"])
    client.run("runbook set", "CUSTOM_WIPE", "--extra", "more=1", "--description", "wipes all")
    shown = client.read("runbook show", uuid)
    checks.equal("a runbook is changed", (shown["extra"], shown["description"]), ({"by": "us", "more": 1}, "wipes all"))
    client.run("runbook unset", uuid, "--extra", "by", "--description")
    shown = client.read("runbook show", uuid)
    checks.equal("what is unset is gone", (shown["extra"], shown["description"]), ({"more": 1}, None))
    client.run("runbook trait add", uuid, "CUSTOM_A", "CUSTOM_B")
    client.run("runbook trait remove", uuid, "CUSTOM_A")
    traits = str(client.read("runbook trait list", uuid))
    checks.that("traits of a runbook are added and removed", "CUSTOM_B" in traits and "CUSTOM_A" not in traits, traits)
    client.run("runbook trait remove", uuid, "--all")
    client.run("runbook delete", uuid)
    checks.refused("a deleted runbook is gone", client.attempt("runbook show", uuid), uuid)


def check_inspection_rules(checks, client):
    actions = [{"op": "set-attribute", "args": {"path": "/extra/seen", "value": "yes"}}]
    conditions = [{"op": "eq", "args": {"values": [1, 1]}}]
    made = client.read(
        "inspection rule create", "--description", "marks", "--priority", "7", "--phase", "main",
        "--conditions", json.dumps(conditions), "--actions", json.dumps(actions))
    uuid = made["uuid"]
    checks.equal("an inspection rule keeps what it was given", (made["description"], made["priority"], made["phase"]),
                 ("marks", 7, "main"))
    check_forms(checks, client, "inspection rule", uuid, ["uuid", "description", "priority"])
    client.run("inspection rule set", uuid, "--description", "marks more", "--priority", "9")
    shown = client.read("inspection rule show", uuid)
    checks.equal("an inspection rule is changed", (shown["description"], shown["priority"]), ("marks more", 9))
    client.run("inspection rule unset", uuid, "--description")
    checks.equal("what is unset is gone", client.read("inspection rule show", uuid)["description"], None)
    client.run("inspection rule delete", uuid)
    checks.refused("a deleted inspection rule is gone", client.attempt("inspection rule show", uuid), uuid)
