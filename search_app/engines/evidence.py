"""What clauses find, kept for the next query: words are asked for again and again."""

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.layout import MOST_ARTICLES
from search_app.core import ranking
from search_app.core.port import Clause, Form, Kind, Places
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs, Leaf, Stretch

BUDGET = 192 << 20  # bytes that all leaves of an index keep together
_DENSE = 1 / 6  # of the articles of a leaf: with more, adding all at once is faster

_DEAR = 1_000  # articles of what is kept: what has fewer is read anew in a twentieth of a ms

Key = tuple[int, Kind, Form, Places]  # the first is the base of the leaf


class Evidence(NamedTuple):
    """What a clause gives articles of a leaf, before its weight: from 0 to K1 + 1.

    `shares` belong to `docs`, ascending, or, when there are many, to all articles.
    """

    docs: npt.NDArray[np.uint16] | None
    shares: Floats
    articles: int  # with a share above 0

    def share(self, number: int) -> float:
        """Return the share of one article."""
        if self.docs is None:
            return float(self.shares[number])
        at = int(np.searchsorted(self.docs, number))
        return float(self.shares[at]) if at < len(self.docs) and self.docs[at] == number else 0.0


_NOTHING = Evidence(np.empty(0, np.uint16), np.empty(0, np.float32), 0)


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
        if found.articles >= _DEAR:
            self._keep(key, found)
        return found

    def _keep(self, key: Key, found: Evidence) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._size += _bytes(found)
            while self._size > self._budget:
                _, oldest = self._kept.popitem(last=False)
                self._size -= _bytes(oldest)


class _Room(threading.local):
    """Arrays of each thread to work in: new ones of this size cost more than the work itself."""

    def __init__(self) -> None:
        self.sums: Floats = np.zeros(MOST_ARTICLES, np.float32)  # always left empty
        self.flags = np.zeros(MOST_ARTICLES, np.bool_)
        self.read: tuple[Leaf, Kind, Stretch, tuple[Docs, Floats]] | None = None  # last


_room = _Room()


def find(leaf: Leaf, clause: Clause) -> Evidence:
    """Read the evidence of a clause from the posting lists of a leaf."""
    whole, stretches = leaf.stretches(clause.form, clause.places)
    if not stretches:
        return _NOTHING
    parts = [_read(leaf, clause.kind, whole, own) for own in stretches]
    docs = np.concatenate([own for own, _ in parts]) if len(parts) > 1 else parts[0][0]
    found = np.concatenate([own for _, own in parts]) if len(parts) > 1 else parts[0][1]
    is_one_list = sum(last - first for first, last in stretches) == 1
    if is_one_list and len(docs) <= _DENSE * leaf.segment.articles:
        return Evidence(docs.astype(np.uint16), ranking.saturate(found), len(docs))
    # An article stands there once for each spelling it has.
    return _few(docs, found) if len(docs) < _DEAR else _many(docs, found, leaf.segment.articles)


def _few(docs: Docs, found: Floats) -> Evidence:
    order = docs.argsort(kind="stable")
    docs, found = docs[order], found[order]
    begins = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    sums = np.add.reduceat(found, begins)
    return Evidence(docs[begins].astype(np.uint16), ranking.saturate(sums), len(begins))


def _many(docs: Docs, found: Floats, size: int) -> Evidence:
    sums, flags = _room.sums[:size], _room.flags[:size]
    np.add.at(sums, docs, found)
    articles = int(np.count_nonzero(np.greater(sums, 0, out=flags)))
    if articles > _DENSE * size:
        evidence = Evidence(None, ranking.saturate(sums), articles)
    else:
        docs = np.flatnonzero(flags)
        evidence = Evidence(docs.astype(np.uint16), ranking.saturate(sums.take(docs)), articles)
    sums.fill(0)
    return evidence


def _read(leaf: Leaf, kind: Kind, whole: Stretch, part: Stretch) -> tuple[Docs, Floats]:
    """Return the frequencies of a part of what folds alike.

    Folded clauses read the whole of it, which stays in the room for the marked ones behind.
    """
    read = _room.read
    if read is None or read[0] is not leaf or read[1:3] != (kind, whole):
        found = leaf.frequencies(kind, part)
        if part == whole:
            _room.read = leaf, kind, whole, found
        return found
    docs, frequencies = read[3]
    bounds = leaf.segment.arrays[f"{kind}_starts"]
    begin = bounds.item(whole[0])
    own = slice(bounds.item(part[0]) - begin, bounds.item(part[1]) - begin)
    return docs[own], frequencies[own]


def _bytes(found: Evidence) -> int:
    overhead = 500  # of the key, the tuple and the arrays themselves
    return overhead + found.shares.nbytes + (0 if found.docs is None else found.docs.nbytes)
