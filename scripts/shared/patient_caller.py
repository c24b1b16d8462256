"""A caller who does not give up: goes to another server when one is gone, and comes again when it is told to."""

import http.client
import json
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from patience import PATIENCE

HEADERS = {"Content-Type": "application/json", "X-OpenStack-Ironic-API-Version": "1.95"}


@dataclass
class Answer:
    status: int
    body: object
    retry_after: str | None

    @property
    def text(self):
        return json.dumps(self.body)


class PatientCaller:
    """One for all threads; each has connections of its own."""

    def __init__(self, urls):
        self.addresses = [urlsplit(url).netloc for url in urls]
        self.own = threading.local()
        # What was refused with 503, of which nothing is the caller's fault.
        self.unavailable = []

    def read(self, path):
        answer = self.send("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path} was answered with {answer.status}: {answer.text}")
        return answer.body

    def send(self, method, path, body=None, patience=PATIENCE):
        """The first answer that is not 503."""
        deadline = time.monotonic() + patience
        while True:
            try:
                answer = self.send_once(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"nobody answers {method} {path}: {error}") from error
                time.sleep(0.05)
                continue
            if answer.status != 503 or time.monotonic() > deadline:
                return answer
            time.sleep(min(1.0, float(answer.retry_after or 1)))

    def send_once(self, method, path, body=None):
        """One attempt at the server that answered this thread last; the next attempt after a failure is at another one."""
        connection = self._connection()
        try:
            connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self._turn()
            raise
        found = Answer(answer.status, json.loads(text) if text else None, answer.headers.get("Retry-After"))
        if found.status == 503:
            self.unavailable.append(found)
        return found

    def _connection(self):
        if getattr(self.own, "connection", None) is None:
            self.own.turn = getattr(self.own, "turn", threading.get_ident()) % len(self.addresses)
            self.own.connection = http.client.HTTPConnection(self.addresses[self.own.turn], timeout=PATIENCE)
        return self.own.connection

    def _turn(self):
        self.own.connection.close()
        self.own.connection = None
        self.own.turn += 1
