"""What the local index completes with: phrases of most articles, and titles."""

import bisect
import heapq
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from indexer.codec.layout import Numbers
from indexer.codec.segment import Segment
from indexer.schema import folded_phrase
from search_app.core.port import Completion
from search_app.engines.leaf import Leaf
from search_app.engines.titles import find_titles

# Phrases of a segment that are looked at, the best first: more only when those do not fit
# the marks that were typed. What few articles have fits them all the same.
_WALKED = (64, 1024)
_EXACT = 4  # phrases at the beginning of a stretch: among them is what was typed in full


class LocalCompletions:
    """Implements `search_app.core.port.Completions` on the segments of one generation.

    Deleted articles count for phrases until their segment is merged.
    """

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves

    def phrases(
        self, first: str, behind: str, fits: Callable[[str], bool], most: int
    ) -> list[Completion]:
        """Return of each segment the best phrases that fit, from `first` to before `behind`."""
        found: list[Completion] = []
        for leaf in self._leaves:
            found += _best(leaf.segment, (first, behind), fits, most)
        return found

    def titles(self, folded: Sequence[str], begun: str) -> Iterator[tuple[str, int]]:
        """Yield titles with these syllables side by side, and where the first begins."""
        found = [find_titles(leaf, folded, begun) for leaf in self._leaves]
        for _, title, start in heapq.merge(*found, key=lambda own: own[0]):
            yield title, start


def _best(
    segment: Segment, bounds: tuple[str, str], fits: Callable[[str], bool], most: int
) -> list[Completion]:
    """Return the phrases of most articles that fit and sort, folded, between `bounds`."""
    numbers = segment.arrays["completion_phrases"]
    first, last = (
        bisect.bisect_left(
            numbers, bound, key=lambda number: folded_phrase(segment.phrases[int(number)])
        )
        for bound in bounds
    )
    scores = segment.arrays["completion_scores"][first:last].astype(np.int64)
    found: list[Completion] = []
    seen = set()
    for walked in _WALKED:
        for at in (*range(min(_EXACT, len(scores))), *_highest(scores, walked)):
            if at in seen or len(found) > most:
                continue
            seen.add(at)
            phrase = segment.phrases[numbers.item(first + at)]
            if fits(phrase):
                found.append(Completion(phrase, int(scores[at])))
    return found


def _highest(scores: Numbers, most: int) -> list[int]:
    """Return the places of the highest scores, highest first."""
    best = np.arange(len(scores))
    if len(best) > most:
        best = np.argpartition(-scores, most)[:most]
        best.sort()
    order = np.argsort(-scores[best], kind="stable")
    highest: list[int] = best[order].tolist()
    return highest
