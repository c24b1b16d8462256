"""What is done to a machine: console, boot device and mode, secure boot, power, vendor calls, provision verbs."""

import json

from patience import WAIT
from power import reaches

STEPS = [{"interface": "vendor", "step": "log_passthrough"}]
SETTINGS = [{"interface": "bios", "step": "apply_configuration", "args": {"settings": [{"name": "boot", "value": "x"}]}}]


def check(checks, client):
    client.run("node create", "--driver", "fake-hardware", "--name", "controlled", "--console-interface", "fake",
               "--vendor-interface", "fake", "--rescue-interface", "fake", "--inspect-interface", "fake",
               "--raid-interface", "fake", "--bios-interface", "fake", "--storage-interface", "fake")
    checks.refused("an enrolled node is not cleaned",
                   client.attempt("node clean", "controlled", "--clean-steps", json.dumps(STEPS)), "enroll")
    client.run("node manage", "controlled", *WAIT)
    check_management(checks, client)
    check_vendor(checks, client)
    check_power(checks, client)
    check_verbs(checks, client)
    client.run("node maintenance set", "controlled")
    client.run("node delete", "controlled")


def check_management(checks, client):
    client.run("node console enable", "controlled")
    checks.equal("the console is enabled", reaches(client, "controlled", "console_enabled", True), True)
    console = client.read("node console show", "controlled")
    checks.that("the console is told", console["console_enabled"] is True, console)
    client.run("node console disable", "controlled")
    checks.equal("the console is disabled", reaches(client, "controlled", "console_enabled", False), False)

    client.run("node boot device set", "controlled", "pxe", "--persistent")
    device = client.read("node boot device show", "controlled")
    checks.equal("the boot device is kept", device["boot_device"], "pxe")
    supported = client.run("node boot device show", "controlled", "--supported")
    checks.that("supported boot devices are told", "pxe" in supported, supported)
    checks.refused("an unknown boot device is refused",
                   client.attempt("node boot device set", "controlled", "floppy"), "floppy")
    for command in (("node boot mode set", "controlled", "uefi"), ("node secure boot on", "controlled"),
                    ("node secure boot off", "controlled"), ("node inject nmi", "controlled")):
        result = client.attempt(*command)
        # The reference's fake hardware cannot do these; both answers are right, a broken one is not.
        checks.that(f"{command[0]} is done or refused in words",
                    result.code == 0 or "HTTP 5" not in result.errors and "not support" in result.errors, result)


def check_vendor(checks, client):
    methods = [row["Name"] for row in client.read("node passthru list", "controlled")]
    checks.that("vendor methods are listed", "second_method" in methods, methods)
    client.run("node passthru call", "controlled", "second_method", "--arg", "bar=baz", "--http-method", "POST")
    checks.refused("an unknown vendor method is refused",
                   client.attempt("node passthru call", "controlled", "no_such", "--http-method", "POST"), "no_such")
    checks.that("vendor methods of the driver are listed",
                isinstance(client.read("driver passthru list", "fake-hardware"), list))
    checks.refused("an unknown vendor method of the driver is refused",
                   client.attempt("driver passthru call", "fake-hardware", "no_such", "--http-method", "POST"), "no_such")
    properties = client.read("driver property list", "fake-hardware")
    checks.that("the driver's properties are told", properties, properties)
    logical_disk = str(client.read("driver raid property list", "fake-hardware"))
    checks.that("the properties of logical disks are told", "raid_level" in logical_disk, logical_disk)


def check_power(checks, client):
    for command, state in (
        (["node power on", "controlled", "--power-timeout", "30"], "power on"),
        (["node reboot", "controlled", "--soft"], "power on"),
        (["node power off", "controlled", "--soft"], "power off"),
    ):
        client.run(*command)
        checks.equal(f"{command[0]} ends in {state}", reaches(client, "controlled", "power_state", state), state)


def check_verbs(checks, client):
    def verb(name, ends, *arguments):
        client.run(f"node {name}", "controlled", *WAIT, *arguments)
        checks.equal(f"{name} ends {ends}", client.state("controlled"), ends)

    verb("inspect", "manageable")
    verb("clean", "manageable", "--clean-steps", json.dumps(STEPS))
    verb("clean", "manageable", "--clean-steps", json.dumps(SETTINGS))
    settings = {row["name"]: row["value"] for row in client.read("node bios setting list", "controlled")}
    checks.equal("a clean step has set the BIOS", settings.get("boot"), "x")
    checks.equal("one BIOS setting is shown", client.read("node bios setting show", "controlled", "boot")["value"], "x")
    client.run("node set", "controlled", "--target-raid-config", json.dumps({"logical_disks": [
        {"size_gb": 100, "raid_level": "1", "is_root_volume": True}]}))
    checks.equal("the wanted RAID is kept",
                 client.node("controlled")["target_raid_config"]["logical_disks"][0]["raid_level"], "1")
    client.run("node unset", "controlled", "--target-raid-config")
    verb("adopt", "active")
    verb("rescue", "rescue", "--rescue-password", "opensesame")
    verb("unrescue", "active")
    verb("service", "active", "--service-steps", json.dumps(STEPS))
    verb("rebuild", "active")
    verb("undeploy", "available")
    verb("deploy", "active")
    client.run("node set", "controlled", "--protected", "--protected-reason", "in use")
    checks.refused("a protected node is not undeployed", client.attempt("node undeploy", "controlled"), "protected")
    client.run("node unset", "controlled", "--protected", "--protected-reason")
    verb("undeploy", "available")
    verb("manage", "manageable")
    checks.refused("nothing to abort", client.attempt("node abort", "controlled"), "manageable")
    checks.refused("nothing to unhold", client.attempt("node unhold", "controlled"), "manageable")
