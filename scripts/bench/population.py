"""Nodes with one port each, made through the API, so that both servers have the same."""

import http.client
import json
import threading
import time
from urllib.parse import quote, urlsplit

HEADERS = {"Content-Type": "application/json", "X-OpenStack-Ironic-API-Version": "1.80"}


def node(number):
    return {
        "driver": "fake-hardware", "name": f"bench-{number}", "resource_class": "bench",
        "properties": {"cpus": 8, "memory_mb": 65536, "local_gb": 480, "cpu_arch": "x86_64"},
        "driver_info": {"address": f"10.0.{number // 250}.{number % 250}", "username": "admin", "password": "secret"},
        "extra": {"rack": f"r{number // 40}", "slot": number % 40},
    }


def address(number):
    return f"52:54:{number >> 24 & 255:02x}:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"


class Caller:
    def __init__(self, url):
        self.url = url
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)

    def create(self, path, body):
        return self.send("POST", path, body, 201)["uuid"]

    def read(self, path):
        return self.send("GET", path, None, 200)

    def send(self, method, path, body, wanted):
        self.connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}: {text[:300]}")
        return json.loads(text)

    def wait_for(self, nodes, state, seconds=600):
        """Waits until all of the nodes are in the state."""
        rest, deadline = set(nodes), time.monotonic() + seconds
        while True:
            page = self.read(f"/v1/nodes?limit=1000&fields=uuid&provision_state={quote(state)}")
            while page["nodes"]:
                rest -= {node["uuid"] for node in page["nodes"]}
                if "next" not in page:
                    break
                page = self.read(page["next"].removeprefix(self.url))
            if not rest:
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"{len(rest)} nodes did not become {state} in {seconds} s")
            time.sleep(0.2)


def create_many(caller, count, name, at_once=1000):
    """Creates nodes through bulk calls, which the peer does not have; returns their UUIDs."""
    nodes = []
    for first in range(0, count, at_once):
        bodies = [node(number) | {"name": f"{name}-{number}"} for number in range(first, min(first + at_once, count))]
        answer = caller.send("POST", "/v1/bulk/nodes", {"nodes": bodies}, 200)
        if answer["failed"]:
            raise RuntimeError(f"nodes were refused: {json.dumps(answer)[:500]}")
        nodes += [result["uuid"] for result in answer["results"]]
    return nodes


def populate(url, count, nodes_file, callers=4):
    """Creates the nodes and writes their UUIDs into the file."""
    uuids, failures = [None] * count, []

    def work(first):
        try:
            caller = Caller(url)
            for number in range(first, count, callers):
                uuids[number] = caller.create("/v1/nodes", node(number))
                caller.create("/v1/ports", {"node_uuid": uuids[number], "address": address(number)})
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    with open(nodes_file, "w") as file:
        file.write("\n".join(uuids) + "\n")
