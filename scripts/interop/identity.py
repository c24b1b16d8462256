"""A real Keystone on SQLite: made from nothing, started, stopped, and filled with people and projects."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request

from daemon import free_port
from patience import PATIENCE

ENVIRONMENT = os.path.abspath(".build-interop/identity")
ADMINISTRATOR = "the administrator's password"
SERVICE_PASSWORD = "the service user's password"

CONFIGURATION = """
[database]
connection = sqlite:///{directory}/keystone.db
# Nothing of it is kept, and while it waits for a disk that others write to, it answers nobody.
sqlite_synchronous = false
[fernet_tokens]
key_repository = {directory}/fernet-keys
[fernet_receipts]
key_repository = {directory}/fernet-keys
[credential]
key_repository = {directory}/credential-keys
[token]
expiration = {expiration}
[identity]
# People log in many times here, and nobody attacks them.
password_hash_rounds = 4
[oslo_policy]
enforce_new_defaults = true
"""

# Keystone reads the command line too when it is imported, so the port goes first. One request after the other, as SQLite
# refuses logins that write at the same time.
SERVER = """
import sys
port = int(sys.argv.pop())
from werkzeug.serving import run_simple
from keystone.wsgi.api import application
run_simple("127.0.0.1", port, application)
"""


class Identity:
    def __init__(self, directory):
        self.directory = os.path.join(directory, "identity")
        self.log = os.path.join(self.directory, "keystone.log")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        os.mkdir(self.directory)

    def __enter__(self):
        self._configure("keystone.conf", expiration=3600)
        for name in ("fernet-keys", "credential-keys"):
            os.mkdir(os.path.join(self.directory, name), 0o700)
        owner = ["--keystone-user", str(os.getuid()), "--keystone-group", str(os.getgid())]
        self._manage("fernet_setup", *owner)
        self._manage("credential_setup", *owner)
        self._manage("db_sync")
        self._manage(
            "bootstrap", "--bootstrap-username", "admin", "--bootstrap-password", ADMINISTRATOR,
            "--bootstrap-project-name", "admin", "--bootstrap-region-id", "RegionOne",
            *(f"--bootstrap-{kind}-url={self.url}/v3" for kind in ("admin", "public", "internal")))
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.process = self._serve(self.port, "keystone.conf")

    def stop(self):
        self.process.kill()
        self.process.wait()

    def expired_token(self, person):
        """A token as it is after its time: a second server on the same data makes it, with a time of one second."""
        self._configure("short.conf", expiration=1)
        port = free_port()
        process = self._serve(port, "short.conf")
        try:
            _, token = self.token(person, f"http://127.0.0.1:{port}")
        finally:
            process.kill()
            process.wait()
        time.sleep(2)
        return token

    def token(self, person, url=None):
        """Logs a person in; returns what the token says, and the token."""
        user = {"name": person.name, "password": person.password, "domain": {"id": "default"}}
        body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": person.scope}}
        said, headers = self._call("POST", "/auth/tokens", body, url=url)
        return said["token"], headers["X-Subject-Token"]

    def create(self, kind, **facts):
        """Makes a user, project, service or endpoint; returns its identifier."""
        said, _ = self._call("POST", f"/{kind}s", {kind: facts}, self._administrator())
        return said[kind]["id"]

    def grant(self, person, role, project=None):
        """Gives a role on a project, or on the system."""
        roles, _ = self._call("GET", f"/roles?name={role}", token=self._administrator())
        place = f"/projects/{project}" if project else "/system"
        self._call(
            "PUT", f"{place}/users/{person.id}/roles/{roles['roles'][0]['id']}", token=self._administrator())

    def make_service(self):
        """Creates the user as whom ingotd asks about tokens."""
        service = Person("ingot", SERVICE_PASSWORD, {})
        project = self.create("project", name="service", domain_id="default")
        service.id = self.create("user", name=service.name, password=SERVICE_PASSWORD, domain_id="default")
        self.grant(service, "service", project)
        service.scope = {"project": {"id": project}}
        return service

    def settings(self, service):
        """Those of an ingotd that asks this Keystone as that user."""
        return {
            "auth.strategy": "keystone", "keystone.url": self.url, "keystone.user": service.name,
            "keystone.password": service.password, "keystone.project": "service",
            # It serves one caller after the other, on a machine where much else goes on.
            "keystone.timeout": f"{PATIENCE}s",
        }

    def publish(self, url):
        """Says in the catalog where the Bare Metal service is."""
        service = self.create("service", name="ingot", type="baremetal")
        for interface in ("public", "internal", "admin"):
            self.create("endpoint", service_id=service, interface=interface, region_id="RegionOne", url=url)

    def _administrator(self):
        person = Person("admin", ADMINISTRATOR, {"system": {"all": True}})
        return self.token(person)[1]

    def _configure(self, name, expiration):
        with open(os.path.join(self.directory, name), "w") as file:
            file.write(CONFIGURATION.format(directory=self.directory, expiration=expiration))

    def _environment(self, configuration):
        return os.environ | {"OS_KEYSTONE_CONFIG_FILES": os.path.join(self.directory, configuration)}

    def _manage(self, *arguments):
        program = os.path.join(ENVIRONMENT, "bin", "keystone-manage")
        line = [program, "--config-file", os.path.join(self.directory, "keystone.conf"), *arguments]
        done = subprocess.run(line, capture_output=True, text=True, cwd=self.directory, timeout=2 * PATIENCE)
        if done.returncode:
            raise RuntimeError(f"keystone-manage {arguments[0]}:\n{done.stdout}{done.stderr}")

    def _serve(self, port, configuration):
        # Isolated, so that it finds the package keystone and not a module of ours that has the same name.
        line = [os.path.join(ENVIRONMENT, "bin", "python"), "-I", "-c", SERVER, str(port)]
        with open(self.log, "ab") as log:
            process = subprocess.Popen(
                line, env=self._environment(configuration), cwd=self.directory, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/v3", timeout=PATIENCE):
                    return process
            except OSError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"keystone does not answer: {error}\n{self.tail()}") from error
                time.sleep(0.1)

    def tail(self, count=30):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-count:])

    def _call(self, method, path, body=None, token=None, url=None):
        headers = {"Content-Type": "application/json"} | ({"X-Auth-Token": token} if token else {})
        data = json.dumps(body).encode() if body is not None else None
        call = urllib.request.Request(f"{url or self.url}/v3{path}", data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(call, timeout=PATIENCE) as answer:
                text = answer.read()
                return json.loads(text) if text else None, answer.headers
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error


class Person:
    """Somebody with a password, and what their tokens are for."""

    def __init__(self, name, password, scope, id=None):
        self.name = name
        self.password = password
        self.scope = scope
        self.id = id

    def environment(self, identity):
        """What the openstack client reads from its environment."""
        if "system" in self.scope:
            scope = {"OS_SYSTEM_SCOPE": "all"}
        else:
            scope = {"OS_PROJECT_ID": self.scope["project"]["id"]}
        return scope | {
            "OS_AUTH_TYPE": "password", "OS_AUTH_URL": f"{identity.url}/v3", "OS_USERNAME": self.name,
            "OS_PASSWORD": self.password, "OS_USER_DOMAIN_ID": "default", "OS_REGION_NAME": "RegionOne",
            "OS_IDENTITY_API_VERSION": "3", "PYTHONWARNINGS": "ignore",
        }
