"""Measures the figures that were asked for, or all of them."""

import os
import sys

sys.path.append(os.path.abspath("scripts/shared"))

import agent
import api
import heartbeats
import idle
import life
import pages
import ramdisk
import server
import takeover

FIGURES = {figure.__name__: figure for figure in (
    server, ramdisk, agent, api, pages, life, idle, heartbeats, takeover)}


def main(wanted):
    unknown = set(wanted) - set(FIGURES)
    if unknown:
        sys.exit(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    for name in wanted or FIGURES:
        FIGURES[name].measure()


if __name__ == "__main__":
    main(sys.argv[1:])
