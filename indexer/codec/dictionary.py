"""Which terms, pairs and phrases there are, and how many articles have each: no postings."""

from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from indexer.codec.container import Array, Arrays
from indexer.codec.layout import Numbers, PairKeys
from indexer.codec.soundness import checked_dictionary
from indexer.codec.strings import Strings
from indexer.memo import memo

# Forms that the dictionaries of an index keep of what was asked, all together: some 20 MB.
_FORMS = 1 << 15


class Totals(NamedTuple):
    """What was counted: articles, and how many terms all their titles and all bodies have."""

    articles: int
    title_lengths: int
    body_lengths: int


class Dictionary:
    """The arrays of terms, groups, pairs and phrases (see `layout`), and their lookups.

    A list is as long as many articles have a term, pair or phrase: where it begins is known,
    its postings are not there, but in a `Segment`.
    """

    def __init__(self, arrays: Arrays, articles: int) -> None:
        self.arrays = arrays
        self.articles = articles
        self.terms = Strings.of(arrays, "term")
        self.groups = Strings.of(arrays, "group")
        self.phrases = Strings.of(arrays, "phrase")
        self.group_starts = arrays["group_starts"]
        self.keep(1 / 8)

    def keep(self, share: float) -> None:
        """Set which share this has of what all of an index keep of what was asked."""
        forms = int(_FORMS * share)
        self.group = lru_cache(forms)(self.groups.find)  # of a folded form, or -1
        self.spellings = memo(self._spellings, forms)
        self.pairs_of = memo(self._pairs_of, forms)

    @cached_property
    def keys(self) -> PairKeys:
        """How the pairs are numbered."""
        return PairKeys(self.group_starts)

    def terms_of(self, group: int) -> range:
        """Return the terms that fold alike; none for group -1, which stands for no group."""
        if group < 0:
            return range(0)
        return range(int(self.group_starts[group]), int(self.group_starts[group + 1]))

    def term(self, marked: str, folded: str) -> int:
        """Return the number of a term, or -1."""
        return self.spellings(self.group(folded)).get(marked, -1)

    def _spellings(self, group: int) -> dict[str, int]:
        """Return the terms that fold alike, and their numbers."""
        numbers = self.terms_of(group)
        return dict(zip(self.terms[numbers.start : numbers.stop], numbers, strict=True))

    def _pairs_of(self, left: int, right: int) -> tuple[int, int]:
        """Return the stretch [first, last) of pairs whose terms are of two groups."""
        base = self.keys.of_two_groups(left, right)
        wanted = np.array([base, base + self.keys.room], np.uint64)
        first, last = self.arrays["pair_keys"].searchsorted(wanted).tolist()
        return first, last

    def terms_of_pairs(
        self, stretch: tuple[int, int], left: int, right: int
    ) -> list[tuple[int, int]]:
        """Return the terms of the pairs of a stretch that `pairs_of` two groups gave."""
        base = self.keys.of_two_groups(left, right)
        places = (
            divmod(key - base, self.keys.most)
            for key in self.arrays["pair_keys"][slice(*stretch)].tolist()
        )
        first, second = self.group_starts.item(left), self.group_starts.item(right)
        return [(first + a, second + b) for a, b in places]

    def pair_numbers(self, left: Array, right: Array) -> Numbers:
        """Return the numbers of pairs of terms, -1 for those that no article has."""
        keys, wanted = self.arrays["pair_keys"], self.keys.encode(left, right)
        if not len(keys):
            return np.full(len(wanted), -1, np.int64)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1)

    def count(self, kind: str, first: int, last: int) -> int:
        """Return how many postings the lists `first` to `last` of a kind have."""
        begin, end = self.bounds(kind, first, last)
        return end - begin

    def bounds(self, kind: str, first: int, last: int) -> tuple[int, int]:
        """Return where the postings of the lists `first` to `last` of a kind begin and end."""
        starts = self.arrays[f"{kind}_starts"]
        begin, end = starts.item(first), starts.item(last)
        if not 0 <= end - begin <= (last - first) * self.articles:
            raise ValueError(f"its {kind}_starts is damaged")
        return begin, end


def open_dictionary(arrays: Arrays) -> Dictionary:
    """Return the dictionary that `indexer.codec.tally.Tally` made these arrays of.

    Raises:
        ValueError: they are damaged, or others.
    """
    try:
        checked = checked_dictionary(arrays)
        return Dictionary(checked, totals(checked).articles)
    except KeyError as error:
        raise ValueError(f"it lacks {error}") from error


def totals(arrays: Arrays) -> Totals:
    """Return what was counted to make these arrays of a dictionary without postings."""
    return Totals(*arrays["totals"].tolist())
