"""What must not work says why."""

import json
import urllib.error
import urllib.request


def request(client, method, path, body=None, **headers):
    """A call that no client would make; returns the status and the body's text."""
    call = urllib.request.Request(
        client.environment["OS_ENDPOINT"] + path, data=body, method=method,
        headers={"Content-Type": "application/json", "X-OpenStack-Ironic-API-Version": "1.80", **headers})
    try:
        with urllib.request.urlopen(call, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def check(checks, client):
    client.run("node create", "--driver", "fake-hardware", "--name", "refusing")
    checks.refused("an enrolled node is not deployed", client.attempt("node deploy", "refusing"), "enroll")
    checks.refused("an enrolled node is not provided", client.attempt("node provide", "refusing"), "enroll")
    checks.refused(
        "an unknown driver is refused", client.attempt("node create", "--driver", "no-such-driver"), "no-such-driver")
    checks.refused(
        "an unknown interface is refused",
        client.attempt("node create", "--driver", "fake-hardware", "--deploy-interface", "no-such"), "no-such")
    checks.refused("an unknown node is not found", client.attempt("node show", "nobody"), "nobody")

    path = "/v1/nodes/refusing"
    wrong = [
        ("an unknown verb", "PUT", f"{path}/states/provision", b'{"target": "fly"}', 400, "fly"),
        ("a body that is not JSON", "PUT", f"{path}/states/provision", b"{target", 400, "JSON"),
        ("a patch that is not a list", "PATCH", path, b'{"op": "add"}', 400, ""),
        ("a patch of an unknown field", "PATCH", path, b'[{"op": "add", "path": "/nonsense", "value": 1}]', 400,
         "nonsense"),
        ("a patch of the state", "PATCH", path, b'[{"op": "replace", "path": "/provision_state", "value": "active"}]',
         400, "provision_state"),
        ("a body beyond the limit", "POST", "/v1/nodes", b'{"extra": "' + b"x" * (2 << 20) + b'"}', 413, ""),
        ("an unknown power target", "PUT", f"{path}/states/power", b'{"target": "explode"}', 400, "explode"),
        ("a heartbeat without a token", "POST", "/v1/heartbeat/refusing", b'{"callback_url": "http://127.0.0.1:9"}',
         400, ""),
        ("a lookup of nobody", "GET", "/v1/lookup?addresses=52:54:00:00:00:99", None, 404, ""),
        ("an unknown path", "GET", "/v1/nonsense", None, 404, ""),
    ]
    for what, method, address, body, status, word in wrong:
        found, text = request(client, method, address, body)
        checks.that(f"{what} is answered with {status}", found == status and word in text, f"{found}: {text}")
        # The guard of bodies answers unwrapped, as in the field.
        member = "faultstring" if status == 413 else "error_message"
        checks.that(f"{what} gets an error body", member in text, text)

    found, text = request(client, "GET", "/v1/nodes", **{"X-OpenStack-Ironic-API-Version": "1.9999"})
    checks.equal("a microversion of the future is answered with 406", found, 406)
    found, text = request(client, "GET", "/v1/nodes/refusing/plan?target=manage")
    checks.that("the plan of a verb is told", found == 200 and json.loads(text)["verb"] == "manage", f"{found}: {text}")
    client.run("node delete", "refusing")
