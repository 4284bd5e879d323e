"""Articles into the arrays of a `TermBatch`."""

import threading
from collections.abc import Sequence

import numpy as np

from analyzers.abbreviations import Abbreviations
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.others import batch_others
from indexer.analysis.phrases import find_phrases
from indexer.analysis.pieces import LENGTH, TERM
from indexer.analysis.postings import count
from indexer.analysis.sketches import batch_sketches
from indexer.analysis.stream import TITLE, Stream, read_stream
from indexer.analysis.term_batch import Int32, Int64, TermBatch
from indexer.analysis.units import batch_units
from indexer.article import Article

_lock = threading.Lock()
_lexicons: list[Lexicon] = []  # the one in use


def analyse_batch(articles: Sequence[Article], abbreviations: Abbreviations) -> TermBatch:
    """Return the terms of `articles`, some hundred at a time for speed.

    Units stand whole beside their syllables, and what is abbreviated, or could be, in its
    other forms too, so that a query finds any form by the one that was typed.
    """
    with _lock:
        return _analyse(articles, _lexicon(abbreviations))


def _lexicon(abbreviations: Abbreviations) -> Lexicon:
    if not _lexicons or _lexicons[0].is_full or _lexicons[0].abbreviations != abbreviations:
        _lexicons[:] = [Lexicon(abbreviations)]
    return _lexicons[0]


def _analyse(articles: Sequence[Article], lexicon: Lexicon) -> TermBatch:
    stream = read_stream(articles, lexicon)
    units = batch_units(stream, lexicon)
    others = batch_others(stream, units, lexicon)
    bits = len(lexicon.terms).bit_length()
    texts = np.concatenate([stream.texts, units.texts, others.texts])
    zones = np.concatenate([stream.zones, units.zones, others.zones])
    singles = count(texts, np.concatenate([stream.terms, units.terms, others.terms]), zones, bits)
    at = np.flatnonzero(stream.opens_pair)
    pairs = count(
        np.concatenate([stream.texts[at], others.pair_texts]),
        np.concatenate([stream.terms[at], others.lefts]).astype(np.int64) << bits
        | np.concatenate([stream.terms[at + 1], others.rights]),
        np.concatenate([stream.zones[at], others.pair_zones]),
        2 * bits,
    )
    phrases = find_phrases(stream, lexicon)
    pieces, stream_ends = _with_heads(stream, lexicon)
    used, piece_numbers = _used(pieces, len(lexicon.pieces.texts))
    rows = lexicon.pieces.table.columns()
    terms, term_numbers = _used(singles.keys, len(lexicon.terms))
    left, right = pairs.keys >> bits, pairs.keys & ((1 << bits) - 1)
    in_title = zones == TITLE
    title_lengths = np.bincount(texts[in_title], minlength=len(articles))
    body_lengths = np.bincount(texts[~in_title], minlength=len(articles))
    return TermBatch(
        texts=len(articles),
        terms=[lexicon.terms.marked[term] for term in terms.tolist()],
        folded=[lexicon.terms.folded[term] for term in terms.tolist()],
        pieces=[lexicon.pieces.texts[piece] for piece in used.tolist()],
        piece_terms=np.append(term_numbers, np.int32(-1))[rows[TERM].take(used)],
        piece_lengths=rows[LENGTH].take(used),
        stream=piece_numbers[pieces],
        stream_ends=stream_ends,
        syllable_texts=singles.texts,
        syllable_terms=term_numbers[singles.keys],
        syllable_title_tf=singles.title_tf,
        syllable_body_tf=singles.body_tf,
        syllable_in_lead=singles.in_lead,
        pair_texts=pairs.texts,
        pair_lefts=term_numbers[left],
        pair_rights=term_numbers[right],
        pair_title_tf=pairs.title_tf,
        pair_body_tf=pairs.body_tf,
        pair_in_lead=pairs.in_lead,
        phrases=phrases.spelled,
        phrase_folded=phrases.folded,
        phrase_texts=phrases.texts,
        phrase_numbers=phrases.numbers,
        title_lengths=title_lengths.astype(np.int32),
        body_lengths=body_lengths.astype(np.int32),
        sketches=batch_sketches(stream, lexicon.terms.marked),
    )


def _used(numbers: Int64, size: int) -> tuple[Int64, Int32]:
    """Return which numbers below `size` there are, and for each of those its place among them."""
    there = np.zeros(size, np.bool_)
    there[numbers] = True
    used = np.flatnonzero(there)
    places = np.full(size, -1, np.int32)
    places[used] = np.arange(len(used))
    return used, places


def _with_heads(stream: Stream, lexicon: Lexicon) -> tuple[Int64, Int64]:
    """Return the pieces of all texts, with those before the first syllable, and where texts end."""
    firsts = np.append(0, stream.ends[:-1])
    starts, ends = stream.chunked.text_starts[:-1], stream.chunked.text_starts[1:] - 1
    empty = firsts == stream.ends
    first_starts = np.append(stream.starts, 0)[firsts]
    cuts = np.where(empty, ends, first_starts)
    headed = np.flatnonzero(cuts > starts)
    heads = [
        lexicon.pieces.number(-1, stream.chunked.text[start:end])
        for start, end in zip(starts[headed].tolist(), cuts[headed].tolist(), strict=True)
    ]
    pieces = np.insert(stream.pieces, firsts[headed], np.array(heads, np.int64))
    added = np.zeros(len(firsts), np.int64)
    added[headed] = 1
    return pieces, stream.ends + np.cumsum(added)
