"""The scores of articles for the clauses of a query, a posting list at a time.

What few articles have is added up for all of them. What many have says little: it is looked up
only of the articles that it can still bring among the best, as in MaxScore (Turtle and Flood,
"Query evaluation: strategies and optimizations", 1995), but with arrays for lists.
"""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer import weighting
from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.ranking import Floats
from search_app.core.request import Clause
from search_app.engines.evidence import Evidence
from search_app.engines.kept import EvidenceCache
from search_app.engines.leaf import Docs, Exact, Leaf
from search_app.engines.order import least_of_best
from search_app.engines.steps import steps

Numbers = npt.NDArray[np.uint16]
_K1 = weighting.K1["syllable"]  # rows are of syllables
_ABOVE_0 = np.nextafter(0.0, 1.0)
_ROUNDING = 1e-5  # of a score: more than what rounding may take from a bound
_FEW = 1 / 16  # of the articles of a leaf: for fewer, rows are read in places


class LeafScores:
    """The scores of the articles of a leaf: 0 for those that have no clause.

    They are added up in twice the bits of what is added, then rounded: the order does not matter.
    """

    def __init__(self, leaf: Leaf, found: Sequence[Evidence], factors: Floats) -> None:
        self._leaf = leaf
        self._found = found
        once = _once(found, factors)
        self._sums = _sums(leaf, once)
        rows = [(own.row, factor) for own, factor in once if own.row is not None]
        rows.sort(key=lambda row: -row[1])
        self._rows = [row for row, _ in rows]
        self._factors = [factor for _, factor in rows]

    @functools.cached_property
    def matching(self) -> Mask:
        """Which live articles have a score above 0."""
        matching: Mask = self._sums > 0
        if self._rows:
            codes = self._leaf.segment.row_codes
            matching |= functools.reduce(np.bitwise_or, [codes[row] for row in self._rows]) > 0
        return matching if self._leaf.all_live else matching & self._leaf.live

    def covered(self, counting: Sequence[int]) -> Numbers:
        """Return how many of some clauses each live article has."""
        covered: Numbers = np.zeros(self._leaf.segment.articles, np.uint16)
        for own in (self._found[at] for at in counting):
            spend(len(own.docs))
            covered[own.docs] += np.uint16(1)
            if own.row is not None:
                covered += self._leaf.segment.row_codes[own.row] > 0
        return covered * self._leaf.live

    def all(self) -> Floats:
        """Return the scores of all articles."""
        scores = functools.reduce(self._with_row, range(len(self._rows)), self._sums)
        return scores.astype(np.float32)

    def best(self, among: Mask, wanted: int, least: float) -> tuple[Docs, Floats]:
        """Return the articles of at least the `wanted` best `among` those matching, and all ties.

        None has a score below `least`.
        """
        if wanted <= 0:
            return np.empty(0, np.intp), np.empty(0, np.float32)
        sums, few, added = self._candidates(among, wanted, least)
        scores = sums.take(few)
        if added < len(self._rows) and len(few):
            found = self._leaf.rows(self._rows[added:], few)
            shares = ranking.saturate(found, _K1).astype(np.float64)
            for own, factor in zip(shares, self._factors[added:], strict=True):
                scores += own * factor
        rounded = scores.astype(np.float32)
        best = rounded >= max(least_of_best(rounded, wanted), least)
        return few[best], rounded[best]

    def _candidates(self, among: Mask, wanted: int, least: float) -> tuple[Exact, Docs, int]:
        """Return sums of clauses, who can be among the best, and how many rows are in the sums."""
        sums, size = self._sums, len(self._sums)
        is_all = among is self.matching and self._leaf.all_live
        if not is_all and np.count_nonzero(among) <= _FEW * size:
            return sums, np.flatnonzero(among), 0
        for added in range(len(self._rows) + 1):
            own = sums if is_all else sums * among
            floor = max(least_of_best(own, wanted), least)
            rest = sum(self._factors[added:]) * (_K1 + 1)
            bound = floor * (1 - _ROUNDING) - rest
            if added == len(self._rows) or bound > 0:
                few = np.flatnonzero(own >= max(bound, _ABOVE_0))
                if added == len(self._rows) or len(few) <= _FEW * size:
                    break
            sums = self._with_row(sums, added)
        return sums, few, added

    def _with_row(self, sums: Exact, number: int) -> Exact:
        shares = ranking.saturate(self._leaf.row(self._rows[number]), _K1).astype(np.float64)
        shares *= self._factors[number]
        shares += sums
        return shares


def score_leaves(
    leaves: Sequence[Leaf], clauses: Sequence[Clause], cache: EvidenceCache
) -> list[LeafScores]:
    """Return the scores of each leaf."""
    found = cache.find(clauses)
    weights = [clause.weight * own.idf for clause, own in zip(clauses, found, strict=True)]
    factors = np.array(weights, np.float32)
    return [
        LeafScores(leaf, [own.of_leaves[at] for own in found], factors)
        for at, leaf in enumerate(leaves)
    ]


def covering(
    scores: Sequence[LeafScores],
    clauses: Sequence[Clause],
    needed: int,
    among: Sequence[Mask] | None = None,
) -> list[Mask]:
    """Return of each leaf which articles, `among` some, have `needed` of the clauses that count.

    When none of them has as many, those that have most of them.
    """
    counting = [at for at, clause in enumerate(clauses) if clause.counts]
    covered = [own.covered(counting) for own in scores]
    if among is not None:
        covered = [counts * own for counts, own in zip(covered, among, strict=True)]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [counts >= needed for counts in covered]


def _once(found: Sequence[Evidence], factors: Floats) -> list[tuple[Evidence, float]]:
    """Return each evidence once, with all factors it has."""
    once: dict[int, tuple[Evidence, float]] = {}
    for own, factor in zip(found, factors.tolist(), strict=True):
        _, before = once.get(id(own), (own, 0.0))
        once[id(own)] = own, before + factor
    return [*once.values()]


def _sums(leaf: Leaf, found: Sequence[tuple[Evidence, float]]) -> Exact:
    """Return the scores of a leaf's articles but for its rows, added in few steps."""
    scores: Exact = np.zeros(leaf.segment.articles)
    having = [(own, factor) for own, factor in found if len(own.docs)]
    for some in steps(having, [len(own.docs) for own, _ in having]):
        spend()
        docs = np.concatenate([own.docs for own, _ in some])
        shares = np.concatenate([own.shares for own, _ in some]).astype(np.float64)
        shares *= np.array([factor for _, factor in some]).repeat(
            [len(own.docs) for own, _ in some]
        )
        np.add.at(scores, docs.astype(np.intp), shares)
    return scores
