"""What clauses find, kept for the next query: words are asked for again and again."""

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np

from search_app.core import ranking
from search_app.core.port import Clause, Form, Kind, Places
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs, Leaf

BUDGET = 64 << 20  # bytes that all leaves of an index keep together
_DENSE = 1 / 8  # of the articles of a leaf: with more, adding all at once is faster

Key = tuple[int, Kind, Form, Places]  # the first is the base of the leaf


class Evidence(NamedTuple):
    """What a clause gives articles of a leaf, before its weight: from 0 to K1 + 1.

    `shares` belong to `docs`, or, when there are many, to all articles.
    """

    docs: Docs | None
    shares: Floats
    articles: int  # with a share above 0

    def share(self, number: int) -> float:
        """Return the share of one article."""
        if self.docs is None:
            return float(self.shares[number])
        at = int(np.searchsorted(self.docs, number))
        return float(self.shares[at]) if at < len(self.docs) and self.docs[at] == number else 0.0


class EvidenceCache:
    """The evidence that was used last; safe to use from many threads."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._kept: OrderedDict[Key, Evidence] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def find(self, leaf: Leaf, clause: Clause) -> Evidence:
        """Return what `clause` finds in `leaf`."""
        key = leaf.base, clause.kind, clause.form, clause.places
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = find(leaf, clause)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._size += _bytes(found)
            while self._size > self._budget:
                _, oldest = self._kept.popitem(last=False)
                self._size -= _bytes(oldest)
        return found


def find(leaf: Leaf, clause: Clause) -> Evidence:
    """Read the evidence of a clause from the posting lists of a leaf."""
    stretches = leaf.stretches(clause.form, clause.places)
    parts = [leaf.frequencies(clause.kind, stretch) for stretch in stretches]
    docs = np.concatenate([own for own, _ in parts]) if parts else np.empty(0, np.intp)
    found = np.concatenate([own for _, own in parts]) if parts else np.empty(0, np.float32)
    is_one_list = sum(last - first for first, last in stretches) == 1
    if is_one_list and len(docs) <= _DENSE * leaf.segment.articles:
        return Evidence(docs, ranking.saturate(found), len(docs))
    sums: Floats = np.zeros(leaf.segment.articles, np.float32)
    np.add.at(sums, docs, found)  # an article stands there once for each spelling it has
    present = sums > 0
    articles = int(np.count_nonzero(present))
    if articles > _DENSE * len(sums):
        return Evidence(None, ranking.saturate(sums), articles)
    docs = np.flatnonzero(present)
    return Evidence(docs, ranking.saturate(sums.take(docs)), articles)


def _bytes(found: Evidence) -> int:
    overhead = 500  # of the key, the tuple and the arrays themselves
    return overhead + found.shares.nbytes + (0 if found.docs is None else found.docs.nbytes)
