"""Many nodes that move through a life at the same time, as fast as each of them can."""

import concurrent.futures
import threading
import time
from collections import Counter

# Verb, and the states before and after it.
LIFE = (
    ("manage", "enroll", "manageable"), ("provide", "manageable", "available"), ("active", "available", "active"),
    ("deleted", "active", "available"),
)
CALLERS = 24
PAUSE = 0.2


class Herd:
    def __init__(self, caller, count, name="node"):
        self.caller = caller
        self.nodes = self._create([f"{name}-{number}" for number in range(count)])
        self.stage = {node: 0 for node in self.nodes}
        # Nodes that ended where they should not, with their state.
        self.strays = {}
        # What callers were told who came at the wrong time, and what else was refused.
        self.conflicts = []
        self.refusals = []
        self.states = Counter()
        self._read = 0
        self._free_from = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._drive, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._end.set()
        self._thread.join(timeout=60)

    @property
    def progress(self):
        """The part of all steps of all lives that is done."""
        return sum(self.stage.values()) / (len(LIFE) * len(self.nodes))

    def wait_for(self, progress, seconds=150):
        """Waits until so much is done; returns what is."""
        deadline = time.monotonic() + seconds
        while self.progress < progress and time.monotonic() < deadline and self._thread.is_alive():
            time.sleep(0.05)
        return self.progress

    def _create(self, names):
        nodes = [{"driver": "fake-hardware", "name": name} for name in names]
        answer = self.caller.send("POST", "/v1/bulk/nodes", {"nodes": nodes})
        if answer.status != 200 or answer.body["failed"]:
            raise RuntimeError(f"the nodes were not created: {answer.text[:1000]}")
        return [result["uuid"] for result in answer.body["results"]]

    def _drive(self):
        with concurrent.futures.ThreadPoolExecutor(CALLERS) as pool:
            while not self._end.is_set() and self.progress < 1:
                self._read += 1
                page = self.caller.read("/v1/nodes?limit=1000&fields=uuid,provision_state")
                self.states = Counter(node["provision_state"] for node in page["nodes"])
                for node in page["nodes"]:
                    self._look(node["uuid"], node["provision_state"], pool)
                time.sleep(PAUSE)

    def _look(self, node, state, pool):
        stage = self.stage.get(node, len(LIFE))
        if stage == len(LIFE) or self._read < self._free_from.get(node, 0):
            return
        verb, before, after = LIFE[stage]
        if state == after:
            self.stage[node] = stage + 1
        elif state == before:
            self._free_from[node] = float("inf")
            pool.submit(self._ask, node, verb)
        elif state.endswith("failed") or state == "error":
            self.strays[node] = state

    def _ask(self, node, verb):
        try:
            answer = self.caller.send("PUT", f"/v1/nodes/{node}/states/provision", {"target": verb})
            if answer.status == 409:
                self.conflicts.append(answer.text)
            elif answer.status >= 400:
                # An earlier attempt, which was answered by nobody, may have been heard.
                self.refusals.append(f"{verb}: {answer.status} {answer.text}")
        except RuntimeError as error:
            self.refusals.append(f"{verb}: {error}")
        finally:
            # A list that is being read at this moment may tell what was before.
            self._free_from[node] = self._read + 2
