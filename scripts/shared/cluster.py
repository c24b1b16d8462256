"""Several ingotd on one PostgreSQL of their own, each to be killed, stopped and started again."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time

from daemon import DEBUG_PROGRAM, Daemon
from patient_caller import PatientCaller
from private_postgresql import PrivatePostgreSQL


class Cluster:
    """The database and, by name, the daemons that are started on it."""

    def __init__(self, directory, database, settings, program, environments):
        self.directory = directory
        self.database = database
        self.settings = settings
        self.program = program
        # What some of the daemons have in their environment beside the rest, by name.
        self.environments = environments
        self.daemons = {}

    def start(self, name):
        """Starts the daemon of that name, for the first time or again."""
        if name not in self.daemons:
            own = os.path.join(self.directory, name)
            os.makedirs(own)
            settings = self.settings | {"conductor.hostname": name, "database.url": self.database.url}
            self.daemons[name] = Daemon(own, ["fake-hardware"], settings, program=self.program)
            self.daemons[name].environment |= self.environments.get(name, {})
        self.daemons[name].start()

    def __getitem__(self, name):
        return self.daemons[name]

    @property
    def urls(self):
        return [daemon.url for daemon in self.daemons.values()]

    def signal(self, name, number):
        self.daemons[name].process.send_signal(number)

    def kill_at_work(self, name, attempts=5):
        """Kills a daemon that holds nodes; returns the moment, and the nodes, which it holds beyond its death."""
        caller = PatientCaller([daemon.url for other, daemon in self.daemons.items() if other != name])
        for _ in range(attempts):
            self.daemons[name].kill()
            killed = time.time()
            page = caller.read("/v1/nodes?limit=1000&fields=uuid,reservation")
            held = [node["uuid"] for node in page["nodes"] if node["reservation"] == name]
            if held:
                break
            self.daemons[name].start()
        return killed, held

    def evidence(self, lines=20):
        return "\n".join(f"--- {name}\n{daemon.tail(lines)}" for name, daemon in self.daemons.items())

    def end(self):
        for name, daemon in self.daemons.items():
            if daemon.process.poll() is None:
                self.signal(name, signal.SIGTERM)
        for daemon in self.daemons.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                daemon.process.wait(timeout=20)
            daemon.process.kill()


@contextlib.contextmanager
def cluster(names, settings, program=DEBUG_PROGRAM, environments={}):
    # What a power cut of the whole machine would do is not asked here.
    with PrivatePostgreSQL("fsync=off") as database, tempfile.TemporaryDirectory(prefix="ingot-cluster-") as directory:
        daemons = Cluster(directory, database, settings, program, environments)
        try:
            for name in names:
                daemons.start(name)
            yield daemons
        finally:
            daemons.end()
