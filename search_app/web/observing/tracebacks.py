"""What stands in the log when the site fails: where and how, but not what anybody looked for.

The message of an exception often quotes what it was given (`KeyError: 'covid'`), and the address
of an article is what somebody read; the lines of code beside them are ours.
"""

import logging
import os
import traceback
from collections.abc import Iterator
from types import TracebackType

from flask import Flask, has_request_context, request

from indexer.errors import TimTinError
from search_app.web.observing.observed import NO_ROUTE
from search_app.web.settings import Settings

_SERVER = "waitress"  # which logs what breaks a stream
_MOST_FRAMES = 60  # of each exception: the innermost


def register(app: Flask, settings: Settings) -> None:
    """Log what fails in `app`, as its server does, without values unless queries are logged."""
    for logger in map(logging.getLogger, (app.name, _SERVER)):  # of Flask, and of waitress
        logger.removeFilter(_without_values)
        if not settings.logs_queries:
            logger.addFilter(_without_values)


def _without_values(record: logging.LogRecord) -> bool:
    """Leave messages and addresses out of a record of an exception."""
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = "\n".join(_told(record.exc_info[1]))
        record.exc_info = None
        record.msg, record.args = "Exception in %s", (_where(),)
    return True


def _where() -> str:
    return (request.endpoint or NO_ROUTE) if has_request_context() else "a stream"


def _told(error: BaseException) -> Iterator[str]:
    """Yield an exception and what led to it, the first cause first, as Python prints them."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)
    for one in reversed(chain):
        yield from _frames(one.__traceback__)
        yield f"{type(one).__module__}.{type(one).__qualname__}{_said(one)}"


def _said(error: BaseException) -> str:
    """Return what an exception says that cannot quote a query."""
    if isinstance(error, TimTinError):  # what we raise ourselves of an index says what to do
        return f": {error}"
    number = error.errno if isinstance(error, OSError) else None
    reason = f": {os.strerror(number)}" if number else ""
    return f"{reason} (message left out: --log-queries)"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    for frame in traceback.format_tb(trace, -_MOST_FRAMES):
        yield frame.rstrip("\n")
