"""The texts of a batch as one stream of syllables, each by the number of its piece."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzers.segmentation import default_tagger
from analyzers.segmentation.tagger import numbers
from indexer.analysis.chunks import (
    EDGE,
    FIRST_SYLLABLE,
    FIRST_TOKEN,
    HEAD,
    LAST,
    SIZE,
    SYLLABLES,
    TIGHT,
    TOKENS,
    Chunks,
    split_chunks,
)
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.pieces import BREAK, FLAGS, LENGTH, SPELLING, TERM
from indexer.analysis.pieces import SIZE as PIECE_SIZE
from indexer.analysis.tables import spread
from indexer.analysis.term_batch import Int32, Int64
from indexer.article import Article

Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stream:
    """The syllables of a batch: text after text, in reading order."""

    text: str  # all texts, a line break before and behind each
    text_starts: Int64  # where each begins in that, and one more for the end
    ends: Int64  # where each text's syllables end
    title_ends: Int64  # where those of its title do
    pieces: Int64  # of each syllable
    starts: Int64  # in `text`
    lengths: Int32  # characters
    texts: Int64  # the number of each syllable's text
    in_title: Booleans
    terms: Int32
    flags: Int32
    opens_pair: Booleans  # another syllable follows in the same paragraph
    words: tuple[Int64, Int64]  # pyvi's words of two syllables or more: the first, after the last


def read_stream(articles: Sequence[Article], lexicon: Lexicon) -> Stream:
    """Return the syllables and words of `articles`."""
    titles = [split_chunks(article.title) for article in articles]
    texts = [f"{article.title}\n{article.body}" for article in articles]
    number = lexicon.chunks.__getitem__
    read = ["".join(map(number, split_chunks(text))) for text in texts]
    chunks = numbers(EDGE.join(["", *read, ""]))
    edges = np.flatnonzero(chunks == ord(EDGE))
    table = lexicon.chunks.table.columns()
    counts = table[SYLLABLES].take(chunks)
    before = np.cumsum(counts, dtype=np.int64) - counts  # syllables before each chunk
    ends = before[edges[1:]]
    title_ends = before[edges[:-1] + 1 + np.array([len(title) for title in titles], np.int64)]
    text = "\n".join(["", *texts, ""])
    pieces, starts = _pieces(text, chunks, counts, lexicon)
    sizes = np.diff(ends, prepend=0)
    rows = lexicon.pieces.table.columns()
    flags = rows[FLAGS].take(pieces)
    opens_pair = flags & BREAK == 0
    opens_pair[ends[sizes > 0] - 1] = False
    in_title = spread(before[edges[:-1]], sizes) < np.repeat(title_ends, sizes)
    return Stream(
        text=text,
        text_starts=np.cumsum([1, *(len(text) + 1 for text in texts)]),
        ends=ends,
        title_ends=title_ends,
        pieces=pieces,
        starts=starts,
        lengths=rows[LENGTH].take(pieces),
        texts=np.repeat(np.arange(len(texts)), sizes),
        in_title=in_title,
        terms=rows[TERM].take(pieces),
        flags=flags,
        opens_pair=opens_pair,
        words=_words(chunks, before, lexicon.chunks),
    )


def _pieces(text: str, chunks: Int64, counts: Int32, lexicon: Lexicon) -> tuple[Int64, Int64]:
    """Return the pieces of the syllables, and where they begin in `text`."""
    table = lexicon.chunks.table.columns()
    filled = np.flatnonzero(counts)  # the chunks with a syllable
    if not len(filled):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    counts = counts[filled]
    rows = spread(table[FIRST_SYLLABLE].take(chunks[filled]), counts)
    pieces = lexicon.chunks.syllables.columns()[0].take(rows).astype(np.int64)
    # Where each chunk begins, and in it the first syllable and the last one.
    tight = table[TIGHT].take(chunks) == 1
    sizes = table[SIZE].take(chunks).astype(np.int64)
    sizes[:-1] += ~(tight[:-1] | tight[1:])
    chunk_starts = np.cumsum(sizes) - sizes
    heads = table[HEAD].take(chunks)
    # The last piece of a chunk is what it seemed if a space and a syllable come next.
    seemed = (heads == 0) & (table[SYLLABLES].take(chunks) > 0)
    odd = np.flatnonzero(~seemed[filled + 1])
    firsts = chunk_starts[filled] + heads[filled]
    lasts = (chunk_starts[filled] + table[LAST].take(chunks[filled]))[odd]
    edge = np.append(filled[1:], len(chunks) - 1)
    texts_end = chunk_starts[np.flatnonzero(chunks == ord(EDGE))]
    following = np.append(firsts[1:], chunk_starts[edge[-1]])[odd]
    following = np.minimum(following, texts_end[np.searchsorted(texts_end, lasts, "right")])
    at_odd = (np.cumsum(counts) - 1)[odd]
    spellings = lexicon.pieces.table.columns()[SPELLING].take(pieces[at_odd])
    number = lexicon.pieces.number
    pieces[at_odd] = [
        number(spelling, text[start:end])
        for spelling, start, end in zip(
            spellings.tolist(), lasts.tolist(), following.tolist(), strict=True
        )
    ]
    # The pieces of a text cover it from its first syllable on.
    lengths = lexicon.pieces.table.columns()[PIECE_SIZE].take(pieces)
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    first_of_chunk = np.cumsum(counts) - counts
    starts += np.repeat(firsts - starts[first_of_chunk], counts)
    return pieces, starts


def _words(chunks: Int64, before: Int64, table: Chunks) -> tuple[Int64, Int64]:
    """Return pyvi's words of two syllables or more as ranges of syllables.

    A word that begins or ends inside a syllable is a piece of an address or a code.
    """
    columns = table.table.columns()
    counts = columns[TOKENS].take(chunks)
    rows = spread(columns[FIRST_TOKEN].take(chunks), counts)
    tokens, opening, closing = table.tokens.columns()
    joins = default_tagger().joins(table.vocabulary, tokens.take(rows).astype(np.int64))
    goes_on = np.append(joins[1:], False)
    syllables_before = np.repeat(before, counts)
    first, last = np.flatnonzero(~joins & goes_on), np.flatnonzero(joins & ~goes_on)
    opened, closed = opening.take(rows[first]), closing.take(rows[last])
    starts, ends = syllables_before[first] + opened, syllables_before[last] + closed + 1
    whole = (opened >= 0) & (closed >= 0) & (ends - starts > 1)
    return starts[whole], ends[whole]
