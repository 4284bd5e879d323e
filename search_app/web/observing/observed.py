"""What became of each request, told once its last byte is handed over: for the log and the figures.

Flask's own hooks end before a stream begins, and do not see what breaks one; so the site is
wrapped as WSGI has it, and says from inside only which route it was and which build answered.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, g, request, request_finished, request_started

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NO_ROUTE = "none"  # of an address that is none of ours
_EXTENSION = "timtin-observed"
_KEY = "timtin.served"
_GENERATION = 12  # letters and digits that tell one build from another
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class Served:
    """One request and what became of it. What a visitor wrote stands in `path` and `query` only."""

    method: str  # "other" where it is none of HTTP's
    address: str  # whose it is, as far as the server knows
    path: str
    query: str
    began: float  # seconds since 1970
    route: str = NO_ROUTE
    generation: str = ""  # which build of the index answered, if one was asked
    refused: str = ""  # the name of the problem, where the site protected itself
    status: int = 500  # what a server answers whose site fails before it says another
    sent: int = 0  # bytes of the body
    is_whole: bool = False  # whether all of the body was handed over
    seconds: float = 0.0  # till then


class Observed:
    """The site as WSGI has it, with functions that are told of each request."""

    def __init__(self, site: "WSGIApplication") -> None:
        self._site = site
        self.begun: list[Callable[[], object]] = []
        self.ended: list[Callable[[Served], object]] = []  # none may fail

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the site does."""
        served = _served(environ)
        environ[_KEY] = served
        started = time.perf_counter()

        def starting(status: str, headers: Any, exc_info: Any = None) -> Any:
            served.status = int(status[:3])
            return start_response(status, headers, exc_info)

        for tell in self.begun:
            tell()
        body = _Body(served, started, self.ended)
        try:
            body.pieces = self._site(environ, starting)
        except BaseException:
            body.end()
            raise
        return body


class _Body:
    """What the site sends, counted; its end comes once, however the server ends it."""

    def __init__(
        self, served: Served, started: float, ended: Iterable[Callable[[Served], object]]
    ) -> None:
        self.pieces: Iterable[bytes] = ()
        self._served = served
        self._started = started
        self._ended = ended
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self._served.sent += len(piece)
            yield piece
        self._served.is_whole = True
        self.end()

    def close(self) -> None:
        """Close what the site sends, as WSGI asks; what was not fetched by now never will be."""
        try:
            if hasattr(self.pieces, "close"):
                self.pieces.close()
        finally:
            self.end()

    def end(self) -> None:
        """Tell those who want to know."""
        if self._is_open:
            self._is_open = False
            self._served.seconds = time.perf_counter() - self._started
            for tell in self._ended:
                tell(self._served)


def observe(app: Flask) -> Observed:
    """Return what is told of each request to `app`; the first who asks has it set up."""
    if _EXTENSION not in app.extensions:
        app.extensions[_EXTENSION] = observed = Observed(app.wsgi_app)
        app.wsgi_app = observed  # type: ignore[method-assign]
        request_started.connect(_note_route, app)
        request_finished.connect(_note_generation, app)
    return cast(Observed, app.extensions[_EXTENSION])


def note_refusal(name: str) -> None:
    """Have this request counted among those that were refused, by the name of the problem."""
    if (served := _current()) is not None:
        served.refused = name


def short(fingerprint: str) -> str:
    """Return what tells a build from the ones before and after it."""
    return fingerprint[:_GENERATION]


def _note_route(*_: object, **__: object) -> None:
    if (served := _current()) is not None:
        served.route = request.endpoint or NO_ROUTE


def _note_generation(*_: object, **__: object) -> None:
    index, served = g.get("index"), _current()
    if index is not None and served is not None:
        with contextlib.suppress(Exception):  # one that is broken has its own error by now
            served.generation = short(index.fingerprint)


def _current() -> Served | None:
    """Return what is told of this request; None if it did not come in as WSGI has it."""
    return cast(Served | None, request.environ.get(_KEY))


def _served(environ: "WSGIEnvironment") -> Served:
    method = environ.get("REQUEST_METHOD", "")
    return Served(
        method=method if method in _METHODS else "other",
        address=environ.get("REMOTE_ADDR", ""),
        path=environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        began=time.time(),
    )
