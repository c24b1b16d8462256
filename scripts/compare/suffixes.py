"""The .json that old clients put behind paths, and names that end like that."""

from world import CHASSIS, GROUP, NODE, PORT, TARGET, TEMPLATE

PATHS = (
    "", "/nodes", "/nodes/detail", "/ports", "/chassis", "/drivers", "/conductors", "/portgroups", "/allocations",
    "/volume/connectors", "/shards", "/runbooks", "/nodes/oak", f"/nodes/{NODE}", "/nodes/oak/states",
    "/nodes/oak/traits", "/nodes/oak/bios", f"/ports/{PORT}", f"/chassis/{CHASSIS}", "/drivers/fake-hardware",
    f"/portgroups/{GROUP}", "/portgroups/bond0", f"/volume/targets/{TARGET}", f"/deploy_templates/{TEMPLATE}",
    "/deploy_templates/CUSTOM_A", "/allocations/db", "/nodes/oak.json/states", "/lookup",
)
VERSIONS = (None, "1.8", "1.50", "1.90", "1.91", "1.115")


def compare(walk):
    for path in PATHS:
        for version in VERSIONS:
            walk.compare("GET", f"/v1{path}.json", version=version)
    walk.send("POST", "/v1/nodes", {"driver": "fake-hardware", "name": "kiln.json", "storage_interface": "noop"})
    for version in VERSIONS[1:]:
        for name in ("kiln", "kiln.json", "kiln.json.json"):
            walk.compare("GET", f"/v1/nodes/{name}?fields=name", version=version)
    walk.compare("PATCH", "/v1/nodes/kiln.json", [{"op": "add", "path": "/extra/a", "value": 1}], version="1.90")
    walk.compare("DELETE", "/v1/nodes/kiln.json", version="1.90")
