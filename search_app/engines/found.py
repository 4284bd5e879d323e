"""Which articles of each leaf a request finds, as masks."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.memo import memo
from search_app.core import facets
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.model import FacetName, PlaceNames
from search_app.core.request import Condition, Request
from search_app.engines.columns import Facets, between
from search_app.engines.conditions import mask
from search_app.engines.kept import EvidenceCache
from search_app.engines.leaf import Leaf
from search_app.engines.scoring import LeafScores, covering, score_leaves

_KEPT = 1 << 7  # conditions, as a bit for each article

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Found:
    """What a request finds in one leaf."""

    leaf: Leaf
    scores: LeafScores
    meeting: Mask  # what it finds without its filters and dates
    chosen: Mapping[FacetName, Mask]  # what each filter lets through
    masks: Mapping[FacetName | None, Mask]  # what each facet counts; under None the answer itself

    @property
    def of_all_days(self) -> Mask:
        """The answer if neither years nor dates were chosen."""
        others = (mask for facet, mask in self.chosen.items() if facet != "year")
        return functools.reduce(np.logical_and, others, self.meeting)


class Finder:
    """Finds in some leaves; what conditions let through is kept, as pages are turned, and filtered.

    `facets_of` gives the columns of facets by the names that cities shall have. Safe to use from
    many threads.
    """

    def __init__(
        self,
        leaves: Sequence[Leaf],
        cache: EvidenceCache,
        facets_of: Callable[[PlaceNames | None], Facets],
    ) -> None:
        self._leaves = leaves
        self._cache = cache
        self._facets_of = facets_of
        self._kept = memo(self._packed, _KEPT)

    def find(self, request: Request) -> list[Found]:
        """Return what a request finds in each leaf."""
        scores = score_leaves(self._leaves, request.clauses, self._cache)
        meeting = self._meeting(request)
        if request.match_all:
            matching = [leaf.live for leaf in self._leaves]
        elif request.needed > 1:
            matching = covering(scores, request.clauses, request.needed, meeting)
        else:
            matching = [own.matching for own in scores]
        if meeting is not None:
            matching = [np.logical_and(*own) for own in zip(matching, meeting, strict=True)]
        found = zip(self._leaves, scores, matching, strict=True)
        return [self._narrowed(at, *own, request) for at, own in enumerate(found)]

    def _narrowed(
        self, at: int, leaf: Leaf, scores: LeafScores, meeting: Mask, request: Request
    ) -> Found:
        spend()
        matched = meeting
        if request.date_from or request.date_to:
            matched = matched & between(leaf.days, request.date_from, request.date_to)
        columns = self._facets_of(request.place_names)
        chosen = {
            facet: columns.mask(at, facet, values) for facet, values in request.filters.items()
        }
        return Found(leaf, scores, meeting, chosen, facets.own_group_masks(matched, chosen))

    def _meeting(self, request: Request) -> list[Mask] | None:
        """Return of each leaf which articles meet the condition of a request."""
        if request.where is None:
            return None
        kept = self._kept(request.where, request.place_names)
        return [
            np.unpackbits(bits, count=leaf.segment.articles).view(np.bool_)
            for leaf, bits in zip(self._leaves, kept, strict=True)
        ]

    def _packed(self, where: Condition, place_names: PlaceNames | None) -> list[Bits]:
        columns = self._facets_of(place_names)
        return [
            np.packbits(mask(where, leaf, functools.partial(columns.mask, at), leaf.live))
            for at, leaf in enumerate(self._leaves)
        ]


def total(found: Iterable[Found]) -> int:
    """Return how many articles the answer has."""
    return sum(int(np.count_nonzero(own.masks[None])) for own in found)
