"""Every route that reads: just below its version, at it, and at the newest; what is there, and what is not."""

from sides import NEWEST
from world import ABSENT, COLLECTIONS, contract, filled


def compare(walk):
    routes = [route for route in contract("routes")["routes"] if route["method"] == "GET"]
    for route in routes:
        since = route["min_minor"]
        for minor in sorted({1, since - 1, since, 115} - {0}):
            walk.compare("GET", filled(route["path"]), version=f"1.{minor}")
    for path in COLLECTIONS:
        walk.compare("GET", f"/v1/{path}/{ABSENT}")
        walk.compare("GET", f"/v1/{path}/nobody")
    for path in ("states", "validate", "traits", "bios", "history", "inventory", "allocation", "ports", "vifs"):
        walk.compare("GET", f"/v1/nodes/nobody/{path}", version=NEWEST)
