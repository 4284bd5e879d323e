"""Quoted phrases on an index of pairs: pairs narrow the candidates, the text decides."""

import itertools
from collections.abc import Sequence

import numpy as np

from analyzers import JOINER, split_syllables
from search_app.core.facets import Mask
from search_app.engines.arrays import WhooshArrays

Phrase = Sequence[tuple[str, ...]]  # what may stand at each of its places, marked


def phrase_mask(arrays: WhooshArrays, phrase: Phrase) -> Mask:
    """Return the articles in which the syllables stand side by side, in title or body."""
    found = np.zeros_like(arrays.live)
    for zone in ("title", "body"):
        candidates = _candidates(arrays, phrase, zone)
        if len(phrase) > 2:  # noqa: PLR2004  one pair is proof, several may stand apart
            for number in np.flatnonzero(candidates & ~found):
                text = getattr(arrays.article(int(number)), zone)
                candidates[number] = stands_in(phrase, text)
        found |= candidates
    return found


def stands_in(phrase: Phrase, text: str) -> bool:
    """Whether the syllables stand side by side in one paragraph of `text`."""
    for paragraph in text.split("\n"):
        marked = [syllable.marked for syllable in split_syllables(paragraph)]
        for at in range(len(marked) - len(phrase) + 1):
            if all(marked[at + i] in place for i, place in enumerate(phrase)):
                return True
    return False


def _candidates(arrays: WhooshArrays, phrase: Phrase, zone: str) -> Mask:
    """Return the articles that have every pair of the phrase, or its one syllable."""
    if len(phrase) == 1:
        return _having(arrays, zone, phrase[0])
    mask = arrays.live.copy()
    for left, right in itertools.pairwise(phrase):
        pairs = [JOINER.join(pair) for pair in itertools.product(left, right)]
        mask &= _having(arrays, f"{zone}_pairs", pairs)
    return mask


def _having(arrays: WhooshArrays, field: str, terms: Sequence[str]) -> Mask:
    mask = np.zeros_like(arrays.live)
    for term in terms:
        if arrays.article_count(field, term):
            mask[arrays.postings(field, term).numbers] = True
    return mask
