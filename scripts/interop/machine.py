"""A machine without BMC credentials becomes an instance, by the openstack client alone."""

from patience import PATIENCE, WAIT
from scene import CONFIG_DRIVE, NODE, USER_DATA, scene
from virtual_machine import BOOTED


def check(checks):
    # The disk is new: erasing its metadata is enough.
    with scene({"clean.step_priorities": "deploy.erase_devices=0"}) as (stage, sha256):
        client, api, machine = stage.client, stage.api, stage.machine
        uuid = stage.enrol(sha256)
        checks.that("the agent reports", api.wait_for_agent(NODE, 3 * PATIENCE), machine.console()[-3000:])

        client.run("node manage", NODE, *WAIT)
        checks.equal("manage ends manageable", client.state(NODE), "manageable")
        checks.refused("power off without credentials is refused", client.attempt("node power off", NODE), "power off")
        client.attempt("node provide", NODE, "--wait", "600", timeout=660)
        checks.equal("provide cleans and ends available", client.state(NODE), "available")
        cleaned = [step["step"] for run in api.timeline(NODE) if run["verb"] == "provide" for step in run["steps"]]
        checks.that("the disk's metadata was erased by the agent", "erase_devices_metadata" in cleaned, cleaned)

        drive = CONFIG_DRIVE % (NODE, uuid, USER_DATA)
        client.attempt("node deploy", NODE, "--wait", "900", "--config-drive", drive, timeout=960)
        checks.that("deploy ends active", client.state(NODE) == "active", stage.evidence())
        checks.that("the disk has booted", machine.shows(BOOTED), machine.console()[-3000:])
        checks.that("the config drive's data arrived", machine.shows(USER_DATA), machine.console()[-3000:])
        checks.refused("undeploy without credentials is refused", client.attempt("node undeploy", NODE), "credentials")
        checks.equal("the instance lives on", client.state(NODE), "active")
