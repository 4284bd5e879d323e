"""What clauses find in a leaf, read from posting lists."""

import itertools
import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import weighting
from indexer.codec.layout import MOST_ARTICLES
from indexer.codec.segment import Postings
from indexer.stretches import first_of_each
from search_app.core import ranking
from search_app.core.limits import spend
from search_app.core.ranking import Floats
from search_app.core.request import Clause, Form, Kind
from search_app.engines.leaf import Docs, Exact, Leaf, Stretch
from search_app.engines.steps import steps

_FEW = 1_000  # postings: clauses with fewer are read together


class Evidence(NamedTuple):
    """What a clause gives articles of a leaf, before its weight: from 0 to K1 + 1.

    `shares` belong to `docs`, ascending. Many articles have their shares in a row of the segment,
    which is read where it is needed; then `docs` are the rest.
    """

    docs: npt.NDArray[np.uint16]
    shares: Floats
    articles: int  # with a share above 0
    row: int | None = None

    def share(self, leaf: Leaf, number: int) -> float:
        """Return the share of one article."""
        at = int(np.searchsorted(self.docs, number))
        if at < len(self.docs) and self.docs[at] == number:
            return float(self.shares[at])
        if self.row is None:
            return 0.0
        found = leaf.rows([self.row], np.array([number]))
        return float(ranking.saturate(found, weighting.K1["syllable"])[0, 0])


_NOTHING = Evidence(np.empty(0, np.uint16), np.empty(0, np.float32), 0)


class _Room(threading.local):
    """Arrays of each thread to work in: new ones of this size cost more than the work itself."""

    def __init__(self) -> None:
        self.sums: Exact = np.zeros(MOST_ARTICLES)  # always left empty
        self.flags = np.zeros(MOST_ARTICLES, np.bool_)
        self.read: tuple[Leaf, Kind, Stretch, tuple[Docs, Exact]] | None = None  # last


_room = _Room()


def find(leaf: Leaf, clauses: Sequence[Clause]) -> list[Evidence]:
    """Read the evidence of clauses from the posting lists of a leaf."""
    found: dict[int, Evidence] = {}
    first_of: dict[tuple[Kind, tuple[Stretch, ...]], int] = {}
    firsts: list[int] = []  # of each clause, the first with the same lists
    large: list[tuple[Kind, Stretch, Form, int, list[Stretch]]] = []
    small: dict[int, tuple[Kind, list[Postings]]] = {}
    for at, clause in enumerate(clauses):
        spend()
        whole, lists = leaf.stretches(clause.form, clause.places)
        firsts.append(first_of.setdefault((clause.kind, tuple(lists)), at))
        if firsts[-1] != at:
            continue  # whatever folds so is spelled so: marked and folded, it is one thing
        row = leaf.segment.rows.get(lists[0]) if len(lists) == 1 else None
        if row is not None and clause.kind == "syllable":
            found[at] = _in_row(leaf, row)
        elif sum(leaf.segment.count(clause.kind, *own) for own in lists) < _FEW:
            found_lists = [leaf.segment.postings(clause.kind, *own) for own in lists]
            small[at] = clause.kind, found_lists
        else:
            large.append((clause.kind, whole, clause.form, at, lists))
    # What lies in one stretch of lists is read once, all of it first.
    try:
        for kind, whole, _, at, lists in sorted(large):
            found[at] = _large(leaf, kind, whole, lists)
    finally:
        _room.read = None  # a thread that has nothing more to do would hold the leaf for good
    found.update(zip(small, _small(leaf, [*small.values()]), strict=True))
    return [found[first] for first in firsts]


def _in_row(leaf: Leaf, row: int) -> Evidence:
    docs, found = leaf.rest(row)
    articles = leaf.segment.arrays["common_articles"].item(row)
    return Evidence(
        docs.astype(np.uint16), ranking.saturate(found, weighting.K1["syllable"]), articles, row
    )


def _small(leaf: Leaf, wanted: Sequence[tuple[Kind, Sequence[Postings]]]) -> list[Evidence]:
    """Return the evidence of several clauses in few steps: these cost more than the postings."""
    sizes = [sum(len(own.docs) for own in lists) for _, lists in wanted]
    some = steps([*zip(wanted, sizes, strict=True)], sizes)
    return [*itertools.chain.from_iterable(_at_once(leaf, own) for own in some)]


def _at_once(
    leaf: Leaf, some: Sequence[tuple[tuple[Kind, Sequence[Postings]], int]]
) -> list[Evidence]:
    wanted, sizes = [own for own, _ in some], [size for _, size in some]
    spend(sum(sizes))
    if not any(sizes):
        return [_NOTHING] * len(wanted)
    docs = np.concatenate([own.docs for _, lists in wanted for own in lists])
    codes = np.concatenate([own.codes for _, lists in wanted for own in lists])
    # An article stands there once for each spelling it has.
    keys = np.repeat(np.arange(len(sizes)) * MOST_ARTICLES, sizes) + docs
    order = keys.argsort(kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(first_of_each(keys))
    sums = np.add.reduceat(leaf.weigh(codes, docs.astype(np.intp))[order], begins)
    keys = keys[begins]
    bounds = keys.searchsorted(np.arange(len(sizes) + 1) * MOST_ARTICLES).tolist()
    k1 = np.array([weighting.K1[kind] for kind, _ in wanted], np.float32).repeat(np.diff(bounds))
    docs, shares = keys.astype(np.uint16), ranking.saturate(sums.astype(np.float32), k1)
    # Stretches of the same arrays: what is asked for together is read together again.
    return [
        Evidence(docs[first:last], shares[first:last], last - first)
        for first, last in itertools.pairwise(bounds)
    ]


def _large(leaf: Leaf, kind: Kind, whole: Stretch, lists: Sequence[Stretch]) -> Evidence:
    parts = [_read(leaf, kind, whole, own) for own in lists]
    docs = np.concatenate([own for own, _ in parts]) if len(parts) > 1 else parts[0][0]
    found = np.concatenate([own for _, own in parts]) if len(parts) > 1 else parts[0][1]
    if sum(last - first for first, last in lists) > 1:
        # An article stands there once for each spelling it has.
        size = leaf.segment.articles
        sums = _room.sums[:size]
        try:
            np.add.at(sums, docs, found)
            docs = np.flatnonzero(np.greater(sums, 0, out=_room.flags[:size]))
            found = sums.take(docs)
        finally:  # after a Ctrl-C, too
            sums.fill(0)
    shares = ranking.saturate(found.astype(np.float32), weighting.K1[kind])
    return Evidence(docs.astype(np.uint16), shares, len(docs))


def _read(leaf: Leaf, kind: Kind, whole: Stretch, part: Stretch) -> tuple[Docs, Exact]:
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
    begin = leaf.segment.bounds(kind, *whole)[0]
    first, last = leaf.segment.bounds(kind, *part)
    own = slice(first - begin, last - begin)
    return docs[own], frequencies[own]
