"""Which terms the local index has: spellings, counts and phrases."""

import itertools
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from analyzers.terms import folded_term
from indexer.codec.segment import Segment
from indexer.schema import folded_phrase

Counts = npt.NDArray[np.int64]

_CACHED = 1 << 14
_MOST_PHRASES = 2_000  # of a segment that begin alike, those of most articles


class LocalLexicon:
    """Implements `search_app.core.port.Lexicon` on the terms of one generation.

    Deleted articles count until their segment is merged; `articles` are without them.
    """

    def __init__(self, segments: Sequence[Segment], articles: int) -> None:
        self._segments = segments
        self.articles = articles
        self.spellings = lru_cache(_CACHED)(self._spellings)
        self.syllable_count = lru_cache(_CACHED)(self._syllable_count)
        self._matrix = lru_cache(_CACHED)(self._pair_counts)

    def pair_counts(self, left: Sequence[str], right: Sequence[str]) -> Counts:
        """Return how many articles have each of `left` (rows) before each of `right`, marked."""
        return self._matrix(tuple(left), tuple(right))

    def _pair_counts(self, left: tuple[str, ...], right: tuple[str, ...]) -> Counts:
        total = np.zeros((len(left), len(right)), np.int64)
        for segment in self._segments:
            rows, columns = _by_group(segment, left), _by_group(segment, right)
            for (group, row), (other, column) in itertools.product(rows.items(), columns.items()):
                stretch = segment.pairs_of(group, other)
                pairs = segment.terms_of_pairs(stretch, group, other)
                bounds = segment.arrays["pair_starts"][stretch[0] : stretch[1] + 1].tolist()
                for (a, b), (first, last) in zip(pairs, itertools.pairwise(bounds), strict=True):
                    if a in row and b in column:
                        total[row[a], column[b]] += last - first
        total.setflags(write=False)  # many get the same
        return total

    def count_pairs(self, pairs: Sequence[tuple[str, str]]) -> Counts:
        """Return how many articles have each of `pairs` side by side, marked."""
        total = np.zeros(len(pairs), np.int64)
        for segment in self._segments:
            left = _numbers(segment, [pair[0] for pair in pairs])
            total += _counts(segment, left, _numbers(segment, [pair[1] for pair in pairs]))
        return total

    def count_folded_pairs(self, pairs: Sequence[tuple[str, str]]) -> Counts:
        """Return how many articles have each of `pairs` side by side, whatever their marks.

        One that has a pair with two spellings counts twice.
        """
        total = np.zeros(len(pairs), np.int64)
        for segment in self._segments:
            groups = np.array([(segment.group(a), segment.group(b)) for a, b in pairs], np.int64)
            total += _folded_counts(segment, groups.reshape(-1, 2))
        return total

    def phrases(self, folded_prefix: str) -> Sequence[tuple[str, int]]:
        """Return the phrases that begin so, those of most articles first, with that number."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            first, last = segment.phrases.starting(folded_prefix, of=folded_phrase)
            own = np.diff(segment.arrays["phrase_starts"][first : last + 1].astype(np.int64))
            for at in np.argsort(-own, kind="stable")[:_MOST_PHRASES].tolist():
                counts[segment.phrases[first + at]] += int(own[at])
        return sorted(counts.items(), key=lambda found: (-found[1], found[0]))

    def _spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            for marked, number in segment.spellings(segment.group(folded)).items():
                counts[marked] += segment.count("syllable", number, number + 1)
        return tuple(sorted(counts, key=lambda form: (-counts[form], form)))

    def _syllable_count(self, marked: str) -> int:
        """Return how many articles have a marked syllable."""
        folded = folded_term(marked)
        return sum(
            segment.count("syllable", number, number + 1)
            for segment in self._segments
            if (number := segment.term(marked, folded)) >= 0
        )


def _by_group(segment: Segment, marked: Sequence[str]) -> dict[int, dict[int, int]]:
    """Return of each group of terms those that are among `marked`, and their places there."""
    found: dict[int, dict[int, int]] = {}
    for place, own in enumerate(marked):
        group = segment.group(folded_term(own))
        number = segment.spellings(group).get(own)
        if number is not None:
            found.setdefault(group, {})[number] = place
    return found


def _numbers(segment: Segment, marked: Sequence[str]) -> Counts:
    """Return the numbers of terms, -1 for those that no article has."""
    return np.array([segment.term(own, folded_term(own)) for own in marked], np.int64)


def _counts(segment: Segment, left: Counts, right: Counts) -> Counts:
    """Return how many articles have each pair of terms."""
    known = (left >= 0) & (right >= 0)
    found = segment.pair_numbers(np.maximum(left, 0), np.maximum(right, 0))
    found = np.where(known, found, -1)
    bounds = segment.arrays["pair_starts"]
    last, first = bounds.take(found + 1), bounds.take(np.maximum(found, 0))
    return np.where(found >= 0, last.astype(np.int64) - first, 0)


def _folded_counts(segment: Segment, groups: Counts) -> Counts:
    """Return how many postings the pairs of each two groups have."""
    found = np.zeros(len(groups), np.int64)
    known = np.flatnonzero((groups >= 0).all(axis=1))
    first = segment.keys.of_groups(groups[known, 0], groups[known, 1])
    stretch = np.searchsorted(
        segment.arrays["pair_keys"], [first, first + np.uint64(segment.keys.room)]
    )
    begin, end = segment.arrays["pair_starts"].take(stretch).astype(np.int64)
    found[known] = end - begin
    return found
