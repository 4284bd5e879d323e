"""A sketch of each article, by which its near copies are told: some bytes instead of its text.

The runs of `RUN` marked syllables are hashed into `BINS` bins, and of each bin the least hash is
kept, one byte of it (one permutation hashing: Li, Owen and Zhang, 2012, with b-bit minwise
hashing: Li and König, 2010). What share of the bins two articles have alike is about what share
of all their runs both have. A bin without a run borrows from another one, which depends on the
bins alone (Shrivastava, "Optimal densification", 2017).
"""

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from indexer.analysis.hashing import Hashes, mixed
from indexer.analysis.stream import Stream
from indexer.analysis.term_batch import Int64

BINS = 56  # bytes of a sketch: 0.018 times the text of a news article
# Of reprints with every tenth word changed, pairs told 95 of 100 where runs of three told 87, as
# many articles that only share paragraphs taken for copies.
RUN = 2
_LEAST = BINS // 2  # filled bins: with fewer runs, some 40 syllables, chance would decide
_EMPTY = np.uint32(2**32 - 1)
_FACTOR = np.uint64(0xD1342543DE82EF95)
_AT_ONCE = 1 << 15  # runs: what fits the processor's cache takes half the time

Least = npt.NDArray[np.uint32]  # hash of each bin (columns) of each text
Sketches = npt.NDArray[np.uint8]  # bins (columns) of each text


def batch_sketches(stream: Stream, marked: Sequence[str]) -> Sketches:
    """Return the sketches of the texts of a batch; `marked` has its terms by number.

    They are the same in every process, whatever else is in the batch.
    """
    hashes = np.zeros(len(marked), np.uint64)
    used = np.flatnonzero(np.bincount(stream.terms, minlength=len(marked)))
    hashes[used] = [
        zlib.crc32(marked[term].encode("utf-8", "surrogatepass")) for term in used.tolist()
    ]
    return sketch(mixed(hashes).take(stream.terms), stream.ends)


def sketch(hashes: Hashes, ends: Int64) -> Sketches:
    """Return the sketches of texts whose syllables have these hashes, and end at `ends`.

    Texts of few runs are alike when they are the same; one without a syllable has zeros.
    """
    sizes = np.diff(ends, prepend=0)
    texts = np.repeat(np.arange(len(ends)), sizes)
    least = _least_hashes(hashes, texts, len(ends))
    found = _densified(least).astype(np.uint8)
    short = np.count_nonzero(least != _EMPTY, axis=1) < _LEAST
    found[short] = _of_whole_texts(hashes[short[texts]], sizes[short])
    found[sizes == 0] = 0
    return found


def _least_hashes(hashes: Hashes, texts: Int64, count: int) -> Least:
    """Return the least hash of each bin of each text."""
    found = np.full(count * BINS, _EMPTY)
    first_bins = texts * BINS
    for first in range(0, len(hashes) - RUN + 1, _AT_ONCE):
        own = slice(first, min(first + _AT_ONCE, len(hashes) - RUN + 1))
        runs = hashes[own]
        for place in range(1, RUN):
            runs = runs * _FACTOR + hashes[own.start + place : own.stop + place]
        runs = mixed(runs)
        least = runs.astype(np.uint32)
        least[texts[own] != texts[own.start + RUN - 1 : own.stop + RUN - 1]] = _EMPTY
        bins = (runs >> np.uint64(32)) * np.uint64(BINS) >> np.uint64(32)
        np.minimum.at(found, first_bins[own] + bins.view(np.int64), least)
    return found.reshape(count, BINS)


def _densified(least: Least) -> Least:
    """Return the hashes, those of empty bins borrowed; of a text without runs all stay empty."""
    found = least.copy()
    rows, bins = np.nonzero(least == _EMPTY)
    for lenders in _lenders().T:
        borrowed = least[rows, lenders[bins]]
        found[rows, bins] = borrowed
        waiting = borrowed == _EMPTY
        rows, bins = rows[waiting], bins[waiting]
    return found


@cache
def _lenders() -> Int64:
    """Return for each bin (rows) all bins in the order in which it asks them."""
    order: Int64 = np.argsort(mixed(np.arange(BINS**2, dtype=np.uint64)).reshape(BINS, BINS))
    return order


def _of_whole_texts(hashes: Hashes, sizes: Int64) -> Sketches:
    """Return sketches of which hardly a bin is alike unless all syllables are the same."""
    ends = np.cumsum(sizes)
    places = (np.arange(len(hashes)) - np.repeat(ends - sizes, sizes)).astype(np.uint64)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed(mixed(places) + hashes))])
    own = sums[ends] - sums[ends - sizes]
    words = mixed(own[:, np.newaxis] + np.arange(BINS // 8, dtype=np.uint64))
    return words.astype("<u8").view(np.uint8)
