"""Syllables of a query as forms, and how many articles have them and their pairs."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare

Counts = npt.NDArray[np.int64]
_MOST_SPELLINGS = 8  # of a syllable beside a marked one; the rest are typing errors of the press
_SLIP = 1_000  # so many times rarer than what folds alike: 2 articles have chuyễn, 30,000 chuyển


class Form(NamedTuple):
    """A syllable as it may be meant: one marked spelling, or without one all that fold so."""

    folded: str
    marked: str | None


def forms_of(query: Query, lexicon: Lexicon) -> list[Form]:
    """Return what the syllables of a query stand for as typed.

    One without marks means any spelling; among others with marks, itself, if it is mostly
    written so: the tin of ``thông tin``.
    """
    typed = [Form(s.folded, None if is_bare(s) else s.marked) for s in query.syllables]
    if query.without_accents:
        return typed
    return [
        Form(form.folded, form.folded) if not form.marked and _is_plain(form, lexicon) else form
        for form in typed
    ]


def _is_plain(form: Form, lexicon: Lexicon) -> bool:
    return form.folded in lexicon.spellings(form.folded)[:1]


def count(form: Form, lexicon: Lexicon) -> int:
    """Return how many articles have a form; one that has two spellings of it counts twice."""
    if form.marked is not None:
        return lexicon.syllable_count(form.marked)
    return sum(map(lexicon.syllable_count, lexicon.spellings(form.folded)))


def neighbour(form: Form, lexicon: Lexicon) -> Form:
    """Return a form as one beside another: a spelling that is a slip itself means any."""
    bare = Form(form.folded, None)
    is_meant = form.marked and count(form, lexicon) * _SLIP > count(bare, lexicon)
    return form if is_meant else bare


def count_pairs(pairs: Sequence[tuple[Form, Form]], lexicon: Lexicon) -> Counts:
    """Return how many articles have each of `pairs` side by side."""
    spend()
    counts = np.zeros(len(pairs), np.int64)
    bare = [at for at, (left, right) in enumerate(pairs) if left.marked is right.marked is None]
    if bare:
        folded = [(pairs[at][0].folded, pairs[at][1].folded) for at in bare]
        counts[bare] = lexicon.count_folded_pairs(folded)
    if len(bare) == len(pairs):
        return counts
    places, spelled = [], []
    for at in sorted({*range(len(pairs))} - {*bare}):
        left, right = (_spellings(form, lexicon) for form in pairs[at])
        spelled += [(a, b) for a in left for b in right]
        places += [at] * (len(left) * len(right))
    np.add.at(counts, places, lexicon.count_pairs(spelled))
    return counts


def _spellings(form: Form, lexicon: Lexicon) -> tuple[str, ...]:
    if form.marked is not None:
        return (form.marked,)
    return lexicon.spellings(form.folded)[:_MOST_SPELLINGS]
