"""A page saved as text: the article between what the site put around it.

When in doubt a line stays in the body: a leftover found by a search is a
nuisance, a lost paragraph is never found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.extract import leftovers
from indexer.extract.bylines import byline_of
from indexer.extract.dates import find_date
from indexer.extract.dating import Dating, read
from indexer.extract.ending import is_leftover, is_sentence, trim
from indexer.extract.extracted import Extracted
from indexer.extract.headings import without_site
from indexer.extract.lines import clean_lines, one_line
from indexer.extract.pictures import sort_lines
from indexer.extract.publication import agrees, published
from indexer.extract.titles import find_title, is_sole_title, looks_like_title, named_title
from indexer.sources.document import Document

_REPEATED = 40  # characters of the shortest line that is dropped when it comes again
_FEWEST_WORDS = 4  # of a line above a body without title that is worth keeping
_LONGEST_DATE_LINE = 160  # characters


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    above: Sequence[str]  # lines before the title, or before the text when there is none
    between: Sequence[str]  # lines between title and text
    text: Sequence[str]  # from the first sentence on, tail cut off


def extract_text(document: Document) -> Extracted:
    """Return the article in a text dump."""
    page = _read(clean_lines(document.text))
    title = without_site(page.title)
    lines, captions = sort_lines([*_kept_head(page), *page.text], title)
    text, byline = _split_byline(lines)
    byline = byline or _byline_between(page.between)
    source, body = _body(text, title)
    return Extracted(
        title=title,
        body=body,
        captions=tuple(captions),
        byline=byline,
        source=source,
        url=one_line(document.given.get("url")),
        dating=published(_stated(page, body), title=title, body=body),
    )


def _read(lines: Sequence[str]) -> _Page:
    first = next((i for i, line in enumerate(lines) if is_sentence(line)), None)
    if first is None:
        return _read_short(lines)
    head, text = lines[:first], trim(lines[first:])
    found, named = find_title(head, "\n".join(text)), named_title(lines)
    if found is None and not named:
        found = _sole_title(head, "\n".join(text))
    if found is None:
        return _Page(named, head, (), text)
    return _Page(head[found], head[:found], head[found + 1 :], text)


def _sole_title(head: Sequence[str], text: str) -> int | None:
    """Return the place of the only line above the text that is none of the site's."""
    places = [index for index, line in enumerate(head) if not is_leftover(line)]
    is_title = len(places) == 1 and is_sole_title(head[places[0]], text)
    return places[0] if is_title else None


def _read_short(lines: Sequence[str]) -> _Page:
    """Read a page without one long sentence: a notice, or leftovers only."""
    text = [line for line in trim(lines) if not is_leftover(line)]
    dates = [line for line in lines if leftovers.is_dateline(line)]
    if len(text) > 1 and looks_like_title(text[0]):
        return _Page(text[0], (), dates, text[1:])
    return _Page(named_title(lines), dates, (), text)


def _split_byline(text: Sequence[str]) -> tuple[Sequence[str], str]:
    byline = byline_of(text[-1]) if len(text) > 1 else ""
    return (text[:-1], byline) if byline else (text, "")


def _byline_between(between: Sequence[str]) -> str:
    """Return the author who stands beside the date under the title."""
    if not any(map(leftovers.is_dateline, between)):
        return ""
    return next((byline for line in between if (byline := byline_of(line))), "")


def _kept_head(page: _Page) -> Iterator[str]:
    """Yield what stands above the first sentence and may be a part of the article."""
    for line in page.between:
        if not is_leftover(line) and not byline_of(line):
            yield line
    above = [] if page.title else [line for line in page.above if not is_leftover(line)]
    for line in above:
        if len(line.split()) >= _FEWEST_WORDS or line is above[-1]:
            yield line


def _body(lines: Sequence[str], title: str) -> tuple[str, str]:
    source, kept, seen = "", [], {title}
    for line in lines:
        newsroom, paragraph = leftovers.split_newsroom(line)
        source = source or newsroom
        if paragraph in seen or leftovers.qr_title(paragraph):
            continue
        if len(paragraph) >= _REPEATED:  # a lead printed twice
            seen.add(paragraph)
        kept.append(paragraph)
    return source, "\n".join(kept)


def _stated(page: _Page, body: str) -> Dating | None:
    """Return the date a line states; above the title it may be the site's clock."""
    below = (*page.between, *(line for line in page.text[-3:] if leftovers.is_dateline(line)))
    for line in (*below, *page.above):
        found = read(line, "stated") if _may_date(line) else None
        if found and (line in below or agrees(found, body)):
            return found
    return None


def _may_date(line: str) -> bool:
    return len(line) <= _LONGEST_DATE_LINE and find_date(line) is not None
