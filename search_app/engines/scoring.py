"""The scores of all articles for the clauses of a query, a posting list at a time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.port import Clause
from search_app.core.ranking import Floats
from search_app.engines.evidence import Evidence, EvidenceCache
from search_app.engines.leaf import Leaf

Numbers = npt.NDArray[np.uint16]


def score(
    leaves: Sequence[Leaf],
    clauses: Sequence[Clause],
    needed: int,
    cache: EvidenceCache,
) -> list[tuple[Floats, Mask]]:
    """Return of each leaf the scores, and which live articles have `needed` clauses that count.

    With one needed it is any clause: what has a score above 0. When no article has as many as
    are needed, those that have most of them match.
    """
    found, factors = evidence(leaves, clauses, cache)
    scores = [_sums(leaf, own, factors) for leaf, own in zip(leaves, found, strict=True)]
    if needed <= 1:
        return [(own, own > 0) for own in scores]
    counting = [at for at, clause in enumerate(clauses) if clause.counts]
    covered = [
        _covered(leaf, [own[at] for at in counting])
        for leaf, own in zip(leaves, found, strict=True)
    ]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [(own, counts >= needed) for own, counts in zip(scores, covered, strict=True)]


def evidence(
    leaves: Sequence[Leaf], clauses: Sequence[Clause], cache: EvidenceCache
) -> tuple[list[list[Evidence]], Floats]:
    """Return what clauses find in each leaf, and what their shares count: weight times idf.

    What is deleted counts for how telling a clause is until its segment is merged.
    """
    found = [cache.find(leaf, clauses) for leaf in leaves]
    articles = sum(leaf.segment.articles for leaf in leaves)
    having = [sum(own.articles for own in of_leaves) for of_leaves in zip(*found, strict=True)]
    factors = [
        clause.weight * ranking.idf(articles, own)
        for clause, own in zip(clauses, having, strict=True)
    ]
    return found, np.array(factors, np.float32)


def _sums(leaf: Leaf, found: Sequence[Evidence], factors: Floats) -> Floats:
    """Return the scores of a leaf's live articles; what is sparse is added in one step."""
    scores: Floats = np.zeros(leaf.segment.articles, np.float32)
    sparse: list[int] = []
    for at, own in enumerate(found):
        if own.docs is None:
            np.add(scores, own.shares * factors[at], out=scores)
        elif own.articles:
            sparse.append(at)
    if sparse:
        docs = np.concatenate([found[at].docs for at in sparse])
        shares = np.concatenate([found[at].shares for at in sparse])
        shares *= factors[sparse].repeat([found[at].articles for at in sparse])
        np.add.at(scores, docs.astype(np.intp), shares)
    return scores if leaf.all_live else scores * leaf.live


def _covered(leaf: Leaf, counting: Sequence[Evidence]) -> Numbers:
    """Return how many of the clauses that count each live article has."""
    covered: Numbers = np.zeros(leaf.segment.articles, np.uint16)
    for own in counting:
        if own.docs is None:
            np.add(covered, own.shares > 0, out=covered)
        else:
            covered[own.docs] += np.uint16(1)
    return covered * leaf.live
