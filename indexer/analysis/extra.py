"""Terms beside the syllables and pairs that stand there: whole units, and other forms."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analyzers.units import Unit, find_units, find_units_in
from analyzers.units.places import ADDRESS, DIGITS, GOES_ON, IF_BEFORE, IF_BEHIND, NAMES, ODD
from indexer.analysis import other_forms
from indexer.analysis.chunked import Chunked
from indexer.analysis.chunks import SIGNS, SIZE
from indexer.analysis.forms import find_forms
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.pieces import LETTER
from indexer.analysis.stream import Booleans, Stream
from indexer.analysis.tables import spread
from indexer.analysis.term_batch import Int32, Int64

_WHOLE = frozenset({"address", "code", "document"})  # units whose letters are no abbreviations


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a batch, in order of texts."""

    texts: Int64
    terms: Int64
    in_title: Booleans
    whole: tuple[Int64, Int64]  # where those begin and end in which no abbreviation stands


@dataclass(frozen=True, slots=True)
class Others:
    """Terms of other forms, with the text and zone of each: syllables, and pairs."""

    texts: Int64
    terms: Int32
    in_title: Booleans
    pair_texts: Int64
    lefts: Int32
    rights: Int32
    pairs_in_title: Booleans


def batch_units(stream: Stream, lexicon: Lexicon) -> Units:
    """Return the units of all texts."""
    texts: list[int] = []
    terms: list[int] = []
    starts: list[int] = []
    whole: dict[tuple[int, int], None] = {}
    for number, base, units in _units_of_texts(stream.chunked):
        for marked, _, start, end, kind in units:
            texts.append(number)
            terms.append(lexicon.terms[marked])
            starts.append(base + start)
            if kind in _WHOLE:
                whole[base + start, base + end] = None
    of_texts = np.array(texts, np.int64)
    first = np.searchsorted(stream.starts, np.array(starts, np.int64))
    spans = np.array(sorted(whole), np.int64).reshape(-1, 2)
    return Units(
        of_texts,
        np.array(terms, np.int64),
        first < stream.title_ends[of_texts],
        (spans[:, 0], spans[:, 1]),
    )


def _units_of_texts(chunked: Chunked) -> Iterator[tuple[int, int, list[Unit]]]:
    """Yield the number of each text that may have units, where it begins, and those it has."""
    signs = chunked.column(SIGNS)
    odd = np.logical_or.reduceat(signs & ODD > 0, chunked.edges[:-1])
    likely = signs & DIGITS > 0
    likely[:-1] |= (signs[:-1] & IF_BEHIND > 0) & (signs[1:] & GOES_ON > 0)
    likely[1:] |= (signs[1:] & IF_BEFORE > 0) & (signs[:-1] & NAMES > 0)
    numbers = _Stretches(chunked, likely)
    addresses = _Stretches(chunked, signs & ADDRESS > 0)
    text_starts = chunked.text_starts.tolist()
    for number, is_odd in enumerate(odd.tolist()):
        base, end = text_starts[number], text_starts[number + 1] - 1
        here, sites = numbers.of_text(number), addresses.of_text(number)
        if is_odd:
            yield number, base, find_units(chunked.text[base:end])
        elif here or sites:
            yield number, base, find_units_in(chunked.text[base:end], here, sites)


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


def batch_others(stream: Stream, units: Units, lexicon: Lexicon) -> Others:
    """Return the terms of the other forms of all abbreviations, and of what they stand for."""
    letters = lexicon.pieces.table.columns()[LETTER].take(stream.pieces)
    firsts, forms = find_forms(stream, lexicon.forms, letters, units.whole)
    ends = firsts + lexicon.forms.lengths[forms]
    chosen, rows = _rows(firsts, ends, forms, stream, lexicon)
    at = firsts[chosen]
    table = lexicon.other_forms.table.columns()
    counts = table[other_forms.SYLLABLES].take(rows)
    pair_counts = table[other_forms.PAIRS].take(rows)
    syllables = spread(table[other_forms.FIRST_SYLLABLE].take(rows), counts)
    pairs = spread(table[other_forms.FIRST_PAIR].take(rows), pair_counts)
    lefts, rights = lexicon.other_forms.pairs.columns().take(pairs, axis=1)
    texts, in_title = stream.texts[at], stream.in_title[at]
    return Others(
        np.repeat(texts, counts),
        lexicon.other_forms.syllables.columns()[0].take(syllables),
        np.repeat(in_title, counts),
        np.repeat(texts, pair_counts),
        lefts,
        rights,
        np.repeat(in_title, pair_counts),
    )


def _rows(
    firsts: Int64, ends: Int64, forms: Int64, stream: Stream, lexicon: Lexicon
) -> tuple[Int64, Int64]:
    """Return which forms say something, and the row of each in the table of other forms.

    One inside another comes after it.
    """
    count = len(stream.terms)
    opens = stream.opens_pair
    before = np.where(opens[firsts - 1] & (firsts > 0), stream.terms[firsts - 1], -1)
    after = np.where(opens[ends - 1], stream.terms[ends % max(count, 1)], -1)
    chosen: list[int] = []
    rows: list[int] = []
    around: tuple[other_forms.Place, ...] = ()
    until = 0
    places = zip(forms.tolist(), before.tolist(), after.tolist(), strict=True)
    for number, (end, place) in enumerate(zip(ends.tolist(), places, strict=True)):
        if end > until:
            around = (place,)
        elif lexicon.forms.says(around[-1][0], place[0]):
            continue
        else:
            around = (*around, place)
        until = end
        chosen.append(number)
        rows.append(lexicon.other_forms.number(around))
    return np.array(chosen, np.int64), np.array(rows, np.int64)
