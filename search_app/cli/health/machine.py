"""What Tìm Tin needs of the machine: a terminal's letters, a port, a place to remember."""

import os
import socket
import sys
from collections.abc import Iterator

from search_app.cli.health.finding import Finding, ok, warning
from search_app.cli.remembering import state_folder

_LETTERS = "Tiếng Việt đủ chữ …"
_HOST, _PORT = "127.0.0.1", 8080  # what `timtin serve` takes


def machine() -> Iterator[Finding]:
    """Yield what the terminal, the port and the folder of what is remembered are like."""
    yield _terminal()
    yield _port()
    yield _state()


def _terminal() -> Finding:
    encoding = sys.stdout.encoding or "unknown"
    try:
        _LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        mend = "chcp 65001" if os.name == "nt" else "export LANG=C.UTF-8 PYTHONIOENCODING=utf-8"
        return warning("terminal", f"{encoding} lacks Vietnamese letters; they become ?", mend)
    return ok("terminal", f"{encoding} has all Vietnamese letters")


def _port() -> Finding:
    try:
        socket.create_server((_HOST, _PORT)).close()
    except OSError:
        text = f"{_PORT} is in use: by a page that is served, or another program"
        return warning("port", text, f"timtin serve --port {_PORT + 1}")
    return ok("port", f"{_PORT} is free")


def _state() -> Finding:
    folder = state_folder()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return ok("memory", f"{folder} can be written")
    text = f"{nearest} cannot be written: `timtin open` knows no last search"
    return warning("memory", text, f"Change its rights: chmod u+rwx {nearest}")
