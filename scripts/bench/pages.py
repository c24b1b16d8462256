"""The time of a page of nodes, with ever more nodes in the database."""

import sqlite3
import statistics
import tempfile
import time
import urllib.request
import uuid

from population import HEADERS, node
from population import Caller
from programs import free_port, say, start_ingotd, wait_for_answer

COUNTS = (1_000, 10_000, 100_000)
PAGE = 100
ROUNDS = 40


def measure():
    with tempfile.TemporaryDirectory(prefix="ingot-bench-") as directory:
        for count in COUNTS:
            port = free_port()
            process = start_ingotd(directory, port, "--set=hardware_types=fake-hardware")
            try:
                url = f"http://127.0.0.1:{port}"
                wait_for_answer(url + "/v1/drivers/fake-hardware", process)
                if count == COUNTS[0]:
                    Caller(url).create("/v1/nodes", node(0))
            finally:
                process.terminate()
                process.wait(timeout=30)
            middle = fill(f"{directory}/data/ingot.sqlite", count)
            measure_pages(directory, count, middle)


def fill(path, count):
    """Copies the first node until there are so many; returns the UUID of one in the middle of the list.

    It writes into the database of a daemon that does not run, because making that many through the API is not what is
    measured here.
    """
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(node)")]
        pattern = list(database.execute("SELECT * FROM node LIMIT 1").fetchone())
        present = database.execute("SELECT count(*) FROM node").fetchone()[0]
        marks = ", ".join("?" * len(columns))

        def rows():
            for number in range(present, count):
                row = dict(zip(columns, pattern))
                row["uuid"], row["name"] = str(uuid.uuid4()), f"page-{number}"
                yield [row[column] for column in columns]

        database.executemany(f"INSERT INTO node VALUES ({marks})", rows())
        middle = database.execute("SELECT uuid FROM node ORDER BY rowid LIMIT 1 OFFSET ?", (count // 2,)).fetchone()[0]
    database.close()
    return middle


def measure_pages(directory, count, middle):
    port = free_port()
    process = start_ingotd(directory, port, "--set=hardware_types=fake-hardware")
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for_answer(url + "/v1/drivers/fake-hardware", process)
        pages = {
            "first page": "",
            "page in the middle": f"&marker={middle}",
            "page in the middle by name": f"&marker={middle}&sort_key=name",
            "page of one state": "&provision_state=enroll",
        }
        for name, query in pages.items():
            times = [seconds(f"{url}/v1/nodes?limit={PAGE}{query}") for _ in range(ROUNDS)]
            say(f"pages: {name}, {PAGE} of {count:,} nodes, median of {ROUNDS}",
                f"{statistics.median(times) * 1000:.2f} ms", f"slowest {max(times) * 1000:.2f} ms")
    finally:
        process.terminate()
        process.wait(timeout=30)


def seconds(address):
    began = time.monotonic()
    with urllib.request.urlopen(urllib.request.Request(address, headers=HEADERS), timeout=60) as answer:
        answer.read()
    return time.monotonic() - began
