"""Drives ingotd with the openstack client, theme by theme, and counts what held."""

import sys
import tempfile

import drivers
import http_basic
import keystone
import life
import listener
import machine
import nodes
import ports
import power
import refusals
import survival
from checks import Checks
from daemon import Daemon
from openstack import OpenStack

# In the order in which they run: on one server that all share, on servers of their own, on a virtual machine.
FAKE_HARDWARE = {theme.__name__: theme for theme in (drivers, nodes, ports, life, power, refusals)}
OWN_SERVER = {theme.__name__: theme for theme in (listener, http_basic, keystone)}
VIRTUAL_MACHINE = {theme.__name__: theme for theme in (machine, survival)}


def run_on_fake_hardware(themes, checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, hardware_types=["fake-hardware", "manual-management"]) as daemon:
            client = OpenStack(daemon.url)
            for name, theme in themes.items():
                checks.run(name, theme.check, client)


def run_on_their_own(themes, checks):
    for name, theme in themes.items():
        checks.run(name, theme.check)


def main(wanted):
    known = FAKE_HARDWARE | OWN_SERVER | VIRTUAL_MACHINE
    unknown = set(wanted) - set(known)
    if unknown:
        sys.exit(f"no such theme: {', '.join(sorted(unknown))}; there are {', '.join(known)}")

    def chosen(themes):
        return {name: theme for name, theme in themes.items() if not wanted or name in wanted}

    checks = Checks()
    if chosen(FAKE_HARDWARE):
        run_on_fake_hardware(chosen(FAKE_HARDWARE), checks)
    run_on_their_own(chosen(OWN_SERVER) | chosen(VIRTUAL_MACHINE), checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
