"""Which stretch of an article to show, and what in it to mark. The text is always escaped."""

import html
import itertools
from collections.abc import Sequence

from analyzers import Syllable, split_syllables
from search_app.core.query import Query, is_bare

SNIPPET_SYLLABLES = 48  # about three lines on a desktop
_BEFORE = 10  # syllables shown before the first match
_JOINS_A_MARK = " -/"  # between two marked syllables: one mark reads better than two


def highlight(text: str, query: Query) -> str:
    """Return all of `text` as HTML, what matches `query` in <mark>."""
    syllables = split_syllables(text)
    return _to_html(text, syllables, _matches(syllables, query), 0, len(text))


def snippet(text: str, query: Query) -> str:
    """Return the stretch of `text` that says most about `query`, as HTML; its start without one."""
    syllables = split_syllables(text)
    matches = _matches(syllables, query)
    first = _best_start(syllables, matches)
    last = min(first + SNIPPET_SYLLABLES, len(syllables))
    start = syllables[first].start if first else 0
    end = syllables[last - 1].end if last < len(syllables) else len(text)
    before = "… " if first else ""
    after = " …" if last < len(syllables) else ""
    return before + _to_html(text, syllables, matches, start, end).strip() + after


def _matches(syllables: Sequence[Syllable], query: Query) -> set[int]:
    """Return the numbers of the syllables to mark.

    Accents as typed must stand there, unless nowhere in the text they do. A
    syllable that stands beside its neighbour of the query somewhere is marked
    only so: `so` in a text about “chuyển đổi số” is not every “sở” and “so”.
    """
    wanted = _wanted(syllables, query)
    found = {at for at, s in enumerate(syllables) if s.marked in wanted.get(s.folded, ())}
    neighbours = {
        (query.syllables[at].folded, query.syllables[at + 1].folded) for at in query.pair_starts
    }
    together = {
        number
        for left, right in itertools.pairwise(sorted(found))
        if right == left + 1 and (syllables[left].folded, syllables[right].folded) in neighbours
        for number in (left, right)
    }
    placed = {syllables[at].folded for at in together}
    return together | {at for at in found if syllables[at].folded not in placed}


def _wanted(syllables: Sequence[Syllable], query: Query) -> dict[str, set[str]]:
    """Return the marked forms to look for, by folded form."""
    present: dict[str, set[str]] = {}
    for syllable in syllables:
        present.setdefault(syllable.folded, set()).add(syllable.marked)
    wanted: dict[str, set[str]] = {}
    for syllable in query.syllables:
        forms = present.get(syllable.folded, set())
        as_typed = forms if is_bare(syllable) else forms & {syllable.marked}
        wanted.setdefault(syllable.folded, set()).update(as_typed)
    return {folded: forms or present.get(folded, set()) for folded, forms in wanted.items()}


def _best_start(syllables: Sequence[Syllable], matches: set[int]) -> int:
    """Return where to begin: the window with the most different matches, then the most, wins."""
    ordered = sorted(matches)
    best, best_value = 0, (0, 0)
    for at, first in enumerate(ordered):
        inside = list(
            itertools.takewhile(
                lambda number, end=first + SNIPPET_SYLLABLES - _BEFORE: number < end,  # type: ignore[misc]
                itertools.islice(ordered, at, None),
            )
        )
        value = (len({syllables[number].folded for number in inside}), len(inside))
        if value > best_value:
            best, best_value = first, value
    return 0 if best <= _BEFORE else best - _BEFORE


def _to_html(
    text: str, syllables: Sequence[Syllable], matches: set[int], start: int, end: int
) -> str:
    parts = []
    at = start
    for first, last in _spans(text, syllables, matches):
        if first >= start and last <= end:
            parts += [
                html.escape(text[at:first]),
                "<mark>",
                html.escape(text[first:last]),
                "</mark>",
            ]
            at = last
    return "".join([*parts, html.escape(text[at:end])])


def _spans(text: str, syllables: Sequence[Syllable], matches: set[int]) -> list[tuple[int, int]]:
    """Return the stretches to mark, in characters; matches side by side make one."""
    spans: list[tuple[int, int]] = []
    for at in sorted(matches):
        start, end = syllables[at].start, syllables[at].end
        joined = at - 1 in matches and text[syllables[at - 1].end : start] in _JOINS_A_MARK
        if joined and spans:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans
