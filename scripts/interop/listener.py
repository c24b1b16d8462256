"""How the API listens: with TLS whose certificate changes, on a Unix socket, and with callers that are too slow."""

import contextlib
import http.client
import json
import os
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request

from daemon import Daemon
from patience import PATIENCE

SHORT = {"api.idle_timeout": "2s", "api.request_timeout": "3s", "api.stall_timeout": "3s"}


def make_certificate(directory, name):
    """A certificate for 127.0.0.1 that signs itself, in cert.pem and key.pem."""
    made = [os.path.join(directory, f"new-{part}.pem") for part in ("cert", "key")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-out", made[0], "-keyout", made[1]],
        check=True, capture_output=True)
    for path, part in zip(made, ("cert", "key")):
        os.replace(path, os.path.join(directory, f"{part}.pem"))
    return os.path.join(directory, "cert.pem"), os.path.join(directory, "key.pem")


def certificate_of(port):
    return ssl.get_server_certificate(("127.0.0.1", port))


def within(seconds, holds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


@contextlib.contextmanager
def connected(port):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as caller:
        yield caller


def is_left(caller, send_a_byte=None):
    """Whether the server closes the connection, while the caller sends a byte now and then."""
    caller.settimeout(0.5)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if send_a_byte:
                caller.send(send_a_byte)
            if caller.recv(4096) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def check(checks):
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        secure(checks, directory)
    with tempfile.TemporaryDirectory(prefix="ingot-interop-") as directory:
        with Daemon(directory, ["fake-hardware"], SHORT) as daemon:
            slow(checks, daemon.port)
            proxied(checks, daemon.url)


def secure(checks, directory):
    certificate, key = make_certificate(directory, "first")
    path = os.path.join(directory, "api.sock")
    settings = {
        "api.tls_certificate": certificate, "api.tls_key": key, "api.tls_reload_interval": "200ms", "api.socket": path}
    with Daemon(directory, ["fake-hardware"], settings) as daemon:
        first = certificate_of(daemon.port)
        trusting = ssl.create_default_context(cafile=certificate)
        with urllib.request.urlopen(f"{daemon.url}/", context=trusting, timeout=PATIENCE) as answer:
            root = json.load(answer)
        checks.that(
            "links begin with https where callers come over TLS",
            root["default_version"]["links"][0]["href"].startswith("https://"), root)

        call = UnixConnection(path)
        call.request("GET", "/v1/drivers")
        answer = call.getresponse()
        checks.that(
            "the Unix socket answers too", answer.status == 200 and b"fake-hardware" in answer.read(), answer.status)

        make_certificate(directory, "second")
        checks.that(
            "a new certificate is used without a restart",
            within(PATIENCE, lambda: certificate_of(daemon.port) != first), daemon.tail())
        second = certificate_of(daemon.port)
        with open(certificate, "w") as broken:
            broken.write("no certificate at all")
        checks.that(
            "a certificate that cannot be used is told of",
            within(PATIENCE, lambda: "cannot be used" in daemon.tail(100)), daemon.tail())
        checks.that("and the old one stays", certificate_of(daemon.port) == second)
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{daemon.port}/", timeout=10)
            checks.that("plain HTTP is not answered where TLS is spoken", False)
        except (OSError, http.client.HTTPException):
            checks.that("plain HTTP is not answered where TLS is spoken", True)


def slow(checks, port):
    with connected(port) as caller:
        checks.that("a caller who says nothing is left", is_left(caller))
    with connected(port) as caller:
        caller.send(b"GET /v1/nodes HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        checks.that("a head that never ends is left, byte after byte", is_left(caller, b"x"))
    with connected(port) as caller:
        caller.send(b"POST /v1/nodes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
        checks.that("a body that never ends is left, byte after byte", is_left(caller, b" "))
    with connected(port) as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        ask = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
        caller.settimeout(1)
        with contextlib.suppress(OSError):
            for _ in range(400):
                caller.send(ask)
        time.sleep(20)
        checks.that("a caller who takes no answers is left", is_gone(caller, ask))
    with connected(port) as caller:
        caller.send(b"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * (1 << 20) + b"\r\n\r\n")
        checks.that("a head beyond all measure is refused", is_left(caller))
    with connected(port) as caller:
        caller.send(b"this is not HTTP\r\n\r\n")
        checks.that("what is not HTTP is refused", is_left(caller))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as answer:
        checks.equal("after all that the server is ready", answer.status, 200)


def is_gone(caller, ask):
    """Whether the server has closed: what it sent before may still lie in the kernel."""
    caller.settimeout(5)
    with contextlib.suppress(TimeoutError):
        try:
            while caller.recv(1 << 16):
                pass
            return True
        except ConnectionError:
            return True
    return False


def proxied(checks, url):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "metal.example.org"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/", headers=headers), timeout=PATIENCE) as answer:
        link = json.load(answer)["default_version"]["links"][0]["href"]
    checks.that("a proxy's word is not taken unless the operator says so", link.startswith(url), link)
