"""The scores of all articles for the clauses of a query, a posting list at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzers.terms import folded_term
from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.port import Clause
from search_app.core.ranking import Floats
from search_app.engines.evidence import Evidence, EvidenceCache
from search_app.engines.leaf import Leaf

Numbers = npt.NDArray[np.uint16]
# What a clause finds in each leaf, and what its shares count there.
Found = tuple[list[Evidence], float]


def score(
    leaves: Sequence[Leaf],
    clauses: Sequence[Clause],
    needed: int,
    cache: EvidenceCache,
) -> list[tuple[Floats, Mask]]:
    """Return of each leaf the scores, and which live articles have `needed` clauses that count.

    When no article has as many, those that have most of them match.
    """
    ordered = sorted(clauses, key=_as_stored)
    found = [evidence(leaves, clause, cache) for clause in ordered]
    scores = [_sums(leaf, found, at) for at, leaf in enumerate(leaves)]
    counting = [own for own, clause in zip(found, ordered, strict=True) if clause.counts]
    if needed <= 1 and len(counting) == len(found):
        return [(own, (own > 0) & leaf.live) for leaf, own in zip(leaves, scores, strict=True)]
    kind = np.bool_ if needed <= 1 else np.uint16
    covered = [_covered(leaf, counting, at, kind) for at, leaf in enumerate(leaves)]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [(own, counts >= needed) for own, counts in zip(scores, covered, strict=True)]


def evidence(leaves: Sequence[Leaf], clause: Clause, cache: EvidenceCache) -> Found:
    """Return what a clause finds in each leaf, and what each share counts: weight times idf.

    What is deleted counts for how telling a clause is until its segment is merged.
    """
    found = [cache.find(leaf, clause) for leaf in leaves]
    articles = sum(leaf.segment.articles for leaf in leaves)
    return found, clause.weight * ranking.idf(articles, sum(own.articles for own in found))


def _as_stored(clause: Clause) -> tuple[str, list[str], str]:
    """Order clauses so that what lies in one stretch of lists is read once, all of it first."""
    return (
        clause.kind,
        [folded_term(place[0]) if place else "" for place in clause.places],
        clause.form,
    )


def _sums(leaf: Leaf, found: Sequence[Found], at: int) -> Floats:
    """Return the scores of a leaf's articles; what is sparse is added in one step."""
    scores: Floats = np.zeros(leaf.segment.articles, np.float32)
    docs: list[Numbers] = []
    shares: list[Floats] = []
    for of_leaves, factor in found:
        own = of_leaves[at]
        if own.docs is None:
            np.add(scores, own.shares * np.float32(factor), out=scores)
        elif own.articles:
            docs.append(own.docs)
            shares.append(own.shares * np.float32(factor))
    if docs:
        np.add.at(scores, np.concatenate(docs).astype(np.intp), np.concatenate(shares))
    return scores


def _covered(
    leaf: Leaf, counting: Sequence[Found], at: int, kind: type[np.bool_ | np.uint16]
) -> npt.NDArray[Any]:
    """Return how many of the clauses that count each live article has, or whether it has one."""
    covered: npt.NDArray[Any] = np.zeros(leaf.segment.articles, kind)
    for of_leaves, _ in counting:
        own = of_leaves[at]
        if own.docs is None:
            np.add(covered, own.shares > 0, out=covered)
        else:
            covered[own.docs] = covered[own.docs] + kind(1)
    return covered * leaf.live
