"""How long work stands still when a conductor is killed, and when the database was away."""

import time

from cluster import cluster
from herd import Herd
from journals import Journals
from patient_caller import PatientCaller
from programs import PROGRAMS, say

NODES = 200
LEASE = 10
ROUNDS = 3
TAKE_OVER_BUDGET = 5
RETURN_BUDGET = 2
SETTINGS = {"conductor.lease": f"{LEASE}s", "conductor.heartbeat": "2s", "fake.step_delay": "2s"}


def measure():
    kills, returns = [], []
    with cluster(("steady", "mortal"), SETTINGS, program=f"{PROGRAMS}/ingotd") as daemons:
        for number in range(ROUNDS):
            herd = Herd(PatientCaller([daemons["steady"].url]), NODES, f"round-{number}")
            herd.start()
            herd.wait_for(0.3)
            killed, _ = daemons.kill_at_work("mortal")
            herd.wait_for(0.6)
            daemons.database.crash()
            time.sleep(3)
            ready = daemons.database.start()
            herd.wait_for(1)
            herd.stop()
            journals = Journals.read(herd.caller, herd.nodes)
            kills.append(journals.last_resumption(killed) - killed - LEASE)
            returns.append(journals.first_after(ready) - ready)
            daemons.start("mortal")
    tell("kill -9 to the last run going on, beyond the lease's end", kills, TAKE_OVER_BUDGET)
    tell("the database's return to the first step", returns, RETURN_BUDGET)


def tell(figure, found, budget):
    worst = max(found)
    say(f"takeover: {figure}", f"{worst:.2f} s",
        f"slowest of {ROUNDS}, lease {LEASE} s; asked {budget} s: {'reached' if worst <= budget else 'MISSED'}")
