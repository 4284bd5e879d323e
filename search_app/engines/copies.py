"""Which articles are copies of one another, and the list in which only the best of each stands."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.ranking import Floats
from search_app.engines.leaf import Docs, Leaf

_SPARE = 8  # articles that are ranked beyond those wanted: copies often stand side by side
_FURTHER = 4  # times as many are ranked when those were not enough

Numbers = npt.NDArray[np.int64]


class Ranked(NamedTuple):
    """Articles in order, the best first."""

    numbers: Numbers
    scores: Floats

    def at(self, places: slice | Docs) -> "Ranked":
        """Return those at some places."""
        return Ranked(self.numbers[places], self.scores[places])


NONE_RANKED = Ranked(np.empty(0, np.int64), np.empty(0, np.float32))


class Listed(NamedTuple):
    """A stretch of a list, how long the list is, and the copies that are not in it."""

    ranked: Ranked
    length: int
    copies: Mapping[int, list[int]]  # by the number of the one that stands for them


class Copies:
    """The groups of copies among the articles of some leaves.

    `articles` are those that have a copy, ascending, `groups` the group of each, from 1 on.
    """

    def __init__(self, articles: Array, groups: Array, leaves: Sequence[Leaf]) -> None:
        self._articles: Numbers = articles.astype(np.int64)
        self._groups: Numbers = groups.astype(np.int64)
        # Of each article, 0 for none: far in a list, many are looked up.
        self._group_of = np.zeros(sum(leaf.segment.articles for leaf in leaves), np.uint32)
        self._group_of[self._articles] = self._groups
        firsts = np.searchsorted(self._articles, [leaf.base for leaf in leaves]).tolist()
        bounds = itertools.pairwise([*firsts, len(articles)])
        self._of_leaves = [
            self._articles[first:last] - leaf.base
            for leaf, (first, last) in zip(leaves, bounds, strict=True)
        ]
        days = [leaf.days.take(own) for leaf, own in zip(leaves, self._of_leaves, strict=True)]
        newest_first = -np.concatenate([np.empty(0, np.int64), *days])
        self._by_group = np.lexsort((newest_first, self._groups))
        count = int(self._groups.max(initial=0))
        self._starts = np.searchsorted(self._groups[self._by_group], np.arange(count + 2))

    def others(self, number: int) -> list[int]:
        """Return the other articles in the group of an article, the newest first."""
        group = self._group_of.item(number)
        return self._others(number, group) if group else []

    def _others(self, number: int, group: int, among: Mask | None = None) -> list[int]:
        """Return the others of a group; with `among`, a mask of all with a copy, some of them."""
        own = self._by_group[self._starts[group] : self._starts[group + 1]]
        if among is not None:
            own = own[among[own]]
        return [other for other in self._articles[own].tolist() if other != number]

    def collapse(
        self,
        masks: Sequence[Mask],
        rank: Callable[[int], Ranked],
        offset: int,
        limit: int,
    ) -> Listed:
        """Return a stretch of the list of those whom the mask of each leaf lets through.

        Of each group only the best is in the list. `rank` gives that many of them, the best
        first; it is asked for no more than the stretch needs.
        """
        total = sum(int(np.count_nonzero(mask)) for mask in masks)
        own = [mask.take(leaf) for mask, leaf in zip(masks, self._of_leaves, strict=True)]
        matching = np.concatenate([np.empty(0, np.bool_), *own])
        groups = np.bincount(self._groups[matching])
        length = total - int(np.count_nonzero(matching)) + int(np.count_nonzero(groups))
        wanted = min(offset + limit, length)
        if offset >= wanted:
            return Listed(NONE_RANKED, length, {})
        reach = wanted if length == total else math.ceil(wanted * total / length) + _SPARE
        ranked = rank(reach)
        while len(places := self._firsts(ranked.numbers)) < wanted and reach < total:
            spend()
            reach *= _FURTHER
            ranked = rank(reach)
        spend()
        shown = ranked.at(places[offset:wanted])
        numbers = shown.numbers.tolist()
        grouped = zip(numbers, self._group_of.take(shown.numbers).tolist(), strict=True)
        copies = {own: self._others(own, group, matching) for own, group in grouped if group}
        return Listed(shown, length, {own: others for own, others in copies.items() if others})

    def _firsts(self, numbers: Numbers) -> Docs:
        """Return the places of articles that no other of their group stands before."""
        groups = self._group_of.take(numbers)
        is_first = groups == 0
        grouped = np.flatnonzero(groups)
        _, firsts = np.unique(groups[grouped], return_index=True)
        is_first[grouped[firsts]] = True
        return np.flatnonzero(is_first)
