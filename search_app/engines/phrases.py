"""Phrases: pairs narrow the candidates; one pair is proof, of several the text decides."""

import functools
import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.request import Has, Phrase
from search_app.engines.leaf import Docs, Leaf

_PAIR = 2  # places: with no more, the lists are proof
_AT_ONCE = 7  # places, a bit of a byte for each; the eighth is for the end of a line
_LINE_END = np.uint8(1 << _AT_ONCE)
_CANDIDATES = 1 << 10  # articles looked into at once: some milliseconds and megabytes

Codes = npt.NDArray[np.uint8]


def may_stand(phrase: Phrase, leaf: Leaf) -> Mask:
    """Return which articles of `leaf` have all pairs of a phrase, deleted ones too."""
    places = phrase.places
    parts = dict.fromkeys(itertools.pairwise(places)) if len(places) > 1 else [places]
    masks = (leaf.having(Has("marked", part, phrase.zone)) for part in parts)
    return functools.reduce(np.logical_and, masks)


def standing(phrase: Phrase, leaf: Leaf, candidates: Mask) -> Mask:
    """Return which of some articles, which have all pairs of a phrase, have the phrase."""
    if len(phrase.places) <= _PAIR:
        return candidates
    found = np.zeros(len(candidates), np.bool_)
    numbers = np.flatnonzero(candidates)
    for first in range(0, len(numbers), _CANDIDATES):
        some = numbers[first : first + _CANDIDATES]
        found[some] = _stands_in(leaf, some, phrase)
    return found


def _stands_in(leaf: Leaf, docs: Docs, phrase: Phrase) -> Mask:
    """Return in which of some articles the terms of all places stand side by side in one line."""
    tokens = leaf.segment.tokens(docs)
    spend(len(tokens.pieces))
    pieces = leaf.segment.arrays["piece_codes"]
    is_long = len(tokens.pieces) > len(pieces)  # then all that there are, are fewer to look up
    if not is_long:
        pieces = pieces.take(tokens.pieces)
    terms = [leaf.terms(place) for place in phrase.places]
    fits = np.ones(max(len(tokens.pieces) - len(terms) + 1, 0), np.bool_)
    for first in range(0, len(terms), _AT_ONCE):
        some = terms[first : first + _AT_ONCE]
        codes = _place_codes(leaf, some, pieces)
        if is_long:
            codes = codes.take(tokens.pieces)
        codes[tokens.starts[1:] - 1] |= _LINE_END  # an article ends there, too
        for place in range(len(some)):
            own = codes[first + place : first + place + len(fits)]
            fits &= own & np.uint8(1 << place) > 0
            if first + place + 1 < len(terms):
                fits &= own < _LINE_END
    places = np.flatnonzero(fits)
    owners = np.searchsorted(tokens.starts, places, side="right") - 1
    if phrase.zone:
        in_title = places - tokens.starts[owners] < tokens.title_pieces[owners]
        owners = owners[in_title if phrase.zone == "title" else ~in_title]
    found = np.zeros(len(docs), np.bool_)
    found[owners] = True
    return found


def _place_codes(leaf: Leaf, places: Sequence[Sequence[int]], pieces: Array) -> Codes:
    """Return of each piece code which of the places it may be, and whether a line ends."""
    table = np.zeros((len(leaf.segment.terms) + 1, 2), np.uint8)
    table[:, 1] = _LINE_END
    for place, terms in enumerate(places):
        table[np.array(terms, np.intp) + 1] |= np.uint8(1 << place)
    return table.ravel().take(pieces)
