"""The forms of abbreviations in the texts of a batch: `Abbreviations.find`, over arrays."""

import numpy as np

from indexer.analysis.form_tree import FormTree
from indexer.analysis.pieces import (
    ACCENTED,
    CAPITAL,
    LONG_GAP,
    NO_SMALL,
    SHORT_GAP,
    SHOUTED,
)
from indexer.analysis.stream import Stream
from indexer.analysis.term_batch import Booleans, Int32, Int64


def find_forms(
    stream: Stream, tree: FormTree, letters: Int32, whole: tuple[Int64, Int64]
) -> tuple[Int64, Int64]:
    """Return the longest form at each place: its first syllable, and the number of the form.

    `letters` are those of the syllables; no short form is found inside the stretches
    `whole` of the text, which are in order.
    """
    first = np.flatnonzero(tree.steps[0].take(letters))
    node = tree.steps[0].take(letters[first]).astype(np.int64)
    best = np.full(len(letters), -1, np.int64)
    check = _Check(stream, tree, whole)
    state = stream.flags[first]  # of the gaps, what all have; of the syllables too
    state |= LONG_GAP | SHORT_GAP
    capital = state & CAPITAL
    length = 1
    while len(first):
        form = tree.ends[node]
        found = np.flatnonzero(form >= 0)
        allowed = check.allows(form[found], first[found], length, state[found], capital[found] > 0)
        best[first[found[allowed]]] = form[found[allowed]]
        following = first + length
        inside = np.flatnonzero(following < stream.ends[stream.texts[first]])
        node = tree.steps[node[inside], letters[following[inside]]]
        alive = np.flatnonzero(node)
        kept = inside[alive]
        node, first = node[alive].astype(np.int64), first[kept]
        gap = stream.flags[first + length - 1] | ~(LONG_GAP | SHORT_GAP)
        syllable = stream.flags[first + length] | ~NO_SMALL
        state = state[kept] & gap & syllable
        capital = capital[kept] | stream.flags[first + length] & CAPITAL
        length += 1
    places = np.flatnonzero(best >= 0)
    return places, best[places]


class _Check:
    """What must hold where a form is found, as `Context.allows` has it."""

    def __init__(self, stream: Stream, tree: FormTree, whole: tuple[Int64, Int64]) -> None:
        self._stream, self._tree = stream, tree
        self._whole_starts, self._whole_ends = whole
        self._accented = np.zeros(len(stream.ends), np.bool_)
        self._accented[stream.texts[stream.flags & ACCENTED > 0]] = True

    def allows(
        self, form: Int32, first: Int64, length: int, state: Int32, capital: Booleans
    ) -> Booleans:
        tree, stream = self._tree, self._stream
        short = tree.short[form]
        allowed: Booleans = state & np.where(short, SHORT_GAP, LONG_GAP) > 0
        allowed &= ~tree.unaccented[form] | ~self._accented[stream.texts[first]]
        in_capitals = np.flatnonzero(allowed & tree.capitals[form])
        allowed[in_capitals] = (state[in_capitals] & NO_SMALL > 0) & capital[in_capitals]
        in_capitals = np.flatnonzero(allowed & tree.capitals[form])
        allowed[in_capitals] = ~self._shouts(first[in_capitals], length)
        asked = np.flatnonzero(allowed & short)
        allowed[asked] = ~self._in_unit(first[asked], length)
        return allowed

    def _shouts(self, first: Int64, length: int) -> Booleans:
        """Whether a word in capitals stands beside the form, in its paragraph."""
        flags, opens = self._stream.flags, self._stream.opens_pair
        last = first + length - 1
        before = (flags[first - 1] & SHOUTED > 0) & opens[first - 1] & (first > 0)
        after = (flags[(last + 1) % len(flags)] & SHOUTED > 0) & opens[last]
        return before | after

    def _in_unit(self, first: Int64, length: int) -> Booleans:
        """Whether the form is a part of a document number or an address."""
        stream = self._stream
        last = first + length - 1
        end = stream.starts[last] + stream.lengths[last]
        at = np.searchsorted(self._whole_ends, stream.starts[first] + 1)
        inside: Booleans = np.append(self._whole_starts, len(stream.chunked.text) + 1)[at] < end
        return inside
