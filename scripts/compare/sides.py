"""The two servers, and what counts as the same answer."""

import dataclasses
import http.client
import json
import re
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

NEWEST = "1.115"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$")
# Headers that clients act on; the others tell of the server itself.
HEADERS = ("content-type", "location", "x-openstack-ironic-api-version", "www-authenticate")
# What people read; what names the server; what lasts for a moment only.
FREE = re.compile(r"(last_error|description|reservation|\.next|\.conductor|hosts|enabled_\w+|\.alive|\.history)$")


@dataclasses.dataclass
class Difference:
    request: str
    aspect: str
    theirs: object
    ours: object

    def __str__(self):
        theirs, ours = str(self.theirs)[:300], str(self.ours)[:300]
        return f"{self.request}\n  {self.aspect}\n    theirs: {theirs}\n    ours:   {ours}"


class Side:
    def __init__(self, url):
        self.url = url
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)

    def send(self, method, path, headers, body):
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            # A connection that was closed meanwhile; the second one is used at once.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def plain(self, value):
        """A value without what must differ: own addresses, moments, identifiers that the server made."""
        if isinstance(value, dict):
            return {name: self.plain(member) for name, member in value.items()}
        if isinstance(value, list):
            return [self.plain(entry) for entry in value]
        if not isinstance(value, str):
            return value
        if TIME.match(value):
            return "<time>"
        return UUID.sub(lambda found: found[0] if found[0].startswith("c0ffee") else "<uuid>",
                        value.replace(self.url, "<url>"))


class Walk:
    def __init__(self, theirs, ours):
        self.theirs, self.ours = theirs, ours
        self.pool = ThreadPoolExecutor(2)
        self.count = 0
        self.differences = []

    def send(self, method, path, body=None, version=NEWEST, headers=None):
        """Both answers, uncompared."""
        headers = dict(headers or {})
        if version is not None:
            headers["X-OpenStack-Ironic-API-Version"] = version
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        return [answer.result() for answer in [
            self.pool.submit(side.send, method, path, headers, body) for side in (self.theirs, self.ours)]]

    def compare(self, method, path, body=None, version=NEWEST, headers=None):
        theirs, ours = self.send(method, path, body, version, headers)
        self.count += 1
        request = f"{method} {path} {version} {json.dumps(body) if body is not None else ''} {headers or ''}".strip()
        # The reference's own failures are no model.
        if theirs[0] >= 500 and ours[0] < 500:
            return theirs, ours
        for aspect, one, other in self._compared(theirs, ours):
            self.differences.append(Difference(request, aspect, one, other))
        return theirs, ours

    def _compared(self, theirs, ours):
        if theirs[0] != ours[0]:
            yield f"status {theirs[0]} and {ours[0]}", (theirs[0], theirs[2][:200]), (ours[0], ours[2][:200])
            return
        for name in HEADERS:
            one, other = (side.plain(answer[1].get(name)) for side, answer in
                          ((self.theirs, theirs), (self.ours, ours)))
            # Refusals by the reference's router have no versions.
            if one != other and not (one is None and name.startswith("x-")):
                yield f"header {name}", one, other
        one, other = document(theirs[2]), document(ours[2])
        if theirs[0] >= 400:
            if form(one) != form(other):
                yield "form of the refusal", form(one), form(other)
            return
        yield from unequal(self.theirs.plain(one), self.ours.plain(other), "")


def document(body):
    if not body:
        return None
    value = json.loads(body)
    message = value.get("error_message") if isinstance(value, dict) else None
    try:
        return {"refusal": json.loads(message)} if message else value
    except ValueError:
        return {"refusal": message}


def form(value):
    """What clients tell refusals apart by: the names of the members, not the words."""
    refusal = value.get("refusal") if isinstance(value, dict) else None
    return sorted(set(refusal) - {"error_code"}) if isinstance(refusal, dict) else type(refusal).__name__


def unequal(one, other, path):
    """Where two values differ, as paths with both values."""
    if FREE.search(path):
        return
    if type(one) is not type(other):
        yield f"value of {path or 'the body'}", one, other
    elif isinstance(one, dict):
        for name in sorted(set(one) | set(other)):
            if FREE.search(f"{path}.{name}"):
                continue
            if name not in one or name not in other:
                yield f"presence of {path}.{name}", one.get(name, "(absent)"), other.get(name, "(absent)")
            else:
                yield from unequal(one[name], other[name], f"{path}.{name}")
    elif isinstance(one, list):
        if len(one) != len(other):
            yield f"length of {path or 'the body'}", one, other
        for first, second in zip(one, other):
            yield from unequal(first, second, f"{path}[]")
    elif one != other:
        yield f"value of {path}", one, other
