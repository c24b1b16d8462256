"""Callers with tokens of a real Keystone: who sees and does what, and what happens when Keystone is away."""

import json
import os
import tempfile
import time
import urllib.error
import urllib.request

from daemon import Daemon
from identity import SERVICE_PASSWORD, Identity, Person
from openstack import OpenStack
from patience import PATIENCE, WAIT

VERSION = "1.80"


class Scene:
    """A Keystone with two projects and some people, and an ingotd that asks it."""

    def __init__(self, identity, daemon):
        self.identity = identity
        self.daemon = daemon
        self.projects = {
            name: identity.create("project", name=name, domain_id="default") for name in ("owners", "strangers")}
        self.people = {}
        self._person("administrator", {"system": {"all": True}}, "admin")
        self._person("system-reader", {"system": {"all": True}}, "reader")
        for role in ("admin", "manager", "member", "reader"):
            self._person(f"owners-{role}", self._project("owners"), role)
        self._person("strangers-admin", self._project("strangers"), "admin")
        identity.publish(daemon.url)

    def _project(self, name):
        return {"project": {"id": self.projects[name]}}

    def _person(self, name, scope, role):
        identifier = self.identity.create("user", name=name, password=name, domain_id="default")
        person = Person(name, name, scope, identifier)
        self.identity.grant(person, role, scope.get("project", {}).get("id"))
        self.people[name] = person

    def client(self, name):
        client = OpenStack(self.daemon.url)
        for key in ("OS_AUTH_TYPE", "OS_ENDPOINT"):
            client.environment.pop(key, None)
        client.environment |= self.people[name].environment(self.identity)
        return client

    def token(self, name):
        return self.identity.token(self.people[name])[1]

    def call(self, method, path, token=None, body=None, **headers):
        """Returns status, headers and the body as JSON."""
        wanted = {"X-OpenStack-Ironic-API-Version": VERSION, "Content-Type": "application/json", **headers}
        if token is not None:
            wanted["X-Auth-Token"] = token
        data = json.dumps(body).encode() if body is not None else None
        call = urllib.request.Request(self.daemon.url + path, data=data, method=method, headers=wanted)
        try:
            with urllib.request.urlopen(call, timeout=PATIENCE) as answer:
                text = answer.read()
                return answer.status, answer.headers, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            text = error.read().decode()
            try:
                return error.code, error.headers, json.loads(text)
            except ValueError:
                return error.code, error.headers, text


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory, Identity(directory) as identity:
        service = identity.make_service()
        policy = os.path.join(directory, "policy.yaml")
        with open(policy, "w") as file:
            file.write("{}\n")
        settings = identity.settings(service) | {"keystone.attempts": "2", "auth.policy_file": policy}
        with Daemon(directory, ["fake-hardware"], settings) as daemon:
            scene = Scene(identity, daemon)
            nodes = make_nodes(checks, scene)
            check_lists(checks, scene, nodes)
            check_writes(checks, scene)
            check_every_list(checks, scene)
            check_parts_of_nodes(checks, scene)
            check_allocations(checks, scene)
            # Made once, as it takes a Keystone of its own.
            expired = identity.expired_token(scene.people["owners-member"])
            check_tokens(checks, scene, expired)
            check_services(checks, scene, service, expired)
            check_policy_file(checks, scene, policy)
            check_whoami(checks, scene)
            check_absence(checks, scene)


def make_nodes(checks, scene):
    client = scene.client("administrator")
    nodes = {}
    for name, owner in (("owned", scene.projects["owners"]), ("foreign", scene.projects["strangers"]), ("spare", None)):
        options = ["--owner", owner] if owner else []
        created = client.read(
            "node create", "--driver", "fake-hardware", "--name", name, "--driver-info", "fake_password=hidden",
            *options)
        nodes[name] = created["uuid"]
    client.run("node set", "foreign", "--lessee", scene.projects["owners"])
    checks.equal(
        "the system's administrator sees every node",
        {row["name"] for row in client.read("node list")}, {"owned", "foreign", "spare"})
    return nodes


def check_lists(checks, scene, nodes):
    def seen(name):
        return {row["name"] for row in scene.client(name).read("node list")}

    checks.equal("a reader of the system sees every node", seen("system-reader"), {"owned", "foreign", "spare"})
    checks.equal("a member sees the nodes that their project owns or leases", seen("owners-member"), {"owned", "foreign"})
    checks.equal("so does a reader", seen("owners-reader"), {"owned", "foreign"})
    stranger = scene.client("strangers-admin")
    checks.equal("another project sees its own node alone", seen("strangers-admin"), {"foreign"})
    checks.refused("a node of others is not found by name", stranger.attempt("node show", "owned"), "owned", "404")
    checks.refused(
        "nor by its identifier", stranger.attempt("node show", nodes["owned"]), nodes["owned"], "404")
    checks.equal("ports of others are not listed", stranger.read("port list"), [])
    status, _, body = scene.call("GET", "/v1/nodes/owned", scene.token("owners-reader"))
    checks.equal("a reader reads the node", (status, body["owner"]), (200, scene.projects["owners"]))
    checks.that("secrets are masked", "hidden" not in json.dumps(body), body["driver_info"])
    status, _, body = scene.call("GET", "/v1/nodes/foreign", scene.token("owners-reader"))
    checks.that(
        "who leases a node does not see how it is reached",
        status == 200 and "fake_password" not in json.dumps(body["driver_info"]), body["driver_info"])


def check_writes(checks, scene):
    reader = scene.client("owners-reader")
    checks.refused(
        "a reader changes nothing", reader.attempt("node set", "owned", "--description", "mine"), "403")
    checks.refused("a reader switches no power", reader.attempt("node power on", "owned"), "403")
    checks.refused(
        "a reader of the system creates nothing",
        scene.client("system-reader").attempt("node create", "--driver", "fake-hardware"), "403")
    member = scene.client("owners-member")
    member.run("node set", "owned", "--extra", "rack=1")
    checks.equal("a member changes their node", member.node("owned")["extra"], {"rack": 1})
    member.run("node manage", "owned", *WAIT)
    checks.equal("a member manages their node", member.node("owned")["provision_state"], "manageable")
    checks.refused("a member does not delete it", member.attempt("node delete", "owned"), "403")
    checks.refused(
        "who leases a node does not change its owner",
        member.attempt("node set", "foreign", "--owner", scene.projects["owners"]), "403")
    checks.refused(
        "a foreign administrator changes nothing of others",
        scene.client("strangers-admin").attempt("node set", "owned", "--extra", "rack=2"), "404")
    manager = scene.client("owners-manager")
    port = manager.read("port create", "--node", manager.node("owned")["uuid"], "52:54:00:aa:cc:01")
    checks.equal("a manager adds a port", member.read("port list")[0]["uuid"], port["uuid"])
    checks.refused("a project has no say about chassis", manager.attempt("chassis list"), "403")
    own = scene.client("owners-admin").read("node create", "--driver", "fake-hardware", "--name", "self-owned")
    checks.equal("a node that a project creates is its own", own["owner"], scene.projects["owners"])
    scene.client("owners-admin").run("node delete", "self-owned")


def check_every_list(checks, scene):
    """Lists of what belongs to projects are confined; what belongs to the system is not for projects."""
    version = {"X-OpenStack-Ironic-API-Version": "latest"}
    stranger, reader = scene.token("strangers-admin"), scene.token("system-reader")
    confined = ["ports", "portgroups", "volume/connectors", "volume/targets", "allocations", "runbooks"]
    refused = ["chassis", "drivers", "conductors", "deploy_templates", "shards", "inspection_rules"]
    for path, expected in [(path, 200) for path in confined] + [(path, 403) for path in refused]:
        status, _, body = scene.call("GET", f"/v1/{path}", stranger, **version)
        rows = body.get(path.split("/")[-1]) if status == 200 else []
        checks.that(f"{path} are answered to a project with {expected}", (status, rows) == (expected, []), f"{status} {body}")
        status, _, body = scene.call("GET", f"/v1/{path}", reader, **version)
        checks.equal(f"{path} are shown to a reader of the system", status, 200)


def check_parts_of_nodes(checks, scene):
    token = scene.token("strangers-admin")
    parts = [
        "", "/states", "/states/console", "/ports", "/portgroups", "/volume", "/vifs", "/traits", "/bios", "/firmware",
        "/history", "/inventory", "/management/boot_device", "/management/indicators", "/maintenance",
        "/vendor_passthru/methods", "/children", "/allocation", "/plan?target=manage", "/timeline",
    ]
    seen = {}
    for part in parts:
        method, path = ("PUT", "/maintenance") if part == "/maintenance" else ("GET", part)
        (status, body), (absent, _) = (
            scene.call(method, f"/v1/nodes/{node}{path}", token, **{"X-OpenStack-Ironic-API-Version": "latest"})[::2]
            for node in ("owned", "nobody"))
        # The reference answers some with 400 where there is no such node.
        if status not in (400, 404) or status != absent:
            seen[part] = (status, body)
    checks.that("a node of others is as one that is not there", not seen, seen)


def check_allocations(checks, scene):
    member = scene.token("owners-member")
    status, _, body = scene.call("POST", "/v1/allocations", member, {"resource_class": "none-of-this", "name": "wanted"})
    checks.that(
        "a member allocates, and the project owns the allocation",
        status == 201 and body["owner"] == scene.projects["owners"], f"{status} {body}")
    stranger = scene.token("strangers-admin")
    checks.equal("others do not find it", scene.call("GET", "/v1/allocations/wanted", stranger)[0], 404)
    checks.equal("nor delete it", scene.call("DELETE", "/v1/allocations/wanted", stranger)[0], 404)
    status, _, body = scene.call(
        "POST", "/v1/allocations", member, {"resource_class": "x", "owner": scene.projects["strangers"]})
    checks.equal("nobody allocates for others", status, 403)
    checks.equal("its members delete it", scene.call("DELETE", "/v1/allocations/wanted", member)[0], 204)


def check_tokens(checks, scene, expired):
    for what, token in (("no token", None), ("an expired token", expired), ("nonsense", "nonsense"), ("nothing", "")):
        status, headers, body = scene.call("GET", "/v1/nodes", token)
        challenge = headers.get("WWW-Authenticate", "")
        checks.that(
            f"{what} is answered with 401 and where to log in",
            status == 401 and challenge.startswith("Keystone uri="), f"{status} {challenge} {body}")
    for path in ("/", "/v1", "/v1/lookup?addresses=52:54:00:00:00:98"):
        status, _, body = scene.call("GET", path)
        checks.that(f"{path} needs no token", status in (200, 404), f"{status} {body}")
    status, _, body = scene.call("GET", "/v1/nodes", scene.token("owners-member"))
    checks.equal("a good token is accepted beside them", (status, len(body["nodes"])), (200, 2))
    refused = scene.client("owners-member").attempt("node list", "--owner", scene.projects["strangers"])
    checks.that("a filter by somebody else's project shows nothing of it", "owned" not in refused.output, refused)


def check_services(checks, scene, service, expired):
    _, token = scene.identity.token(service)
    status, _, body = scene.call("GET", "/v1/nodes", expired, **{"X-Service-Token": token})
    checks.that("a service passes on a user's expired token", status == 200 and len(body["nodes"]) == 2, f"{status} {body}")
    status, _, body = scene.call(
        "GET", "/v1/nodes", expired, **{"X-Service-Token": scene.token("strangers-admin")})
    checks.equal("nobody else does", status, 401)


def check_policy_file(checks, scene, path):
    token = scene.token("owners-reader")
    values = iter(range(10))

    def change():
        patch = [{"op": "add", "path": "/extra/by-a-reader", "value": next(values)}]
        return scene.call("PATCH", "/v1/nodes/owned", token, patch)[0]

    def write(text):
        with open(path, "w") as file:
            file.write(text)
        # The file is looked at once a second.
        time.sleep(1.5)

    checks.equal("a reader may not, before the file is changed", change(), 403)
    write(json.dumps({"baremetal:node:update_extra": "role:reader and project_id:%(node.owner)s"}))
    checks.equal("and may afterwards", change(), 200)
    write("{")
    checks.equal("a broken file changes nothing", change(), 200)
    write("{}\n")
    checks.equal("until it is mended", change(), 403)
    same = [{"op": "add", "path": "/extra/rack", "value": 1}]
    checks.equal(
        "what changes nothing is refused too", scene.call("PATCH", "/v1/nodes/owned", token, same)[0], 403)


def check_whoami(checks, scene):
    status, _, body = scene.call("GET", "/v1/whoami?node=owned", scene.token("owners-reader"))
    if status != 200:
        checks.that("a caller can ask who they are", False, f"{status} {body}")
        return
    checks.equal(
        "a caller can ask who they are",
        (body["caller"]["user_name"], body["caller"]["scope"], body["caller"]["roles"]),
        ("owners-reader", "project", ["reader"]))
    rules = {rule["rule"]: rule for rule in body["rules"]}
    checks.that("and what they may do with a node", rules["baremetal:node:get"]["allowed"], rules["baremetal:node:get"])
    checks.that("and why not", not rules["baremetal:node:delete"]["allowed"], rules["baremetal:node:delete"])
    status, _, _ = scene.call("GET", "/v1/whoami?node=owned", scene.token("strangers-admin"))
    checks.equal("but not about what they cannot see", status, 404)


def check_absence(checks, scene):
    known = scene.token("owners-member")
    scene.call("GET", "/v1/nodes", known)
    unknown = scene.token("owners-member")
    scene.identity.stop()
    checks.equal("a token that was asked about is known while Keystone is away", scene.call("GET", "/v1/nodes", known)[0], 200)
    status, headers, body = scene.call("GET", "/v1/nodes", unknown)
    checks.that(
        "one that was not is answered with 503 and when to come back",
        status == 503 and headers.get("Retry-After"), f"{status} {headers.get('Retry-After')} {body}")
    scene.identity.start()
    checks.equal("and is accepted when Keystone is back", scene.call("GET", "/v1/nodes", unknown)[0], 200)
    with open(scene.daemon.log, errors="replace") as log:
        said = log.read()
    leaked = [secret for secret in (SERVICE_PASSWORD, known, unknown) if secret in said]
    checks.that("no password and no token is in the log", not leaked, leaked)
