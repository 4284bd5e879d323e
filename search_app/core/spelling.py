"""“Ý bạn là …?”: syllables that were typed for others, told by their neighbours.

A form is worth what the articles say: how many have it beside either neighbour, less what
their frequency makes likely by chance. A syllable that no article has yields to any form one
slip away that stands beside a neighbour somewhere; one that articles have, to a form that is
worth so much more that it was hardly meant as typed. How much, depends on the slip.

The weights are those of a logistic regression on 7,000 headlines and questions with one slip
and 2,800 as they were, of four collections of 240 to 21,000 articles, rounded. The thresholds
leave alone all but one to four of a thousand headlines of news.
"""

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from analyzers import fold
from analyzers.orthography import is_bare_syllable
from analyzers.typed import read_telex
from search_app.core.forms import Counts, Form, count, count_pairs, neighbour
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.typos import Slip, folded_typos, marks, syllable_typos

T = TypeVar("T", float, npt.NDArray[np.float64])

_UNSEEN = 0.3  # counts as so many articles
_WEAKER_SIDE = 0.5  # what the neighbour with fewer pairs says, beside the other
_RARE = 0.25  # what is said for a form by its being rare, of the same pairs
_CHANCE = 0.005  # of the articles that two frequent syllables must share have them side by side
_GAIN: dict[Slip, float] = {"mark": 2.6, "sound": 3.3, "letter": 6.0, "keys": 3.0}
_GAIN_OF_ABSENT = 1.9  # over a syllable that could be one of the language, and no article has
_SURE = 6.0  # a syllable worth more was meant: of the slips that are told 98 in 100 are below 3.5
_FEWEST = 4  # articles that must have a form beside a neighbour before it outdoes a known one
_LONG = 5  # letters that tell by themselves what was meant: car and Laos are no slips
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
        spend()
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
    worth = _RARE * math.log(known + 1)
    if known:
        worth += _evidence(max(sides), min(sides)) if sides else _SURE
        if worth > _SURE:  # as most are: to make their slips would cost more than all the rest
            return
        needed, slips = _GAIN, syllable_typos(site.own.folded)
    else:
        worth += _evidence(0.0, 0.0)
        needed = dict.fromkeys(_GAIN, _GAIN_OF_ABSENT if is_bare_syllable(site.own.folded) else 0)
        slips = folded_typos(site.own.folded)
    if not sides:
        yield from _most_frequent(site.own, slips, lexicon)
        return
    reached = _within_reach(site, slips, worth + min(needed.values()), lexicon)
    candidates = [*_spelled(site.own, reached, slips, lexicon)]
    if not candidates:
        return
    found = _pairs(site, [form for form, _ in candidates], lexicon)
    frequent = np.array([count(form, lexicon) for form, _ in candidates])
    if known or is_bare_syllable(site.own.folded):
        beside = [count(form, lexicon) for form in (site.left, site.right) if form]
        chance = np.outer(beside, frequent) * (_CHANCE / max(lexicon.articles, 1))
        found = np.maximum(found - chance, 0)
    most = found.max(axis=0)
    gains = _evidence(most, found.min(axis=0)) - _RARE * np.log(frequent + 1) - worth
    gains -= np.array([needed[slip] for _, slip in candidates])
    is_likelier = (gains > 0) & (most >= (_FEWEST if known else _UNSEEN))
    for number in np.flatnonzero(is_likelier).tolist():
        yield float(gains[number]), candidates[number][0]


def _most_frequent(
    own: Form, slips: Mapping[str, Slip], lexicon: Lexicon
) -> Iterator[tuple[float, Form]]:
    """Yield what an unknown syllable without neighbours may be, with how many articles have it."""
    if len(own.folded) < _LONG:
        return
    for form, slip in _spelled(own, (own.folded, *slips), slips, lexicon):
        number = count(form, lexicon)
        if slip != "keys" and number >= min(_FEWEST, 1 + lexicon.articles // 1000):
            yield number, form


def _within_reach(
    site: _Site, slips: Mapping[str, Slip], worth: float, lexicon: Lexicon
) -> list[str]:
    """Return the folded forms a spelling of which may be worth more than `worth`, best first.

    Few are, so that the spellings of few are looked at.
    """
    texts = [site.own.folded, *slips] if site.own.marked else [*slips]
    if not texts:
        return []
    left, right = (form and Form(form.folded, None) for form in (site.left, site.right))
    found = _pairs(_Site(site.own, left, right), [Form(text, None) for text in texts], lexicon)
    most = found.max(axis=0)
    reach = _evidence(most, found.min(axis=0)) - _RARE * np.log(most + 1)
    best = np.argsort(-reach, kind="stable")[:_MOST_TRIED].tolist()
    return [texts[at] for at in best if most[at] and reach[at] > worth]


def _spelled(
    own: Form, texts: Iterable[str], slips: Mapping[str, Slip], lexicon: Lexicon
) -> Iterator[tuple[Form, Slip]]:
    """Yield what of some folded forms a syllable may have been typed for, and by which slip."""
    for text in texts:
        slip = slips.get(text, "mark")
        if own.marked is None:
            yield Form(text, None), slip
            continue
        for spelling in lexicon.spellings(text):
            same = [a == b for a, b in zip(marks(spelling), marks(own.marked), strict=True)]
            if spelling != own.marked and (any(same) if text == own.folded else all(same)):
                yield Form(text, spelling), slip
    if own.marked is None:
        for text in read_telex(own.folded):
            if lexicon.syllable_count(text):
                yield Form(fold(text), text), "keys"


def _evidence(most: T, least: T) -> T:
    """Return what the pairs with two neighbours say of a form, or with one, as if it were two."""
    evidence: T = np.log(most + _UNSEEN) + _WEAKER_SIDE * np.log(least + _UNSEEN)
    return evidence


def _pairs(site: _Site, forms: Sequence[Form], lexicon: Lexicon) -> Counts:
    """Return how many pairs each of `forms` makes with each neighbour (rows)."""
    wanted = [(site.left, form) for form in forms] if site.left else []
    wanted += [(form, site.right) for form in forms] if site.right else []
    return count_pairs(wanted, lexicon).reshape(-1, len(forms))
