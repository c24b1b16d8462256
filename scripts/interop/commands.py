"""That no command of the client was forgotten by the themes."""

import glob

from openstack import COMMANDS_RUN, ENVIRONMENT

ENTRY_POINTS = f"{ENVIRONMENT}/lib/python3*/site-packages/python_ironicclient-*.dist-info/entry_points.txt"


def offered():
    """The client's commands without their first word, which is always the same."""
    [path] = glob.glob(ENTRY_POINTS)
    with open(path) as file:
        names = [line.split("=")[0].strip() for line in file if line.startswith("baremetal_")]
    return {name.removeprefix("baremetal_").replace("_", " ") for name in names}


def check(checks):
    checks.equal("every command of the client was run", sorted(offered() - COMMANDS_RUN), [])
