"""The scores of all articles for the clauses of a query, a posting list at a time."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from search_app.core import ranking
from search_app.core.facets import Mask
from search_app.core.port import Clause, Kind
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs, Leaf, Stretch

_NO_DOCS: Docs = np.empty(0, np.intp)
_NO_FLOATS: Floats = np.empty(0, np.float32)


class Evidence(NamedTuple):
    """What a clause finds in a leaf.

    An article stands in `docs` more than once when it has several spellings; the frequency
    of all of them together stands at each.
    """

    docs: Docs
    frequencies: Floats
    articles: int  # different ones


class Scores:
    """Scores of the articles of one leaf."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.scores: Floats = np.zeros(leaf.segment.articles, np.float32)
        self.covered = np.zeros(leaf.segment.articles, np.uint16)
        self._sums: Floats = np.zeros(leaf.segment.articles, np.float32)
        self._read: dict[tuple[Kind, Stretch], tuple[Docs, Floats]] = {}

    def find(self, clause: Clause) -> Evidence:
        """Return which articles have a clause, and how much of it."""
        whole, meant = self.leaf.stretches(clause.form, clause.places)
        if not meant or whole[0] == whole[1]:
            return Evidence(_NO_DOCS, _NO_FLOATS, 0)
        parts = [self._part(clause.kind, whole, stretch) for stretch in meant]
        docs = np.concatenate([d for d, _ in parts]) if len(parts) > 1 else parts[0][0]
        found = np.concatenate([f for _, f in parts]) if len(parts) > 1 else parts[0][1]
        if sum(last - first for first, last in meant) == 1:
            return Evidence(docs, found, len(docs))
        return self._together(docs, found)

    def add(self, found: Evidence, weight: float) -> None:
        """Add what a clause with `weight` times idf gives."""
        shares = np.float32(weight) * ranking.saturate(found.frequencies)
        # An article that stands in docs twice is given the same sum twice.
        self.scores[found.docs] = self.scores.take(found.docs) + shares

    def cover(self, found: Evidence) -> None:
        """Count one more clause for the articles that have it."""
        self.covered[found.docs] = self.covered.take(found.docs) + np.uint16(1)

    def _part(self, kind: Kind, whole: Stretch, part: Stretch) -> tuple[Docs, Floats]:
        """Return the evidence of a part of a stretch; marked and folded clauses read it once."""
        read = self._read.get((kind, whole))
        if read is None:
            read = self._read[kind, whole] = self.leaf.frequencies(kind, whole)
        if part == whole:
            return read
        bounds = self.leaf.segment.arrays[f"{kind}_starts"]
        begin = int(bounds[whole[0]])
        own = slice(int(bounds[part[0]]) - begin, int(bounds[part[1]]) - begin)
        return read[0][own], read[1][own]

    def _together(self, docs: Docs, found: Floats) -> Evidence:
        np.add.at(self._sums, docs, found)
        summed = self._sums.take(docs)
        articles = int(np.count_nonzero(self._sums > 0))
        self._sums[docs] = 0
        return Evidence(docs, summed, articles)


def score(
    leaves: Iterable[Leaf], clauses: Sequence[Clause], articles: int, needed: int
) -> list[tuple[Floats, Mask]]:
    """Return of each leaf the scores, and which live articles have `needed` clauses that count.

    `articles` is how many there are in all. When none has as many clauses, those that have
    most of them match.
    """
    every = [Scores(leaf) for leaf in leaves]
    for clause in clauses:
        if clause.counts:
            _add(every, clause, articles, covers=needed > 1)
    masks = _matched(every, needed)
    for clause in clauses:
        if not clause.counts:
            _add(every, clause, articles, covers=False)
    return [(scores.scores, mask) for scores, mask in zip(every, masks, strict=True)]


def _add(every: Sequence[Scores], clause: Clause, articles: int, *, covers: bool) -> None:
    found = [scores.find(clause) for scores in every]
    weight = clause.weight * ranking.idf(articles, sum(evidence.articles for evidence in found))
    for scores, evidence in zip(every, found, strict=True):
        scores.add(evidence, weight)
        if covers:
            scores.cover(evidence)


def _matched(every: Sequence[Scores], needed: int) -> list[Mask]:
    if needed <= 1:  # every share is above 0
        return [(scores.scores > 0) & scores.leaf.live for scores in every]
    covered = [np.where(scores.leaf.live, scores.covered, np.uint16(0)) for scores in every]
    needed = min(needed, max((int(counts.max(initial=0)) for counts in covered), default=0)) or 1
    return [counts >= needed for counts in covered]
