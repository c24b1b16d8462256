"""Patches of every field: a value of its kind, a wrong one, null, and removal."""

from world import COLLECTIONS, NODE, contract, identifier

ODD = (
    [], {}, None, [{}], [{"op": "test", "path": "/extra/a", "value": 1}], [{"op": "add", "path": "/extra"}],
    [{"op": "add", "path": "extra", "value": {}}], [{"op": "remove", "path": "/extra/nothing"}],
    [{"op": "add", "path": "/extra/l", "value": [1]}, {"op": "add", "path": "/extra/l/-", "value": 2}],
)
FIXED = ("uuid", "driver", "node_uuid", "address")


def compare(walk):
    resources = contract("resources")["resources"]
    for path, (resource, one) in COLLECTIONS.items():
        target = f"/v1/{path}/{one}"
        for field in resources[resource]["fields"]:
            for value in (None, "text", 1, {"a": 1}):
                if field not in FIXED or value != "text":
                    walk.compare("PATCH", target, [{"op": "add", "path": f"/{field}", "value": value}])
            walk.compare("PATCH", target, [{"op": "remove", "path": f"/{field}"}])
            walk.compare("PATCH", target, [{"op": "replace", "path": f"/{field}/x", "value": 1}])
        for patch in ODD:
            walk.compare("PATCH", target, patch)
        for field in ("nothing", "extra"):
            patch = [{"op": "add", "path": f"/{field}", "value": {"a": 1}}]
            walk.compare("PATCH", f"/v1/{path}/{identifier(99, 1)}", patch)
    for query in ("reset_interfaces=true", "reset_interfaces=false"):
        for field, value in (("extra/b", 1), ("driver", "fake-hardware")):
            walk.compare("PATCH", f"/v1/nodes/{NODE}?{query}", [{"op": "add", "path": f"/{field}", "value": value}])
