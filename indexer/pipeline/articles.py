"""From the bytes of a document to its article; whatever goes wrong with it becomes a row."""

from dataclasses import replace
from typing import Any, NamedTuple

from indexer.article import Article
from indexer.extract import Extracted, extract, parse_date
from indexer.extract.lines import one_line
from indexer.facets import find_cities, find_topics
from indexer.pipeline.ids import Found, short_hash
from indexer.report import Skipped, failed_row
from indexer.sources import parse
from indexer.sources.document import Document, Raw
from indexer.sources.files import SourceFile


class Read(NamedTuple):
    """An article, and what the index keeps of where it was found."""

    article: Article
    found: Found


def read_article(file: SourceFile, raw: Raw, document_digest: int) -> Read | Skipped:
    """Return the article that a document holds, or why it gives none."""
    document = parse(file, raw)
    if isinstance(document, Skipped):
        return document
    try:
        article = to_article(document, file)
    except Exception as error:  # noqa: BLE001  one odd page must not end a run of thousands
        return failed_row(document.origin, error)
    if not article.body.strip():
        return Skipped(document.origin, "no article in it, only the site's leftovers")
    found = Found(
        id=article.id,
        is_fixed=document.kind == "record",
        path=file.key,
        origin=document.origin,
        digest=_digest(article),
        document_digest=document_digest,
        note=_note(document),
    )
    return Read(article, found)


def _digest(article: Article) -> int:
    """Return what all articles of this content share, whatever their id."""
    # The body stands behind the rest as it is: writing it as a literal took 0.03 ms an article.
    return int(short_hash(f"{replace(article, id='', body='')!r}{article.body}"), 16)


def _note(document: Document) -> Skipped | None:
    """Return a row for a date that was given and cannot be read, so was looked for instead."""
    given = document.given.get("date")
    if given in (None, "") or (isinstance(given, str) and parse_date(given) is not None):
        return None
    return Skipped(document.origin, f"date not understood: {str(given)[:40]!r}")


def to_article(document: Document, file: SourceFile) -> Article:
    """Extract what `document` does not state of itself."""
    found = extract(document)
    cities = _names(document.given.get("cities"))
    if cities is None:
        cities = find_cities(found.title, found.body, url=found.url, source=found.source)
    topics = _names(document.given.get("topics"))
    return Article(
        id=_article_id(document, file, found),
        title=found.title,
        body=found.body,
        captions=found.captions,
        date=found.date,
        year=found.date.year if found.date else found.year,
        byline=found.byline,
        url=found.url,
        source=found.source,
        cities=cities,
        topics=find_topics(found.title, found.body) if topics is None else topics,
    )


def _article_id(document: Document, file: SourceFile, found: Extracted) -> str:
    if document.kind != "record":
        return file.name
    given = document.given.get("id")
    if isinstance(given, str | int) and (text := one_line(str(given))):
        return text
    return short_hash(found.url or repr((found.title, found.body, found.date)))


def _names(given: Any) -> tuple[str, ...] | None:
    """Return the names a record states, or None when it states none that can be read."""
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        return None
    return tuple(dict.fromkeys(filter(None, map(one_line, given))))
