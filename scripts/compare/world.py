"""What both servers hold while they are compared: some of everything, under the same identifiers."""

import json
import os
import re
import socket
import time

CONTRACT = os.path.abspath("Tests/IngotAPITests/Contract")


def identifier(kind, number):
    return f"c0ffee00-{kind:04x}-4000-8000-{number:012x}"


NODE, OTHER, CHILD = (identifier(1, number) for number in (1, 2, 3))
CHASSIS, PORT, LONE_PORT, GROUP = identifier(2, 1), identifier(3, 1), identifier(3, 2), identifier(4, 1)
CONNECTOR, TARGET, ALLOCATION = identifier(5, 1), identifier(6, 1), identifier(7, 1)
TEMPLATE, RUNBOOK, RULE = identifier(8, 1), identifier(9, 1), identifier(10, 1)
ABSENT = identifier(99, 99)

# What stands for the parameters of paths.
PARAMETERS = {
    "node": NODE, "port": PORT, "port_uuid": PORT, "portgroup": GROUP, "chassis_uuid": CHASSIS,
    "driver_name": "fake-hardware", "connector_uuid": CONNECTOR, "target_uuid": TARGET, "allocation": ALLOCATION,
    "template": TEMPLATE, "runbook": RUNBOOK, "uuid": RULE, "hostname": socket.gethostname(),
    "indicator": "power@chassis", "setting_name": "turbo", "method": "first_method", "trait": "CUSTOM_A",
    "event": ABSENT, "vif_id": "vif-1",
}

# Collection, the resource that the contract calls so, one that is there.
COLLECTIONS = {
    "nodes": ("node", NODE), "ports": ("port", PORT), "portgroups": ("portgroup", GROUP),
    "chassis": ("chassis", CHASSIS), "volume/connectors": ("volume_connector", CONNECTOR),
    "volume/targets": ("volume_target", TARGET), "allocations": ("allocation", ALLOCATION),
    "deploy_templates": ("deploy_template", TEMPLATE), "runbooks": ("runbook", RUNBOOK),
    "inspection_rules": ("inspection_rule", RULE),
}

STEP = {"interface": "deploy", "step": "burnin", "args": {"password": "x"}}

OBJECTS = (
    ("chassis", {"uuid": CHASSIS, "description": "rack", "extra": {"a": 1}}),
    ("nodes", {
        "uuid": NODE, "driver": "fake-hardware", "name": "oak", "chassis_uuid": CHASSIS, "owner": "ann",
        "driver_info": {"a": 1, "ipmi_password": "x", "deep": {"password": "x"}}, "extra": {"a": {"b": 1}},
        "properties": {"cpus": 4, "memory_mb": "1024"}, "resource_class": "gold", "description": "first", "shard": "s1",
        "instance_info": {"image_url": "http://a", "configdrive": "x"}, "storage_interface": "noop"}),
    ("nodes", {"uuid": OTHER, "driver": "fake-hardware", "storage_interface": "noop"}),
    ("nodes", {
        "uuid": CHILD, "driver": "fake-hardware", "name": "acorn", "parent_node": NODE, "owner": "ann",
        "storage_interface": "noop"}),
    ("portgroups", {"uuid": GROUP, "node_uuid": NODE, "name": "bond0", "address": "52:54:00:00:01:01"}),
    ("ports", {
        "uuid": PORT, "node_uuid": NODE, "address": "52:54:00:00:00:01", "name": "first", "description": "left",
        "local_link_connection": {"switch_id": "0a:1b:2c:3d:4e:5f", "port_id": "1"}, "portgroup_uuid": GROUP,
        "physical_network": "blue"}),
    ("ports", {"uuid": LONE_PORT, "node_uuid": OTHER, "address": "52:54:00:00:00:02"}),
    ("volume/connectors", {"uuid": CONNECTOR, "node_uuid": NODE, "type": "ip", "connector_id": "10.0.0.1"}),
    ("volume/targets", {
        "uuid": TARGET, "node_uuid": NODE, "volume_type": "iscsi", "volume_id": "v", "boot_index": 0,
        "properties": {"password": "x"}}),
    ("allocations", {"uuid": ALLOCATION, "resource_class": "none", "name": "db"}),
    ("deploy_templates", {"uuid": TEMPLATE, "name": "CUSTOM_A", "steps": [STEP | {"priority": 1}]}),
    ("runbooks", {"uuid": RUNBOOK, "name": "CUSTOM_A", "steps": [STEP | {"order": 1}]}),
    ("inspection_rules", {"uuid": RULE, "actions": [{"op": "fail", "args": {"msg": "x"}}], "conditions": []}),
)


def contract(name):
    with open(os.path.join(CONTRACT, f"{name}.json")) as file:
        return json.load(file)


def filled(path):
    return re.sub(r"{(\w+)}", lambda found: PARAMETERS[found[1]], path)


def build(walk):
    for path, body in OBJECTS:
        for status, _, answer in walk.send("POST", f"/v1/{path}", body):
            if status != 201:
                raise RuntimeError(f"POST of {path} was answered {status}: {answer}")
    walk.send("PUT", f"/v1/nodes/{NODE}/traits", {"traits": ["CUSTOM_A"]})
    walk.send("PUT", f"/v1/nodes/{NODE}/states/provision", {"target": "manage"})
    settle(walk)


def settle(walk):
    """Waits until nothing happens to the first node any more."""
    for _ in range(200):
        nodes = [json.loads(answer[2]) for answer in walk.send("GET", f"/v1/nodes/{NODE}")]
        if all(node["target_provision_state"] is None and node["reservation"] is None for node in nodes):
            return
        time.sleep(0.05)
    raise RuntimeError(f"node {NODE} did not come to rest: {[node['provision_state'] for node in nodes]}")
