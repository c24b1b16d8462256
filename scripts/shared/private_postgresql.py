"""A PostgreSQL server of one's own, which can break off and come back."""

import os
import subprocess
import tempfile

PROGRAM = os.path.abspath("scripts/private-postgresql")


class PrivatePostgreSQL:
    def __init__(self, *options):
        """Options are PostgreSQL's; without any it is as durable as by default."""
        self.options = ("max_connections=200", *options)

    def __enter__(self):
        self.place = tempfile.TemporaryDirectory(prefix="ingot-postgresql-")
        self.url = f"host={self.place.name} user=ingot dbname=postgres"
        self.start()
        return self

    def __exit__(self, *_):
        self._run("stop")
        self.place.cleanup()

    def start(self):
        """Returns the moment from which on it took connections, in seconds since 1970."""
        self._run("start", *self.options)
        with open(os.path.join(self.place.name, "log"), errors="replace") as log:
            ready = [line for line in log if "ready to accept connections" in line]
        return float(ready[-1].split()[0])

    def crash(self):
        """As a power cut ends it."""
        self._run("crash")

    @property
    def pid(self):
        with open(os.path.join(self.place.name, "data", "postmaster.pid")) as file:
            return int(file.readline())

    def _run(self, command, *options):
        subprocess.run([PROGRAM, command, self.place.name, *options], check=True)
