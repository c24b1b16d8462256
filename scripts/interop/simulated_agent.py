"""An agent that only says that it works: it beats, takes commands, and ends those that take their time when it is told to."""

import contextlib
import http.server
import json
import threading
import urllib.request
from urllib.parse import parse_qs, urlsplit

HEADERS = {"Content-Type": "application/json", "X-OpenStack-Ironic-API-Version": "1.80"}
BEAT = 0.5
STEP = {"interface": "deploy", "step": "erase_devices", "priority": 10, "reboot_requested": False, "abortable": True}


class SimulatedAgent:
    """Of one node, in its ramdisk from the beginning to the end of the block, unless it is told to reboot."""

    def __init__(self, url, node, name):
        self.url = url
        self.node = node
        self.name = name
        self.commands = []
        self.beats = 0
        # Whether its machine is seen by nobody.
        self.is_mute = False
        self._end = threading.Event()

    def __enter__(self):
        agent = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if agent.is_mute:
                    self.close_connection = True
                else:
                    self.reply({"commands": agent.commands})

            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if parse_qs(urlsplit(self.path).query)["agent_token"] != [agent.token]:
                    return self.reply({"faultstring": "the token is another one"}, 401)
                self.reply(agent.take(asked["name"], asked["params"]))
                if asked["name"] == "standby.run_image":
                    agent.leave()

            def reply(self, body, status=200):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.token = self._call("GET", f"/v1/lookup?node_uuid={self.node}")["config"]["agent_token"]
        threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.leave()

    def leave(self):
        """The machine is in its ramdisk no more."""
        if not self._end.is_set():
            self._end.set()
            threading.Thread(target=self._close).start()

    def take(self, name, parameters):
        """Does a command at once, or begins a step."""
        name = name.partition(".")[2]
        result = {
            "get_clean_steps": {"clean_steps": {"Simulated": [STEP]}, "hardware_manager_version": {"Simulated": "1"}},
            "get_deploy_steps": {"deploy_steps": {}, "hardware_manager_version": {"Simulated": "1"}},
        }.get(name, {})
        status = "RUNNING" if name.startswith("execute_") else "SUCCEEDED"
        self.commands.append({
            "id": f"command-{len(self.commands)}", "command_name": name, "command_status": status, "command_error": None,
            "command_result": result if status == "SUCCEEDED" else None, "command_params": parameters})
        return self.commands[-1]

    def finish(self):
        """Ends the step that is being done."""
        command = self.commands[-1]
        kind = command["command_name"].removeprefix("execute_").removesuffix("_step")
        command["command_result"] = {
            f"{kind}_result": "it is said to be done", f"{kind}_step": command["command_params"]["step"]}
        command["command_status"] = "SUCCEEDED"

    @property
    def is_at_work(self):
        return bool(self.commands) and self.commands[-1]["command_status"] == "RUNNING"

    def _beat(self):
        body = {"callback_url": f"http://127.0.0.1:{self.server.server_port}", "agent_version": "11.0.0",
                "agent_token": self.token}
        while not self._end.is_set():
            if not self.is_mute:
                # Whoever does not answer is asked again with the next beat.
                with contextlib.suppress(OSError):
                    self._call("POST", f"/v1/heartbeat/{self.node}", body)
                    self.beats += 1
            self._end.wait(BEAT)

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        call = urllib.request.Request(self.url + path, data=data, method=method, headers=HEADERS)
        with urllib.request.urlopen(call, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _close(self):
        self.server.shutdown()
        self.server.server_close()
