"""Callers with a user name and a password from a file."""

import base64
import os
import tempfile
import time
import urllib.error
import urllib.request

from daemon import Daemon
from openstack import OpenStack

# bcrypt of "correct horse" and of "battery:staple", as htpasswd -B writes them; cheap on purpose.
ADA = "ada:$2y$04$93ocvarEhJwD0qZW3ax4neQRgjSePQ5879K2kvv.xQNoIEupxB6ZW\n"
BOB = "bob:$2a$04$xHWbZIFcIUxaP14leb9wTOq0FU/LiqCMuz4Mck5g6vK2VvcNbBKdC\n"


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        users = os.path.join(directory, "htpasswd")
        with open(users, "w") as file:
            file.write(ADA)
        settings = {"auth.strategy": "http_basic", "auth.password_file": users}
        with Daemon(directory, ["fake-hardware"], settings) as daemon:
            check_client(checks, daemon)
            check_refusals(checks, daemon)
            check_changes(checks, daemon, users)


def status(daemon, header=None):
    call = urllib.request.Request(daemon.url + "/v1/nodes", headers={"Authorization": header} if header else {})
    try:
        with urllib.request.urlopen(call, timeout=30) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def client(daemon, user, password):
    client = OpenStack(daemon.url)
    client.environment |= {"OS_AUTH_TYPE": "http_basic", "OS_USERNAME": user, "OS_PASSWORD": password}
    return client


def check_client(checks, daemon):
    ada = client(daemon, "ada", "correct horse")
    ada.run("node create", "--driver", "fake-hardware", "--name", "basic")
    checks.equal("the openstack client logs in with a password", ada.node("basic")["driver"], "fake-hardware")
    checks.refused(
        "a wrong password is refused", client(daemon, "ada", "wrong").attempt("node list"), "401")
    ada.run("node delete", "basic")


def check_refusals(checks, daemon):
    for what, header in (("no header", None), ("a wrong password", basic("ada", "no")), ("a stranger", basic("eve", "no"))):
        code, headers = status(daemon, header)
        checks.equal(
            f"{what} is answered with 401 and how to log in",
            (code, headers.get("WWW-Authenticate")), (401, 'Basic realm="Baremetal API"'))
    checks.equal("a header of another kind is a bad request", status(daemon, "Bearer x")[0], 400)
    with urllib.request.urlopen(daemon.url + "/v1", timeout=30) as answer:
        checks.equal("the root needs no password", answer.status, 200)


def check_changes(checks, daemon, users):
    checks.equal("bob is not known", status(daemon, basic("bob", "battery:staple"))[0], 401)
    with open(users, "w") as file:
        file.write(BOB)
    time.sleep(1.5)
    checks.equal("bob is, once he is in the file", status(daemon, basic("bob", "battery:staple"))[0], 200)
    checks.equal("ada is not any more", status(daemon, basic("ada", "correct horse"))[0], 401)
