"""The texts of a batch as one stream of syllables, each by the number of its piece."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analyzers.segmentation import default_tagger
from indexer.analysis.chunked import Chunked, cut
from indexer.analysis.chunks import (
    FIRST_SYLLABLE,
    FIRST_TOKEN,
    HEAD,
    LAST,
    SYLLABLES,
    TOKENS,
    Chunks,
)
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.pieces import BREAK, FLAGS, LENGTH, SIZE, SPELLING, TERM, Pieces
from indexer.analysis.term_batch import Booleans, Int32, Int64
from indexer.article import Article
from indexer.stretches import spread
from indexer.weighting import LEAD_SYLLABLES

TITLE, LEAD, BODY = range(3)  # zones; the lead is a part of the body


@dataclass(frozen=True, slots=True)
class Stream:
    """The syllables of a batch: text after text, in reading order."""

    chunked: Chunked
    ends: Int64  # where each text's syllables end
    title_ends: Int64  # where those of its title do
    pieces: Int64  # of each syllable
    starts: Int64  # in the text of `chunked`
    lengths: Int32  # characters
    texts: Int64  # the number of each syllable's text
    zones: Int32
    terms: Int32
    flags: Int32
    opens_pair: Booleans  # another syllable follows in the same paragraph
    words: tuple[Int64, Int64]  # pyvi's words of two syllables or more: the first, after the last


def read_stream(articles: Sequence[Article], lexicon: Lexicon) -> Stream:
    """Return the syllables and words of `articles`."""
    chunked = cut(articles, lexicon.chunks)
    counts = chunked.column(SYLLABLES)
    before = np.cumsum(counts, dtype=np.int64) - counts  # syllables before each chunk
    ends, title_ends = before[chunked.edges[1:]], before[chunked.title_ends]
    sizes = np.diff(ends, prepend=0)
    pieces, starts = _pieces(chunked, counts, lexicon)
    rows = lexicon.pieces.table.columns()
    flags = rows[FLAGS].take(pieces)
    opens_pair = flags & BREAK == 0
    opens_pair[ends[sizes > 0] - 1] = False
    return Stream(
        chunked=chunked,
        ends=ends,
        title_ends=title_ends,
        pieces=pieces,
        starts=starts,
        lengths=rows[LENGTH].take(pieces),
        texts=np.repeat(np.arange(len(articles)), sizes),
        zones=zones(np.arange(len(pieces)), np.repeat(title_ends, sizes)),
        terms=rows[TERM].take(pieces),
        flags=flags,
        opens_pair=opens_pair,
        words=_words(chunked, before, lexicon.chunks),
    )


def zones(syllables: Int64, title_ends: Int64) -> Int32:
    """Return the zone of each of some syllables, by where the title of its text ends."""
    found = (syllables >= title_ends).astype(np.int32)
    found += syllables >= title_ends + LEAD_SYLLABLES
    return found


def _pieces(chunked: Chunked, counts: Int32, lexicon: Lexicon) -> tuple[Int64, Int64]:
    """Return the pieces of the syllables, and where they begin."""
    table = chunked.table
    filled = np.flatnonzero(counts)  # the chunks with a syllable
    chunks, counts = chunked.numbers[filled], counts[filled]
    rows = spread(table[FIRST_SYLLABLE].take(chunks), counts)
    pieces = lexicon.chunks.syllables.columns()[0].take(rows).astype(np.int64)
    first_starts = chunked.starts[filled] + table[HEAD].take(chunks)
    last_starts = chunked.starts[filled] + table[LAST].take(chunks)
    # The last piece of a chunk is what it seemed, if a space and a syllable come behind it.
    seemed = (chunked.column(HEAD) == 0) & (chunked.column(SYLLABLES) > 0)
    odd = np.flatnonzero(~seemed[filled + 1])
    ends_of_texts = chunked.starts[chunked.edges]
    ends = np.append(first_starts, ends_of_texts[-1])[odd + 1]
    starts = last_starts[odd]
    ends = np.minimum(ends, ends_of_texts[np.searchsorted(ends_of_texts, starts)])
    places = (np.cumsum(counts) - 1)[odd]
    pieces[places] = _numbers(pieces[places], starts, ends, chunked.text, lexicon.pieces)
    sizes = lexicon.pieces.table.columns()[SIZE].take(pieces)
    offsets = np.cumsum(sizes, dtype=np.int64) - sizes
    first_offsets = offsets[np.cumsum(counts) - counts]
    return pieces, offsets + np.repeat(first_starts - first_offsets, counts)


def _numbers(seemed: Int64, starts: Int64, ends: Int64, text: str, pieces: Pieces) -> list[int]:
    """Return the pieces from `starts` to `ends`, which begin with the syllables of others."""
    spellings = pieces.table.columns()[SPELLING].take(seemed).tolist()
    spans = map(slice, starts.tolist(), ends.tolist())
    keys = list(zip(spellings, map(text.__getitem__, spans), strict=True))
    return [
        pieces.number(*key) if number is None else number
        for key, number in zip(keys, map(pieces.numbers.get, keys), strict=True)
    ]


def _words(chunked: Chunked, before: Int64, chunks: Chunks) -> tuple[Int64, Int64]:
    """Return pyvi's words of two syllables or more as ranges of syllables.

    A word that begins or ends inside a syllable is a piece of an address or a code.
    """
    counts = chunked.column(TOKENS)
    rows = spread(chunked.column(FIRST_TOKEN), counts)
    tokens, opening, closing = chunks.tokens.columns()
    joins = default_tagger().joins(chunks.vocabulary, tokens.take(rows).astype(np.int64))
    goes_on = np.append(joins[1:], False)
    syllables_before = np.repeat(before, counts)
    first, last = np.flatnonzero(~joins & goes_on), np.flatnonzero(joins & ~goes_on)
    opened, closed = opening.take(rows[first]), closing.take(rows[last])
    starts, ends = syllables_before[first] + opened, syllables_before[last] + closed + 1
    whole = (opened >= 0) & (closed >= 0) & (ends - starts > 1)
    return starts[whole], ends[whole]
