"""The units of a batch: of most chunks they are known, of the others they are looked for."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analyzers.units import Unit, find_units, find_units_in
from analyzers.units.places import (
    ADDRESS,
    GOES_ON,
    NAMES,
    NUMBER,
    ODD,
    OPEN,
    OPEN_BEFORE,
    OPEN_BEHIND,
)
from indexer.analysis.chunked import Chunked
from indexer.analysis.chunks import FIRST_UNIT, SIGNS, SIZE, UNITS, WHOLE
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.stream import Stream, zones
from indexer.analysis.term_batch import Booleans, Int32, Int64
from indexer.stretches import spread


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a batch."""

    texts: Int64
    terms: Int64
    zones: Int32
    whole: tuple[Int64, Int64]  # where those begin and end in which no abbreviation stands


def batch_units(stream: Stream, lexicon: Lexicon) -> Units:
    """Return the units of all texts."""
    chunked = stream.chunked
    signs = chunked.column(SIGNS)
    is_open = signs & OPEN > 0
    is_open[:-1] |= (signs[:-1] & OPEN_BEHIND > 0) & (signs[1:] & GOES_ON > 0)
    is_open[1:] |= (signs[1:] & OPEN_BEFORE > 0) & (signs[:-1] & NAMES > 0)
    known = _known(chunked, np.flatnonzero(~is_open), lexicon)
    rows: list[tuple[int, int, int, int, int]] = []
    searched = np.zeros(len(stream.ends), np.bool_)  # texts all of whose units were looked for
    for number, is_all, units in _searched(chunked, signs, is_open, known[1].tolist()):
        searched[number] = is_all
        base = int(chunked.text_starts[number])
        for marked, _, start, end, kind in units:
            term = lexicon.terms[marked]
            rows.append((number, base + start, base + end, term, kind in WHOLE))
    kept = known[:, ~searched[known[0]]]
    found = np.array(rows, np.int64).reshape(-1, 5).T
    texts, starts, ends, terms, whole = np.concatenate([kept, found], axis=1)
    first = np.searchsorted(stream.starts, starts)
    at = np.flatnonzero(whole)
    at = at[np.argsort(starts[at], kind="stable")]
    return Units(texts, terms, zones(first, stream.title_ends[texts]), (starts[at], ends[at]))


def _known(chunked: Chunked, closed: Int64, lexicon: Lexicon) -> Int64:
    """Return the units of the chunks `closed`: rows for text, start, end, term and `WHOLE`."""
    numbers = chunked.numbers[closed]
    counts = chunked.table[UNITS].take(numbers)
    filled = np.flatnonzero(counts)
    closed, counts = closed[filled], counts[filled]
    rows = spread(chunked.table[FIRST_UNIT].take(numbers[filled]), counts)
    terms, starts, ends, whole = lexicon.chunks.units.columns().take(rows, axis=1)
    bases = np.repeat(chunked.starts[closed], counts)
    texts = np.searchsorted(chunked.edges, np.repeat(closed, counts)) - 1
    return np.stack([texts, bases + starts, bases + ends, terms.astype(np.int64), whole])


def _searched(
    chunked: Chunked, signs: Int32, is_open: Booleans, known_starts: list[int]
) -> Iterator[tuple[int, bool, list[Unit]]]:
    """Yield the number of each text with open chunks, if all its units were looked for, and them.

    Else only those were that are in open chunks.
    """
    edges = chunked.edges[:-1]
    odd, sites = (np.logical_or.reduceat(signs & sign > 0, edges) for sign in (ODD, ADDRESS))
    opened = np.logical_or.reduceat(is_open, edges)
    open_numbers = _Stretches(chunked, is_open & (signs & NUMBER > 0))
    numbers = _Stretches(chunked, signs & NUMBER > 0)
    addresses = _Stretches(chunked, signs & ADDRESS > 0)
    for number in np.flatnonzero(odd | sites | opened).tolist():
        base, end = chunked.text_starts[number : number + 2].tolist()
        text = chunked.text[base : end - 1]
        if odd[number]:
            yield number, True, find_units(text)
            continue
        if not sites[number]:
            units = find_units_in(text, open_numbers.of_text(number), [])
            # One that goes on into a chunk with units of its own takes its numbers away.
            if not any(
                _between(known_starts, base + unit.start, base + unit.end) for unit in units
            ):
                yield number, False, units
                continue
        whole = find_units_in(text, numbers.of_text(number), addresses.of_text(number))
        yield number, True, whole


def _between(places: list[int], start: int, end: int) -> bool:
    at = bisect.bisect_left(places, start)
    return at < len(places) and places[at] < end


class _Stretches:
    """Some chunks of a batch, as characters from and to in their text."""

    def __init__(self, chunked: Chunked, chosen: Booleans) -> None:
        places = np.flatnonzero(chosen)
        starts = chunked.starts[places]
        self._bounds = np.searchsorted(starts, chunked.text_starts).tolist()
        starts -= np.repeat(chunked.text_starts[:-1], np.diff(self._bounds))
        ends = starts + chunked.table[SIZE].take(chunked.numbers[places])
        self._stretches = list(zip(starts.tolist(), ends.tolist(), strict=True))

    def of_text(self, number: int) -> list[tuple[int, int]]:
        return self._stretches[self._bounds[number] : self._bounds[number + 1]]
