"""What Tìm Tin needs of the machine: a terminal's letters, a port, a place to remember."""

import http.client
import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from search_app.cli.health import Finding, ok, warning
from search_app.cli.remembering import state_folder

_LETTERS = "Tiếng Việt đủ chữ …"
_HOST, _PORT = "127.0.0.1", 8080  # what `timtin serve` takes
_PATIENCE = 2  # seconds that whatever is there has to answer
_LONGEST = 1_000  # bytes of what it says


def machine(root: Path) -> Iterator[Finding]:
    """Yield what the terminal, the port and the folder of what is remembered are like.

    `root` is the index that would be served.
    """
    yield _terminal()
    yield _port(root)
    yield _state()


def _terminal() -> Finding:
    encoding = sys.stdout.encoding or "unknown"
    try:
        _LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        mend = "chcp 65001" if os.name == "nt" else "export LANG=C.UTF-8 PYTHONIOENCODING=utf-8"
        return warning("terminal", f"{encoding} lacks Vietnamese letters; they become ?", mend)
    return ok("terminal", f"{encoding} has all Vietnamese letters")


def _port(root: Path) -> Finding:
    try:
        socket.create_server((_HOST, _PORT)).close()
    except OSError:
        if _is_ours():
            return ok("port", f"{_PORT} is in use: Tìm Tin answers there")
        mend = f"timtin serve --port {_PORT + 1} --index {shlex.quote(str(root))}"
        return warning("port", f"{_PORT} is in use by another program", mend)
    return ok("port", f"{_PORT} is free")


def _is_ours() -> bool:
    """Return whether it is a page of Tìm Tin that the port belongs to."""
    asked = http.client.HTTPConnection(_HOST, _PORT, timeout=_PATIENCE)
    try:
        asked.request("GET", "/healthz")
        told = json.loads(asked.getresponse().read(_LONGEST))
        return isinstance(told, dict) and {"status", "articles"} <= told.keys()
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        asked.close()


def _state() -> Finding:
    folder = state_folder()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return ok("memory", f"{folder} can be written")
    text = f"{nearest} cannot be written: `timtin open` knows no last search"
    return warning("memory", text, f"Change its rights: chmod u+rwx {nearest}")
