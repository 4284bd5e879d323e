"""A saved web page: our rules take the captions, trafilatura finds the article, ours the date."""

import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import takewhile
from types import ModuleType
from typing import Any, NamedTuple

from indexer.extract.bylines import byline_of
from indexer.extract.date_line import visible_dates
from indexer.extract.dating import Dating, read
from indexer.extract.ending import trim
from indexer.extract.extracted import Extracted
from indexer.extract.figures import Figure, place_captions, take_captions
from indexer.extract.headings import page_source, page_title, read_headings, site_beside
from indexer.extract.leftovers import is_dateline, split_newsroom
from indexer.extract.lines import clean_lines, one_line
from indexer.extract.markup import open_layout, parse_markup, shorten
from indexer.extract.pictures import sort_lines
from indexer.extract.publication import agrees, published
from indexer.sources.document import Document

# Read here because trafilatura keeps the day and drops the hour.
# In all that the two below find; looked for in a seventh of their time, and seldom there.
_STATING = re.compile(r"published_time|ate[Pp]ublished|ub[dD]ate|ate\.(?:[cC]reated|[iI]ssued)")
_PUBLISHED = re.compile(
    r"(?:article:published_time|datePublished|pubdate|date\.created|dc\.date\.issued)[\"']?"
    r"(?:\s{0,5}:\s{0,5}|[^<>\"']{0,40}(?:content|datetime)\s?=\s?)[\"'](?P<date>[^\"'<>]{8,60})",
    re.IGNORECASE,
)
_CONTENT_FIRST = re.compile(
    r"<meta content=[\"'](?P<date>[^\"'<>]{8,60})[\"'][^<>]{0,60}article:published_time",
    re.IGNORECASE,
)
_LINKED = 0.8  # of the characters: then there is no article on the page
_LONGEST_HEADLINE = 150  # characters
# How trafilatura is asked: comments are no article, and a slow search for a date finds worse ones.
OPTIONS: Mapping[str, Any] = {
    "include_comments": False,
    "include_tables": True,
    "with_metadata": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False},
}
_LOUD = ("trafilatura", "htmldate", "courlan", "justext")


def extract_html(document: Document) -> Extracted:
    """Return the article of a saved page; a page without one gives an empty body."""
    markup = shorten(document.text)
    tree = parse_markup(markup)
    headings = read_headings(tree)
    stated, dates = _stated(markup), []
    if stated is None:
        dates = visible_dates(tree, headings)
    figures, found = [], None
    if tree is not None:
        figures = take_captions(tree)
        open_layout(tree)
        found = _trafilatura().bare_extraction(tree, **OPTIONS)
    url = one_line(document.given.get("url") or getattr(found, "url", ""))
    source = page_source(one_line(getattr(found, "sitename", "")), url, headings)
    title = page_title(one_line(getattr(found, "title", "")), source, headings)
    article = _article(getattr(found, "text", "") or "", title, figures, tree)
    dates += filter(None, (read(line, "stated") for line in article.datelines))
    stated = stated or next((date for date in dates if agrees(date, article.body)), None)
    stated = stated or read(getattr(found, "date", "") or "", "stated")
    return Extracted(
        title=title,
        body=article.body,
        captions=article.captions,
        byline=one_line(getattr(found, "author", "")) or article.byline,
        source=source or site_beside(title, headings) or article.newsroom,
        url=url,
        dating=published(stated, title=title, body=article.body, url=url),
    )


class _Article(NamedTuple):
    body: str = ""
    captions: tuple[str, ...] = ()
    byline: str = ""
    newsroom: str = ""
    datelines: tuple[str, ...] = ()  # that stood above the body


def _article(text: str, title: str, figures: Sequence[Figure], tree: Any) -> _Article:
    """Return the article in what trafilatura kept of a page."""
    lines = [line for line in trim(clean_lines(text)) if line != title]
    if not lines or _only_links(lines, tree):
        return _Article()
    datelines = tuple(takewhile(is_dateline, lines[:-1]))
    lines = lines[len(datelines) :]
    placed = place_captions(figures, lines)
    kept, captions = sort_lines(lines, title, placed)
    if not kept:
        return _Article()
    byline = byline_of(kept[-1]) if len(kept) > 1 else ""
    newsroom, kept[0] = split_newsroom(kept[0])
    body = "\n".join(kept[:-1] if byline else kept)
    return _Article(body, tuple(captions), byline, newsroom, datelines)


def _only_links(lines: list[str], tree: Any) -> bool:
    """Return whether the page is a list of headlines; an article links a part of its text."""
    size = sum(map(len, lines))
    if sum(len(line) for line in lines if len(line) > _LONGEST_HEADLINE) > (1 - _LINKED) * size:
        return False
    links = {one_line(link.text_content()) for link in tree.iter("a")}
    linked = sum(len(line) for line in lines if line.lstrip("-•* ") in links)
    return linked >= _LINKED * size


def _stated(markup: str) -> Dating | None:
    if not _STATING.search(markup):
        return None
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
