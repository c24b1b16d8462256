"""New resources: every member with values of every kind, one at a time."""

from world import CHASSIS, COLLECTIONS, OTHER, STEP, contract, identifier

VALUES = (None, "text", 1, True, {"a": 1})
BASES = {
    "nodes": {"driver": "fake-hardware", "storage_interface": "noop"}, "chassis": {},
    "portgroups": {"node_uuid": OTHER},
    "ports": {"node_uuid": OTHER, "address": "52:54:00:00:00:99"},
    "volume/connectors": {"node_uuid": OTHER, "type": "ip", "connector_id": "x"},
    "volume/targets": {"node_uuid": OTHER, "volume_type": "iscsi", "volume_id": "v", "boot_index": 7},
    "deploy_templates": {"name": "CUSTOM_B", "steps": [STEP | {"priority": 1}]},
    "runbooks": {"name": "CUSTOM_B", "steps": [STEP | {"order": 1}]},
    "inspection_rules": {"actions": [{"op": "fail", "args": {"msg": "x"}}]},
}
NODES = (
    {"name": "Oak"}, {"name": "a b"}, {"name": "detail"}, {"name": "oak"}, {"conductor_group": "nowhere"},
    {"properties": {"cpus": "many"}}, {"retired_reason": "old"}, {"parent_node": ""}, {"parent_node": "nobody"},
    {"chassis_uuid": CHASSIS}, {"driver": "nothing"}, {"power_interface": "magic"}, {"network_data": {"links": []}},
    {"traits": ["CUSTOM_A"]}, {"uuid": "x"}, {"properties": {"memory_mb": "many"}}, {"properties": {"local_gb": -1}},
    {"properties": {"local_gb": "16", "memory_mb": 4.5}}, {"extra": {"wide": 2 ** 64 - 1, "wider": -10 ** 40}},
)
PORTS = (
    {"name": "slot 1: left"}, {"name": "first"}, {"is_smartnic": True}, {"address": "52-54-00-00-00-99"},
    {"local_link_connection": {"port_id": "1"}}, {"physical_network": ""}, {"node_uuid": "oak"},
    {"portgroup_uuid": "x"}, {"local_link_connection": {"port_id": "1", "switch_id": "sw1"}},
    {"local_link_connection": {"port_id": "1", "switch_id": "0A:1B:2C:3D:4E:5F"}},
    {"local_link_connection": {"port_id": "1", "switch_id": "00000A1B2C3D4E5F"}},
)


def compare(walk):
    resources = contract("resources")["resources"]
    for path, base in BASES.items():
        for field in resources[COLLECTIONS[path][0]]["fields"]:
            for value in VALUES:
                create(walk, path, base | {field: value})
        for field in base:
            create(walk, path, {name: value for name, value in base.items() if name != field})
        create(walk, path, base | {"nothing": 1})
        create(walk, path, None)
    for change in NODES:
        create(walk, "nodes", BASES["nodes"] | change)
    create(walk, "nodes", {"driver": "fake-hardware", "name": "Oak"}, version="1.9")
    for change in PORTS:
        create(walk, "ports", BASES["ports"] | change)


def create(walk, path, body, **options):
    """What was created is deleted at once, so that each creation finds the world as it was."""
    uuid = identifier(20, walk.count)
    if body and "uuid" not in body:
        body = {"uuid": uuid} | body
    answers = walk.compare("POST", f"/v1/{path}", body, **options)
    if any(status == 201 for status, _, _ in answers):
        if path == "nodes":
            walk.send("PUT", f"/v1/nodes/{uuid}/maintenance")
        walk.send("DELETE", f"/v1/{path}/{uuid}")
