"""Calls that are sent when they are due, whether earlier ones are answered or not, as many callers do who know nothing
of each other.

Latency is counted from the moment at which a call was due, not from when a connection was free for it: a server that
falls behind does not slow its callers down, and must not look better for it.
"""

import collections
import select
import socket
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 128


@dataclass
class Outcome:
    """Milliseconds of those that were answered as wanted, and how many were not."""

    times: list
    refused: collections.Counter
    unanswered: int

    def percentile(self, part):
        return statistics.quantiles(self.times, n=1000, method="inclusive")[round(part * 10) - 1]


class Connection:
    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.received = b""
        self.due = None

    def send(self, call, due):
        self.due = due
        # A call is small and the connection idle, so that the kernel takes it whole.
        if self.socket.send(call) != len(call):
            raise RuntimeError("the kernel did not take a whole call")

    def status(self):
        """The status of the answer, once it is there in full."""
        self.received += self.socket.recv(65536)
        if not self.received:
            raise RuntimeError("the server closed a connection that waited for an answer")
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end or len(body) < content_length(head):
            return None
        self.received = b""
        return int(head[9:12])


def content_length(head):
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def send(url, calls, rate, wanted=202, patience=30):
    """Sends the calls, as bytes, at a rate per second."""
    address = urlsplit(url)
    connections = [Connection((address.hostname, address.port)) for _ in range(CONNECTIONS)]
    by_descriptor = {connection.socket.fileno(): connection for connection in connections}
    ready = select.epoll()
    for descriptor in by_descriptor:
        ready.register(descriptor, select.EPOLLIN)
    free, waiting = collections.deque(connections), collections.deque()
    times, refused = [], collections.Counter()
    begin, sent, answered = time.perf_counter(), 0, 0
    end = begin + len(calls) / rate + patience
    while answered < len(calls) and (now := time.perf_counter()) < end:
        while sent + len(waiting) < len(calls) and begin + (sent + len(waiting)) / rate <= now:
            waiting.append((calls[sent + len(waiting)], begin + (sent + len(waiting)) / rate))
        while waiting and free:
            free.popleft().send(*waiting.popleft())
            sent += 1
        next_due = begin + (sent + len(waiting)) / rate
        for descriptor, _ in ready.poll(max(0.0005, min(0.05, next_due - time.perf_counter()))):
            connection = by_descriptor[descriptor]
            status = connection.status()
            if status is None:
                continue
            answered += 1
            if status == wanted:
                times.append((time.perf_counter() - connection.due) * 1000)
            else:
                refused[status] += 1
            free.append(connection)
    for connection in connections:
        connection.socket.close()
    return Outcome(times, refused, len(calls) - answered)
