"""How versions are asked for, and what suffixes, slashes and methods do."""

PATHS = ("/", "/v1", "/v1/nodes", "/v1/nowhere", "/nowhere")
OWN = (None, "", "1.1", "1.50", "1.115", "latest", "1.116", "1.0", "2.1", "1", "x", "1.1.1")
SERVICE = (
    "baremetal 1.50", "baremetal latest", "compute 2.1", "compute 2.1, baremetal 1.44", "baremetal 1.200",
    "baremetal x",
)


def compare(walk):
    for path in PATHS:
        for version in OWN:
            walk.compare("GET", path, version=version)
        for header in SERVICE:
            walk.compare("GET", path, version=None, headers={"OpenStack-API-Version": header})
    for path in ("/nodes", "/v1/nodes/", "/v1/nodes/oak/", "/v1/nodes/oak.json", "/v1/nodes/OAK", "/v1/nodes/oak%21"):
        for version in ("1.4", "1.9", "1.90", "1.91"):
            walk.compare("GET", path, version=version)
    for method in ("HEAD", "OPTIONS", "DELETE"):
        for path in ("/v1", "/v1/drivers", "/v1/conductors"):
            walk.compare(method, path)
    walk.compare("HEAD", "/")
    for accept in ("text/html", "application/json", "*/*", ""):
        walk.compare("GET", "/v1/nodes", headers={"Accept": accept})
