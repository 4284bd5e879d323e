"""Which terms the local index has: spellings and counts."""

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analyzers.fold_diacritics import fold_diacritics
from analyzers.terms import folded_term
from indexer.codec.segment import Segment
from indexer.memo import memo
from search_app.core.limits import spend
from search_app.core.request import Form

Counts = npt.NDArray[np.int64]

_CACHED = 1 << 14
_MOST_TRIED = 4  # times as many terms as are wanted: some fold alike and do not begin alike


class LocalLexicon:
    """Implements `search_app.core.port.Lexicon` on the terms of one generation.

    Deleted articles count until their segment is merged; `articles` are without them.
    """

    def __init__(self, segments: Sequence[Segment], articles: int) -> None:
        self._segments = segments
        self.articles = articles
        self.spellings = memo(self._spellings, _CACHED)
        self.syllable_count = memo(self._syllable_count, _CACHED)
        self._matrix = memo(self._pair_counts, _CACHED)
        self._forms: dict[str, str] = {}  # folded, of spellings that were asked for by them

    def beginning(self, form: Form, prefix: str, most: int) -> tuple[str, ...]:
        """Return up to `most` terms, marked or folded, that begin so, the most frequent first."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            first, last = segment.groups.starting(fold_diacritics(prefix))
            bounds = segment.group_starts[first : last + 1].astype(np.intp)
            if form == "marked":
                first, last = bounds[0].item(), bounds[-1].item()
                bounds = np.arange(first, last + 1)
            sizes = np.diff(segment.arrays["syllable_starts"].take(bounds).astype(np.int64))
            names = segment.terms if form == "marked" else segment.groups
            for at in np.argsort(-sizes, kind="stable")[: _MOST_TRIED * most].tolist():
                counts[names[first + at]] += int(sizes[at])
        begun = [text for text in counts if text.startswith(prefix)]
        return tuple(sorted(begun, key=lambda text: (-counts[text], text))[:most])

    def pair_counts(self, left: Sequence[str], right: Sequence[str]) -> Counts:
        """Return how many articles have each of `left` (rows) before each of `right`, marked."""
        return self._matrix(tuple(left), tuple(right))

    def _pair_counts(self, left: tuple[str, ...], right: tuple[str, ...]) -> Counts:
        total = np.zeros((len(left), len(right)), np.int64)
        for segment in self._segments:
            rows, columns = self._by_group(segment, left), self._by_group(segment, right)
            for (group, row), (other, column) in itertools.product(rows.items(), columns.items()):
                spend()
                stretch = segment.pairs_of(group, other)
                pairs = segment.terms_of_pairs(stretch, group, other)
                bounds = segment.arrays["pair_starts"][stretch[0] : stretch[1] + 1].tolist()
                for (a, b), (first, last) in zip(pairs, itertools.pairwise(bounds), strict=True):
                    if a in row and b in column:
                        total[row[a], column[b]] += last - first
        total.setflags(write=False)  # many get the same
        return total

    def _by_group(self, segment: Segment, marked: Sequence[str]) -> dict[int, dict[int, int]]:
        """Return of each group of terms those that are among `marked`, and their places there."""
        found: dict[int, dict[int, int]] = {}
        for place, own in enumerate(marked):
            group = segment.group(self._fold(own))
            number = segment.spellings(group).get(own)
            if number is not None:
                found.setdefault(group, {})[number] = place
        return found

    def count_pairs(self, pairs: Sequence[tuple[str, str]]) -> Counts:
        """Return how many articles have each of `pairs` side by side, marked."""
        total = np.zeros(len(pairs), np.int64)
        for segment in self._segments:
            left, right = (
                np.array([segment.term(pair[side], self._fold(pair[side])) for pair in pairs])
                for side in (0, 1)
            )
            total += _counts(segment, left.astype(np.int64), right.astype(np.int64))
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

    def _spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            for marked, number in segment.spellings(segment.group(folded)).items():
                counts[marked] += segment.count("syllable", number, number + 1)
        if len(self._forms) > _CACHED:
            self._forms.clear()
        self._forms.update(dict.fromkeys(counts, folded))
        return tuple(sorted(counts, key=lambda form: (-counts[form], form)))

    def _fold(self, marked: str) -> str:
        """Return the folded form of a term: to fold those of a query cost a tenth of it."""
        return self._forms.get(marked) or folded_term(marked)

    def _syllable_count(self, marked: str) -> int:
        """Return how many articles have a marked syllable."""
        folded = self._fold(marked)
        return sum(
            segment.count("syllable", number, number + 1)
            for segment in self._segments
            if (number := segment.term(marked, folded)) >= 0
        )


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
