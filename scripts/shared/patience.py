"""How long what must come may take at most, on processors and disks that have much else to do.

Nothing gets slower by it: who waits goes on as soon as what is waited for is there. How soon that is, `make bench` tells.
"""

PATIENCE = 300
# The same for commands of the openstack client.
WAIT = ("--wait", str(PATIENCE))
