"""Three ingotd on one PostgreSQL, of which each dies once while hundreds of nodes live their lives, and the database too.

Whatever dies, every node ends where it should, no step is done twice that must not be, and all who are to be told of it
are told. How soon work goes on is told here, and judged by `make bench`, which has the processors for itself.
"""

import signal
import time
from collections import Counter

import deliveries
import periodic_jobs
from cluster import cluster
from herd import LIFE, Herd
from journals import Journals, ended_by
from patience import PATIENCE
from patient_caller import PatientCaller
from receiver import Receiver, signed_with

NODES = 300
LEASE = 5
NAMES = ("first", "second", "third")
SETTINGS = {
    "conductor.lease": f"{LEASE}s", "conductor.heartbeat": "1s", "api.conductor_timeout": f"{LEASE}s",
    "api.lock_patience": "0s", "fake.step_delay": "300ms", "database.connections": "8",
    # All nodes are at work at the same time.
    "conductor.max_deploys": "0", "conductor.max_cleans": "0",
} | periodic_jobs.SETTINGS


def check(checks):
    with Receiver(signed_with(deliveries.SECRET), refuse_each=200) as webhook, Receiver() as collector:
        check_cluster(checks, webhook, collector)


def check_cluster(checks, webhook, collector):
    with cluster(NAMES, SETTINGS | deliveries.settings(webhook, collector)) as daemons:
        caller = PatientCaller(daemons.urls)
        herd = Herd(caller, NODES, lives_on=True)
        herd.start()
        try:
            check_owners(checks, caller, "three", NAMES)
            herd.wait_for(0.08)
            told = [
                kill_at_work(checks, daemons, caller, herd, "third"),
                come_back(checks, daemons, caller, herd, "third"),
                database_away(checks, daemons, caller, herd),
                drain(checks, daemons, caller, herd, "second"),
                come_back(checks, daemons, caller, herd, "second"),
                kill_and_start(daemons, "first"),
            ]
            herd.settle()
        finally:
            herd.stop()
        check_ends(checks, daemons, caller, herd)
        journals = check_journals(checks, caller, herd, told)
        check_refusals(checks, caller, herd)
        deliveries.check_webhook(checks, caller, webhook)
        deliveries.check_collector(checks, collector, journals.runs)
        periodic_jobs.check(checks, caller, NAMES, herd.nodes, restarted=("first", told[-1]))


def kill_at_work(checks, daemons, caller, herd, name):
    """Kills a daemon that holds nodes; returns the moment, when the others have been at work without it."""
    killed, held = daemons.kill_at_work(name)
    checks.that("a conductor was killed with nodes in its hands", held, daemons.evidence())
    if not held:
        return killed
    answer = caller.send("PATCH", f"/v1/nodes/{held[0]}", [{"op": "add", "path": "/extra/x", "value": 1}])
    checks.that("who wants a node that it held is told who holds it, for what and since when",
                answer.status == 409 and name in answer.text and "since" in answer.text, answer)
    check_owners(checks, caller, "the two that live", set(NAMES) - {name})
    await_work(caller, herd, set(NAMES) - {name}, killed + LEASE)
    return killed


def come_back(checks, daemons, caller, herd, name):
    """Starts a daemon again; returns the moment, when all have been at work since."""
    began = time.time()
    daemons.start(name)
    check_owners(checks, caller, "one more again", NAMES)
    await_work(caller, herd, NAMES, began)
    return began


def kill_and_start(daemons, name):
    daemons[name].kill()
    killed = time.time()
    daemons.start(name)
    return killed


def await_work(caller, herd, names, since):
    """Waits until each of these has ended something since then; what is asked of them all is asked at the end."""
    deadline = time.monotonic() + PATIENCE
    while set(names) - set(ended_by(caller, herd.nodes, since)) and time.monotonic() < deadline:
        time.sleep(1)


def check_owners(checks, caller, whose, names):
    """Whose the nodes are, as soon as they have been dealt out anew."""
    deadline = time.monotonic() + LEASE + PATIENCE
    while True:
        page = caller.read("/v1/nodes?limit=1000&fields=uuid,conductor")
        shares = Counter(node["conductor"] for node in page["nodes"])
        if set(shares) == set(names) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    checks.that(f"the nodes belong to {whose}, none to much more than its share",
                set(shares) == set(names) and max(shares.values()) < 1.6 * NODES / len(set(names)), shares)


def database_away(checks, daemons, caller, herd):
    """Lets the database break off for some seconds; returns the moment from which it was there again."""
    daemons.database.crash()
    before = len(caller.unavailable)
    began = time.monotonic()
    read = caller.send_once("GET", f"/v1/nodes/{herd.nodes[0]}")
    asked = caller.send_once("PUT", f"/v1/nodes/{herd.nodes[0]}/states/provision", {"target": "manage"})
    checks.equal("without the database reads and verbs are 503", (read.status, asked.status), (503, 503))
    checks.that("and do not wait for it", time.monotonic() - began < 20)
    while len(caller.unavailable) < before + 20 and time.monotonic() - began < 5:
        time.sleep(0.05)
    ready = daemons.database.start()
    await_work(caller, herd, NAMES, ready)
    return ready


def drain(checks, daemons, caller, herd, name):
    """Asks a daemon to let go of everything; returns the moment at which it had, when the others have been at work."""
    daemons.signal(name, signal.SIGUSR2)
    code = daemons[name].process.wait(timeout=PATIENCE)
    drained = time.time()
    checks.equal("a conductor that is drained ends by itself", code, 0)
    page = caller.read("/v1/nodes?limit=1000&fields=uuid,reservation")
    checks.that("and holds no node any more", name not in [node["reservation"] for node in page["nodes"]])
    check_owners(checks, caller, "those that stay", set(NAMES) - {name})
    await_work(caller, herd, set(NAMES) - {name}, drained)
    return drained


def check_ends(checks, daemons, caller, herd):
    end = LIFE[-1][2]
    evidence = f"{herd.strays}\n{herd.refusals[-5:]}\n{daemons.evidence()}"
    checks.equal(f"all {NODES} nodes have lived their lives", herd.progress, 1.0)
    checks.that("none went astray", not herd.strays, evidence)
    fields = "uuid,provision_state,target_provision_state,reservation,maintenance,last_error"
    nodes = caller.read(f"/v1/nodes?limit=1000&fields={fields}")["nodes"]
    rest = [node for node in nodes if node["provision_state"] != end or node["target_provision_state"]
            or node["reservation"] or node["maintenance"] or node["last_error"]]
    checks.that(f"each is {end}, held by nobody, and nothing went wrong with it", not rest, rest[:5])


def check_journals(checks, caller, herd, told):
    journals = Journals.read(caller, herd.nodes)
    expected = {(verb, "finished"): count for verb, count in herd.done.items()}
    checks.equal("each verb was carried out as often as it was asked for", dict(journals.verbs()), expected)
    faults = journals.faults()
    checks.that("no step was skipped, and none repeated that must not be", not faults, "\n".join(faults[:10]))
    checks.note(f"{sum(herd.done.values())} runs; {journals.restarts()} steps that were cut short were begun again")

    killed, returned, ready, drained, again, _ = told
    late = journals.last_resumption(killed) - killed - LEASE
    checks.that("all that the dead one was at goes on", late < PATIENCE, late)
    checks.note(f"the last of them {late:+.1f} s from the expiry of its leases")
    first = journals.first_after(ready) - ready
    checks.that("steps go on when the database returns", first < PATIENCE, first)
    checks.note(f"{first:.2f} s from its return to the first step")
    check_shares(checks, caller, herd, [
        ("with a dead one", killed, returned, {"third"}), ("with all", returned, ready, set()),
        ("with a drained one", drained, again, {"second"})])
    return journals


def check_shares(checks, caller, herd, windows):
    """Who ended how many runs in which time."""
    for situation, begin, end, absent in windows:
        shares = ended_by(caller, herd.nodes, begin, end)
        checks.note(f"{situation}: {dict(shares)}")
        checks.equal(f"{situation}, all others work", set(shares), set(NAMES) - absent)


def check_refusals(checks, caller, herd):
    away = [answer for answer in caller.unavailable if "database" in answer.text]
    checks.that("callers were told that the database is away", away, caller.unavailable[:3])
    others = [answer for answer in caller.unavailable if answer not in away]
    checks.that("and of nothing else that is away", not others, others[:3])
    checks.that("each time they were told when to come again", all(answer.retry_after for answer in caller.unavailable))
    mute = [text for text in herd.conflicts if "since" not in text]
    checks.that("each 409 says since when somebody is at work", not mute, mute[:3])
    if herd.refusals:
        checks.note(f"{len(herd.refusals)} verbs were refused because an earlier attempt was heard: {herd.refusals[0]}")
