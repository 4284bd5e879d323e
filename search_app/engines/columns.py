"""What a leaf knows of each article besides its text: facet values and dates."""

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from indexer.codec.segment import Segment
from indexer.schema import day_number
from search_app.core.facets import Mask
from search_app.core.model import UNKNOWN_YEAR, FacetName
from search_app.engines.leaf import Docs

_MINUTES = 10**4  # of a day number, yyyymmddhhmm


class FacetColumn:
    """One facet of one segment: each article has one of some sets of values."""

    def __init__(self, segment: Segment, facet: FacetName) -> None:
        sets = [json.loads(text) for text in segment.column(facet)]
        if facet == "year":
            sets = [values or [UNKNOWN_YEAR] for values in sets]
        self.values = sorted({value for values in sets for value in values})
        number = {value: at for at, value in enumerate(self.values)}
        self._of = segment.arrays[f"{facet}_of"].astype(np.intp)  # as bincount wants it
        self._sets = len(sets)
        # One entry for each value of each set.
        self._entry_sets = np.array([at for at, own in enumerate(sets) for _ in own], np.intp)
        self._entry_values = np.array([number[value] for own in sets for value in own], np.intp)

    def counts(self, docs: Docs) -> dict[str, int]:
        """Return how many of the articles `docs` have each value that any has."""
        of_sets = np.bincount(self._of.take(docs), minlength=self._sets)
        counts = np.bincount(self._entry_values, of_sets.take(self._entry_sets), len(self.values))
        return {v: int(n) for v, n in zip(self.values, counts.tolist(), strict=True) if n}

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Return the articles that have any of the values `wanted`."""
        chosen = np.isin(np.array(self.values, np.object_), list(wanted))
        sets = np.zeros(self._sets, np.bool_)
        sets[self._entry_sets[chosen[self._entry_values]]] = True
        found: Mask = sets[self._of]
        return found


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
        days = self.days // _MINUTES
        mask: Mask = days % _MINUTES > 0  # a year alone is no date
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
