"""Which stretch of an article to show, and what in it to mark. The text is always escaped."""

import bisect
import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.article import Article
from search_app.core.limits import spend
from search_app.core.marks import WINDOW, Marks, mark
from search_app.core.port import Stretch, Texts
from search_app.core.texts import CutTexts
from search_app.core.wanted import Tables

# Syllables shown before the first match: with more of them it may be cut off the second line of
# a phone, where a line has some forty letters.
_BEFORE = 6
SNIPPET_SYLLABLES = WINDOW + _BEFORE  # about two lines on a desktop
_HEADING_SYLLABLES = 14  # shown of the body when an article has no title
_JOINS_A_MARK = frozenset(
    ["", " ", "-", "/"]
)  # between two marked syllables: one mark reads better than two
_SPECIAL = re.compile("[&<>\"']")  # nine of ten stretches have none
Range = tuple[int, int]


class Excerpt(NamedTuple):
    """What a hit shows of an article's text."""

    title: str  # plain; empty when there is none
    title_html: str  # marked; the first words of the body when there is no title
    snippet: str


def heading(article: Article) -> str:
    """Return the title, or the first words of the body when there is none, on one line."""
    if article.title:
        return article.title
    return headings(CutTexts.of([("", article.body)]))[0]


def headings(texts: Texts) -> list[str]:
    """Return the heading of each text."""
    ranges = [_heading_range(texts, number) for number in range(len(texts.bodies))]
    found = []
    for number, stretch in enumerate(texts.stretches(ranges)):
        first, last, tail = _heading_bounds(texts, number, stretch)
        found.append(stretch.text[first:last] + tail)
    return found


def highlight(text: str, looked_for: Tables) -> str:
    """Return all of `text` as HTML, what is looked for in <mark>."""
    texts = CutTexts.of([("", text)], looked_for.wanted)
    (stretch,) = texts.stretches([(0, texts.starts[1])])
    return _to_html(stretch, mark(texts, looked_for).positions, 1, len(stretch.text))


def excerpts(texts: Texts, looked_for: Tables) -> list[Excerpt]:
    """Return of each text its title, and the stretch of the body that says most.

    `texts`, one or more, are those in which the engine has found ``looked_for.wanted``. Title
    and body are marked as one text. Without a match the stretch is the start.
    """
    count = len(texts.bodies)
    marks = mark(texts, looked_for)
    ranges = [_heading_range(texts, number) for number in range(count)]
    ranges += [_snippet_range(texts, number, marks.best[number]) for number in range(count)]
    stretches = texts.stretches(ranges)
    near = [_near(marks, *own) for own in ranges]
    found = []
    for number in range(count):
        spend()
        first, last, tail = _heading_bounds(texts, number, stretches[number])
        shown = _to_html(stretches[number], near[number], first, last)
        title = stretches[number].text[first:last] if _is_titled(texts, number) else ""
        behind = count + number
        snippet = _snippet(texts, number, ranges[behind], stretches[behind], near[behind])
        found.append(Excerpt(title, shown + tail, snippet))
    return found


def _near(marks: Marks, first: int, last: int) -> list[int]:
    """Return which of the pieces `first` to `last` to mark."""
    begin = bisect.bisect_left(marks.positions, first)
    end = bisect.bisect_left(marks.positions, last, begin)
    return [position - first for position in marks.positions[begin:end]]


def _is_titled(texts: Texts, number: int) -> bool:
    return texts.bodies[number] - texts.starts[number] > 1 or texts.title_ends[number] > 0


def _heading_range(texts: Texts, number: int) -> Range:
    """Return the pieces of the title, or those of the body that stand for it.

    And one on both sides of those: a mark may reach out.
    """
    first, body, end = texts.starts[number], texts.bodies[number], texts.starts[number + 1]
    if _is_titled(texts, number):
        return first, body
    return body - 1, min(body + _HEADING_SYLLABLES + 1, end)


def _heading_bounds(texts: Texts, number: int, stretch: Stretch) -> tuple[int, int, str]:
    """Return where in `stretch` the heading begins and ends, and what goes behind it."""
    text, starts, ends = stretch
    if _is_titled(texts, number):
        return starts[0], starts[-2] + texts.title_ends[number], ""
    is_cut = len(ends) > _HEADING_SYLLABLES + 1
    begin, stop = starts[0] + 1, starts[-2] if is_cut else starts[-1]
    begin += stop - begin - len(text[begin:stop].lstrip())
    line_end = text.find("\n", begin, stop)
    if line_end >= 0:
        return begin, line_end, ""
    return (begin, ends[-2], " …") if is_cut else (begin, stop, "")


def _snippet_range(texts: Texts, number: int, best: int | None) -> Range:
    """Return the pieces of the snippet, and one on both sides: a mark may reach in or out."""
    body, end = texts.bodies[number], texts.starts[number + 1]
    first = max((best or body) - _BEFORE, body)
    return first - 1, min(first + SNIPPET_SYLLABLES + 1, end)


def _snippet(texts: Texts, number: int, own: Range, stretch: Stretch, marks: Sequence[int]) -> str:
    """Return the stretch of a body that begins shortly before its best match."""
    _, starts, ends = stretch
    is_first = own[0] < texts.bodies[number]
    is_last = own[1] - own[0] < SNIPPET_SYLLABLES + 2
    begin = starts[0] + texts.title_ends[number] + 1 if is_first else starts[1]
    end = starts[-1] if is_last else ends[-2]
    shown = _to_html(stretch, marks, begin, end).strip()
    return f"{'' if is_first else '… '}{shown}{'' if is_last else ' …'}"


def _to_html(stretch: Stretch, marks: Sequence[int], begin: int, end: int) -> str:
    """Return the characters `begin` to `end` as HTML, the pieces `marks` in <mark>.

    Marks that read better as one are one; one that reaches out of the stretch is left out.
    """
    text, starts, ends = stretch
    escape = html.escape if _SPECIAL.search(text, begin, end) else str
    shown: list[str] = []
    at = begin
    for first, last in _runs(marks, stretch):
        start, stop = starts[first], ends[last]
        if begin <= start and stop <= end:
            shown += (escape(text[at:start]), "<mark>", escape(text[start:stop]), "</mark>")
            at = stop
    shown.append(escape(text[at:end]))
    return "".join(shown)


def _runs(marks: Sequence[int], stretch: Stretch) -> list[tuple[int, int]]:
    """Return the first and last of the marks that read better as one."""
    text, starts, ends = stretch
    runs: list[tuple[int, int]] = []
    for at in marks:
        if runs and runs[-1][1] == at - 1 and text[ends[at - 1] : starts[at]] in _JOINS_A_MARK:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs
