"""Serve the site on this machine with waitress."""

import contextlib
import dataclasses
import errno
import logging
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from indexer.errors import TimTinError
from search_app.core.index import Index
from search_app.web import connections, create_app, stopping
from search_app.web.guards import hosts
from search_app.web.observing import metrics, verification
from search_app.web.settings import Settings

_LAST_PORT = 65535
# A proxy on this machine that speaks TLS says so; then addresses in feeds begin with https.
_PROXY = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto"}}
_OF_PROXIES = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
# A pasted page of text is answered, and cut with a note, rather than refused by the server.
_LONGEST_HEADER = 1 << 20  # bytes: 100,000 Vietnamese letters in a URL are about 900,000
_LONGEST_BODY = 1 << 14  # bytes; nothing here reads any
# An export is written as fast as it is taken, by a thread of its own: so many are for the rest.
_THREADS = 12
_MOST_UNSENT = 1 << 20  # bytes for each reader
_DEFAULTS = Settings()


class CannotListenError(TimTinError):
    """The wanted host and port cannot be had."""

    def __init__(self, host: str, port: int, error: Exception) -> None:
        super().__init__(_problem(host, port, error))
        self.host = host
        self.port = port


def serve(
    index: Index | Callable[[], Index],
    host: str = "127.0.0.1",
    port: int = 8080,
    listening_at: Callable[[str], object] = lambda _: None,
    *,
    settings: Settings = _DEFAULTS,
) -> None:
    """Serve `index` until a signal; port 0 takes any free port. Raises CannotListenError.

    `listening_at` is called with the address, once requests can come. On a loopback address
    without names in `settings`, only the names of loopback are answered.
    """
    # Bound here, not by waitress: it leaks the socket when the port is taken.
    with _bound_socket(host, port) as listening:
        if not settings.host_names and hosts.is_loopback(listening.getsockname()[0]):
            settings = dataclasses.replace(settings, host_names=(hosts.LOOPBACK,))
        server = _server(index, listening, settings)
        url = _url(listening)

        def started() -> None:
            sys.stderr.write(f"Tìm Tin: {url}  (Ctrl-C stops)\n")
            sys.stderr.flush()
            listening_at(url)

        stopping.run(server, started)


def _server(
    index: Index | Callable[[], Index], listening: socket.socket, settings: Settings
) -> BaseWSGIServer:
    app = create_app(index, settings)
    _warm_up(app)
    verification.start(app)
    server = create_server(
        app,
        sockets=[listening],
        ident=None,
        max_request_header_size=_LONGEST_HEADER,
        max_request_body_size=_LONGEST_BODY,
        threads=_THREADS + settings.exports_at_once,
        outbuf_high_watermark=_MOST_UNSENT,
        outbuf_overflow=2 * _MOST_UNSENT,  # so it stays in memory
        connection_limit=connections.MOST,
        asyncore_use_poll=True,  # select() ends at file 1,024
        clear_untrusted_proxy_headers=True,
        **_trust(settings),
    )
    # waitress takes away what a proxy said that is not trusted.
    server.application = metrics.noting_proxies(server.application)
    # Of each request that waits for a thread, a warning.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server.channel_class = connections.Connection
    server.maintenance = connections.Maintenance(server)
    return server


def _warm_up(app: Flask) -> None:
    """Make the first answer before anybody asks, and beside what counts and logs requests.

    With templates and columns to be read it took 620 ms over 86,000 articles, the second 33.
    """
    # What is wrong is told to whoever asks.
    with contextlib.suppress(Exception), app.test_request_context("/"):
        app.full_dispatch_request()


def _trust(settings: Settings) -> Mapping[str, Any]:
    """Return which headers of which proxy are believed."""
    if settings.trusted_proxy is None:
        return _PROXY
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": _OF_PROXIES}


def _bound_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not 0 <= port <= _LAST_PORT:
        raise CannotListenError(host, port, ValueError(f"ports end at {_LAST_PORT}"))
    try:
        socket.getaddrinfo(host, port, family)  # its own error; the next one's hides it
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        raise CannotListenError(host, port, error) from error


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _problem(host: str, port: int, error: Exception) -> str:
    another = f"Choose another port: --port {_another(port)}"
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use by another program. {another}"
    if code == errno.EACCES:
        return f"Port {port} of {host} needs the rights of an administrator. {another}"
    if isinstance(error, socket.gaierror) or code == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Choose another: --host 127.0.0.1"
    return f"Cannot listen on port {port} of {host}: {error}. {another}"


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < _LAST_PORT else 8080  # noqa: PLR2004
