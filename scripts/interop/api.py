"""Quick looks at a node, where starting a client would take too long."""

import json
import time
import urllib.error
import urllib.request


class API:
    def __init__(self, url):
        self.url = url

    def read(self, path):
        call = urllib.request.Request(self.url + path, headers={"X-OpenStack-Ironic-API-Version": "1.80"})
        with urllib.request.urlopen(call, timeout=30) as answer:
            return json.load(answer)

    def wait_for_state(self, node, wanted, seconds, unless=(), pause=0.1):
        """Looks until the node is in the state; returns the state that was seen last."""
        return self._wait(node, lambda found: found["provision_state"], {wanted, *unless}, seconds, pause)

    def wait_for_agent(self, node, seconds):
        """Looks until the agent has told its address."""
        return self._wait(node, lambda found: bool(found["driver_internal_info"].get("agent_url")), {True}, seconds)

    def timeline(self, node):
        return self.read(f"/v1/nodes/{node}/timeline")["runs"]

    def _wait(self, node, fact, wanted, seconds, pause=0.1):
        deadline = time.monotonic() + seconds
        while True:
            found = None
            try:
                found = fact(self.read(f"/v1/nodes/{node}"))
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            if found in wanted or time.monotonic() > deadline:
                return found
            time.sleep(pause)
