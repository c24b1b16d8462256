"""Nodes with one port each, made through the API, so that both servers have the same."""

import http.client
import json
import threading
from urllib.parse import urlsplit

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
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)

    def create(self, path, body):
        self.connection.request("POST", path, json.dumps(body), HEADERS)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"POST {path} was answered with {answer.status}: {text[:300]}")
        return json.loads(text)["uuid"]


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
