"""Three ingotd on one PostgreSQL, of which one's clock goes wrong by an hour, this way and that, while nodes live.

It leaves the ring and says so, the others do its work, also where it dies so, and it is back when its clock is right.
"""

import tempfile
import time

from cluster import cluster
from false_clock import FalseClock
from herd import Herd
from journals import Journals, ended_by
from patient_caller import PatientCaller

NODES = 60
LEASE = 5
BEAT = 1
STEP = 2
NAMES = ("first", "second", "wrong")
RIGHT = ("first", "second")
HOUR = 3600
SETTINGS = {
    "conductor.lease": f"{LEASE}s", "conductor.heartbeat": f"{BEAT}s", "fake.step_delay": f"{STEP}s",
    "api.lock_patience": "0s", "database.connections": "8", "conductor.max_deploys": "0", "conductor.max_cleans": "0",
}
# How much longer than it must something may take, on processors that have much else to do.
GRACE = 120
# How far back in a log a thing may stand that was just said.
LINES = 40


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-clock-") as directory:
        clock = FalseClock(directory)
        with cluster(NAMES, SETTINGS, environments={"wrong": clock.environment}) as daemons:
            # Where the clock is wrong nobody is asked: the API dates by its own host's.
            caller = PatientCaller([daemons[name].url for name in RIGHT])
            for trial in (goes_wrong, dies_wrong):
                herd = Herd(caller, NODES, trial.__name__.replace("_", "-"), lives_on=True)
                herd.start()
                try:
                    herd.wait_for(0.1)
                    check_owners(checks, caller, "all, as long as clocks are right", NAMES)
                    trial(checks, daemons, caller, clock, herd)
                    is_right_again(checks, daemons, caller, clock, herd)
                    herd.settle()
                finally:
                    herd.stop()
                check_ends(checks, daemons, caller, herd)


def goes_wrong(checks, daemons, caller, clock, herd):
    """Its nodes are the others' at once, and what it is at is let go with the step in flight."""
    for how, ahead in (("ahead", HOUR), ("behind", -HOUR)):
        clock.set(ahead)
        told = wait(lambda: found if abs((found := clock_of(caller))["ahead_seconds"] - ahead) < 2 else None, BEAT + GRACE)
        checks.that(f"a conductor whose clock is an hour {how} is said to be wrong by so much",
                    told and not told["is_right"], clock_of(caller))
    log = wait(lambda: "has left the ring" in daemons["wrong"].tail(LINES), GRACE)
    checks.that("its log says that it has left the ring, and what to do", log, daemons["wrong"].tail(LINES))
    seen = next(found for found in caller.read("/v1/cluster")["conductors"] if found["hostname"] == "wrong")
    checks.equal("it lives, and takes no work", (seen["alive"], seen["takes_work"]), (True, False))
    check_owners(checks, caller, "those whose clocks are right", RIGHT)
    left = wait(lambda: not held(caller), STEP + GRACE)
    checks.that("it holds no node any more", left, held(caller))
    began = time.time()
    wait(lambda: set(ended_by(caller, herd.nodes, began)) >= set(RIGHT), 2 * STEP + GRACE)
    doers = ended_by(caller, herd.nodes, began)
    checks.equal("what is done meanwhile is done by the others", set(doers), set(RIGHT))


def dies_wrong(checks, daemons, caller, clock, _herd):
    """The leases of one that dies before it knows that its clock is wrong end when they would if it were right."""
    left = dies_at_work(daemons, caller, clock)
    died = time.monotonic()
    checks.that("it was killed with nodes in its hands", left, daemons.evidence(5))
    free = wait(lambda: not held(caller), LEASE + GRACE)
    took = time.monotonic() - died
    checks.that("the others take them over when its leases are over", free, f"{took:.1f} s: {held(caller)}")
    checks.note(f"{len(left)} nodes were taken over {took:.1f} s after its death, its leases last {LEASE} s")
    daemons.start("wrong")
    told = wait(lambda: not clock_of(caller)["is_right"], BEAT + GRACE)
    checks.that("one that begins with a wrong clock says so", told, clock_of(caller))
    check_owners(checks, caller, "those whose clocks are right", RIGHT)
    checks.equal("and takes nothing", held(caller), [])


def dies_at_work(daemons, caller, clock, attempts=10):
    """Sets the clock wrong and kills, before the next beat, until it was at work; returns the nodes that it held."""
    for _ in range(attempts):
        wait(lambda: held(caller), GRACE)
        clock.set(HOUR)
        time.sleep(BEAT / 4)
        daemons["wrong"].kill()
        if left := held(caller):
            return left
        clock.set(0)
        daemons.start("wrong")
    return []


def is_right_again(checks, daemons, caller, clock, herd):
    clock.set(0)
    told = wait(lambda: clock_of(caller)["is_right"], BEAT + GRACE)
    checks.that("it is right again with the first beat after its clock is", told, clock_of(caller))
    log = wait(lambda: "clock is right again" in daemons["wrong"].tail(LINES), GRACE)
    checks.that("which its log says", log, daemons["wrong"].tail(LINES))
    check_owners(checks, caller, "all again", NAMES)
    began = time.time()
    back = wait(lambda: "wrong" in ended_by(caller, herd.nodes, began), 2 * STEP + GRACE)
    checks.that("and it works", back, ended_by(caller, herd.nodes, began))


def check_owners(checks, caller, whose, names):
    def owners():
        return {node["conductor"] for node in nodes(caller, "conductor")}
    belongs = wait(lambda: owners() == set(names), BEAT + GRACE)
    checks.that(f"the nodes belong to {whose}", belongs, owners())


def check_ends(checks, daemons, caller, herd):
    checks.equal(f"all {NODES} nodes have lived their lives", herd.progress, 1.0)
    checks.that("none went astray", not herd.strays, f"{herd.strays}\n{daemons.evidence()}")
    journals = Journals.read(caller, herd.nodes)
    expected = {(verb, "finished"): count for verb, count in herd.done.items()}
    checks.equal("each verb was carried out as often as it was asked for", dict(journals.verbs()), expected)
    faults = journals.faults()
    checks.that("no step was skipped, and none repeated that must not be", not faults, "\n".join(faults[:10]))
    first, last = journals.moments[0], journals.moments[-1]
    checks.that("nothing is dated by the wrong clock", last - first < HOUR / 2, f"from {first} to {last}")


def clock_of(caller):
    return caller.read("/v1/conductors/wrong?fields=clock")["clock"]


def held(caller):
    """The nodes that the one with the wrong clock holds."""
    return [node["uuid"] for node in nodes(caller, "uuid,reservation") if node["reservation"] == "wrong"]


def nodes(caller, fields):
    return caller.read(f"/v1/nodes?limit=1000&fields={fields}")["nodes"]


def wait(condition, seconds):
    """The first answer that is something, or the last one."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer
