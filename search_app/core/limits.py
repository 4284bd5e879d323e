"""What one query may cost: a time, and a number of postings.

Nothing can stop a thread from outside, so whoever works in steps calls `spend` between them. It
raises when one of the limits of `limited` is passed; where none was set, it does nothing.
"""

import contextlib
import math
import time
from collections.abc import Iterator
from contextvars import ContextVar

from search_app.core.errors import QueryTooCostlyError


class _Meter:
    """What is left of the limits of one query."""

    __slots__ = ("_deadline", "_postings", "_read", "_seconds")

    def __init__(self, seconds: float, postings: int) -> None:
        self._seconds = seconds
        self._postings = postings
        self._deadline = time.monotonic() + seconds
        self._read = 0

    @property
    def left(self) -> float:
        return self._deadline - time.monotonic() if self._seconds else math.inf

    def spend(self, postings: int) -> None:
        self._read += postings
        if self._postings and self._read > self._postings:
            raise QueryTooCostlyError.of_postings(self._postings)
        if self._seconds and time.monotonic() > self._deadline:
            raise QueryTooCostlyError.of_seconds(self._seconds)


_meter: ContextVar[_Meter | None] = ContextVar("meter", default=None)


@contextlib.contextmanager
def limited(seconds: float = 0, postings: int = 0) -> Iterator[None]:
    """Let what is asked inside take so long and read so many postings, in this thread or context.

    0 is no limit. Inside another `limited` that one holds on.

    Raises:
        QueryTooCostlyError: what was asked is not answered within the limits.
    """
    if _meter.get() is not None or not (seconds or postings):
        yield
        return
    token = _meter.set(_Meter(seconds, postings))
    try:
        yield
    finally:
        _meter.reset(token)


def seconds_left() -> float:
    """Return how long what is asked may still take; below 0 if too long already, or infinity."""
    meter = _meter.get()
    return math.inf if meter is None else meter.left


def spend(postings: int = 0) -> None:
    """Count a step, and the postings, or pieces of text, that it is about to read or has read.

    Between two calls some milliseconds may pass. What a step leaves half made when this raises,
    nobody may find: so no call stands between the parts of a change to what is kept.

    Raises:
        QueryTooCostlyError: a limit is passed.
    """
    meter = _meter.get()
    if meter is not None:
        meter.spend(postings)
