"""What is given more than once: in the query, or in the query and in the body."""

from world import NODE, OTHER, settle

READS = (
    "nodes?driver=fake-hardware&driver=x", "nodes?maintenance=true&maintenance=true",
    "nodes?sort_key=uuid&sort_key=name", "nodes?fields=uuid&fields=name", "nodes?shard=s1&shard=s2",
    "nodes?detail=true&detail=false",
    "ports?address=52:54:00:00:00:01&address=52:54:00:00:00:02", "allocations?state=error&state=active",
    "nodes/validate?node=oak&node=acorn", f"lookup?node_uuid={NODE}&node_uuid={OTHER}",
    "lookup?addresses=52:54:00:00:00:01&addresses=52:54:00:00:00:99", "drivers?type=dynamic&type=classic",
)
CALLS = (
    ("maintenance?reason=a&reason=b", None), ("maintenance?reason=a", {"reason": "b"}),
    ("states/power?target=power%20on&target=power%20on", None),
    ("states/power?target=power%20off", {"target": "power on"}),
    ("states/console?enabled=true&enabled=true", None), ("states/provision?target=manage", {"target": "manage"}),
    ("management/boot_device?boot_device=pxe", {"boot_device": "pxe"}),
)


def compare(walk):
    for query in READS:
        walk.compare("GET", f"/v1/{query}")
    for path, body in CALLS:
        walk.compare("PUT", f"/v1/nodes/{NODE}/{path}", body)
        settle(walk)
