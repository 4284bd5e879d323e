"""The scores of all articles for the clauses of a query, a posting list at a time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.port import Clause
from search_app.core.ranking import Floats
from search_app.engines.evidence import Evidence, EvidenceCache, Reads
from search_app.engines.leaf import Leaf


class _Sums(NamedTuple):
    """What adds up for each article of a leaf."""

    scores: Floats
    covered: npt.NDArray[np.uint16]  # how many of the clauses that count it has


Numbers = npt.NDArray[np.uint16]
# What a clause finds in each leaf, and what its shares count there.
Found = Sequence[tuple[Evidence, float]]


def score(
    leaves: Sequence[Leaf],
    clauses: Sequence[Clause],
    needed: int,
    cache: EvidenceCache,
) -> list[tuple[Floats, Mask]]:
    """Return of each leaf the scores, and which live articles have `needed` clauses that count.

    When no article has as many, those that have most of them match.
    """
    reads: Reads = {}
    sizes = [leaf.segment.articles for leaf in leaves]
    sums = [_Sums(np.zeros(size, np.float32), np.zeros(size, np.uint16)) for size in sizes]
    counting = [evidence(leaves, clause, cache, reads) for clause in clauses if clause.counts]
    _add(sums, counting, covers=needed > 1)
    masks = _matching(leaves, sums, needed)
    others = [evidence(leaves, clause, cache, reads) for clause in clauses if not clause.counts]
    _add(sums, others, covers=False)
    return [(own.scores, mask) for own, mask in zip(sums, masks, strict=True)]


def evidence(leaves: Sequence[Leaf], clause: Clause, cache: EvidenceCache, reads: Reads) -> Found:
    """Return what a clause finds in each leaf, and what each share counts: weight times idf.

    What is deleted counts for how telling a clause is until its segment is merged.
    """
    found = [cache.find(leaf, clause, reads) for leaf in leaves]
    articles = sum(leaf.segment.articles for leaf in leaves)
    factor = clause.weight * ranking.idf(articles, sum(own.articles for own in found))
    return [(own, factor) for own in found]


def _add(sums: Sequence[_Sums], found: Sequence[Found], *, covers: bool) -> None:
    """Add what some clauses found; what is sparse in one step for all of them."""
    for own, of_clauses in zip(sums, _by_leaf(found, len(sums)), strict=True):
        docs: list[Numbers] = []
        shares: list[Floats] = []
        for evidence_, factor in of_clauses:
            weighed = evidence_.shares * np.float32(factor)
            if evidence_.docs is None:
                np.add(own.scores, weighed, out=own.scores)
            elif evidence_.articles:
                docs.append(evidence_.docs)
                shares.append(weighed)
            if covers:
                own.covered[slice(None) if evidence_.docs is None else evidence_.docs] += (
                    weighed > 0
                )
        if docs:
            np.add.at(own.scores, np.concatenate(docs).astype(np.intp), np.concatenate(shares))


def _by_leaf(found: Sequence[Found], leaves: int) -> list[Found]:
    return [[of_clause[leaf] for of_clause in found] for leaf in range(leaves)]


def _matching(leaves: Sequence[Leaf], sums: Sequence[_Sums], needed: int) -> list[Mask]:
    if needed <= 1:  # every share is above 0
        return [(own.scores > 0) & leaf.live for leaf, own in zip(leaves, sums, strict=True)]
    covered = [
        np.where(leaf.live, own.covered, np.uint16(0))
        for leaf, own in zip(leaves, sums, strict=True)
    ]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [counts >= needed for counts in covered]
