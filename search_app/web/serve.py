"""Serve the site on this machine with waitress."""

import contextlib
import errno
import socket
import sys
from collections.abc import Callable

from waitress.server import create_server

from indexer.errors import TimTinError
from search_app.core.index import Index
from search_app.web import create_app, verification

_LAST_PORT = 65535
# A proxy on this machine that speaks TLS says so; then addresses in feeds begin with https.
_PROXY = "127.0.0.1"
# A pasted page of text is answered, and cut with a note, rather than refused by the server.
_LONGEST_HEADER = 1 << 20  # bytes: 100,000 Vietnamese letters in a URL are about 900,000
# A long export is written to a temporary file as fast as it can be made, and sent from there:
# with the 4 threads and 16 MB that waitress holds without asking, five slow readers of exports
# kept everybody else waiting for good.
_THREADS = 16
_MOST_UNSENT = 1 << 30  # bytes for each reader; 86,000 articles are 264 million as JSONL


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
) -> None:
    """Serve `index` until Ctrl-C; port 0 takes any free port. Raises CannotListenError.

    `listening_at` is called with the address, once requests can come.
    """
    # Bound here, not by waitress: it leaks the socket when the port is taken.
    with _bound_socket(host, port) as listening:
        app = create_app(index)
        verification.start(app)
        server = create_server(
            app,
            sockets=[listening],
            max_request_header_size=_LONGEST_HEADER,
            threads=_THREADS,
            outbuf_high_watermark=_MOST_UNSENT,
            trusted_proxy=_PROXY,
            trusted_proxy_headers={"x-forwarded-proto"},
            clear_untrusted_proxy_headers=True,
        )
        sys.stderr.write(f"Tìm Tin: {_url(listening)}  (Ctrl-C stops)\n")
        sys.stderr.flush()
        with contextlib.suppress(KeyboardInterrupt):
            listening_at(_url(listening))
            server.run()
        server.close()


def _bound_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not 0 <= port <= _LAST_PORT:
        raise CannotListenError(host, port, ValueError(f"ports end at {_LAST_PORT}"))
    try:
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
