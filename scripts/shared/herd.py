"""Many nodes that move through their lives at the same time, as fast as each of them can."""

import concurrent.futures
import threading
import time
from collections import Counter

from patience import PATIENCE

# Verb, and the states before and after it.
LIFE = (
    ("manage", "enroll", "manageable"), ("provide", "manageable", "available"), ("active", "available", "active"),
    ("deleted", "active", "available"),
)
# What comes again and again after that, where the herd lives on: an instance comes and goes.
LIFE_AFTER = LIFE[2:]
CALLERS = 24
PAUSE = 0.2


class Herd:
    def __init__(self, caller, count, name="node", lives_on=False):
        """A herd that lives on is at work until it is told to settle, however long what it is watched for takes."""
        self.caller = caller
        self.nodes = self._create([f"{name}-{number}" for number in range(count)])
        # How many verbs each node has behind it.
        self.stage = {node: 0 for node in self.nodes}
        # How often each verb came to its end.
        self.done = Counter()
        self._lives_on = lives_on
        # Nodes that ended where they should not, with their state.
        self.strays = {}
        # What callers were told who came at the wrong time, and what else was refused.
        self.conflicts = []
        self.refusals = []
        self.states = Counter()
        self._read = 0
        self._free_from = {}
        # Nodes of which the verb of their stage was asked.
        self._asked = set()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._drive, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._end.set()
        self._thread.join(timeout=60)

    def settle(self, seconds=2 * PATIENCE):
        """Lets no node begin another life, and waits until all have ended theirs."""
        self._lives_on = False
        self._thread.join(timeout=seconds)

    @property
    def progress(self):
        """The part of all steps of all first lives that is done."""
        return sum(min(stage, len(LIFE)) for stage in self.stage.values()) / (len(LIFE) * len(self.nodes))

    @property
    def has_settled(self):
        return not self._lives_on and all(self._next(node) is None for node in self.nodes)

    def wait_for(self, progress, seconds=2 * PATIENCE):
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
            while not self._end.is_set() and not self.has_settled:
                self._read += 1
                page = self.caller.read("/v1/nodes?limit=1000&fields=uuid,provision_state")
                self.states = Counter(node["provision_state"] for node in page["nodes"])
                for node in page["nodes"]:
                    self._look(node["uuid"], node["provision_state"], pool)
                time.sleep(PAUSE)

    def _next(self, node):
        """The verb that is due on a node, and the states before and after it; nothing where its last life has ended."""
        stage = self.stage[node]
        if stage < len(LIFE):
            return LIFE[stage]
        again = (stage - len(LIFE)) % len(LIFE_AFTER)
        return LIFE_AFTER[again] if again or node in self._asked or self._lives_on else None

    def _look(self, node, state, pool):
        if node not in self.stage or self._read < self._free_from.get(node, 0):
            return
        if (step := self._next(node)) is None:
            return
        verb, before, after = step
        if state == after and node in self._asked:
            self.stage[node] += 1
            self.done[verb] += 1
            self._asked.remove(node)
        elif state == before:
            self._asked.add(node)
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
