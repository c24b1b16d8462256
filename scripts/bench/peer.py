"""The peer: ironic from PyPI as one process, without authentication, on SQLite, with fake hardware only."""

import os
import subprocess

from programs import free_port, wait_for_answer

PROGRAMS = os.path.abspath(".build-bench/peer/bin")

# Everything else is the peer's own default.
CONFIGURATION = """
[DEFAULT]
auth_strategy = noauth
rpc_transport = none
host = peer
my_ip = 127.0.0.1
state_path = {directory}
tempdir = {directory}
enabled_hardware_types = fake-hardware
enabled_bios_interfaces = no-bios
enabled_boot_interfaces = fake
enabled_console_interfaces = no-console
enabled_deploy_interfaces = fake
enabled_firmware_interfaces = no-firmware
enabled_inspect_interfaces = no-inspect
enabled_management_interfaces = fake
enabled_network_interfaces = noop
enabled_power_interfaces = fake
enabled_raid_interfaces = no-raid
enabled_rescue_interfaces = no-rescue
enabled_storage_interfaces = noop
enabled_vendor_interfaces = no-vendor
default_network_interface = noop
[api]
host_ip = 127.0.0.1
port = {port}
[database]
connection = sqlite:///{directory}/ironic.sqlite
[oslo_concurrency]
lock_path = {directory}/locks
[dhcp]
dhcp_provider = none
"""


class Peer:
    def __init__(self, directory, configuration=CONFIGURATION):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = os.path.join(directory, "ironic.log")
        self.configuration = os.path.join(directory, "ironic.conf")
        with open(self.configuration, "w") as file:
            file.write(configuration.format(directory=directory, port=self.port))
        self.process = None

    def __enter__(self):
        with open(self.log, "ab") as log:
            subprocess.run(
                [f"{PROGRAMS}/ironic-dbsync", "--config-file", self.configuration, "create_schema"],
                stdout=log, stderr=log, check=True)
            self.process = subprocess.Popen(
                [f"{PROGRAMS}/ironic", "--config-file", self.configuration], stdout=log, stderr=log)
        wait_for_answer(self.url + "/v1/drivers/fake-hardware", self.process, pause=0.2, seconds=60)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
