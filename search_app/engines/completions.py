"""What the local index completes with: phrases of most articles, and titles."""

import bisect
import heapq
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analyzers import Syllable
from indexer.codec.completions import marks_of, may_begin
from indexer.codec.dictionary import Dictionary
from indexer.codec.layout import Numbers
from indexer.codec.strings import Strings
from indexer.schema import folded_phrase
from search_app.core.limits import spend
from search_app.core.port import Completion
from search_app.engines.leaf import Leaf
from search_app.engines.titles import find_titles

# Phrases of a dictionary that are looked at, the best first: more only when those do not fit
# the marks that were typed. What few articles have fits them all the same.
_WALKED = (64, 512)
_EXACT = 4  # phrases at the beginning of a stretch: among them is what was typed in full


class PhraseCompletions:
    """The phrases of `search_app.core.port.Completions`, of the dictionaries of an index.

    Deleted articles count until their segment is merged.
    """

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self._dictionaries = dictionaries

    def phrases(
        self, bounds: tuple[str, str], marked: str, fits: Callable[[str], bool], most: int
    ) -> list[Completion]:
        """Return of each dictionary the best phrases between the bounds that fit."""
        found: list[Completion] = []
        for own in self._dictionaries:
            found += _best(_between(own, bounds, marks_of(marked)), fits, most)
        return found


class LocalCompletions(PhraseCompletions):
    """Implements `search_app.core.port.Completions` on the segments of one generation."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        super().__init__([leaf.segment for leaf in leaves])
        self._leaves = leaves

    def titles(
        self, finished: Sequence[Syllable], begun: str, fits: Callable[[str], bool] | None = None
    ) -> Iterator[tuple[str, int]]:
        """Yield titles with these syllables side by side, and where the first begins."""
        found = [find_titles(leaf, finished, begun, fits) for leaf in self._leaves]
        for _, title, start in heapq.merge(*found, key=lambda own: own[0]):
            yield title, start


class _Stretch(NamedTuple):
    """Phrases of a dictionary, in their order, and their scores."""

    phrases: Strings
    numbers: Numbers
    scores: Numbers


def _between(own: Dictionary, bounds: tuple[str, str], marks: int) -> _Stretch:
    """Return the phrases that sort, folded, between two bounds and may begin with some marks."""
    numbers, scores, of_phrases = (
        own.arrays[f"completion_{name}"] for name in ("phrases", "scores", "marks")
    )
    first, last = (
        bisect.bisect_left(
            numbers, bound, key=lambda number: folded_phrase(own.phrases[int(number)])
        )
        for bound in bounds
    )
    kept = first + np.flatnonzero(may_begin(marks, of_phrases[first:last]))
    return _Stretch(own.phrases, numbers[kept].astype(np.int64), scores[kept].astype(np.int64))


def _best(own: _Stretch, fits: Callable[[str], bool], most: int) -> list[Completion]:
    """Return the phrases of most articles that fit."""
    found: list[Completion] = []
    seen = set()
    for walked in _WALKED:
        if len(found) >= most:
            break
        spend()
        best = np.append(np.arange(min(_EXACT, len(own.scores))), _highest(own.scores, walked))
        text, starts = own.phrases.joined(own.numbers[best])
        spans = itertools.pairwise(starts.tolist())
        for at, (start, end) in zip(best.tolist(), spans, strict=True):
            if at not in seen and fits(text[start:end]):
                found.append(Completion(text[start:end], own.scores.item(at)))
            seen.add(at)
    return found


def _highest(scores: Numbers, most: int) -> Numbers:
    """Return the places of the highest scores."""
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.argpartition(-scores, most)[:most]
