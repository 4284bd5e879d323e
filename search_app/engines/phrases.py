"""Quoted phrases on an index of pairs: pairs narrow the candidates, the text decides."""

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from analyzers import JOINER
from search_app.core.facets import Mask
from search_app.core.phrases import stands_in
from search_app.core.port import Phrase
from search_app.engines.arrays import FIELDS, WhooshArrays

_REMEMBERED = 1 << 16  # answers about one phrase in one article


class PhraseFinder:
    """Finds the articles of one generation in which syllables stand side by side."""

    def __init__(self, arrays: WhooshArrays) -> None:
        self._arrays = arrays
        self._stands_in = lru_cache(_REMEMBERED)(self._read_and_look)

    def mask(self, phrase: Phrase, among: Mask) -> Mask:
        """Return which articles of `among` have the phrase, in title or body."""
        kind = "syllable" if len(phrase) == 1 else "pair"
        zones = [self._candidates(phrase, field) for field in FIELDS[kind].values()]
        candidates: Mask = np.logical_or.reduce(zones) & among
        if len(phrase) > 2:  # noqa: PLR2004  one pair is proof, several may stand apart
            for number in np.flatnonzero(candidates):
                candidates[number] = self._stands_in(phrase, int(number))
        return candidates

    def _read_and_look(self, phrase: Phrase, number: int) -> bool:
        article = self._arrays.article(number)
        return stands_in(phrase, f"{article.title}\n{article.body}")

    def _candidates(self, phrase: Phrase, field: str) -> Mask:
        """Return the articles that have every pair of the phrase, or its one syllable."""
        if len(phrase) == 1:
            return self._having(field, phrase[0])
        mask = np.ones(self._arrays.articles, np.bool_)
        for left, right in itertools.pairwise(phrase):
            pairs = [JOINER.join(pair) for pair in itertools.product(left, right)]
            mask &= self._having(field, pairs)
        return mask

    def _having(self, field: str, terms: Sequence[str]) -> Mask:
        mask = np.zeros(self._arrays.articles, np.bool_)
        for term in terms:
            if self._arrays.article_count(field, term):
                mask[self._arrays.postings(field, term).numbers] = True
        return mask
