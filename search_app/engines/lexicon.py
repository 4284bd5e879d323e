"""Which terms the local index has: spellings and counts."""

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analyzers.fold_diacritics import fold_diacritics
from analyzers.terms import folded_term
from indexer.codec.dictionary import Dictionary
from indexer.memo import memo
from search_app.core.limits import spend
from search_app.core.request import Form

Counts = npt.NDArray[np.int64]

_CACHED = 1 << 14
_MOST_TRIED = 4  # times as many terms as are wanted: some fold alike and do not begin alike


class LocalLexicon:
    """Implements `search_app.core.port.Lexicon` on the dictionaries of one index, or its segments.

    Deleted articles count until their segment is merged; `articles` are without them.
    """

    def __init__(self, dictionaries: Sequence[Dictionary], articles: int) -> None:
        self._dictionaries = dictionaries
        self.articles = articles
        self.spellings = memo(self._spellings, _CACHED)
        self.syllable_count = memo(self._syllable_count, _CACHED)
        self._matrix = memo(self._pair_counts, _CACHED)
        self._forms: dict[str, str] = {}  # folded, of spellings that were asked for by them

    def beginning(self, form: Form, prefix: str, most: int) -> tuple[str, ...]:
        """Return up to `most` terms, marked or folded, that begin so, the most frequent first."""
        counts: Counter[str] = Counter()
        for own in self._dictionaries:
            first, last = own.groups.starting(fold_diacritics(prefix))
            bounds = own.group_starts[first : last + 1].astype(np.intp)
            if form == "marked":
                first, last = bounds[0].item(), bounds[-1].item()
                bounds = np.arange(first, last + 1)
            sizes = np.diff(own.arrays["syllable_starts"].take(bounds).astype(np.int64))
            names = own.terms if form == "marked" else own.groups
            for at in np.argsort(-sizes, kind="stable")[: _MOST_TRIED * most].tolist():
                counts[names[first + at]] += int(sizes[at])
        begun = [text for text in counts if text.startswith(prefix)]
        return tuple(sorted(begun, key=lambda text: (-counts[text], text))[:most])

    def pair_counts(self, left: Sequence[str], right: Sequence[str]) -> Counts:
        """Return how many articles have each of `left` (rows) before each of `right`, marked."""
        return self._matrix(tuple(left), tuple(right))

    def _pair_counts(self, left: tuple[str, ...], right: tuple[str, ...]) -> Counts:
        total = np.zeros((len(left), len(right)), np.int64)
        for own in self._dictionaries:
            rows, columns = self._by_group(own, left), self._by_group(own, right)
            for (group, row), (other, column) in itertools.product(rows.items(), columns.items()):
                spend()
                stretch = own.pairs_of(group, other)
                pairs = own.terms_of_pairs(stretch, group, other)
                bounds = own.arrays["pair_starts"][stretch[0] : stretch[1] + 1].tolist()
                for (a, b), (first, last) in zip(pairs, itertools.pairwise(bounds), strict=True):
                    if a in row and b in column:
                        total[row[a], column[b]] += last - first
        total.setflags(write=False)  # many get the same
        return total

    def _by_group(self, own: Dictionary, marked: Sequence[str]) -> dict[int, dict[int, int]]:
        """Return of each group of terms those that are among `marked`, and their places there."""
        found: dict[int, dict[int, int]] = {}
        for place, form in enumerate(marked):
            group = own.group(self._fold(form))
            number = own.spellings(group).get(form)
            if number is not None:
                found.setdefault(group, {})[number] = place
        return found

    def count_pairs(self, pairs: Sequence[tuple[str, str]]) -> Counts:
        """Return how many articles have each of `pairs` side by side, marked."""
        total = np.zeros(len(pairs), np.int64)
        for own in self._dictionaries:
            left, right = (
                np.array([own.term(pair[side], self._fold(pair[side])) for pair in pairs])
                for side in (0, 1)
            )
            total += _counts(own, left.astype(np.int64), right.astype(np.int64))
        return total

    def count_folded_pairs(self, pairs: Sequence[tuple[str, str]]) -> Counts:
        """Return how many articles have each of `pairs` side by side, whatever their marks.

        One that has a pair with two spellings counts twice.
        """
        total = np.zeros(len(pairs), np.int64)
        for own in self._dictionaries:
            groups = np.array([(own.group(a), own.group(b)) for a, b in pairs], np.int64)
            total += _folded_counts(own, groups.reshape(-1, 2))
        return total

    def _spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""
        counts: Counter[str] = Counter()
        for own in self._dictionaries:
            for marked, number in own.spellings(own.group(folded)).items():
                counts[marked] += own.count("syllable", number, number + 1)
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
            own.count("syllable", number, number + 1)
            for own in self._dictionaries
            if (number := own.term(marked, folded)) >= 0
        )


def _counts(own: Dictionary, left: Counts, right: Counts) -> Counts:
    """Return how many articles have each pair of terms."""
    known = (left >= 0) & (right >= 0)
    found = own.pair_numbers(np.maximum(left, 0), np.maximum(right, 0))
    found = np.where(known, found, -1)
    bounds = own.arrays["pair_starts"]
    last, first = bounds.take(found + 1), bounds.take(np.maximum(found, 0))
    return np.where(found >= 0, last.astype(np.int64) - first, 0)


def _folded_counts(own: Dictionary, groups: Counts) -> Counts:
    """Return how many postings the pairs of each two groups have."""
    found = np.zeros(len(groups), np.int64)
    known = np.flatnonzero((groups >= 0).all(axis=1))
    first = own.keys.of_groups(groups[known, 0], groups[known, 1])
    stretch = np.searchsorted(own.arrays["pair_keys"], [first, first + np.uint64(own.keys.room)])
    begin, end = own.arrays["pair_starts"].take(stretch).astype(np.int64)
    found[known] = end - begin
    return found
