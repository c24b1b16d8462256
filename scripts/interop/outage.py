"""A database that goes away while a call waits for a conductor that hangs."""

import concurrent.futures
import signal
import time

from cluster import cluster
from patience import PATIENCE
from patient_caller import PatientCaller

SETTINGS = {"conductor.lease": "60s", "conductor.heartbeat": "1s"}
NODES = 12
# Long before the call's own end, and long enough for a machine that has much else to do.
AT_ONCE = 20


def check(checks):
    with cluster(("living", "frozen"), SETTINGS) as daemons:
        caller = PatientCaller([daemons["living"].url])
        created = caller.send("POST", "/v1/bulk/nodes", {"nodes": [{"driver": "fake-hardware"}] * NODES})
        nodes = nodes_of(caller, "frozen")
        checks.that("some of the nodes belong to each conductor", nodes, created)
        daemons.signal("frozen", signal.SIGSTOP)
        try:
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                node, call = waiting_call(pool, caller, nodes)
                daemons.database.crash()
                began = time.monotonic()
                answer = call.result(timeout=90)
                took = time.monotonic() - began
            checks.that("the call that waits is answered 503", answer.status == 503 and took < AT_ONCE, f"{took:.1f} s, {answer}")
            checks.note(f"{took:.1f} s after the database went")
            checks.that("it is told when to come again, and that what it asked for is recorded",
                        answer.retry_after and "request_recorded" in answer.text, answer)
            daemons.database.start()
        finally:
            daemons.signal("frozen", signal.SIGCONT)
        state = wait_until(lambda: caller.read(f"/v1/nodes/{node}")["provision_state"] == "manageable")
        checks.that("it is carried out when the database is back", state, daemons.evidence())


def nodes_of(caller, hostname):
    def own():
        nodes = caller.read("/v1/nodes?fields=uuid,conductor")["nodes"]
        return [node["uuid"] for node in nodes if node["conductor"] == hostname]
    return wait_until(own)


def waiting_call(pool, caller, nodes):
    """A call that nobody answers. A conductor may take what is another's until it has heard of that one, within a second
    of its beginning; what was taken so is no such call, and another is made a little later."""
    for node in nodes:
        call = pool.submit(caller.send_once, "PUT", f"/v1/nodes/{node}/states/provision", {"target": "manage"})
        if wait_until(lambda: call.done() or caller.read(f"/v1/nodes/{node}/queue")["requests"]) and not call.done():
            return node, call
        time.sleep(0.5)
    raise RuntimeError(f"each of {len(nodes)} calls was answered, though the conductor of their nodes was stopped")


def wait_until(condition, seconds=PATIENCE):
    """The first answer that is something."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return answer
