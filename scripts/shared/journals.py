"""What the timelines and histories of many nodes tell of how their runs went, and who was at work."""

import concurrent.futures
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


def moment(text):
    return datetime.fromisoformat(text).timestamp()


def ended_by(caller, nodes, begin, end=float("inf")):
    """How many runs of the nodes each conductor ended in a time, as their histories tell."""
    def history(node):
        return caller.read(f"/v1/nodes/{node}/history?detail=true")["history"]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        entries = [entry for found in pool.map(history, nodes) for entry in found]
    return Counter(entry["conductor"] for entry in entries if begin < moment(entry["created_at"]) < end)


def moments_of(run):
    """Of its entries, and of its end."""
    end = [moment(run["finished_at"])] if run["finished_at"] else []
    return [moment(entry["at"]) for entry in run["entries"]] + end


@dataclass
class Journals:
    """Runs by node, and all moments at which something was written of them, sorted."""

    runs: dict
    moments: list = field(default_factory=list)

    @classmethod
    def read(cls, caller, nodes):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            runs = dict(zip(nodes, pool.map(lambda node: caller.read(f"/v1/nodes/{node}/timeline")["runs"], nodes)))
        return cls(runs, sorted(at for found in runs.values() for run in found for at in moments_of(run)))

    def first_after(self, start):
        """When the first thing after a moment was written."""
        return next((at for at in self.moments if at > start), float("inf"))

    def last_resumption(self, start):
        """When, of the runs that were under way at a moment, the last one went on."""
        return max((min(at for at in moments_of(run) if at > start)
                    for runs in self.runs.values() for run in runs
                    if moment(run["started_at"]) < start < max(moments_of(run))), default=start)

    def verbs(self):
        """How often each verb ran to which end."""
        return Counter((run["verb"], run["state"]) for runs in self.runs.values() for run in runs)

    def faults(self):
        """Everything that must not have happened in a run."""
        return [f"{node}, {run['verb']}: {fault}"
                for node, runs in self.runs.items() for run in runs for fault in faults_of(run)]

    def restarts(self):
        """How many steps were begun a second time, because the first time was cut short."""
        return sum(len(starts) - 1 for runs in self.runs.values() for run in runs
                   for starts in by_step(run, "started").values())


def by_step(run, kind):
    found = {}
    for entry in run["entries"]:
        if entry["kind"] == kind and entry["step_index"] is not None:
            found.setdefault(entry["step_index"], []).append(entry["sequence"])
    return found


def faults_of(run):
    sequences = [entry["sequence"] for entry in run["entries"]]
    if sequences != list(range(1, len(sequences) + 1)):
        yield f"the journal's numbers have gaps: {sequences}"
    started, finished = by_step(run, "started"), by_step(run, "finished")
    if list(finished) != list(range(len(run["steps"]))) and run["state"] == "finished":
        yield f"steps were skipped or done in another order: {list(finished)} of {len(run['steps'])}"
    for index, ends in finished.items():
        if len(ends) > 1:
            yield f"step {index} was finished {len(ends)} times"
        if started.get(index, [0])[-1] > ends[0]:
            yield f"step {index} began again after it was finished"
    for index, starts in started.items():
        if len(starts) > 1 and run["steps"][index]["repeat"] == "at-most-once" and index in finished:
            yield f"step {index} must not be repeated, began {len(starts)} times, and is said to be finished"
