"""The openstack command without its start-up: a process that has loaded it forks for every call.

Loading the client takes a second of processor time, which hundreds of calls do not have. Runs in the client's virtual
environment: forkserver.py SOCKET. A connection is a call: an object with argv, environment and directory comes together
with the three standard streams; the exit code goes back. It ends when its own standard input ends.
"""

import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
import traceback

MESSAGE_LIMIT = 1 << 20


def load():
    """Imports what a call imports: one fails in a fork, at a port where nobody listens, and tells what it took."""
    import openstackclient.shell

    reader, writer = os.pipe()
    if os.fork() == 0:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        # It tries again and again; there is nothing to wait for.
        time.sleep = lambda _: None
        os.environ |= {"OS_AUTH_TYPE": "none", "OS_ENDPOINT": "http://127.0.0.1:9"}
        openstackclient.shell.main(["baremetal", "node", "list", "-f", "json"])
        with os.fdopen(writer, "w") as names:
            names.write("\n".join(sys.modules))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as names:
        wanted = names.read().split("\n")
    os.wait()
    for name in wanted:
        try:
            importlib.import_module(name)
        except ImportError:
            # A name that exists only as an attribute of another module.
            pass
    return openstackclient.shell.main


def receive(connection):
    """The call, and its streams."""
    message, streams, _, _ = socket.recv_fds(connection, MESSAGE_LIMIT, 3)
    length = struct.unpack("!I", message[:4])[0]
    message = message[4:]
    while len(message) < length:
        message += connection.recv(length - len(message))
    return json.loads(message), streams


def answer(connection, main):
    """Runs the one call of a connection; the process ends with it."""
    call, streams = receive(connection)
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(call["directory"])
    os.environ.clear()
    os.environ.update(call["environment"])
    sys.argv = ["openstack", *call["argv"]]
    try:
        code = main(call["argv"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(struct.pack("!I", (code or 0) & 0xFF))
    os._exit(0)


def serve(path):
    # The name in its messages is the one that it was loaded under.
    sys.argv = ["openstack"]
    main = load()
    # The kernel buries the children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(path)
        listener.listen(64)
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                # A call waits for children of its own, if it has any.
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                answer(connection, main)
            connection.close()


if __name__ == "__main__":
    serve(sys.argv[1])
