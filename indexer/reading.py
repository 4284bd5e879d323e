"""From documents to articles, each with an id of its own."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from indexer.article import Article
from indexer.extract import extract
from indexer.facets import find_cities, find_topics
from indexer.sources import read
from indexer.sources.document import Document, Skipped

Progress = Callable[[int, int], None]  # bytes of input done, bytes in all


@dataclass(frozen=True, slots=True)
class Found:
    """An article, the file it came from, and the digest that tells whether it changed."""

    article: Article
    path: Path
    origin: str
    digest: str


@dataclass(slots=True)
class IdRegister:
    """Who has which id. A made id that is taken gets a suffix; a given one is the giver's word."""

    taken: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> (origin, digest)

    def enter(self, found: Found, *, given: bool) -> Found | Skipped:
        """Return `found` under its final id, or why it is none: the same article came before."""
        article_id = found.article.id
        origin, digest = self.taken.get(article_id, ("", None))
        if digest == found.digest:
            return Skipped(found.origin, f"the same article as {origin}")
        if digest is not None and not given:
            article_id = f"{article_id}-{found.digest[:8]}"
            return self.enter(
                replace(found, article=replace(found.article, id=article_id)), given=True
            )
        self.taken[article_id] = (found.origin, found.digest)
        return found


def read_articles(
    files: Iterable[Path], register: IdRegister, progress: Progress | None = None
) -> Iterator[tuple[Path, Found | Skipped]]:
    """Yield what becomes of each document of `files`, with its file."""
    sizes = {path: path.stat().st_size for path in files}
    done, total = 0, sum(sizes.values())
    for path, size in sizes.items():
        end = done + size
        for document in read(path):
            yield path, _to_found(document, register)
            if isinstance(document, Document):
                done = min(done + len(document.text.encode("utf-8", "replace")), end)
            if progress:
                progress(done, total)
        done = end
        if progress:
            progress(done, total)


def _to_found(document: Document | Skipped, register: IdRegister) -> Found | Skipped:
    if isinstance(document, Skipped):
        return document
    article = to_article(document)
    if isinstance(article, Skipped):
        return article
    found = Found(article, document.path, document.origin, _digest(article))
    return register.enter(found, given=_given_id(document) is not None)


def to_article(document: Document) -> Article | Skipped:
    """Extract what `document` does not state of itself."""
    extracted = extract(document)
    if not extracted.body.strip():
        return Skipped(document.origin, "no article in it, only the site's leftovers")
    given = document.given
    cities = _names(given.get("cities"))
    topics = _names(given.get("topics"))
    return Article(
        id=_given_id(document) or _make_id(document, extracted.url),
        title=extracted.title,
        body=extracted.body,
        date=extracted.date,
        year=extracted.date.year if extracted.date else extracted.year,
        byline=extracted.byline,
        url=extracted.url,
        source=extracted.source,
        cities=find_cities(
            extracted.title, extracted.body, url=extracted.url, source=extracted.source
        )
        if cities is None
        else cities,
        topics=find_topics(extracted.title, extracted.body) if topics is None else topics,
    )


def _given_id(document: Document) -> str | None:
    given = document.given.get("id")
    return str(given) if isinstance(given, str | int) and str(given).strip() else None


def _make_id(document: Document, url: str) -> str:
    if document.kind == "record":
        return hashlib.sha256((url or document.text).encode("utf-8", "replace")).hexdigest()[:16]
    return document.path.stem


def _names(given: Any) -> tuple[str, ...] | None:
    """Return the names a record states, or None when it states none that can be read."""
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        return None
    return tuple(dict.fromkeys(name.strip() for name in given if name.strip()))


def _digest(article: Article) -> str:
    content = repr(replace(article, id=""))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]
