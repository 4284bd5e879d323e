"""Which stretch of an article to show, and what in it to mark. The text is always escaped."""

import bisect
import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.article import Article
from search_app.core.joined import WINDOW
from search_app.core.marks import Marked, mark
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
    if article.title:
        return article.title
    opening = _opening(cut(article.body, ()))
    return _text(opening, opening.pieces(0, len(opening.codes)))


def highlight(text: str, query: Query) -> str:
    """Return all of `text` as HTML, what matches `query` in <mark>."""
    looked_for = tables(query)
    whole = cut(text, looked_for.wanted)
    (marked,) = mark([ArticleText(_NOTHING, whole)], looked_for)
    return _to_html(whole.lead, whole.pieces(0, len(whole.codes)), marked.body)


def excerpts(texts: Sequence[ArticleText], looked_for: Tables) -> list[Excerpt]:
    """Return of each article its title, and the stretch of the body that says most.

    `texts` are those in which the engine has found ``looked_for.wanted``. Title and body
    are marked as one text. Without a match the stretch is the start.
    """
    shown = [
        text if _is_there(text.title) else ArticleText(_opening(text.body), text.body)
        for text in texts
    ]
    return list(map(_excerpt, texts, shown, mark(shown, looked_for)))


def _excerpt(text: ArticleText, shown: ArticleText, marked: Marked) -> Excerpt:
    heading, body = shown
    pieces = heading.pieces(0, len(heading.codes))
    return Excerpt(
        _text(heading, pieces) if text.title is heading else "",
        _to_html(heading.lead, pieces, marked.title),
        _snippet(body, marked.body, marked.best),
    )


def _is_there(zone: ZoneText) -> bool:
    return bool(len(zone.codes) or zone.lead)


def _text(zone: ZoneText, pieces: Sequence[tuple[str, int]]) -> str:
    return zone.lead + "".join([text for text, _ in pieces])


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
    # One piece before it and one mark behind it tell whether a mark reaches in or out.
    begin = first - 1 if first else 0
    pieces = body.pieces(begin, last)
    near = marks[bisect.bisect_left(marks, begin) : bisect.bisect_right(marks, last)]
    shown = _to_html(
        "" if first else body.lead,
        pieces,
        [at - begin for at in near],
        skipped=first - begin,
        is_cut=last < count,
    ).strip()
    return f"{'… ' if first else ''}{shown}{' …' if last < count else ''}"


def _to_html(
    lead: str,
    pieces: Sequence[tuple[str, int]],
    marks: Sequence[int],
    *,
    skipped: int = 0,
    is_cut: bool = False,
) -> str:
    """Return `lead` and all `pieces` but those `skipped` as HTML, those of `marks` in <mark>.

    Marks that read better as one are one; one that reaches out of the stretch is left out.
    When the text `is_cut`, it ends with the syllable of the last piece.
    """
    texts = [text for text, _ in pieces]
    if is_cut:
        texts[-1] = texts[-1][: pieces[-1][1]]
    escape = html.escape if _SPECIAL.search(lead + "".join(texts)) else str
    shown, at = [escape(lead)], skipped
    for first, last in _runs(marks, pieces):
        if skipped <= first and last < len(texts):
            text, length = texts[last], pieces[last][1]
            marked = "".join([*texts[first:last], text[:length]])
            shown += (escape("".join(texts[at:first])), "<mark>", escape(marked), "</mark>")
            texts[last], at = text[length:], last
    shown.append(escape("".join(texts[at:])))
    return "".join(shown)


def _runs(marks: Sequence[int], pieces: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
    """Return the first and last of the marks that read better as one."""
    runs: list[tuple[int, int]] = []
    for at in marks:
        if runs and runs[-1][1] == at - 1:
            text, length = pieces[at - 1]
            if text[length:] in _JOINS_A_MARK:
                runs[-1] = runs[-1][0], at
                continue
        runs.append((at, at))
    return runs
