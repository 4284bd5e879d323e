"""A saved web page: trafilatura finds the article, our own rules the date it lacks."""

import logging
import re
from functools import cache
from html import unescape
from importlib import import_module
from types import ModuleType

from indexer.extract.bylines import byline_of
from indexer.extract.dating import Dating, read
from indexer.extract.extracted import Extracted
from indexer.extract.leftovers import is_noise, split_newsroom
from indexer.extract.lines import clean_lines, one_line
from indexer.extract.publication import published
from indexer.extract.text_dump import trim
from indexer.sources.document import Document

# Read here because trafilatura keeps the day and drops the hour.
_PUBLISHED = re.compile(
    r"(?:article:published_time|datePublished|pubdate|date\.created|dc\.date\.issued)[\"']?"
    r"(?:\s{0,5}:\s{0,5}|[^<>\"']{0,40}(?:content|datetime)\s?=\s?)[\"'](?P<date>[^\"'<>]{8,60})",
    re.IGNORECASE,
)
_CONTENT_FIRST = re.compile(
    r"<meta content=[\"'](?P<date>[^\"'<>]{8,60})[\"'][^<>]{0,60}article:published_time",
    re.IGNORECASE,
)
_LINK = re.compile(r"<a\b[^<>]{0,2000}>([^<>]{1,500})</a>", re.IGNORECASE)
_LINKED = 0.8  # of the characters: then there is no article on the page
_LOUD = ("trafilatura", "htmldate", "courlan", "justext")


def extract_html(document: Document) -> Extracted:
    """Return the article of a saved page; a page without one gives an empty body."""
    found = _trafilatura().bare_extraction(
        document.text,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    title = one_line(getattr(found, "title", ""))
    url = one_line(document.given.get("url") or getattr(found, "url", ""))
    newsroom, signed, body = _article(getattr(found, "text", "") or "", title, document.text)
    stated = _stated(document.text) or read(getattr(found, "date", "") or "", "stated")
    return Extracted(
        title=title,
        body=body,
        byline=one_line(getattr(found, "author", "")) or signed,
        source=one_line(getattr(found, "sitename", "")) or newsroom,
        url=url,
        dating=published(stated, title=title, body=body, url=url),
    )


def _article(text: str, title: str, markup: str) -> tuple[str, str, str]:
    """Return newsroom, author and body of what trafilatura kept of a page."""
    lines = [line for line in trim(clean_lines(text)) if line != title and not is_noise(line)]
    if not lines or _only_links(lines, markup):
        return "", "", ""
    signed = byline_of(lines[-1]) if len(lines) > 1 else ""
    newsroom, lines[0] = split_newsroom(lines[0])
    return newsroom, signed, "\n".join(lines[:-1] if signed else lines)


def _only_links(lines: list[str], markup: str) -> bool:
    """Return whether the page is a list of headlines; an article links a part of its text."""
    links = {one_line(unescape(match[1])) for match in _LINK.finditer(markup)}
    linked = sum(len(line) for line in lines if line.lstrip("-•* ") in links)
    return linked >= _LINKED * sum(map(len, lines))


def _stated(markup: str) -> Dating | None:
    matches = (_PUBLISHED.search(markup), _CONTENT_FIRST.search(markup))
    return next(
        (date for match in matches if match and (date := read(match["date"], "stated"))), None
    )


@cache
def _trafilatura() -> ModuleType:
    # Loaded on first use: it takes half a second that a run without HTML need not pay.
    trafilatura = import_module("trafilatura")
    for name in _LOUD:  # they log every page they cannot read; the report says it once
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura
