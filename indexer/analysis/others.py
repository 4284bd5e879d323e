"""The terms of other forms: what abbreviations stand for, and how that is abbreviated."""

from dataclasses import dataclass

import numpy as np

from indexer.analysis import other_forms
from indexer.analysis.forms import find_forms
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.pieces import LETTER
from indexer.analysis.stream import Stream
from indexer.analysis.term_batch import Int32, Int64
from indexer.analysis.units import Units
from indexer.stretches import spread


@dataclass(frozen=True, slots=True)
class Others:
    """Terms of other forms, with the text and zone of each: syllables, and pairs."""

    texts: Int64
    terms: Int32
    zones: Int32
    pair_texts: Int64
    lefts: Int32
    rights: Int32
    pair_zones: Int32


def batch_others(stream: Stream, units: Units, lexicon: Lexicon) -> Others:
    """Return the terms of the other forms of all abbreviations, and of what they stand for."""
    letters = lexicon.pieces.table.columns()[LETTER].take(stream.pieces)
    firsts, forms = find_forms(stream, lexicon.forms, letters, units.whole)
    ends = firsts + lexicon.forms.lengths[forms]
    opens, terms = stream.opens_pair, stream.terms
    none = other_forms.NONE
    before = np.where(opens[firsts - 1] & (firsts > 0), terms[firsts - 1], none)
    after = np.where(opens[ends - 1], terms[ends % max(len(terms), 1)], none)
    places = zip(forms.tolist(), before.tolist(), after.tolist(), strict=True)
    chosen, rows = _rows(list(places), ends, lexicon)
    at = firsts[chosen]
    table = lexicon.other_forms.table.columns()
    counts = table[other_forms.SYLLABLES].take(rows)
    pair_counts = table[other_forms.PAIRS].take(rows)
    syllables = spread(table[other_forms.FIRST_SYLLABLE].take(rows), counts)
    pairs = spread(table[other_forms.FIRST_PAIR].take(rows), pair_counts)
    lefts, rights = lexicon.other_forms.pairs.columns().take(pairs, axis=1)
    lefts = np.where(lefts == other_forms.BEFORE, np.repeat(before[chosen], pair_counts), lefts)
    rights = np.where(rights == other_forms.AFTER, np.repeat(after[chosen], pair_counts), rights)
    texts, zones = stream.texts[at], stream.zones[at]
    return Others(
        np.repeat(texts, counts),
        lexicon.other_forms.syllables.columns()[0].take(syllables),
        np.repeat(zones, counts),
        np.repeat(texts, pair_counts),
        lefts,
        rights,
        np.repeat(zones, pair_counts),
    )


def _rows(places: list[other_forms.Place], ends: Int64, lexicon: Lexicon) -> tuple[Int64, Int64]:
    """Return which places say something, and the row of each in the table of other forms.

    One inside another comes after it.
    """
    chosen: list[int] = []
    rows: list[int] = []
    around: tuple[other_forms.Place, ...] = ()
    until = 0
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
