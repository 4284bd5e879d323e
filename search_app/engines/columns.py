"""What the local index knows of each article besides its text: facet values and dates."""

import datetime
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.schema import day_number
from search_app.core.facets import Mask
from search_app.core.model import FACETS, UNKNOWN_YEAR, FacetName
from search_app.engines.arrays import WhooshArrays

_MINUTES = 10**4  # of a day number, yyyymmddhhmm


class Columns:
    """Facets and dates of one generation, as arrays."""

    def __init__(self, arrays: WhooshArrays) -> None:
        self.days = arrays.column("day")  # yyyymmddhhmm, zeros for what is unknown
        self._articles = arrays.articles
        self._members = {facet: _members(arrays, facet) for facet in FACETS}

    def values(self, facet: FacetName) -> Sequence[str]:
        """Return every value that an article has, in order."""
        return list(self._members[facet])

    def mask(self, facet: FacetName, values: Sequence[str]) -> Mask:
        """Return the articles that have any of `values`."""
        mask = np.zeros(self._articles, np.bool_)
        for value in values:
            if value in self._members[facet]:
                mask[self._members[facet][value]] = True
        return mask

    def counts(self, facet: FacetName, mask: Mask) -> dict[str, int]:
        """Return how many articles of `mask` have each value."""
        return {
            value: int(np.count_nonzero(mask[numbers]))
            for value, numbers in self._members[facet].items()
        }

    def between(self, first: datetime.date | None, last: datetime.date | None) -> Mask:
        """Return the articles with a full date from `first` to `last`; all without bounds."""
        if first is None and last is None:
            return np.ones(self._articles, np.bool_)
        days = self.days // _MINUTES
        mask: Mask = days % _MINUTES > 0  # a year alone is no date
        if first is not None:
            mask &= days >= day_number(first)
        if last is not None:
            mask &= days <= day_number(last)
        return mask


def _members(arrays: WhooshArrays, facet: FacetName) -> dict[str, npt.NDArray[np.int32]]:
    members = {term: arrays.postings(facet, term).numbers for term, _ in arrays.terms(facet)}
    if facet == "year":
        unknown = np.ones(arrays.articles, np.bool_)
        for numbers in members.values():
            unknown[numbers] = False
        members[UNKNOWN_YEAR] = np.flatnonzero(unknown).astype(np.int32)
    return {value: numbers for value, numbers in members.items() if len(numbers)}
