"""What a leaf knows of each article besides its text: facet values and dates."""

import datetime
import json
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.codec.layout import MOST_ARTICLES
from indexer.codec.segment import Segment
from indexer.schema import day_number
from search_app.core.facets import Mask
from search_app.core.model import UNKNOWN_YEAR, FacetName

Words = npt.NDArray[np.uint64]

_MOST_BITS = 256  # values: for more, a bit for each and article would take too much memory
_FOUR_DIGITS = 10**4  # of yyyymmddhhmm: the last four are the time, those before month and day


class FacetColumn:
    """One facet of one segment: each article has one of some sets of values."""

    def __init__(self, segment: Segment, facet: FacetName) -> None:
        sets = [json.loads(text) for text in segment.column(facet)]
        if facet == "year":
            sets = [values or [UNKNOWN_YEAR] for values in sets]
        self.values = sorted({value for values in sets for value in values})
        number = {value: at for at, value in enumerate(self.values)}
        self._of = segment.arrays[f"{facet}_of"]
        self._sets = len(sets)
        # One entry for each value of each set.
        self._entry_sets = np.array([at for at, own in enumerate(sets) for _ in own], np.intp)
        self._entry_values = np.array([number[value] for own in sets for value in own], np.intp)

    def counts(self, mask: Mask) -> dict[str, int]:
        """Return how many of the articles in `mask` have each value that any has."""
        if len(self.values) <= _MOST_BITS:
            room = _room.words[: self._bits.size].reshape(self._bits.shape)
            np.bitwise_and(self._bits, _packed(mask), out=room)
            counts = np.bitwise_count(room).sum(axis=1, dtype=np.uint32)
        else:
            of_sets = np.bincount(self._of[mask], minlength=self._sets)
            weights = of_sets.take(self._entry_sets)
            counts = np.bincount(self._entry_values, weights, len(self.values)).astype(np.int64)
        return {v: n for v, n in zip(self.values, counts.tolist(), strict=True) if n}

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Return the articles that have any of the values `wanted`."""
        chosen = np.isin(np.array(self.values, np.object_), list(wanted))
        sets = np.zeros(self._sets, np.bool_)
        sets[self._entry_sets[chosen[self._entry_values]]] = True
        found: Mask = sets[self._of]
        return found

    @cached_property
    def _bits(self) -> Words:
        """A bit for each value and article: to count with, 3 times as fast as the column."""
        rows = [_packed(self.mask([value])) for value in self.values]
        return np.array(rows, np.uint64).reshape(len(rows), -(-len(self._of) // 64))


class _Room(threading.local):
    """Space of each thread for the bits of one facet: a new one for each query costs as much."""

    def __init__(self) -> None:
        self.words: Words = np.empty(_MOST_BITS * MOST_ARTICLES // 64, np.uint64)


_room = _Room()


def _packed(mask: Mask) -> Words:
    """Return a mask as 64 bits a word, the last filled up with zeros."""
    packed = np.packbits(mask)
    words = np.zeros(-(-len(packed) // 8), np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    return words


class Columns:
    """Facets and dates of one segment; read when they are first needed."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self.days = segment.arrays["day"]  # yyyymmddhhmm, zeros for what is unknown

    def facet(self, name: FacetName) -> FacetColumn:
        """Return a facet."""
        return {"city": self._city, "year": self._year, "topic": self._topic}[name]

    @cached_property
    def _city(self) -> FacetColumn:
        return FacetColumn(self._segment, "city")

    @cached_property
    def _year(self) -> FacetColumn:
        return FacetColumn(self._segment, "year")

    @cached_property
    def _topic(self) -> FacetColumn:
        return FacetColumn(self._segment, "topic")

    def between(self, first: datetime.date | None, last: datetime.date | None) -> Mask:
        """Return the articles with a full date from `first` to `last`."""
        days = self.days // _FOUR_DIGITS
        mask: Mask = days % _FOUR_DIGITS > 0  # a year alone is no date
        if first is not None:
            mask &= days >= day_number(first)
        if last is not None:
            mask &= days <= day_number(last)
        return mask


def added(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """Return counts of several segments as one, values in order."""
    if len(counts) == 1:
        return counts[0]
    total = sum(map(Counter, counts), Counter[str]())
    return dict(sorted(total.items()))
