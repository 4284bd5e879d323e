"""Which syllables of texts to mark, and where the stretch is that says most about a query.

Accents as typed must stand there, unless nowhere in the text they do. A syllable that
stands beside its neighbour of the query somewhere is marked only so: `so` in a text about
“chuyển đổi số” is not every “sở” and “so”. Forms of the query's abbreviations and its units
are marked whole.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analyzers.compose import compose
from search_app.core.joined import Joined, Positions, join
from search_app.core.port import ArticleText, Flags
from search_app.core.unit_marks import mark_units
from search_app.core.wanted import FormPart, Tables

WINDOW = 38  # syllables from a match on whose matches count for it


class Marked(NamedTuple):
    """The pieces of a text to mark, and that of its body with which the best stretch begins."""

    title: Sequence[int]
    body: Sequence[int]
    best: int | None


def mark(texts: Sequence[ArticleText], tables: Tables) -> list[Marked]:
    """Return what to mark in each of `texts`."""
    if not texts:
        return []
    joined = join(texts)
    chosen = _as_asked(joined, tables)
    for form in tables.forms:
        for at in _spelled(joined, form):
            chosen[at : at + len(form)] = True
    others = mark_units(joined, tables, chosen) if tables.units else {}
    positions = np.flatnonzero(chosen)
    return _by_text(
        joined, positions, _values(joined, positions, _kinds(joined, tables, positions, others))
    )


def _as_asked(joined: Joined, tables: Tables) -> Flags:
    """Return which pieces are syllables of the query, together if they are so anywhere."""
    hits, codes = joined.hits, joined.codes[joined.hits]
    asked = tables.asked[codes]
    if not asked.all():
        hits, codes = hits[asked], codes[asked]
    group, typed = tables.group[codes], tables.typed[codes]
    key = joined.numbers(hits) * tables.groups + group  # of each folded form in each text
    if not typed.all():
        as_typed = np.zeros(len(joined.texts) * tables.groups, np.bool_)
        as_typed[key[typed]] = True
        found = typed | ~as_typed[key]
        hits, group, key = hits[found], group[found], key[found]
    chosen = np.zeros(len(joined.codes), np.bool_)
    placed = np.zeros(len(joined.texts) * tables.groups, np.bool_)
    if tables.neighbours is not None:
        side_by_side = hits[1:] - hits[:-1] == 1
        left = np.flatnonzero(side_by_side & tables.neighbours[group[:-1], group[1:]])
        left = left[~joined.breaks()[hits[left]]]
        together = np.concatenate((left, left + 1))
        chosen[hits[together]] = True
        placed[key[together]] = True
    alone = ~placed[key]
    if tables.parts is not None:
        alone &= ~tables.parts[group]
    chosen[hits[alone]] = True
    return chosen


def _spelled(joined: Joined, form: Sequence[FormPart]) -> Sequence[int]:
    """Return where the syllables of a form of an abbreviation stand one after the other."""
    at = joined.hits[joined.codes[joined.hits] == form[0].code]
    for step, part in enumerate(form[1:], start=1):
        at = at[joined.codes[at + step] == part.code]
    found: list[int] = at.tolist()
    for step, part in enumerate(form):
        if part.capitals or part.never:
            found = [at for at in found if _is_written(part, joined, at + step)]
    return found


def _is_written(part: FormPart, joined: Joined, at: int) -> bool:
    ((text, length),) = joined.pieces(at, at + 1)
    written = compose(text[:length])
    return written == part.capitals if part.capitals else written not in part.never


def _kinds(
    joined: Joined, tables: Tables, positions: Positions, others: Mapping[int, int]
) -> Positions:
    """Return a number for each match, the same for the same folded form."""
    kinds: Positions = tables.group[joined.codes[positions]]
    if others:
        kinds[np.searchsorted(positions, [*others])] = [*others.values()]
    return kinds


def _values(joined: Joined, positions: Positions, kinds: Positions) -> Positions:
    """Return what the window from each match on has: the most different matches, then the most."""
    ends = np.minimum(positions + WINDOW, np.array(joined.ends)[joined.numbers(positions)])
    end = np.searchsorted(positions, ends)
    numbers = np.arange(len(positions))
    before = np.zeros((len(positions) + 1, int(kinds.max(initial=0)) + 1), np.int32)
    before[numbers + 1, kinds] = 1
    np.cumsum(before, axis=0, out=before)
    different = np.count_nonzero(before[end] != before[:-1], axis=1)
    found: Positions = different * (WINDOW + 1) + end - numbers
    return found


def _by_text(joined: Joined, positions: Positions, values: Positions) -> list[Marked]:
    bounds = np.searchsorted(positions, [joined.starts, joined.bodies, joined.ends]).T.tolist()
    numbers = positions.tolist()
    marked = []
    for at, (first, middle, last) in enumerate(bounds):
        start, body = joined.starts[at], joined.bodies[at]
        best = numbers[middle + int(values[middle:last].argmax())] - body if last > middle else None
        marked.append(
            Marked(
                [number - start for number in numbers[first:middle]],
                [number - body for number in numbers[middle:last]],
                best,
            )
        )
    return marked
