"""Measures the figures that were asked for, or all of them."""

import sys

import agent
import api
import pages
import ramdisk
import server

FIGURES = {figure.__name__: figure for figure in (server, ramdisk, agent, api, pages)}


def main(wanted):
    unknown = set(wanted) - set(FIGURES)
    if unknown:
        sys.exit(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    for name in wanted or FIGURES:
        FIGURES[name].measure()


if __name__ == "__main__":
    main(sys.argv[1:])
