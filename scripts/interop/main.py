"""Drives ingotd with the openstack client, theme by theme, and counts what held."""

import concurrent.futures
import io
import os
import sys
import tempfile

sys.path.append(os.path.abspath("scripts/shared"))

import allocations
import chassis
import commands
import conductors
import control
import drivers
import http_basic
import keystone
import life
import listener
import machine
import node_parts
import nodes
import openapi
import outage
import port_groups
import ports
import power
import refusals
import resources
import suites
import survival
import templates
import volumes
from checks import Checks
from daemon import Daemon
from openstack import OpenStack

# Those that need only a server with fake hardware, those that make their own, those that need a virtual machine.
FAKE_HARDWARE = {theme.__name__: theme for theme in (
    control, allocations, life, volumes, nodes, templates, port_groups, ports, node_parts, drivers, chassis, resources,
    power, refusals)}
OWN_SERVER = {theme.__name__: theme for theme in (listener, http_basic, keystone, suites, openapi, conductors, outage)}
VIRTUAL_MACHINE = {theme.__name__: theme for theme in (machine, survival)}
SIDE_BY_SIDE = 4


def run_on_fake_hardware(themes, checks):
    """Side by side, each on a server of its own: the client waits more than it works."""
    def run(name):
        own = Checks(io.StringIO())
        with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
            with Daemon(directory, hardware_types=["fake-hardware", "manual-management"]) as daemon:
                own.run(name, themes[name].check, OpenStack(daemon.url))
        return own

    with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for own in pool.map(run, themes):
            print(own.output.getvalue(), end="", flush=True)
            checks.take_over(own)


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
    if not wanted:
        checks.run(commands.__name__, commands.check)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
