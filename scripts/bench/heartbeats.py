"""Heartbeats of 10,000 agents while 50 machines are being deployed: first as many as such agents send, then a storm.

Agents with the usual time-out of 300 s send a heartbeat every 90 to 180 s: 10,000 of them 75 in a second. The storm is
what comes when a network is back.
"""

import json
import threading
from urllib.parse import urlsplit

from open_loop import send
from population import Caller, create_many
from programs import IngotServer, memory, processor_seconds, say, wait_until_idle

AGENTS = 10_000
DEPLOYED = 50
STEADY, STEADY_SECONDS = 75, 20
STORM, STORM_SECONDS = 2_000, 10
BUDGET = 50
SETTINGS = ("deploy.fast_track=true", "agent.restricted_lookup=false", "fake.step_delay=500ms")


def measure():
    with IngotServer(*SETTINGS) as server:
        caller = Caller(server.url)
        agents = create_many(caller, AGENTS, "agent")
        calls = [heartbeat(server.url, node, token_of(caller, node)) for node in agents]
        deployed = create_many(caller, DEPLOYED, "deployed")
        for verb in ("manage", "provide"):
            ask(caller, deployed, verb)
        wait_until_idle(server.process)
        with Deployments(server.url, deployed) as deployments:
            measure_rate(server, calls, STEADY, STEADY_SECONDS)
            measure_rate(server, calls, STORM, STORM_SECONDS)
        say("heartbeats: verbs of deployments carried out meanwhile", f"{deployments.done:,}", "each to its end")
        say("heartbeats: resident memory afterwards", f"{memory(server.process, 'VmRSS'):.0f} MiB",
            f"{AGENTS:,} agents")


def measure_rate(server, calls, rate, seconds):
    count = rate * seconds
    before = processor_seconds(server.process)
    outcome = send(server.url, [calls[number % len(calls)] for number in range(count)], rate)
    used = (processor_seconds(server.process) - before) / seconds
    name = f"heartbeats: {rate:,}/s for {seconds} s"
    lost = count - len(outcome.times)
    say(f"{name}, lost", f"{lost:,}",
        f"of {count:,}; refused {dict(outcome.refused)}; asked none: {'MISSED' if lost else 'reached'}")
    p50, p99 = outcome.percentile(50), outcome.percentile(99)
    say(f"{name}, p99", f"{p99:.1f} ms",
        f"p50 {p50:.1f} ms, slowest {max(outcome.times):.0f} ms, {used:.2f} cores; asked below {BUDGET} ms: "
        f"{'reached' if p99 < BUDGET else 'MISSED'}")


def token_of(caller, node):
    return caller.read(f"/v1/lookup?node_uuid={node}")["config"]["agent_token"]


def heartbeat(url, node, token):
    body = json.dumps({"callback_url": "https://192.0.2.1:9999", "agent_token": token, "agent_version": "11.0.0"})
    return (f"POST /v1/heartbeat/{node} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nContent-Type: application/json\r\n"
            f"X-OpenStack-Ironic-API-Version: 1.68\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()


def ask(caller, nodes, verb):
    """Asks for a verb on all nodes at once and waits until it is done everywhere."""
    wanted = {"manage": "manageable", "provide": "available", "active": "active", "deleted": "available"}[verb]
    answer = caller.send("POST", "/v1/bulk/states/provision", {"nodes": nodes, "target": verb}, 200)
    if answer["failed"]:
        raise RuntimeError(f"{verb} was refused: {json.dumps(answer)[:500]}")
    caller.wait_for(nodes, wanted)


class Deployments:
    """Deploys the nodes and takes them back, over and over, until the end of the block."""

    def __init__(self, url, nodes):
        self.caller = Caller(url)
        self.nodes = nodes
        self.done = 0
        self.failure = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        if self.failure:
            raise self.failure

    def _work(self):
        try:
            while not self._end.is_set():
                for verb in ("active", "deleted"):
                    ask(self.caller, self.nodes, verb)
                    self.done += len(self.nodes)
        except Exception as error:
            self.failure = error
