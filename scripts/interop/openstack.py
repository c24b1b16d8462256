"""The openstack command, as its users run it."""

import json
import os
import subprocess
from dataclasses import dataclass

from forks import PROGRAM, fork_server
from patience import PATIENCE

ENVIRONMENT = ".build-interop/venv"
# Every command that was run, as far as the words of its name are concerned.
COMMANDS_RUN = set()


class CommandFailed(Exception):
    pass


@dataclass
class Result:
    code: int
    output: str
    errors: str


class OpenStack:
    def __init__(self, url):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
        self.environment = inherited | {"OS_AUTH_TYPE": "none", "OS_ENDPOINT": url, "PYTHONWARNINGS": "ignore"}
        self.environment |= fork_server(ENVIRONMENT).variables

    def begin(self, command, *arguments):
        """Starts a command and goes on; the process is returned."""
        COMMANDS_RUN.add(command)
        line = [PROGRAM, "baremetal", *command.split(), *arguments]
        return subprocess.Popen(line, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def attempt(self, command, *arguments, timeout=2 * PATIENCE, version=None):
        """Runs `openstack baremetal COMMAND`; the command's words are split, the arguments are not."""
        COMMANDS_RUN.add(command)
        options = ["--os-baremetal-api-version", version] if version else []
        line = [PROGRAM, *options, "baremetal", *command.split(), *arguments]
        done = subprocess.run(line, env=self.environment, capture_output=True, text=True, timeout=timeout)
        return Result(done.returncode, done.stdout, done.stderr)

    def run(self, command, *arguments, **options):
        result = self.attempt(command, *arguments, **options)
        if result.code:
            raise CommandFailed(f"openstack baremetal {command} {' '.join(arguments)}\n{result.errors}{result.output}")
        return result.output

    def read(self, command, *arguments, **options):
        return json.loads(self.run(command, *arguments, "-f", "json", **options))

    def node(self, name):
        return self.read("node show", name)

    def state(self, name):
        return self.read("node show", name, "--fields", "provision_state")["provision_state"]
