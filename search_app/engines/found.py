"""Which articles of each leaf a request finds, as masks."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search_app.core import facets
from search_app.core.facets import Mask
from search_app.core.model import FacetName
from search_app.core.request import Condition, Request
from search_app.engines.columns import Facets, between
from search_app.engines.conditions import mask
from search_app.engines.kept import EvidenceCache
from search_app.engines.leaf import Leaf
from search_app.engines.scoring import LeafScores, covering, score_leaves


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


def find(
    leaves: Sequence[Leaf], request: Request, own_facets: Facets, cache: EvidenceCache
) -> list[Found]:
    """Return what a request finds in each leaf; `own_facets` have the names it asks for."""
    scores = score_leaves(leaves, request.clauses, cache)
    meeting = _meeting(leaves, request.where, own_facets)
    if request.match_all:
        matching = [leaf.live for leaf in leaves]
    elif request.needed > 1:
        matching = covering(scores, request.clauses, request.needed, meeting)
    else:
        matching = [own.matching for own in scores]
    if meeting is not None:
        matching = [np.logical_and(*own) for own in zip(matching, meeting, strict=True)]
    found = []
    for at, leaf in enumerate(leaves):
        matched = matching[at]
        if request.date_from or request.date_to:
            matched = matched & between(leaf.days, request.date_from, request.date_to)
        chosen = {
            facet: own_facets.mask(at, facet, values) for facet, values in request.filters.items()
        }
        masks = facets.own_group_masks(matched, chosen)
        found.append(Found(leaf, scores[at], matching[at], chosen, masks))
    return found


def total(found: Iterable[Found]) -> int:
    """Return how many articles the answer has."""
    return sum(int(np.count_nonzero(own.masks[None])) for own in found)


def _meeting(
    leaves: Sequence[Leaf], where: Condition | None, own_facets: Facets
) -> list[Mask] | None:
    """Return of each leaf which articles meet a condition."""
    if where is None:
        return None
    return [
        mask(where, leaf, functools.partial(own_facets.mask, at)) for at, leaf in enumerate(leaves)
    ]
