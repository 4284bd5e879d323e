"""Phrases: pairs narrow the candidates; one pair is proof, of several the text decides."""

import functools
import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from indexer.codec.layout import RARE
from search_app.core.facets import Mask
from search_app.core.port import Has, Phrase
from search_app.engines.leaf import Docs, Leaf

_AT_ONCE = 7  # places, a bit of a byte for each; the eighth is for the end of a line
_LINE_END = np.uint8(1 << _AT_ONCE)
_CANDIDATES = 1 << 12  # articles looked into at once: some megabytes

Codes = npt.NDArray[np.uint8]


def phrase_mask(phrase: Phrase, leaf: Leaf) -> Mask:
    """Return which articles of `leaf` have a phrase."""
    places = phrase.places
    parts = list(itertools.pairwise(places)) if len(places) > 1 else [places]
    masks = [leaf.having(Has("marked", part, phrase.zone)) for part in parts]
    found = functools.reduce(np.logical_and, masks) & leaf.live
    if len(parts) > 1:
        candidates = np.flatnonzero(found)
        for first in range(0, len(candidates), _CANDIDATES):
            some = candidates[first : first + _CANDIDATES]
            found[some] = _stands_in(leaf, some, phrase)
    return found


def _stands_in(leaf: Leaf, docs: Docs, phrase: Phrase) -> Mask:
    """Return in which of some articles the terms of all places stand side by side in one line."""
    arrays = leaf.segment.arrays
    bounds, rare_bounds = arrays["stream_starts"], arrays["rare_starts"]
    stream = _stretches(arrays["stream"], bounds, docs)
    rare = _stretches(arrays["rare"], rare_bounds, docs)
    ends = np.cumsum(bounds[docs + 1].astype(np.int64) - bounds[docs])
    terms = [leaf.terms(place) for place in phrase.places]
    begins = len(stream) - len(terms) + 1
    fits = np.ones(max(begins, 0), np.bool_)
    for first in range(0, len(terms), _AT_ONCE):
        some = terms[first : first + _AT_ONCE]
        table = _codes_of_pieces(leaf, some)
        codes = table.take(stream)
        codes[stream == RARE] = table.take(rare)
        codes[ends - 1] |= _LINE_END  # an article ends there, too
        for place in range(len(some)):
            own = codes[first + place : first + place + len(fits)]
            fits &= own & np.uint8(1 << place) > 0
            if first + place + 1 < len(terms):
                fits &= own < _LINE_END
    return _by_article(leaf, docs, ends, np.flatnonzero(fits), phrase)


def _codes_of_pieces(leaf: Leaf, places: Sequence[Sequence[int]]) -> Codes:
    """Return of each piece which of the places its syllable may be, and whether a line ends."""
    arrays = leaf.segment.arrays
    table = np.zeros(len(leaf.segment.terms) + 1, np.uint8)
    for place, terms in enumerate(places):
        table[np.array(terms, np.intp) + 1] |= np.uint8(1 << place)
    codes: Codes = table.take(arrays["piece_terms"]) | arrays["piece_breaks"] * _LINE_END
    if len(codes) <= RARE:  # what stands for the rare ones in a stream must have a place
        codes = np.concatenate([codes, np.zeros(RARE + 1 - len(codes), np.uint8)])
    return codes


def _stretches(array: Array, bounds: Array, docs: Docs) -> Array:
    """Return the stretches of an array that belong to some articles, one after the other."""
    first, last = bounds[docs].tolist(), bounds[docs + 1].tolist()
    return np.concatenate([array[a:b] for a, b in zip(first, last, strict=True)])


def _by_article(leaf: Leaf, docs: Docs, ends: Array, places: Array, phrase: Phrase) -> Mask:
    """Return which articles have one of some places of all their pieces in the zone wanted."""
    owners = np.searchsorted(ends, places, side="right")
    if phrase.zone:
        begins = np.concatenate([[0], ends[:-1]])
        titled = leaf.segment.arrays["title_pieces"][docs]
        in_title = places - begins[owners] < titled[owners]
        owners = owners[in_title if phrase.zone == "title" else ~in_title]
    found = np.zeros(len(docs), np.bool_)
    found[owners] = True
    return found
