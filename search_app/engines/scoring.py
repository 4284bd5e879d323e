"""The scores of all articles for the clauses of a query, a posting list at a time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.port import Clause
from search_app.core.ranking import Floats
from search_app.engines.evidence import Evidence, EvidenceCache
from search_app.engines.leaf import Leaf


class _Sums(NamedTuple):
    """What adds up for each article of a leaf."""

    scores: Floats
    covered: npt.NDArray[np.uint16]  # how many of the clauses that count it has


def score(
    leaves: Sequence[Leaf],
    clauses: Sequence[Clause],
    needed: int,
    cache: EvidenceCache,
) -> list[tuple[Floats, Mask]]:
    """Return of each leaf the scores, and which live articles have `needed` clauses that count.

    When no article has as many, those that have most of them match.
    """
    sizes = [leaf.segment.articles for leaf in leaves]
    sums = [_Sums(np.zeros(size, np.float32), np.zeros(size, np.uint16)) for size in sizes]
    for clause in clauses:
        if clause.counts:
            _add(sums, evidence(leaves, clause, cache), covers=needed > 1)
    masks = _matching(leaves, sums, needed)
    for clause in clauses:
        if not clause.counts:
            _add(sums, evidence(leaves, clause, cache), covers=False)
    return [(own.scores, mask) for own, mask in zip(sums, masks, strict=True)]


def evidence(
    leaves: Sequence[Leaf], clause: Clause, cache: EvidenceCache
) -> list[tuple[Evidence, float]]:
    """Return what a clause finds in each leaf, and what each share counts: weight times idf.

    What is deleted counts for how telling a clause is until its segment is merged.
    """
    found = [cache.find(leaf, clause) for leaf in leaves]
    articles = sum(leaf.segment.articles for leaf in leaves)
    factor = clause.weight * ranking.idf(articles, sum(own.articles for own in found))
    return [(own, factor) for own in found]


def _add(sums: Sequence[_Sums], found: Sequence[tuple[Evidence, float]], *, covers: bool) -> None:
    for (scores, covered), ((docs, shares, articles), factor) in zip(sums, found, strict=True):
        if docs is None:
            scores += np.float32(factor) * shares
        elif articles:
            scores[docs] += np.float32(factor) * shares
        if covers and docs is None:
            covered += shares > 0
        elif covers:
            covered[docs] += np.uint16(1)


def _matching(leaves: Sequence[Leaf], sums: Sequence[_Sums], needed: int) -> list[Mask]:
    if needed <= 1:  # every share is above 0
        return [(own.scores > 0) & leaf.live for leaf, own in zip(leaves, sums, strict=True)]
    covered = [
        np.where(leaf.live, own.covered, np.uint16(0))
        for leaf, own in zip(leaves, sums, strict=True)
    ]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [counts >= needed for counts in covered]
