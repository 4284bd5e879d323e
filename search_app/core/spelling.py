"""“Ý bạn là …?”: syllables that were typed for others, told by their neighbours.

A form is worth what the articles say: how many have it beside either neighbour, less what
their frequency makes likely by chance. A syllable that no article has yields to any form one
slip away that stands beside a neighbour somewhere; one that articles have, to a form that is
worth so much more that it was hardly meant as typed. How much, depends on the slip.

The weights and thresholds are those of a logistic regression on 7,000 headlines and questions
with one slip and 2,800 without, over four collections, rounded.
"""

import math
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzers import fold
from analyzers.orthography import is_bare_syllable
from analyzers.typed import read_telex
from search_app.core.forms import Counts, Form, count, count_pairs, neighbour
from search_app.core.port import Lexicon
from search_app.core.typos import Slip, folded_typos, marks, syllable_typos

Worth = npt.NDArray[np.float64]

_UNSEEN = 0.3  # counts as so many articles
_WEAKER_SIDE = 0.5  # what the neighbour with fewer pairs says, beside the other
_RARE = 0.25  # what is said for a form by its being rare, of the same pairs
_CHANCE = 0.015  # of the articles that two frequent syllables must share have them side by side
_GAIN: dict[Slip, float] = {"mark": 2.6, "sound": 3.3, "letter": 6.0, "keys": 3.0}
_GAIN_OF_ABSENT = 1.9  # over a syllable that could be one of the language, and no article has
_SURE = 6.0  # a syllable worth more was meant: of the slips that are told 98 in 100 are below 3.5
_FEWEST = 4  # articles that must have a form beside a neighbour before it outdoes a known one
_MOST_TRIED = 12  # folded forms whose spellings are compared


class Change(NamedTuple):
    """A syllable, by its number, that was meant for another form; the best gains most."""

    gain: float
    at: int
    form: Form


class _Site(NamedTuple):
    """A syllable as typed, and the forms of its neighbours, if it has them."""

    own: Form
    left: Form | None
    right: Form | None


def best_change(
    forms: Sequence[Form], starts: Container[int], fixed: Container[int], lexicon: Lexicon
) -> Change | None:
    """Return what most likely was typed for something else; `starts` open a pair, `fixed` stay."""
    beside = [neighbour(form, lexicon) for form in forms]
    opened = [at for at in range(len(forms) - 1) if at in starts]
    counts = count_pairs([(beside[at], beside[at + 1]) for at in opened], lexicon)
    pairs = dict(zip(opened, counts.tolist(), strict=True))
    changes = []
    for at, own in enumerate(forms):
        if at in fixed:
            continue
        site = _Site(
            own,
            beside[at - 1] if at - 1 in pairs else None,
            beside[at + 1] if at in pairs else None,
        )
        sides = [pairs[start] for start in (at - 1, at) if start in pairs]
        if beside[at] != own and sides:
            sides = _pairs(site, [own], lexicon)[:, 0].tolist()
        changes += [Change(gain, at, form) for gain, form in _changes(site, sides, lexicon)]
    return max(changes, key=lambda change: (change.gain, -change.at), default=None)


def _changes(site: _Site, sides: Sequence[int], lexicon: Lexicon) -> Iterator[tuple[float, Form]]:
    """Yield the forms that a syllable was likelier meant for; `sides` are its pairs."""
    known = count(site.own, lexicon)
    if known and not sides:
        return
    worth = _RARE * math.log(known + 1)
    if sides:
        worth += float(_evidence(sides if known else [0] * len(sides)))
    if known and worth > _SURE:
        return
    candidates = [*_candidates(site, known > 0, lexicon)]
    if not candidates:
        return
    found = _pairs(site, [form for form, _ in candidates], lexicon)
    frequent = np.array([count(form, lexicon) for form, _ in candidates])
    if not sides:
        yield from zip(frequent.tolist(), (form for form, _ in candidates), strict=True)
        return
    is_word = known > 0 or is_bare_syllable(site.own.folded)
    if is_word:
        beside = [count(form, lexicon) for form in (site.left, site.right) if form]
        chance = np.outer(beside, frequent) * (_CHANCE / lexicon.articles)
        found = np.maximum(found - chance, 0)
    gains = _evidence(found) - _RARE * np.log(frequent + 1) - worth
    if known:
        gains -= np.array([_GAIN[slip] for _, slip in candidates])
    elif is_word:
        gains -= _GAIN_OF_ABSENT
    is_likelier = (gains > 0) & (found.max(axis=0) >= (_FEWEST if known else _UNSEEN))
    for number in np.flatnonzero(is_likelier).tolist():
        yield float(gains[number]), candidates[number][0]


def _evidence(pairs: Sequence[int] | Counts | Worth) -> Worth:
    """Return what pairs with either neighbour (rows), or with the only one, say of a form."""
    seen = np.log(np.asarray(pairs) + _UNSEEN)
    worth: Worth = seen.max(axis=0) + _WEAKER_SIDE * seen.min(axis=0)
    return worth


def _pairs(site: _Site, forms: Sequence[Form], lexicon: Lexicon) -> Counts:
    """Return how many pairs each of `forms` makes with each neighbour (rows)."""
    wanted = [(site.left, form) for form in forms] if site.left else []
    wanted += [(form, site.right) for form in forms] if site.right else []
    return count_pairs(wanted, lexicon).reshape(-1, len(forms))


def _candidates(site: _Site, known: bool, lexicon: Lexicon) -> Iterator[tuple[Form, Slip]]:
    """Yield what a syllable may have been typed for, and by which slip."""
    typed, marked = site.own
    slips = (syllable_typos if known else folded_typos)(typed)
    own = [Form(typed, None)] if marked else []
    others = [Form(text, None) for text in slips]
    for form in _most_fitting([*own, *others], site, lexicon):
        slip = slips.get(form.folded, "mark")
        if marked is None:
            yield form, slip
            continue
        for spelling in lexicon.spellings(form.folded):
            if spelling != marked and _has_marks(spelling, marked, form.folded == typed):
                yield Form(form.folded, spelling), slip
    if marked is None and not typed.isdigit():
        for text in read_telex(typed):
            if count(Form(fold(text), text), lexicon):
                yield Form(fold(text), text), "keys"


def _has_marks(spelling: str, typed: str, may_differ: bool) -> bool:
    """Whether a spelling has the marks that were typed; or, if some may differ, tone or shapes."""
    same = [own == other for own, other in zip(marks(spelling), marks(typed), strict=True)]
    return any(same) if may_differ else all(same)


def _most_fitting(forms: Sequence[Form], site: _Site, lexicon: Lexicon) -> list[Form]:
    """Return those of some folded forms that articles have most beside a neighbour, if any."""
    if not forms:
        return []
    if site.left is site.right is None:
        return [form for form in forms if lexicon.spellings(form.folded)]
    any_marks = _Site(*(form and Form(form.folded, None) for form in site))
    support = _pairs(any_marks, forms, lexicon).sum(axis=0)
    best = np.argsort(-support, kind="stable")[:_MOST_TRIED]
    return [forms[at] for at in best.tolist() if support[at]]
