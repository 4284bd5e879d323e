"""All articles of a search as a file, however many there are."""

import re
import threading
import weakref
from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, request

from analyzers import split_syllables
from analyzers.fold_diacritics import fold_diacritics
from search_app.core.exports import FORMATS, write
from search_app.web import links, parameters
from search_app.web.current import current_index
from search_app.web.guards.unavailable import BusyError
from search_app.web.kinds import check_names
from search_app.web.settings import Settings
from search_app.web.state import SearchState, read_state

exports = Blueprint("exports", __name__)

_CHUNK = 1 << 15  # characters sent at once: a line by itself costs more to send than to write
_LONGEST_NAME = 80
_EXTENSION = "timtin-exports"  # where a site keeps how many more may be written
_RETRY_AFTER = 10  # s; writing 86,000 articles took 14 s of processor time


def register(app: Flask, settings: Settings) -> None:
    """Let `app` write so many files at once as `settings` say, and tell others to come again."""
    app.extensions[_EXTENSION] = threading.BoundedSemaphore(settings.exports_at_once)


@exports.get(f"/export.<any({', '.join(FORMATS)}):format_name>")
def export(format_name: str) -> Response:
    """Answer with the list of a search as a file; what is wrong with the request is told before.

    When reading an article fails later, the connection breaks: the file has no end, and the
    program that fetches it says so.
    """
    check_names(request.args, parameters.EXPORT)
    state = read_state(request.args)
    answer = Response(content_type=FORMATS[format_name].content_type)
    if request.method != "HEAD":  # whose answer is written by nobody
        _count(answer)
    answer.response = _joined(write(format_name, state.scan(current_index())))
    answer.headers["Content-Disposition"] = _attachment(_name(state), format_name)
    return answer


def _count(answer: Response) -> None:
    """Count an answer until it is closed by whoever sends it, or is gone without being sent.

    Raises:
        BusyError: there are as many as may be.
    """
    places: threading.BoundedSemaphore = current_app.extensions[_EXTENSION]
    if not places.acquire(blocking=False):
        raise BusyError(retry_after=_RETRY_AFTER)
    answer.call_on_close(weakref.finalize(answer, places.release))


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield `pieces`, many at once."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _CHUNK:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)


def _attachment(name: str, format_name: str) -> str:
    """Return the header that names the file, for old programs in plain letters (RFC 6266)."""
    plain = "-".join(re.findall("[a-z0-9]+", fold_diacritics(name.lower())))
    marked = quote(name, safe="")
    return (
        f"attachment; filename=\"{plain}.{format_name}\"; filename*=UTF-8''{marked}.{format_name}"
    )


def _name(state: SearchState) -> str:
    """Return what the search is called: of its query and each filter the words."""
    parts = [state.q, *links.filter_labels(state)]
    said = (" ".join(part[start:end] for *_, start, end in split_syllables(part)) for part in parts)
    return " - ".join(["Tìm Tin", *filter(None, said)])[:_LONGEST_NAME].strip(" -")
