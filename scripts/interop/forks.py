"""Fork servers of the openstack command, one for each virtual environment, started when first needed."""

import functools
import os
import subprocess
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
# What stands in for the program `openstack`: it hands its call to the fork server that OPENSTACK_FORK_SERVER names.
PROGRAM = os.path.join(HERE, "forked.py")
STARTING = threading.Lock()


class ForkServer:
    def __init__(self, environment):
        self.directory = tempfile.TemporaryDirectory(prefix="ingot-openstack-")
        self.path = os.path.join(self.directory.name, "socket")
        # -P: the modules beside the script have names that the client's packages have too.
        self.process = subprocess.Popen(
            [f"{environment}/bin/python", "-P", os.path.join(HERE, "forkserver.py"), self.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError(f"the openstack client of {environment} could not be loaded; its messages are above")

    @property
    def variables(self):
        return {"OPENSTACK_FORK_SERVER": self.path}


@functools.cache
def started(environment):
    return ForkServer(environment)


def fork_server(environment):
    with STARTING:
        return started(os.path.abspath(environment))
