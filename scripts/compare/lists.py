"""Lists: every field, every sort key, every filter with good and bad values."""

from world import ABSENT, CHASSIS, COLLECTIONS, GROUP, NODE, contract

PAGES = (
    "fields=", "fields=,", "fields=uuid,uuid", "fields=uuid&fields=extra", "fields=nothing", "detail=true",
    "detail=maybe", "limit=0", "limit=-1", "limit=x", "limit=1", "limit=99999999999999999999", "limit=1&limit=2",
    f"marker={ABSENT}", "sort_dir=up", "sort_key=", "sort_key=nothing", "nothing=1",
)
FLAGS = ("true", "0", "maybe", "")
FILTERS = {
    "nodes": {
        "chassis_uuid": (CHASSIS, ABSENT, "x"), "associated": FLAGS, "maintenance": FLAGS, "retired": FLAGS,
        "sharded": FLAGS, "include_children": FLAGS, "provision_state": ("manageable", "dancing"),
        "driver": ("fake-hardware", "x", ""), "resource_class": ("gold", "x"), "fault": ("power failure", "x"),
        "conductor": ("", "x"), "owner": ("ann", "x"), "description_contains": ("FIRST", "x", ""),
        "shard": ("s1", " s1", "s1,s2", "x"), "parent_node": (NODE, ABSENT, "nobody"), "instance_name": ("x",),
    },
    "ports": {
        "node": (NODE, "oak", "nobody", ABSENT), "address": ("52:54:00:00:00:01", "x"),
        "portgroup": (GROUP, "bond0", "x"),
        "shard": ("s1", "x", ""), "description_contains": ("left", "x", ""), "conductor_groups": ("", "x"),
    },
    "portgroups": {
        "node": (NODE, "oak", "nobody"), "address": ("52:54:00:00:01:01", "x"), "shard": ("s1", ""),
        "conductor_groups": ("", "x"),
    },
    "allocations": {"node": (NODE, "nobody"), "state": ("error", "dreaming", ""), "resource_class": ("none", "x")},
    "volume/targets": {"node": (NODE, "oak", "nobody")},
}


def compare(walk):
    resources = contract("resources")["resources"]
    for path, (resource, one) in COLLECTIONS.items():
        for field in resources[resource]["fields"]:
            walk.compare("GET", f"/v1/{path}?fields={field}")
            walk.compare("GET", f"/v1/{path}/{one}?fields={field}")
            walk.compare("GET", f"/v1/{path}?sort_key={field}&sort_dir=desc")
        for query in PAGES:
            walk.compare("GET", f"/v1/{path}?{query}")
    for path, filters in FILTERS.items():
        for name, values in filters.items():
            for value in values:
                walk.compare("GET", f"/v1/{path}?{name}={value.replace(' ', '%20')}")
    walk.compare("GET", f"/v1/nodes?parent_node={NODE}&include_children=true")
