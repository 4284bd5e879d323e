"""Which syllables of texts to mark, and where the stretch is that says most about a query.

Accents as typed must stand there, unless nowhere in the text they do. A syllable that
stands beside its neighbour of the query somewhere is marked only so: `so` in a text about
“chuyển đổi số” is not every “sở” and “so”. Forms of the query's abbreviations and its units
are marked whole.
"""

import bisect
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analyzers.compose import compose
from search_app.core.joined import Flags, Joined, Positions
from search_app.core.limits import spend
from search_app.core.port import Stretch, Texts
from search_app.core.unit_marks import mark_units
from search_app.core.wanted import FormPart, Tables

WINDOW = 38  # pieces from a match on whose matches count for it


class Marks(NamedTuple):
    """The pieces of texts to mark, and that of each body with which the best stretch begins."""

    positions: Sequence[int]  # ascending
    best: Sequence[int | None]


def mark(texts: Texts, tables: Tables) -> Marks:
    """Return what to mark in `texts`, one or more."""
    joined = Joined.of(texts)
    chosen = _as_asked(joined, tables)
    for form in tables.forms:
        spend()
        for at in _spelled(joined, form):
            chosen[at : at + len(form)] = True
    others = mark_units(joined, tables, chosen) if tables.units else {}
    positions = np.flatnonzero(chosen)
    values = _values(joined, positions, _kinds(joined, tables, positions, others))
    return _with_best(texts, positions.tolist(), values.tolist())


def _as_asked(joined: Joined, tables: Tables) -> Flags:
    """Return which pieces are syllables of the query, together if they are so anywhere."""
    hits, codes = joined.hits, joined.codes[joined.hits]
    asked = tables.asked[codes]
    if not asked.all():
        hits, codes = hits[asked], codes[asked]
    group, typed = tables.group[codes], tables.typed[codes]
    key = joined.numbers(hits) * tables.groups + group  # of each folded form in each text
    if not typed.all():
        as_typed = np.zeros(len(joined.texts.bodies) * tables.groups, np.bool_)
        as_typed[key[typed]] = True
        found = typed | ~as_typed[key]
        hits, group, key = hits[found], group[found], key[found]
    chosen = np.zeros(len(joined.codes), np.bool_)
    placed = np.zeros(len(joined.texts.bodies) * tables.groups, np.bool_)
    if tables.neighbours is not None:
        side_by_side = hits[1:] - hits[:-1] == 1
        left = np.flatnonzero(side_by_side & tables.neighbours[group[:-1], group[1:]])
        left = left[~joined.line_ends[hits[left]]]
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
    at = at[joined.numbers(at) == joined.numbers(at + len(form) - 1)]
    for step, part in enumerate(form[1:], start=1):
        at = at[joined.codes[at + step] == part.code]
    found: list[int] = at.tolist()
    for step, part in enumerate(form):
        if found and (part.capitals or part.never):
            stretches = joined.texts.stretches([(at + step, at + step + 1) for at in found])
            found = [at for at, own in zip(found, stretches, strict=True) if _is_written(part, own)]
    return found


def _is_written(part: FormPart, syllable: Stretch) -> bool:
    written = compose(syllable.text[syllable.starts[0] : syllable.ends[0]])
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
    numbers = np.arange(len(positions))
    apart = positions + joined.numbers(positions) * WINDOW  # no window reaches into the next text
    end = apart.searchsorted(apart + WINDOW)
    # From which window on a match is the first of its kind: of those it is in, that behind the
    # one before it. Up to its own, it is one more kind in each.
    since = end.searchsorted(numbers, side="right")
    order = kinds.argsort(kind="stable")
    again = kinds[order[1:]] == kinds[order[:-1]]
    before, later = order[:-1][again], order[1:][again]
    since[later] = np.maximum(since[later], before + 1)
    different = np.bincount(since, minlength=len(positions)).cumsum() - numbers
    found: Positions = different * (WINDOW + 1) + end - numbers
    return found


def _with_best(texts: Texts, positions: Sequence[int], values: Sequence[int]) -> Marks:
    best: list[int | None] = []
    last = 0
    for body, end in zip(texts.bodies, texts.starts[1:], strict=True):
        first = bisect.bisect_left(positions, body, last)
        last = bisect.bisect_left(positions, end, first)
        of_body = values[first:last]
        best.append(positions[first + of_body.index(max(of_body))] if of_body else None)
    return Marks(positions, best)
