"""From the bytes of a document to its article; whatever goes wrong with it becomes a row."""

import re
from dataclasses import replace
from typing import NamedTuple

from indexer.article import Article
from indexer.extract import Dating, Extracted, extract, lies_ahead, stated_line
from indexer.extract.lines import one_line
from indexer.facets import CityJudgement, Topics
from indexer.pipeline.evidence import evidence, judge, stated_names
from indexer.pipeline.ids import short_hash
from indexer.pipeline.paths import states_id
from indexer.pipeline.tables import Tables
from indexer.report import Found, Skipped, failed_row
from indexer.sources import parse
from indexer.sources.document import Document, Raw
from indexer.sources.files import SourceFile, stem

_LINES = ("title", "author", "source", "url")  # of a record
_DOTS = re.compile(r"(?<=[!/])\.{0,2}/")  # "./", "../", "//": gone when a browser asks for them


class Read(NamedTuple):
    """An article, and what the index keeps of where it was found."""

    article: Article
    found: Found


def read_article(
    file: SourceFile, raw: Raw, path: str, document_digest: int, tables: Tables
) -> Read | Skipped:
    """Return the article that a document holds, or why it gives none."""
    try:
        document = parse(file, raw)
        if isinstance(document, Skipped):
            return document
        extracted = extract(document)
        judged = judge(document, extracted)
        name = "" if states_id(path) else _name(file, raw)
        article = to_article(document, extracted, judged, name, tables.topics)
        why = (
            evidence(document, extracted, article, judged, tables.topics)
            if tables.asked_why
            else {}
        )
    except Exception as error:  # noqa: BLE001  one odd page must not end a run of thousands
        return failed_row(file.shown + raw.place, error)
    if not article.body.strip():
        return Skipped(document.origin, "no article in it, only the site's leftovers")
    found = Found(
        id=article.id,
        is_fixed=states_id(path),
        path=path,
        origin=document.origin,
        digest=content_digest(article),
        document_digest=document_digest,
        note=_note(document, extracted.dating),
        known=_known(article),
        evidence=why,
    )
    return Read(article, found)


def content_digest(article: Article) -> int:
    """Return what all articles of this content share, whatever their id."""
    # The body stands behind the rest as it is: writing it as a literal took 0.03 ms an article.
    return int(short_hash(f"{replace(article, id='', body='')!r}{article.body}"), 16)


def _known(article: Article) -> tuple[str, ...]:
    facts = {
        "date": article.date,
        "year": article.year and not article.date,
        "city": article.cities,
        "topic": article.topics,
    }
    return tuple(name for name, fact in facts.items() if fact)


def _note(document: Document, dating: Dating) -> Skipped | None:
    """Return a row for what is given and cannot be read, or for a date that is to come."""
    given = document.given
    problems = [
        f"{field} not understood: {str(given[field])[:40]!r}"
        for field in _LINES
        if given.get(field) and not isinstance(given[field], str) and not stated_line(given, field)
    ]
    if given.get("date") not in (None, ""):
        was_read = dating.kind == "given"
        if not was_read or lies_ahead(dating):
            problem = "in the future" if was_read else "not understood"
            problems.append(f"date {problem}: {str(given['date'])[:40]!r}")
    return Skipped(document.origin, "; ".join(problems)) if problems else None


def to_article(
    document: Document,
    found: Extracted,
    judged: CityJudgement | None,
    name: str,
    judged_by: Topics,
) -> Article:
    """Return the article of `document`, in which extraction found what it does not state.

    `judged` is what `judge` says of its cities. `name` is the id of a page; without one, it
    states an id, or a url or content that makes one.
    """
    cities = stated_names(document, "cities") or () if judged is None else judged.cities
    topics = stated_names(document, "topics")
    return Article(
        id=name or _stated_id(document, found),
        title=found.title,
        body=found.body,
        captions=found.captions,
        date=found.date,
        year=found.year,
        byline=found.byline,
        url=found.url,
        source=found.source,
        cities=cities,
        topics=judged_by.find(found.title, found.body) if topics is None else topics,
    )


def _name(file: SourceFile, raw: Raw) -> str:
    """Return the id of a page: the names of its file and member, as an address may hold them."""
    return f"{file.shown}{_DOTS.sub('', stem(raw.place))}" if raw.place else file.name


def _stated_id(document: Document, found: Extracted) -> str:
    given = document.given.get("id")
    if isinstance(given, str | int) and (text := one_line(str(given))):
        return text
    return short_hash(found.url or repr((found.title, found.body, found.date)))
