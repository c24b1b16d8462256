"""Sends the same requests to the reference and to ingotd, and tells where the answers differ."""

import os
import sys
import tempfile

for directory in ("scripts/shared", "scripts/bench"):
    sys.path.append(os.path.abspath(directory))

import calls
import creations
import lists
import methods
import networks
import patches
import reads
import repeats
import suffixes
import versions
from daemon import Daemon
from kept import reason_to_keep
from peer import CONFIGURATION, Peer
from sides import Side, Walk
from world import build

THEMES = (versions, suffixes, methods, reads, lists, repeats, creations, networks, patches, calls)
# Both have the interfaces of fake hardware, as far as the reference has them.
FAKE = "bios console firmware inspect raid rescue storage vendor".split()


def configuration():
    text = CONFIGURATION
    for kind in FAKE:
        none = "noop" if kind == "storage" else f"no-{kind}"
        text = text.replace(f"enabled_{kind}_interfaces = {none}", f"enabled_{kind}_interfaces = fake,{none}")
    # Without authentication the reference takes its caller for a project that may own nothing.
    return text.replace("[api]\n", "[api]\nproject_admin_can_manage_own_nodes = False\n")


def main():
    with tempfile.TemporaryDirectory(prefix="ingot-compare-") as directory:
        with Peer(directory, configuration()) as peer, Daemon(directory, ["fake-hardware"]) as daemon:
            walk = Walk(Side(peer.url), Side(daemon.url))
            build(walk)
            for theme in THEMES:
                theme.compare(walk)
    kept = [difference for difference in walk.differences if reason_to_keep(difference)]
    faults = [difference for difference in walk.differences if not reason_to_keep(difference)]
    for difference in faults:
        print(difference)
    print(f"{walk.count} requests; {len(faults)} differences, and {len(kept)} that are kept on purpose")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
