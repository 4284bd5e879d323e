"""A site in a process of its own, over an index that takes its time, and people who ask it."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

EXPORT = "/export.jsonl?collapse=0"  # one article a line
_SITE = """
import dataclasses, itertools, sys, time
from pathlib import Path
from search_app.core.index import Index
from search_app.engines.local import LocalEngine
from search_app.web import connections, stopping
from search_app.web.serve import serve
from search_app.web.settings import Settings

gate = Path({gate!r})

def wait_for_gate():
    print("asked", flush=True)
    while not gate.exists():
        time.sleep(0.02)

class Slow(Index):
    # "cham" is answered, and what an export holds beyond its begin is read, when the gate is open.

    def search(self, text="", **kwargs):
        if text == "cham":
            wait_for_gate()
        return super().search(text, **kwargs)

    def scan(self, text="", **kwargs):
        article = dataclasses.replace(next(super().scan()), body="tin " * 50_000)
        yield from [article] * {articles}
        if text == "cham":
            wait_for_gate()
            yield from [article] * {articles}

{code}
serve(Slow(LocalEngine.open(Path({root!r}))), port=0, settings=Settings({settings}))
"""
# A shell that starts the tests in the background has Ctrl-C ignored; children inherit that.
_MINDING_CTRL_C = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}


@contextlib.contextmanager
def site(root, gate, *, articles=3, code="", settings=""):
    """Serve the index at `root`; what is slow is answered as soon as the file `gate` is there.

    An export holds `articles` of 200 KB, and another as many behind the gate.
    """
    source = _SITE.format(
        root=str(root), gate=str(gate), articles=articles, code=code, settings=settings
    )
    process = subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **_MINDING_CTRL_C,
    )
    with process:
        try:
            yield Site(process)
        finally:
            process.kill()


class Site:
    """What is served by a process."""

    def __init__(self, process):
        self.process = process
        line = process.stderr.readline()
        assert "http://" in line, line + process.stderr.read()
        self.port = urlsplit(line.split()[2]).port

    def connect(self, received=None):
        """Return a connection; `received` bytes are taken of it until somebody reads."""
        connection = socket.socket()
        connection.settimeout(60)
        if received:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, received)
        try:
            connection.connect(("127.0.0.1", self.port))
        except OSError:
            connection.close()
            raise
        return connection

    def ask(self, path, received=None):
        """Send a request; return the connection."""
        connection = self.connect(received)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection

    def answer(self, path):
        """Return the status of a whole answer."""
        connection = self.ask(path)
        with connection:
            return read(connection)[0]

    def wait_until_asked(self):
        """Return when somebody waits for the gate."""
        assert self.process.stdout.readline() == "asked\n"

    def stop(self, number=signal.SIGTERM):
        """Send a signal, and return as soon as nobody is let in any more."""
        self.process.send_signal(number)
        while True:
            try:
                self.connect().close()
            except ConnectionError:
                return
            time.sleep(0.02)


def read(connection):
    """Return status and body of the whole answer on a connection; a broken one raises."""
    with http.client.HTTPResponse(connection) as answer:
        answer.begin()
        return answer.status, answer.read()


def status(connection):
    """Return the status of an answer whose rest nobody reads."""
    line = connection.recv(12, socket.MSG_WAITALL)
    return int(line[-3:])


def is_closed(connection):
    """Whether the other side closes a connection, sooner or later."""
    with contextlib.suppress(ConnectionError):
        while connection.recv(1 << 16):
            pass
    return True
