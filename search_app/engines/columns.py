"""What the leaves know of each article besides its text: facet values and dates."""

import datetime
import functools
import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from indexer.codec.segment import Segment
from indexer.places import today
from indexer.schema import day_number
from indexer.stretches import spread
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.model import FACETS, UNKNOWN, FacetName, PlaceNames

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.integer[Any]]

_MANY = 1 / 32  # of the articles: with fewer, a list of them takes less room than bits
_FOUR_DIGITS = 10**4  # of yyyymmddhhmm: the last four are the time, those before month and day


class FacetsByNames:
    """The facets of some segments, by each names that cities may have; made when first asked for.

    With each segment it is said which of its articles are live.
    """

    def __init__(self, segments: Sequence[tuple[Segment, Mask]]) -> None:
        self._segments = segments

    def __call__(self, place_names: PlaceNames | None) -> "Facets":
        """Return the facets by these names."""
        return self._today if place_names else self._as_stored

    @functools.cached_property
    def _as_stored(self) -> "Facets":
        return self._named(str)

    @functools.cached_property
    def _today(self) -> "Facets":
        return self._named(today)

    def _named(self, city_name: Callable[[str], str]) -> "Facets":
        segments, live = zip(*self._segments, strict=True) if self._segments else ((), ())
        return Facets(segments, live, city_name)


class Facets:
    """The facets of all leaves; they are counted together, and their values numbered alike.

    `live` says which articles each leaf has, `city_name` what to call each city: those with one
    name are one value.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        live: Sequence[Mask],
        city_name: Callable[[str], str] = str,
    ) -> None:
        self._live = live
        names: dict[FacetName, Callable[[str], str]] = {"city": city_name}
        sets = [
            {facet: _sets(segment, facet, names.get(facet, str)) for facet in FACETS}
            for segment in segments
        ]
        self._values = {
            facet: sorted({value for own in sets for values in own[facet] for value in values})
            for facet in FACETS
        }
        self._leaves = [
            _LeafFacets(segment, own, self._values)
            for segment, own in zip(segments, sets, strict=True)
        ]

    def values(self, facet: FacetName) -> Sequence[str]:
        """Return every value that an article has, in order."""
        return [*self._all_counts[facet]]

    @functools.cached_property
    def _all_counts(self) -> dict[FacetName, dict[str, int]]:
        return self.counts([{None: live} for live in self._live])

    def mask(self, leaf: int, facet: FacetName, wanted: Iterable[str]) -> Mask:
        """Return the articles of a leaf that have any of the values `wanted`."""
        return self._leaves[leaf].mask(facet, wanted)

    def counts(
        self, masks: Sequence[Mapping[FacetName | None, Mask]]
    ) -> dict[FacetName, dict[str, int]]:
        """Return how many articles have each value that any has, values in order.

        `masks` say of each leaf which articles each facet counts; without its name those of None.
        """
        total = np.zeros(sum(map(len, self._values.values())), np.int64)
        for leaf, own in zip(self._leaves, masks, strict=True):
            spend()
            total += leaf.counts(own)
        counts = total.tolist()
        bounds = itertools.pairwise(
            itertools.accumulate(map(len, self._values.values()), initial=0)
        )
        return {
            facet: {value: n for value, n in zip(values, counts[first:last], strict=True) if n}
            for (facet, values), (first, last) in zip(self._values.items(), bounds, strict=True)
        }


def _sets(segment: Segment, facet: FacetName, name: Callable[[str], str]) -> list[list[str]]:
    """Return the sets of values that articles have; each has one of them."""
    return [
        [*dict.fromkeys(map(name, json.loads(text) or [UNKNOWN]))] for text in segment.column(facet)
    ]


class _LeafFacets:
    """The facets of one leaf: a bit for each article and value that many have, lists for others."""

    def __init__(
        self,
        segment: Segment,
        sets: Mapping[FacetName, Sequence[Sequence[str]]],
        values: Mapping[FacetName, Sequence[str]],
    ) -> None:
        self._columns = {
            facet: _FacetColumn(segment.arrays[f"{facet}_of"], sets[facet], values[facet])
            for facet in FACETS
        }
        self._values = sum(map(len, values.values()))
        self._rows: dict[FacetName, slice] = {}  # of the bits
        self._rare: dict[FacetName, tuple[Counts, Counts, Counts]] = {}  # value, start, articles
        rows: list[Words] = []
        places: list[int] = []  # of the values of the rows among all
        first = 0
        for facet, column in self._columns.items():
            articles, starts = column.lists()
            sizes = np.diff(starts)
            have_many = sizes > _MANY * segment.articles
            many, few = np.flatnonzero(have_many), np.flatnonzero((sizes > 0) & ~have_many)
            own = [articles[starts[value] : starts[value + 1]] for value in many.tolist()]
            self._rows[facet] = slice(len(rows), len(rows) + len(own))
            rows += [_packed(np.bincount(some, minlength=segment.articles) > 0) for some in own]
            places += (first + many).tolist()
            if len(few):
                listed = articles[np.repeat(~have_many, sizes)]
                self._rare[facet] = first + few, np.cumsum(sizes[few]) - sizes[few], listed
            first += len(sizes)
        self._bits = np.array(rows, np.uint64).reshape(len(rows), -(-segment.articles // 64))
        self._places = np.array(places, np.intp)

    def mask(self, facet: FacetName, wanted: Iterable[str]) -> Mask:
        return self._columns[facet].mask(wanted)

    def counts(self, masks: Mapping[FacetName | None, Mask]) -> Counts:
        """Return how many of the articles that a facet counts have each value, facet by facet."""
        counts: Counts = np.zeros(self._values, np.int64)
        found = self._bits & _packed(masks[None])
        for facet in self._rows.keys() & masks.keys():
            rows = self._rows[facet]
            np.bitwise_and(self._bits[rows], _packed(masks[facet]), out=found[rows])
        counts[self._places] = np.bitwise_count(found).sum(axis=1, dtype=np.uint32)
        for facet, (places, starts, articles) in self._rare.items():
            has = masks.get(facet, masks[None]).take(articles)
            counts[places] = np.add.reduceat(has, starts, dtype=np.uint32)
        return counts


class _FacetColumn:
    """One facet of one leaf, as it is stored: which set of values each article has."""

    def __init__(self, of: Array, sets: Sequence[Sequence[str]], values: Sequence[str]) -> None:
        self._values = values
        self._of = of
        self._sets = len(sets)
        number = {value: at for at, value in enumerate(values)}
        # One entry for each value of each set.
        self._entry_sets = np.array([at for at, own in enumerate(sets) for _ in own], np.intp)
        self._entry_values = np.array([number[value] for own in sets for value in own], np.intp)

    def lists(self) -> tuple[Counts, Counts]:
        """Return the articles of each value, one after the other, and where each value's begin."""
        by_set = np.argsort(self._of, kind="stable")
        of_sets = np.bincount(self._of, minlength=self._sets)
        sizes = of_sets[self._entry_sets]
        articles = by_set[spread((np.cumsum(of_sets) - of_sets)[self._entry_sets], sizes)]
        values = np.repeat(self._entry_values, sizes)
        counts = np.bincount(values, minlength=len(self._values))
        starts = np.concatenate(([0], np.cumsum(counts)))
        return articles[np.argsort(values, kind="stable")], starts

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Return the articles that have any of the values `wanted`."""
        chosen = np.isin(np.array(self._values, np.object_), list(wanted))
        sets = np.zeros(self._sets, np.bool_)
        sets[self._entry_sets[chosen[self._entry_values]]] = True
        found: Mask = sets[self._of]
        return found


def _packed(mask: Mask) -> Words:
    """Return a mask as 64 bits a word, the last filled up with zeros."""
    packed = np.packbits(mask)
    words = np.zeros(-(-len(packed) // 8), np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    return words


def between(days: Array, first: datetime.date | None, last: datetime.date | None) -> Mask:
    """Return the articles with a full date from `first` to `last`."""
    days = days // _FOUR_DIGITS
    mask: Mask = days % _FOUR_DIGITS > 0  # a year alone is no date
    if first is not None:
        mask &= days >= day_number(first)
    if last is not None:
        mask &= days <= day_number(last)
    return mask
