"""Methods that a path does not have: just below the version of the path, at it, and at the newest."""

from world import contract, filled

ALL = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
BODIES = {"POST": {}, "PUT": {}, "PATCH": []}


def compare(walk):
    paths = {}
    for route in contract("routes")["routes"]:
        # Some paths stand there twice, with other names for what they name.
        paths.setdefault(filled(route["path"]), []).append(route)
    for path, routes in paths.items():
        since = min(route["min_minor"] for route in routes)
        for method in set(ALL) - {route["method"] for route in routes}:
            for minor in sorted({1, since - 1, since, 115} - {0}):
                walk.compare(method, path, BODIES.get(method), version=f"1.{minor}")
