"""Titles that hold what is being typed: pairs of the titles narrow them, their pieces decide."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analyzers import Syllable
from indexer.codec.layout import RARE, Numbers
from indexer.codec.segment import Segment
from indexer.stretches import spread
from search_app.core.limits import spend
from search_app.core.query import is_bare
from search_app.core.request import Kind
from search_app.engines.leaf import Docs, Leaf, Stretch

MOST = 1 << 7  # articles looked into, the newest: reading 2,000 titles takes 10 ms

Fits = Callable[[str], bool]
Range = tuple[int, int]  # of terms or groups: first, one past the last


class Found(NamedTuple):
    """A title, and where in it what was typed begins; in the order of what comes first."""

    order: tuple[bool, int, int]  # whether other words come before it; newest first; number
    title: str
    start: int  # characters


def find_titles(
    leaf: Leaf, finished: Sequence[Syllable], begun: str, fits: Fits | None
) -> Iterator[Found]:
    """Yield the titles of live articles in which syllables stand side by side, once for each place.

    These are `finished`, then one whose folded form begins with `begun`, if that is not empty;
    if it is all there is, `fits` may tell which marked syllables to look for.
    """
    segment = leaf.segment
    groups = [(group, group + 1) for group in (segment.group(own.folded) for own in finished)]
    if begun:
        groups.append(segment.groups.starting(begun))
    if any(first < 0 or first == last for first, last in groups):
        return
    terms = [_terms(segment, own) for own in groups]
    for at, syllable in enumerate(finished):
        if not is_bare(syllable):
            term = segment.term(syllable.marked, syllable.folded)
            if term < 0:
                return
            terms[at] = term, term + 1
    if len(groups) > 1:
        pairs = (_pairs(segment, left[0], right) for left, right in itertools.pairwise(groups))
        docs = _having(leaf, "pair", [[own] for own in pairs])
    elif fits and begun:
        fitting = (at for at in range(*terms[0]) if fits(segment.terms[at]))
        docs = _having(leaf, "syllable", [[(at, at + 1) for at in fitting]])
    else:
        docs = _having(leaf, "syllable", [terms])
    titles = _Titles(segment, docs)
    places, owners = titles.places(terms)
    inside = places > titles.first_syllables[owners]
    spend(len(docs))
    for at in np.lexsort((places, docs[owners], -leaf.days[docs[owners]], inside)).tolist():
        title, start = titles.spelled(int(owners[at]), int(places[at]))
        own = int(docs[owners[at]])
        yield Found((bool(inside[at]), -int(leaf.days[own]), leaf.base + own), title, start)


def _terms(segment: Segment, groups: Range) -> Range:
    first, last = segment.group_starts[list(groups)].tolist()
    return first, last


def _having(leaf: Leaf, kind: Kind, conditions: Sequence[Sequence[Stretch]]) -> Docs:
    """Return the newest live articles whose titles have one list of each condition."""
    found = leaf.live.copy()
    for stretches in conditions:
        found &= leaf.in_lists(kind, stretches, "title")
    docs = np.flatnonzero(found)
    if len(docs) > MOST:
        docs = np.sort(docs[np.argsort(-leaf.days[docs], kind="stable")[:MOST]])
    return docs


def _pairs(segment: Segment, left: int, right: Range) -> Stretch:
    """Return the pairs of a group with any of a range of groups: they stand side by side."""
    keys = [segment.keys.of_two_groups(left, own) for own in right]
    first, last = segment.arrays["pair_keys"].searchsorted(np.array(keys, np.uint64)).tolist()
    return first, last


class _Titles:
    """The pieces of some titles end to end."""

    def __init__(self, segment: Segment, docs: Docs) -> None:
        self._segment = segment
        self._sizes = segment.arrays["title_pieces"].take(docs).astype(np.int64)
        self._bounds = np.append(0, np.cumsum(self._sizes))
        self._ends = segment.arrays["title_ends"].take(docs)
        self._pieces = self._read(docs)
        self._line = segment.piece_terms(self._pieces)
        firsts = self._bounds[:-1]
        # What stands before the first syllable is a piece of its own.
        headed = np.append(self._line, 0).take(firsts) < 0
        self.first_syllables: Numbers = firsts + headed

    def _read(self, docs: Docs) -> Numbers:
        arrays = self._segment.arrays
        at = spread(arrays["stream_starts"].take(docs).astype(np.int64), self._sizes)
        pieces: Numbers = arrays["stream"].take(at).astype(np.int64)
        is_rare = pieces == RARE
        before = np.append(0, np.cumsum(is_rare))[self._bounds]
        starts = arrays["rare_starts"].take(docs).astype(np.int64)
        pieces[is_rare] = arrays["rare"].take(spread(starts, np.diff(before)))
        return pieces

    def places(self, terms: Sequence[Range]) -> tuple[Numbers, Numbers]:
        """Return where terms of these ranges stand side by side, and in which of the titles."""
        count = max(len(self._line) - len(terms) + 1, 0)
        fits = np.ones(count, np.bool_)
        for offset, (first, last) in enumerate(terms):
            own = self._line[offset : offset + count]
            fits &= (own >= first) & (own < last)
        places = np.flatnonzero(fits)
        owners = np.searchsorted(self._bounds, places, side="right") - 1
        whole = places + len(terms) <= self._bounds[owners + 1]
        return places[whole], owners[whole]

    def spelled(self, number: int, place: int) -> tuple[str, int]:
        """Return a title, and where in it one of its pieces begins, in characters."""
        first, last = self._bounds[number : number + 2].tolist()
        text, starts, _ = self._segment.spelled(self._pieces[first:last])
        return text[: int(starts[-2]) + int(self._ends[number])], int(starts[place - first])
