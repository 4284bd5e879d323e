"""Connections of people who are slow, or do not come for an answer: none keeps others waiting.

waitress by itself closes only connections that were silent for long and wait for no answer.
"""

import contextlib
import socket
import time
from typing import Any

from waitress import server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask

MOST = 500  # connections; a process may most often have 1,024 files
_CROWDED = MOST * 3 // 4
_LOOKING = 5.0  # s between two looks at all of them
# Seconds that a connection may take:
_REQUEST = 30.0  # from being opened, or the first byte of a request, to the last of its headers
_READING = 60.0  # from one piece of an answer that the system takes for a reader to the next
_IDLE = 120.0  # between two requests; nginx keeps its connections for 60
_IDLE_WHEN_CROWDED = 5.0
# Bytes that the system holds for a reader; by itself it takes up to 4 MiB, and then nothing for
# minutes from whoever reads slowly, but reads.
_HELD = 1 << 17


class Request(HTTPRequestParser):  # type: ignore[misc]
    """A request that leaves what was sent along behind it."""

    rest = b""
    path = ""  # asked of one that could not be read, too, when whoever sent it goes

    def received(self, data: bytes) -> int:
        """Take some bytes, all of them; what belongs to the requests after this is in `rest`."""
        taken: int = super().received(data)
        self.rest = data[taken:]
        return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Read the lines before the body."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # as of urlsplit: "http://[/"
            raise ParsingError("Bad URI") from error


class Answer(WSGITask):  # type: ignore[misc]
    """An answer that has no body to HEAD: what ends a stream would be one, too."""

    def build_response_header(self) -> bytes:
        """Return the lines before the body, the same as to GET."""
        lines: bytes = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False
        return lines


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when a request has been coming in, and has one at a time.

    With many sent at once waitress makes answer after answer, and then waits in the thread that
    makes them until somebody reads: 16 connections stop a server of 16 threads.
    """

    parser_class = Request
    task_class = Answer
    request: Any  # that is coming in; None between two

    def __init__(
        self, listening: server.BaseWSGIServer, sock: socket.socket, *args: Any, **kwargs: Any
    ) -> None:
        with contextlib.suppress(OSError):  # it is gone already
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _HELD)
        super().__init__(listening, sock, *args, **kwargs)
        self.receiving_since: float | None = self.creation_time
        self._rest = b""  # that came with the request before

    def readable(self) -> bool:
        """Return whether more may be received; what has come already is, as soon as it may."""
        while self._rest and super().readable():
            rest, self._rest = self._rest, b""
            try:
                self.received(rest)
            except Exception:  # noqa: BLE001  as where it is read: the loop goes on
                self.handle_error()
        return bool(self.connected and super().readable())

    def received(self, data: bytes) -> bool:
        """Take some bytes of a request."""
        if self.request is None:
            self.request = self.parser_class(self.adj)
        request = self.request
        was_taken: bool = super().received(data)
        self._rest = request.rest
        if self.request is None:
            self.receiving_since = None
        elif self.receiving_since is None:
            self.receiving_since = time.time()
        return was_taken

    @property
    def is_idle(self) -> bool:
        """Whether nothing is received, worked on or sent; asked by the thread that receives."""
        # In this order: who answers takes the request away after all of the answer was handed over.
        return not (self.requests or self.total_outbufs_len or self.request or self._rest)

    def is_given_up(self, now: float, idle: float) -> bool:
        """Whether whoever asks took too long; `idle` is how many seconds one that does not may."""
        silent = now - self.last_activity
        if self.total_outbufs_len:
            return bool(silent > _READING)
        if self.requests:
            return False  # the answer is being made
        if self.receiving_since is not None:
            return now - self.receiving_since > _REQUEST
        return bool(silent > idle)

    def give_up(self) -> None:
        """Have the connection closed by whoever waits for it."""
        with contextlib.suppress(OSError):  # it is gone already
            # Closing it here would leave its number to those who wait for it just now.
            self.socket.shutdown(socket.SHUT_RDWR)


class Maintenance:
    """What the loop of a server calls now and then to be rid of connections."""

    def __init__(self, listening: server.BaseWSGIServer) -> None:
        self._server = listening

    def __call__(self, now: float) -> None:
        """Close what took too long; what is idle sooner when there are many."""
        self._server.next_channel_cleanup = now + _LOOKING
        connections: list[Connection] = list(self._server.active_channels.values())
        idle = _IDLE_WHEN_CROWDED if len(connections) > _CROWDED else _IDLE
        for connection in connections:
            if connection.is_given_up(now, idle):
                connection.give_up()
