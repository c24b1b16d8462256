"""What the checks on a virtual machine have in common: an ingotd, a client, a machine, and its enrolled node."""

import contextlib
import os
import tempfile

from api import API
from daemon import Daemon, free_port
from openstack import OpenStack
from virtual_machine import MAC, MEDIA, VirtualMachine, build_media

NODE = "machine"
USER_DATA = "user data of the interoperation checks"
CONFIG_DRIVE = '{"meta_data": {"name": "%s", "uuid": "%s"}, "user_data": "%s"}'


class Scene:
    def __init__(self, daemon, machine):
        self.daemon = daemon
        self.machine = machine
        self.client = OpenStack(daemon.url)
        self.api = API(daemon.url)

    def enrol(self, sha256):
        self.client.run(
            "node create", "--driver", "manual-management", "--name", NODE, "--power-interface", "agent",
            "--management-interface", "noop", "--network-interface", "noop", "--deploy-interface", "direct",
            "--driver-info", "fast_track=true")
        self.client.run(
            "node set", NODE, "--instance-info", f"image_source={self.machine.image}",
            "--instance-info", "image_os_hash_algo=sha256", "--instance-info", f"image_os_hash_value={sha256}")
        node = self.client.node(NODE)["uuid"]
        self.client.run("port create", "--node", node, MAC)
        return node

    def evidence(self):
        node = self.api.read(f"/v1/nodes/{NODE}")
        return (
            f"state {node['provision_state']}, last_error {node['last_error']}\n"
            f"--- console\n{self.machine.console()[-3000:]}\n--- ingotd\n{self.daemon.tail()}")


@contextlib.contextmanager
def scene(settings=None, disk_size="4G"):
    sha256 = build_media()
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        every = {
            "files.directory": os.path.join(MEDIA, "images"),
            # The image's address is this server for the machine only.
            "deploy.image_probe_timeout": "0",
        }
        with Daemon(directory, ["manual-management"], every | (settings or {})) as daemon:
            with VirtualMachine(directory, daemon.port, free_port(), disk_size) as machine:
                yield Scene(daemon, machine), sha256
