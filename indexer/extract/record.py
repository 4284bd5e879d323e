"""A record of a collection: what it states is trusted, what it lacks is looked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.extract.bylines import byline_of
from indexer.extract.dating import Dating, read
from indexer.extract.extracted import Extracted
from indexer.extract.given_date import read_given
from indexer.extract.leftovers import is_dateline, split_newsroom
from indexer.extract.lines import clean_lines, one_line
from indexer.extract.publication import published
from indexer.sources.document import Document

_NAMES = frozenset({"author", "source"})  # fields that hold names
_DATELINES = 3  # lines at the head of a body that may be one


def extract_record(document: Document) -> Extracted:
    """Return the article of one record; its body is never cut, a missing title stays empty."""
    given = document.given
    lines = clean_lines(document.text)
    body = "\n".join(lines)
    title, url = stated_line(given, "title"), stated_line(given, "url")
    return Extracted(
        title=title,
        body=body,
        captions=_captions(given.get("captions")),
        byline=stated_line(given, "author") or _byline(lines),
        source=stated_line(given, "source") or _newsroom(lines),
        url=url,
        dating=published(_stated(given.get("date"), lines), title=title, body=body, url=url),
    )


def stated_line(given: Mapping[str, Any], field: str) -> str:
    """Return what a record states in a field, on one line; empty when it cannot be read.

    Who wrote or published it may be several, and each an object with a name, as schema.org has
    them.
    """
    value = given.get(field)
    return ", ".join(_names(value)) if field in _NAMES else one_line(value)


def _names(value: object) -> Iterator[str]:
    """Yield a name, each of a list of names, or the one that an object holds."""
    for own in value if isinstance(value, list) else [value]:
        if name := one_line(own.get("name") if isinstance(own, dict) else own):
            yield name


def _stated(given: object, lines: list[str]) -> Dating | None:
    """Return the given date, else the one of a dateline that came with the body."""
    if dating := read_given(given):
        return dating
    ends = (*lines[:_DATELINES], *lines[-1:])
    found = (read(line, "stated") for line in ends if is_dateline(line))
    return next(filter(None, found), None)


def _captions(given: object) -> tuple[str, ...]:
    """Return the given captions, a list or one a line of a text; anything else says nothing."""
    if isinstance(given, str):
        given = clean_lines(given)
    if not isinstance(given, list):
        return ()
    return tuple(filter(None, map(one_line, given)))


def _byline(lines: list[str]) -> str:
    return byline_of(lines[-1]) if len(lines) > 1 else ""


def _newsroom(lines: list[str]) -> str:
    return split_newsroom(lines[0])[0] if lines else ""
