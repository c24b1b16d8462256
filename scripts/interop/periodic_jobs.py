"""The periodic jobs of several conductors: each does its own, and each node has one that looks after it."""

import time

from journals import moment
from patience import PATIENCE

JOBS = {
    "allocations", "power sync", "power retry", "power recovery", "time-outs", "stuck nodes", "cleaning failures",
    "long waits", "orphaned leases", "conductor records", "retention",
}
SETTINGS = {"power_sync.interval": "2s", "power_sync.force": "false", "repair.interval": "2s"}

def check(checks, caller, names, nodes, restarted):
    """After a conductor has died and begun anew."""
    jobs = {name: status(caller, name) for name in names}
    checks.that("each conductor tells of all of its jobs", all(set(found) == JOBS for found in jobs.values()), jobs)
    idle = [(name, job) for name, found in jobs.items() for job in ("power sync", "stuck nodes", "orphaned leases")
            if not found.get(job, {}).get("ticks")]
    checks.that("and does them", not idle, idle)
    name, death = restarted
    begun = {job: found["last_started_at"] for job, found in jobs[name].items() if found["last_started_at"]}
    older = {job: begin for job, begin in begun.items() if moment(begin) < death}
    checks.that("one that has begun anew tells nothing of its earlier life", not older, older)
    check_drift(checks, caller, names, nodes[0])


def check_drift(checks, caller, names, node):
    """A machine that somebody else switches is seen by the conductor whose node it is, and by no other."""
    fields = f"/v1/nodes/{node}?fields=power_state,conductor"
    shown = caller.read(fields)
    other = "power off" if shown["power_state"] == "power on" else "power on"
    before = {name: repaired(caller, name) for name in names}
    answer = caller.send("PATCH", f"/v1/nodes/{node}", [
        {"op": "add", "path": "/driver_info/fake_power_state", "value": other}])
    checks.equal("a machine can be made to drift", answer.status, 200)
    seen = wait(lambda: caller.read(fields)["power_state"] == other)
    checks.that("power sync corrects the node of a machine that has drifted", seen, caller.read(fields))
    wait(lambda: sum(repaired(caller, name) for name in names) > sum(before.values()))
    by = {name: repaired(caller, name) - before[name] for name in names}
    checks.equal("which is the work of one conductor, whose node it is",
                 by, {name: int(name == shown["conductor"]) for name in names})


def status(caller, name):
    return {job["name"]: job for job in caller.read(f"/v1/conductors/{name}/jobs")["jobs"]}


def repaired(caller, name):
    return status(caller, name)["power sync"]["repaired"]


def wait(fulfilled):
    deadline = time.monotonic() + PATIENCE
    while not fulfilled() and time.monotonic() < deadline:
        time.sleep(0.2)
    return fulfilled()
