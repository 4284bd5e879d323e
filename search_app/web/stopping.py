"""Serve until a signal, and then until everybody has the answer that was asked for.

waitress's own loop ends where it is interrupted: answers that are being made are never sent.
"""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

from waitress import wasyncore
from waitress.server import BaseWSGIServer

_GRACE = 10.0  # s; systemd kills after 90
_LOOKING = 0.5  # s between two looks whether there is time left
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run(server: BaseWSGIServer, started: Callable[[], object]) -> None:
    """Serve until SIGINT or SIGTERM; then answer what was asked, for some seconds, and close.

    `started` is called once requests can come. A second signal ends the process at once.
    """
    with _stop_signal(server) as stop:
        started()
        while not stop.is_set():
            _step(server, server.adj.asyncore_loop_timeout)
        _finish(server)
    owed = sum(not connection.is_idle for connection in server.active_channels.values())
    if owed:
        # Those who answer still use the server, until the process ends.
        with contextlib.suppress(OSError):  # a pipe that nobody reads
            sys.stderr.write(f"Stopped; answers not sent: {owed}.\n")
        return
    server.task_dispatcher.shutdown()
    server.close()


@contextlib.contextmanager
def _stop_signal(server: BaseWSGIServer) -> Iterator[threading.Event]:
    """Give what is set by the first signal; only the main thread of a process gets any."""
    stop = threading.Event()
    before = {}

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        server.pull_trigger()  # waiting is not ended by a signal

    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _finish(server: BaseWSGIServer) -> None:
    """Close each connection as soon as nothing is owed to it."""
    end = time.monotonic() + _GRACE
    _let_in(server)
    # Only its socket: those who answer still wake the loop by the server.
    wasyncore.dispatcher.close(server)
    _step(server, 0)  # what has come is a request, though nobody read it yet
    while server.active_channels and time.monotonic() < end:
        for connection in list(server.active_channels.values()):
            if connection.is_idle:
                connection.handle_close()
        _step(server, _LOOKING if server.active_channels else 0)


def _let_in(server: BaseWSGIServer) -> None:
    """Take those who are connected already, as far as there is room: they may have asked."""
    for _ in range(server.adj.connection_limit - len(server.active_channels)):
        before = len(server.active_channels)
        server.handle_accept()
        if len(server.active_channels) == before:
            break  # nobody waits, or the system gives no more


def _step(server: BaseWSGIServer, timeout: float) -> None:
    wasyncore.loop(timeout, server.adj.asyncore_use_poll, server._map, count=1)  # noqa: SLF001 - as its own run() does
