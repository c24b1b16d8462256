"""Drives ingotd with the openstack client, theme by theme, and counts what held."""

import concurrent.futures
import io
import os
import sys
import tempfile

sys.path.append(os.path.abspath("scripts/shared"))

import allocations
import chassis
import clocks
import commands
import conductors
import control
import drivers
import gophercloud
import http_basic
import keystone
import life
import listener
import machine
import maintenance
import node_parts
import nodes
import nova
import openapi
import outage
import port_groups
import ports
import power
import refusals
import resources
import suites
import survival
import tempest
import templates
import volumes
from checks import Checks
from daemon import Daemon
from openstack import OpenStack

# Those that need only a server with fake hardware, those that make their own, those that need a virtual machine, and
# those that have to do much in little time and want the processors for themselves. What takes long begins first.
FAKE_HARDWARE = {theme.__name__: theme for theme in (
    control, life, volumes, nodes, allocations, templates, port_groups, ports, node_parts, drivers, chassis, resources,
    power, refusals)}
OWN_SERVER = {theme.__name__: theme for theme in (
    tempest, suites, clocks, maintenance, gophercloud, nova, keystone, listener, http_basic)}
VIRTUAL_MACHINE = {theme.__name__: theme for theme in (machine, survival)}
EXACTING = {theme.__name__: theme for theme in (openapi, conductors, outage)}
SIDE_BY_SIDE = 4


def on_fake_hardware(theme):
    """The theme's check on a server of its own."""
    def check(checks):
        with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
            with Daemon(directory, hardware_types=["fake-hardware", "manual-management"]) as daemon:
                theme.check(checks, OpenStack(daemon.url))
                checks.explain("ingotd", daemon.complaints())
    return check


def one_by_one(themes):
    """One theme that is several, as an emulated machine needs much of the processors."""
    def check(checks):
        for name, theme in themes.items():
            checks.run(name, theme.check)
    return check


def side_by_side(themes, checks):
    """Themes wait more than they work; what each has to say comes as a whole, in the order in which they end."""
    def run(name):
        own = Checks(io.StringIO())
        own.run(name, themes[name])
        return own

    with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run, name) for name in themes]):
            own = done.result()
            print(own.output.getvalue(), end="", flush=True)
            checks.take_over(own)


def main(wanted):
    known = FAKE_HARDWARE | OWN_SERVER | VIRTUAL_MACHINE | EXACTING
    unknown = set(wanted) - set(known)
    if unknown:
        sys.exit(f"no such theme: {', '.join(sorted(unknown))}; there are {', '.join(known)}")

    def chosen(themes):
        return {name: theme for name, theme in themes.items() if not wanted or name in wanted}

    checks = Checks()
    themes = {"virtual machine": one_by_one(chosen(VIRTUAL_MACHINE))} if chosen(VIRTUAL_MACHINE) else {}
    themes |= {name: theme.check for name, theme in chosen(OWN_SERVER).items()}
    themes |= {name: on_fake_hardware(theme) for name, theme in chosen(FAKE_HARDWARE).items()}
    side_by_side(themes, checks)
    for name, theme in chosen(EXACTING).items():
        checks.run(name, theme.check)
    if not wanted:
        checks.run(commands.__name__, commands.check)
    checks.conclude()
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
