"""Every field of the index in one table: schema, fingerprint and docs read `FIELDS`."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whoosh import columns, fields

import analyzers
from analyzers import VietnameseAnalyzer, fold
from analyzers.abbreviations import default_abbreviations
from indexer.article import Article

VERSION = 5  # raise it when a field, or a kind of field, changes its meaning

# Terms come as lists, analysed once for all fields; this serves Whoosh's own query parser.
_ANALYZER = VietnameseAnalyzer(folded=False, pairs=False, words=False)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is a key of `_KINDS`."""

    name: str
    kind: str
    note: str


FIELDS = (
    Field("id", "id", "unique: a second article with it replaces the first"),
    Field("title", "text", "marked syllables; the title as written is stored"),
    Field("body", "text", "marked syllables, of the captions too; the body as written is stored"),
    Field("title_pairs", "terms", "marked pairs of the title, joined by _"),
    Field("body_pairs", "terms", "marked pairs of the body"),
    Field("phrases", "keys", "runs of pyvi's words as spelled, for completion"),
    Field("city", "set", "canonical names"),
    Field("topic", "set", "names of topics"),
    Field("year", "set", "four digits; nothing when unknown"),
    Field("day", "number", "of publication, for sorting: yyyymmddhhmm, zeros for what is unknown"),
    Field("date", "stored", "ISO date, with the time when it is known"),
    Field("captions", "stored", "of the pictures, a list"),
    Field("byline", "stored", ""),
    Field("url", "stored", ""),
    Field("source", "stored", ""),
    Field("path", "stored", "the file it was read from, so that an update sees what is gone"),
    Field("digest", "stored", "of the article's content, so that an update sees what changed"),
)
_KINDS: dict[str, Any] = {
    "id": lambda: fields.ID(unique=True, stored=True),
    "text": lambda: fields.TEXT(analyzer=_ANALYZER, stored=True),
    "terms": lambda: fields.TEXT(analyzer=_ANALYZER, phrase=False),
    "keys": lambda: fields.KEYWORD(commas=True),
    "set": lambda: fields.KEYWORD(stored=True, commas=True),
    "number": lambda: fields.COLUMN(columns.NumericColumn("q", default=0)),
    "stored": fields.STORED,
}


def whoosh_schema() -> fields.Schema:
    """Return the Whoosh schema of an index."""
    return fields.Schema(**{field.name: _KINDS[field.kind]() for field in FIELDS})


def fingerprint() -> str:
    """Name the format of an index: changes with the fields, their meaning and the analysis.

    And with the shipped abbreviations, since articles and queries must be read by one table.
    """
    fields_ = [(field.name, field.kind) for field in FIELDS]
    key = repr((VERSION, analyzers.VERSION, default_abbreviations().entries, fields_))
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def from_stored(stored: Mapping[str, Any]) -> Article:
    """Return the article whose stored fields are given."""
    year = stored["year"]
    return Article(
        id=stored["id"],
        title=stored["title"],
        body=stored["body"],
        date=stored_date(stored["date"]),
        year=int(year[0]) if year else None,
        byline=stored["byline"],
        url=stored["url"],
        source=stored["source"],
        cities=tuple(stored["city"]),
        topics=tuple(stored["topic"]),
        captions=tuple(stored["captions"]),
    )


def folded_phrase(phrase: str) -> str:
    """Return the folded form of a phrase, by which phrases are sorted and completed."""
    return " ".join(map(fold, phrase.split(" ")))


def sort_day(article: Article) -> int:
    """Return the day of publication as a number that sorts: yyyymmddhhmm, 0 when unknown."""
    if article.date is None:
        return (article.year or 0) * 10**8
    hour, minute = 0, 0
    if isinstance(article.date, datetime.datetime):
        hour, minute = article.date.hour, article.date.minute
    return day_number(article.date) * 10**4 + hour * 100 + minute


def day_number(date: datetime.date) -> int:
    """Return yyyymmdd. By arithmetic: strftime does not pad years before 1000."""
    return date.year * 10**4 + date.month * 100 + date.day


def stored_date(text: str) -> datetime.date | None:
    """Return the date that an index stores as ISO text, empty for none."""
    if not text:
        return None
    if "T" in text:
        return datetime.datetime.fromisoformat(text)
    return datetime.date.fromisoformat(text)
