"""The access log: a line of JSON for each request, without what anybody looked for or read.

What stands in an address beside the route is a query, the id of an article, or whatever somebody
typed: the operator decides whether path and query are logged. The page that led here (Referer)
holds queries, too, and what a browser calls itself tells people apart: neither ever is.
"""

import datetime
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Flask

from search_app.web.observing.observed import Served, observe
from search_app.web.settings import Settings

_LONGEST = 2_000  # characters of a path or query
_LONGEST_ADDRESS = 60  # an IPv6 address with a zone; what a proxy says can be any text
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_OF_PATH = _PRINTABLE.replace("%", "").replace("?", "")  # servers hand paths on decoded
_log = logging.getLogger(__name__)


def register(app: Flask, settings: Settings) -> None:
    """Have each request to `app` written to the log that `settings` name, if they name one."""
    if settings.access_log is not None:
        log = _Log(settings.access_log, logs_queries=settings.logs_queries)
        observe(app).ended.append(log)


class _Log:
    """Writes lines; a log that cannot be written fails no request, and is told of once."""

    def __init__(self, write: Callable[[str], object], *, logs_queries: bool) -> None:
        self._write = write
        self._logs_queries = logs_queries
        self._is_broken = False

    def __call__(self, served: Served) -> None:
        try:
            self._write(line(served, logs_queries=self._logs_queries))
            self._is_broken = False
        except Exception as error:  # noqa: BLE001  whatever a log can fail with
            if not self._is_broken:
                _log.warning("The access log cannot be written: %s", error)
            self._is_broken = True


def line(served: Served, *, logs_queries: bool) -> str:
    """Return what is logged of a request: printable ASCII, no line break in it."""
    began = datetime.datetime.fromtimestamp(served.began, datetime.UTC)
    told: dict[str, Any] = {
        "time": began.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "method": served.method,
        "route": served.route,
        "status": served.status,
        "bytes": served.sent,
        "whole": served.is_whole,
        "ms": round(served.seconds * 1_000, 1),
        "address": _encoded(served.address)[:_LONGEST_ADDRESS],
        "generation": served.generation,
    }
    if served.refused:
        told["refused"] = served.refused
    if logs_queries:
        told["path"] = _encoded(served.path, _OF_PATH)[:_LONGEST]
        told["query"] = _encoded(served.query)[:_LONGEST]
    return json.dumps(told)


def _encoded(text: str, plain: str = _PRINTABLE) -> str:
    """Return what a server made of bytes as it stands in an address: %-codes for odd ones."""
    return quote(text.encode("latin-1", "replace"), safe=plain)
