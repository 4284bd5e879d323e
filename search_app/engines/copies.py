"""Which articles are copies of one another, and the list in which only the best of each stands."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from search_app.core.facets import Mask
from search_app.engines.leaf import Leaf

_SPARE = 8  # articles that are ranked beyond those wanted: copies often stand side by side
_FURTHER = 4  # times as many are ranked when those were not enough

Numbers = npt.NDArray[np.int64]


class Ranked(NamedTuple):
    """Articles in order, the best first."""

    numbers: list[int]
    scores: list[float]


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
        # With one more at the end, for articles behind the last that has a copy.
        self._known: Numbers = np.append(self._articles, -1)
        self._groups: Numbers = np.append(groups.astype(np.int64), 0)
        firsts = np.searchsorted(self._articles, [leaf.base for leaf in leaves]).tolist()
        bounds = itertools.pairwise([*firsts, len(articles)])
        self._of_leaves = [
            self._articles[first:last] - leaf.base
            for leaf, (first, last) in zip(leaves, bounds, strict=True)
        ]
        days = [leaf.days.take(own) for leaf, own in zip(leaves, self._of_leaves, strict=True)]
        newest_first = -np.concatenate([np.empty(0, np.int64), *days])
        self._by_group = np.lexsort((newest_first, self._groups[:-1]))
        count = int(self._groups.max())
        self._starts = np.searchsorted(self._groups[self._by_group], np.arange(count + 2))

    def others(self, number: int) -> list[int]:
        """Return the other articles in the group of an article, the newest first."""
        (group,) = self._groups_of([number]).tolist()
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
        groups = np.bincount(self._groups[:-1][matching])
        length = total - int(np.count_nonzero(matching)) + int(np.count_nonzero(groups))
        wanted = min(offset + limit, length)
        if offset >= wanted:
            return Listed(Ranked([], []), length, {})
        reach = wanted if length == total else math.ceil(wanted * total / length) + _SPARE
        ranked = rank(reach)
        while len(places := self._firsts(ranked.numbers)) < wanted and reach < total:
            reach *= _FURTHER
            ranked = rank(reach)
        shown = places[offset:wanted]
        numbers = [ranked.numbers[at] for at in shown]
        grouped = zip(numbers, self._groups_of(numbers).tolist(), strict=True)
        copies = {own: self._others(own, group, matching) for own, group in grouped if group}
        return Listed(
            Ranked(numbers, [ranked.scores[at] for at in shown]),
            length,
            {own: others for own, others in copies.items() if others},
        )

    def _firsts(self, numbers: Sequence[int]) -> list[int]:
        """Return the places of articles that no other of their group stands before."""
        groups = self._groups_of(numbers)
        grouped = np.flatnonzero(groups)
        if len(grouped) <= 1:
            return [*range(len(numbers))]
        _, firsts = np.unique(groups[grouped], return_index=True)
        return sorted([*np.flatnonzero(groups == 0).tolist(), *grouped[firsts].tolist()])

    def _groups_of(self, numbers: Sequence[int]) -> Numbers:
        """Return the group of each article, 0 for those without a copy."""
        wanted = np.array(numbers, np.int64)
        at = np.searchsorted(self._articles, wanted)
        groups: Numbers = self._groups[at] * (self._known[at] == wanted)
        return groups
