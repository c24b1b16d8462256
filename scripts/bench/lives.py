"""Nodes that live through everything that can be asked of them, many at a time, each with a caller that waits for it."""

import http.client
import json
import threading
import time
from urllib.parse import urlsplit

from population import HEADERS as USUAL_HEADERS

# The first version that knows all of the interfaces below.
HEADERS = USUAL_HEADERS | {"X-OpenStack-Ironic-API-Version": "1.86"}
# Verb, and the state in which it has succeeded.
LIFE = (("manage", "manageable"), ("provide", "available"), ("active", "active"), ("deleted", "available"))
# The interfaces that both servers have, so that both do the same.
NODE = {
    "driver": "fake-hardware", "bios_interface": "no-bios", "boot_interface": "fake", "console_interface": "no-console",
    "deploy_interface": "fake", "firmware_interface": "no-firmware", "inspect_interface": "no-inspect",
    "management_interface": "fake", "network_interface": "noop", "power_interface": "fake", "raid_interface": "no-raid",
    "rescue_interface": "no-rescue", "storage_interface": "noop", "vendor_interface": "no-vendor",
}
# Callers look again after a while that grows, so that a slow server is not asked all the time.
FIRST_PAUSE, GROWTH, LONGEST_PAUSE = 0.02, 1.5, 1.0
PATIENCE = 600


class LifeCaller:
    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)

    def live(self, number):
        node = f"life-{number}"
        # 409 where the server broke off before it could tell that the node is there.
        self._send("POST", "/v1/nodes", NODE | {"name": node}, {201, 409})
        for verb, state in LIFE:
            # Both may refuse a verb while the node is held by the end of the verb before, or while all workers work.
            self._send("PUT", f"/v1/nodes/{node}/states/provision", {"target": verb}, {202}, again={409, 503})
            self._wait(node, verb, state)

    def _wait(self, node, verb, wanted):
        pause, deadline = FIRST_PAUSE, time.monotonic() + PATIENCE
        while True:
            time.sleep(pause)
            pause = min(pause * GROWTH, LONGEST_PAUSE)
            found = self._send("GET", f"/v1/nodes/{node}?fields=provision_state,last_error", None, {200})
            if found["provision_state"] == wanted:
                return
            if found["last_error"] or time.monotonic() > deadline:
                raise RuntimeError(f"{verb} of node {node} has come to {found}, not to {wanted}")

    def _send(self, method, path, body, wanted, again=frozenset()):
        pause, deadline = FIRST_PAUSE, time.monotonic() + PATIENCE
        while True:
            try:
                status, text = self._attempt(method, path, body)
            except (ConnectionError, http.client.HTTPException) as error:
                # The peer resets connections when many callers come at once.
                self.connection.close()
                status, text = None, str(error)
            if status in wanted:
                return json.loads(text) if text else None
            if status is not None and status not in again or time.monotonic() > deadline:
                raise RuntimeError(f"{method} {path} was answered with {status}: {text[:500]}")
            time.sleep(pause)
            pause = min(pause * GROWTH, LONGEST_PAUSE)

    def _attempt(self, method, path, body):
        self.connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def live(url, count, at_once):
    """Seconds until all nodes have lived."""
    numbers, failures = iter(range(count)), []
    lock = threading.Lock()

    def work():
        try:
            caller = LifeCaller(url)
            while not failures:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                caller.live(number)
        except Exception as error:
            failures.append(error)

    began = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.monotonic() - began
