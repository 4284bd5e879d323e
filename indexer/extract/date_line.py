"""The date that a page of markup shows beside its headline."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from indexer.extract.dates import find_date
from indexer.extract.dating import Dating, read
from indexer.extract.ending import is_sentence
from indexer.extract.headings import Headings
from indexer.extract.leftovers import is_dateline
from indexer.extract.lines import one_line
from indexer.extract.markup import find_path

# Parts of the names (class, id) that sites give to the element with the date.
_NAMES = frozenset(
    "date time datetime timestamp meta posted postdate posttime published publish publishdate"
    " publishtime pubdate pubtime created ngay ngaydang thoigian dateline".split()
)
_PART = re.compile(r"[a-z]+")
_LONGEST = 160  # characters of a line with a date
_ABOVE, _BELOW = 8, 60  # elements on either side of the headline that are looked at
_LEADS = 1  # paragraphs that may stand between the headline and the line, when its name tells it
_MOST_HEADLINES = 200  # elements that may be the headline; each may hold a page
_NO_TEXT = ("script", "style", "noscript", "a", "br", "img")
_HEADLINES = (
    "//h1 | //*[self::div or self::p or self::span or self::td or self::h2 or self::h3]"
    "[contains(@class, 'title') or contains(@id, 'title')]"
)


def visible_dates(tree: Any, headings: Headings) -> list[Dating]:
    """Return the dates beside the headline, the nearest below it first.

    The tree is one that trafilatura has not changed yet.
    """
    headline = None if tree is None else _headline(tree, headings)
    if headline is None:
        return []
    above = (_date(element, 1) for element in _preceding(headline))
    return [date for date in (*_dates_below(headline), *above) if date]


def _headline(tree: Any, headings: Headings) -> Any | None:
    """Return the element with the headline: <title> and og:title repeat it."""
    told = f"{headings.named}\n{headings.stated}"
    first = None
    for element in find_path(_HEADLINES)(tree)[:_MOST_HEADLINES]:
        text = one_line(element.text_content()[: 4 * _LONGEST])
        if " " in text and text in told:
            return element
        if first is None and text and element.tag == "h1":
            first = element
    return first


def _dates_below(headline: Any) -> Iterator[Dating | None]:
    sentences = 0
    for element in islice(_following(headline), _BELOW):
        yield _date(element, sentences)
        if not len(element) and is_sentence(one_line(element.text)):
            sentences += 1
        if sentences > _LEADS:
            return


def _date(element: Any, sentences: int) -> Dating | None:
    """Return the date of an element that is named for it, or that is a date line."""
    if element.tag in _NO_TEXT:
        return None
    text = one_line(element.text_content()[: 4 * _LONGEST])
    if element.tag == "time" and (dating := read(element.get("datetime", ""), "stated")):
        return dating
    if len(text) > _LONGEST or find_date(text) is None:
        return None
    is_line = _is_named(element) or (not sentences and is_dateline(text))
    return read(text, "stated") if is_line else None


def _is_named(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag == "time" or not _NAMES.isdisjoint(_PART.findall(names.lower()))


def _following(headline: Any) -> Iterator[Any]:
    for element in (headline, *headline.iterancestors()):
        for sibling in element.itersiblings():
            yield from sibling.iter()


def _preceding(headline: Any) -> Iterator[Any]:
    """Yield what stands above the headline in its own block; above that is the site's clock."""
    for element in (headline, headline.getparent()):
        parent = None if element is None else element.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return
        for sibling in islice(element.itersiblings(preceding=True), _ABOVE):
            yield from islice(sibling.iter(), _ABOVE)
