"""Which stretch of an article to show, and what in it to mark. The text is always escaped."""

import bisect
import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.article import Article
from search_app.core.marks import WINDOW, mark
from search_app.core.port import ArticleText, ZoneText
from search_app.core.query import Query
from search_app.core.texts import Pieces, cut
from search_app.core.wanted import Tables, tables

_BEFORE = 10  # syllables shown before the first match
SNIPPET_SYLLABLES = WINDOW + _BEFORE  # about three lines on a desktop
_HEADING_SYLLABLES = 14  # shown of the body when an article has no title
_JOINS_A_MARK = frozenset(
    ["", " ", "-", "/"]
)  # between two marked syllables: one mark reads better than two
_SPECIAL = re.compile("[&<>\"']")  # nine of ten stretches have none
_NOTHING = Pieces("", np.zeros(0, np.uint16), np.zeros(0, np.bool_), ())


class Excerpt(NamedTuple):
    """What a hit shows of an article's text."""

    title: str  # plain; empty when there is none
    title_html: str  # marked; the first words of the body when there is no title
    snippet: str


def heading(article: Article) -> str:
    """Return the title, or the first words of the body when there is none, on one line."""
    return article.title or _text(_opening(cut(article.body, ())))


def highlight(text: str, query: Query) -> str:
    """Return all of `text` as HTML, what matches `query` in <mark>."""
    looked_for = tables(query)
    whole = cut(text, looked_for.wanted)
    (marked,) = mark([ArticleText(_NOTHING, whole)], looked_for)
    return _to_html(whole, marked.body)


def excerpts(texts: Sequence[ArticleText], looked_for: Tables) -> list[Excerpt]:
    """Return of each article its title, and the stretch of the body that says most.

    `texts` are those in which the engine has found ``looked_for.wanted``. Title and body
    are marked as one text. Without a match the stretch is the start.
    """
    shown = [
        text if _is_there(text.title) else ArticleText(_opening(text.body), text.body)
        for text in texts
    ]
    return [
        Excerpt(
            _text(text.title),
            _to_html(as_shown.title, marked.title),
            _snippet(text.body, marked.body, marked.best),
        )
        for text, as_shown, marked in zip(texts, shown, mark(shown, looked_for), strict=True)
    ]


def _is_there(zone: ZoneText) -> bool:
    return bool(len(zone.codes) or zone.lead)


def _text(zone: ZoneText) -> str:
    return zone.lead + "".join([text for text, _ in zone.pieces(0, len(zone.codes))])


def _opening(body: ZoneText) -> ZoneText:
    """Return the first line of a body, cut behind its first words."""
    lead = body.lead.lstrip()
    if "\n" in lead or not len(body.codes):
        return _NOTHING._replace(lead=lead.partition("\n")[0])
    breaks = np.flatnonzero(body.breaks[:_HEADING_SYLLABLES])
    last = int(breaks[0]) + 1 if len(breaks) else min(_HEADING_SYLLABLES, len(body.codes))
    texts = list(body.pieces(0, last))
    text, length = texts[-1]
    is_whole = len(breaks) > 0 or last == len(body.codes)
    texts[-1] = (text.partition("\n")[0] if is_whole else f"{text[:length]} …", length)
    return Pieces(lead, body.codes[:last], body.breaks[:last], texts)


def _snippet(body: ZoneText, marks: Sequence[int], best: int | None) -> str:
    """Return the stretch of `body` that begins shortly before its best match."""
    count = len(body.codes)
    first = max((best or 0) - _BEFORE, 0)
    last = min(first + SNIPPET_SYLLABLES, count)
    shown = _to_html(body, marks, first, last).strip()
    return f"{'… ' if first else ''}{shown}{' …' if last < count else ''}"


def _to_html(zone: ZoneText, marks: Sequence[int], first: int = 0, last: int | None = None) -> str:
    """Return the pieces `first` to `last` as HTML, those of `marks` in <mark>.

    The last one ends with its syllable, unless the text ends with it.
    """
    count = len(zone.codes)
    last = count if last is None else last
    begin = first - 1 if first else 0  # one more, to see whether a mark reaches in from there
    pieces = zone.pieces(begin, last)
    texts = [text for text, _ in pieces]
    if last < count:
        texts[-1] = texts[-1][: pieces[-1][1]]
    texts[: first - begin] = [""] * (first - begin)
    texts.insert(0, "" if first else zone.lead)  # piece n is the text n - begin + 1
    escape = html.escape if _SPECIAL.search("".join(texts)) else str
    shown = [escape(text) for text in texts] if escape is html.escape else list(texts)
    near = marks[bisect.bisect_left(marks, begin) : bisect.bisect_right(marks, last)]
    for start, end in _runs(near, pieces, begin):
        if first <= start and end < last:
            length, text = pieces[end - begin][1], texts[end - begin + 1]
            shown[end - begin + 1] = f"{escape(text[:length])}</mark>{escape(text[length:])}"
            shown[start - begin + 1] = f"<mark>{shown[start - begin + 1]}"
    return "".join(shown)


def _runs(
    marks: Sequence[int], pieces: Sequence[tuple[str, int]], begin: int
) -> list[tuple[int, int]]:
    """Return the first and last of the marks that read better as one; `pieces` are from `begin`."""
    runs: list[tuple[int, int]] = []
    for at in marks:
        if runs and runs[-1][1] == at - 1:
            text, length = pieces[at - 1 - begin]
            if text[length:] in _JOINS_A_MARK:
                runs[-1] = runs[-1][0], at
                continue
        runs.append((at, at))
    return runs
