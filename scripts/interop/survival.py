"""kill -9 of ingotd in every state that a deployment waits or works in: the deployment still ends active."""

from collections import Counter

from patience import PATIENCE, WAIT
from scene import CONFIG_DRIVE, NODE, USER_DATA, scene
from virtual_machine import BOOTED


def kill_in(stage, state, checks, unless):
    """Kills and starts ingotd as soon as the node is in the state."""
    seen = stage.api.wait_for_state(NODE, state, PATIENCE, unless)
    stage.daemon.kill()
    checks.equal(f"ingotd was killed in {state}", seen, state)
    stage.daemon.start()


def check(checks):
    # A small disk that is overwritten whole: long enough to be killed meanwhile.
    with scene(disk_size="1G") as (stage, sha256):
        client, api, machine = stage.client, stage.api, stage.machine
        uuid = stage.enrol(sha256)
        checks.that("the agent reports", api.wait_for_agent(NODE, 3 * PATIENCE), machine.console()[-3000:])
        client.run("node set", NODE, "--property", 'root_device={"name": "/dev/vda"}')
        client.run("node manage", NODE, *WAIT)

        client.run("node provide", NODE)
        kill_in(stage, "clean wait", checks, unless=("available", "clean failed"))
        seen = api.wait_for_state(NODE, "available", 600, unless=("clean failed",))
        checks.that("cleaning ends available all the same", seen == "available", stage.evidence())

        with machine.paused():
            # The agent does not answer, so the node stays in "deploying".
            client.run("node deploy", NODE, "--config-drive", CONFIG_DRIVE % (NODE, uuid, USER_DATA))
            kill_in(stage, "deploying", checks, unless=("active", "deploy failed"))
        kill_in(stage, "wait call-back", checks, unless=("active", "deploy failed"))
        seen = api.wait_for_state(NODE, "active", 900, unless=("deploy failed",))
        checks.that("the deployment ends active all the same", seen == "active", stage.evidence())
        checks.that("the disk has booted", machine.shows(BOOTED), machine.console()[-3000:])
        checks.that("the config drive's data arrived", machine.shows(USER_DATA), machine.console()[-3000:])

        for run in api.timeline(NODE):
            ends = Counter(entry["step_index"] for entry in run["entries"]
                           if entry["kind"] == "finished" and entry["step_index"] is not None)
            checks.that(f"no step of {run['verb']} was done twice", all(count == 1 for count in ends.values()), ends)
            checks.equal(f"the run of {run['verb']} has finished", run["state"], "finished")
