"""Articles as files of other programs: tables, JSON lines, and two formats of reference managers.

Each is written piece by piece, so that a list of any length takes no room.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from indexer.article import Article
from search_app.core.addresses import source_of
from search_app.core.citations import bibtex, ris
from search_app.core.cited import cited_title
from search_app.core.serialise import dumps

_BOM = "\ufeff"
# A spreadsheet runs what begins so as a formula (CWE-1236), whatever it trims before, and one that
# divides at semicolons also what stands behind these; the apostrophe makes it text.
_UNSEEN = r"[\s\"\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*+"
_FORMULA = re.compile(rf"(^|;)(?={_UNSEEN}[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # steer whoever prints a file


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what the web calls it, and how articles are written in it."""

    content_type: str
    write: Callable[[Iterable[Article]], Iterator[str]]


def write(format_name: str, articles: Iterable[Article]) -> Iterator[str]:
    """Return the pieces of a file with `articles` in a format of `FORMATS`.

    Raises:
        KeyError: there is no such format.
    """
    return FORMATS[format_name].write(articles)


def _csv(articles: Iterable[Article]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    yield _BOM  # without it Excel takes UTF-8 for the code page of the computer
    writer.writerow(_COLUMNS)
    for article in articles:
        yield _taken(line)
        writer.writerow([_defused(column(article)) for column in _COLUMNS.values()])
    yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _defused(cell: str) -> str:
    return _FORMULA.sub(r"\1'", _CONTROLS.sub("", cell))


def _jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """Write what `timtin rebuild` reads again, with the names it knows."""
    for article in articles:
        yield dumps(_record(article)) + "\n"


def _record(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "date": _date(article)
        or str(article.year or ""),  # a year is a date that a record may state
        "source": article.source,
        "author": article.byline,
        "url": article.url,
        "cities": article.cities,
        "topics": article.topics,
        "body": article.body,
        "captions": article.captions,
    }


def _ris(articles: Iterable[Article]) -> Iterator[str]:
    return (f"{ris(article)}\r\n" for article in articles)


def _bib(articles: Iterable[Article]) -> Iterator[str]:
    return (f"{bibtex(article)}\n" for article in articles)


def _date(article: Article) -> str:
    return article.date.isoformat() if article.date else ""


_COLUMNS: Mapping[str, Callable[[Article], str]] = {
    "id": lambda article: article.id,
    "title": cited_title,
    "date": _date,
    "year": lambda article: str(article.year or ""),
    "cities": lambda article: "; ".join(article.cities),
    "topics": lambda article: "; ".join(article.topics),
    "source": source_of,
    "byline": lambda article: article.byline,
    "url": lambda article: article.url,
}
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("text/csv; charset=utf-8", _csv),
        "jsonl": Format("application/x-ndjson; charset=utf-8", _jsonl),
        "ris": Format("application/x-research-info-systems; charset=utf-8", _ris),
        "bib": Format("application/x-bibtex; charset=utf-8", _bib),
    }
)
