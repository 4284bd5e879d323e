"""Which articles of a leaf meet a condition, as masks."""

import functools
import itertools

import numpy as np

from indexer.codec.segment import Segment
from search_app.core.facets import Mask
from search_app.core.port import AnyOf, Begins, Condition, Every, Has, Kind, Not, Phrase
from search_app.engines.leaf import Leaf, Stretch

_LAST = "\U0010ffff"  # sorts behind every letter


def mask(condition: Condition, leaf: Leaf) -> Mask:
    """Return which articles of `leaf` meet `condition`, deleted ones too."""
    match condition:
        case Has():
            return _has(condition, leaf)
        case Begins():
            return _begins(condition, leaf)
        case Phrase():
            return _phrase(condition, leaf)
        case Not():
            return ~mask(condition.condition, leaf)
        case Every():
            masks = [mask(part, leaf) for part in condition.conditions]
            return functools.reduce(np.logical_and, masks, np.ones(_size(leaf), np.bool_))
        case AnyOf():
            masks = [mask(part, leaf) for part in condition.conditions]
            return functools.reduce(np.logical_or, masks, np.zeros(_size(leaf), np.bool_))


def _size(leaf: Leaf) -> int:
    return leaf.segment.articles


def _has(condition: Has, leaf: Leaf) -> Mask:
    found = np.zeros(_size(leaf), np.bool_)
    kind: Kind = "syllable" if len(condition.places) == 1 else "pair"
    for stretch in leaf.stretches(condition.form, condition.places):
        found[leaf.docs(kind, stretch, condition.zone)] = True
    return found


def _begins(condition: Begins, leaf: Leaf) -> Mask:
    found = np.zeros(_size(leaf), np.bool_)
    for stretch in _beginning(condition, leaf.segment):
        found[leaf.docs("syllable", stretch, condition.zone)] = True
    return found


def _beginning(condition: Begins, segment: Segment) -> list[Stretch]:
    """Return the terms that begin as they should: side by side, if they are looked for folded."""
    if condition.form == "folded":
        first = segment.groups.bisect(condition.prefix)
        last = segment.groups.bisect(condition.prefix + _LAST)
        return [(int(segment.group_starts[first]), int(segment.group_starts[last]))]
    return [
        (number, number + 1)
        for number, term in enumerate(segment.terms[:])
        if term.startswith(condition.prefix)
    ]


def _phrase(condition: Phrase, leaf: Leaf) -> Mask:
    """Pairs narrow the candidates; one pair is proof, of several the text decides."""
    if len(condition.places) == 1:
        return _has(Has("marked", condition.places, condition.zone), leaf)
    pairs = [
        _has(Has("marked", pair, condition.zone), leaf)
        for pair in itertools.pairwise(condition.places)
    ]
    found = functools.reduce(np.logical_and, pairs) & leaf.live
    if len(pairs) > 1:
        wanted = [leaf.terms(place) for place in condition.places]
        for number in np.flatnonzero(found):
            found[number] = _stands_in(leaf.segment, int(number), wanted, condition)
    return found


def _stands_in(segment: Segment, number: int, wanted: list[list[int]], phrase: Phrase) -> bool:
    """Whether the terms of all places stand side by side in one line of an article."""
    tokens = segment.tokens(number)
    zone = {
        None: slice(None),
        "title": slice(tokens.title_pieces),
        "body": slice(tokens.title_pieces, None),
    }[phrase.zone]
    pieces = tokens.pieces[zone]
    terms = segment.arrays["piece_terms"].take(pieces).astype(np.int64) - 1
    breaks = segment.arrays["piece_breaks"].take(pieces)
    ends = max(len(pieces) - len(wanted) + 1, 0)
    fits = np.ones(ends, np.bool_)
    for at, choices in enumerate(wanted):
        own = terms[at : at + ends]
        fits &= functools.reduce(np.logical_or, [own == term for term in choices])
        if at + 1 < len(wanted):
            fits &= ~breaks[at : at + ends]
    return bool(fits.any())
