"""A web server of one's own to which others post: it keeps what it takes, and refuses some of it the first time."""

import hashlib
import hmac
import http.server
import json
import threading
import time


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Connections of those who are killed break off."""


class Receiver:
    """Answers 200 to what is genuine, 403 to what is not, and 503 to the first attempt at each post of so many."""

    def __init__(self, is_genuine=lambda headers, body: True, refuse_each=None):
        self.is_genuine = is_genuine
        self.refuse_each = refuse_each
        # What was taken, in the order in which it came, and how many posts were not.
        self.taken = []
        self.forged = 0
        self.put_off = 0
        self._lock = threading.Lock()
        self._is_put_off = False

    def __enter__(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    # Whoever posted it has died.
                    self.close_connection = True
                    return
                self.send_response(receiver._take(self.headers, body))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def wait_until(self, fulfilled, silence=90):
        """Looks until what was taken fulfils something, or nothing has come for so long; returns whether it does."""
        count, deadline = -1, 0
        while not fulfilled(self.taken):
            if len(self.taken) > count:
                count, deadline = len(self.taken), time.monotonic() + silence
            elif time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def _take(self, headers, body):
        with self._lock:
            if not self.is_genuine(headers, body):
                self.forged += 1
                return 403
            if self.refuse_each and not self._is_put_off and len(self.taken) % self.refuse_each == self.refuse_each - 1:
                self._is_put_off = True
                self.put_off += 1
                return 503
            self._is_put_off = False
            self.taken.append(json.loads(body))
            return 200


def signed_with(secret):
    """What docs/notifications.md tells receivers to check."""
    def is_genuine(headers, body):
        moment = headers.get("X-Ingot-Timestamp", "")
        code = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        is_fresh = moment.isdigit() and abs(time.time() - int(moment)) < 300
        return is_fresh and hmac.compare_digest("sha256=" + code, headers.get("X-Ingot-Signature", ""))
    return is_genuine
