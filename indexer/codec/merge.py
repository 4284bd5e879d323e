"""Several segments into one, without their deleted articles. All by arrays; texts are not read.

The numbers of terms, pairs, phrases and pieces change from segment to segment; their order
does not, so lists are laid one after the other and nothing is sorted but what is distinct.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.codec.build import (
    by_frequency,
    id_arrays,
    interned,
    piece_arrays,
    stream_arrays,
)
from indexer.codec.container import Array, Arrays
from indexer.codec.layout import INTERNED, MOST_ARTICLES, RARE, Numbers
from indexer.codec.strings import Strings, smallest
from indexer.codec.union import list_counts, merged_pairs, merged_phrases, merged_terms
from indexer.stretches import spread

_PLAIN = (
    *("captions", "day", "digest", "document_digest", "sketch"),
    *("title_pieces", "title_ends", "title_lengths", "body_lengths"),
)


class Part(NamedTuple):
    """A segment to merge, and which of its articles to take."""

    arrays: Arrays
    live: Array  # bool for each article


class _Lists(NamedTuple):
    """Posting lists of the live articles of one part; lists that lost all of them are gone."""

    kept: Numbers  # the numbers that the remaining lists had
    counts: Numbers
    docs: Array
    codes: Array | None


def merge(parts: Sequence[Part]) -> dict[str, Array]:
    """Return the arrays of one segment with the live articles of `parts`, in their order.

    Raises:
        UnindexableError: more different spellings than pairs can be numbered for.
        ValueError: more articles than a segment can have.
    """
    if sum(int(part.live.sum()) for part in parts) > MOST_ARTICLES:
        raise ValueError(f"a segment has at most {MOST_ARTICLES:,} articles")
    renumbered = _renumbered(parts)
    syllables = _remaining("syllable", parts, renumbered)
    pairs = _remaining("pair", parts, renumbered)
    phrases = _remaining("phrase", parts, renumbered)
    streams = [_stream(part) for part in parts]
    every = [part.arrays for part in parts]
    arrays, terms = merged_terms(every, _kept(syllables))
    numbers = [term[lists.kept] for term, lists in zip(terms, syllables, strict=True)]
    arrays |= _joined("syllable", syllables, numbers, len(arrays["term_ends"]))
    pair_arrays, numbers = merged_pairs(every, _kept(pairs), terms, arrays["group_starts"])
    arrays |= pair_arrays | _joined("pair", pairs, numbers, len(pair_arrays["pair_keys"]))
    phrase_arrays, numbers = merged_phrases(every, _kept(phrases))
    arrays |= phrase_arrays | _joined("phrase", phrases, numbers, len(phrase_arrays["phrase_ends"]))
    arrays |= _merged_texts(parts, streams, terms)
    arrays |= _merged_articles(parts)
    return arrays


def _renumbered(parts: Sequence[Part]) -> list[Numbers]:
    """Return the new number of each live article."""
    bases = itertools.accumulate((int(part.live.sum()) for part in parts), initial=0)
    return [
        base + np.cumsum(part.live, dtype=np.int64) - 1
        for base, part in zip(bases, parts, strict=False)
    ]


def _kept(parts: Sequence[_Lists]) -> list[Numbers]:
    return [lists.kept for lists in parts]


def _remaining(kind: str, parts: Sequence[Part], renumbered: Sequence[Numbers]) -> list[_Lists]:
    found = []
    for (arrays, live), new in zip(parts, renumbered, strict=True):
        docs, codes = arrays[f"{kind}_docs"], arrays.get(f"{kind}_codes")
        stays = None if live.all() else live[docs]
        counts = list_counts(arrays[f"{kind}_starts"], stays)
        if stays is not None:
            docs, codes = docs[stays], None if codes is None else codes[stays]
        kept = np.flatnonzero(counts)
        found.append(_Lists(kept, counts[kept], new[docs].astype(np.uint16), codes))
    return found


def _joined(
    kind: str, parts: Sequence[_Lists], numbers: Sequence[Numbers], count: int
) -> dict[str, Array]:
    """Return the postings of `count` lists; `numbers` has the new number of each kept list."""
    sizes = np.zeros(count, np.int64)
    for lists, mine in zip(parts, numbers, strict=True):
        sizes[mine] += lists.counts
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    docs = np.empty(bounds[-1], np.uint16)
    codes = np.empty(bounds[-1], np.uint8)
    free = bounds[:-1].copy()
    for lists, mine in zip(parts, numbers, strict=True):
        to = spread(free[mine], lists.counts)
        docs[to] = lists.docs
        if lists.codes is not None:
            codes[to] = lists.codes
        free[mine] += lists.counts
    arrays: dict[str, Array] = {f"{kind}_docs": docs, f"{kind}_starts": smallest(bounds)}
    return arrays if kind == "phrase" else arrays | {f"{kind}_codes": codes}


def _merged_texts(
    parts: Sequence[Part], streams: Sequence[tuple[Array, Array]], terms: Sequence[Numbers]
) -> dict[str, Array]:
    number: dict[tuple[str, int, int], int] = {}
    anew, ends, base = [], [], 0
    for (arrays, _), (stream, stream_ends), term in zip(parts, streams, terms, strict=True):
        used = np.flatnonzero(np.bincount(stream, minlength=len(arrays["piece_ends"])))
        own = np.concatenate([[-1], term])[arrays["piece_codes"][used] >> 1]
        strings = Strings.of(arrays, "piece")[:]
        mine = np.full(len(strings), -1, np.int64)
        mine[used] = [
            number.setdefault((strings[at], term_, length), len(number))
            for at, term_, length in zip(
                used.tolist(), own.tolist(), arrays["piece_lengths"][used].tolist(), strict=True
            )
        ]
        anew.append(mine[stream])
        ends.append(stream_ends + base)
        base += len(stream)
    stream = np.concatenate(anew)
    order, new = by_frequency(stream, len(number))
    every = list(number)
    texts, piece_terms, lengths = zip(*(every[at] for at in order.tolist()), strict=True)
    return {
        **piece_arrays(texts, np.array(piece_terms), np.array(lengths)),
        **stream_arrays(new[stream], np.concatenate(ends)),
    }


def _stream(part: Part) -> tuple[Array, Array]:
    """Return the pieces of the live articles, and where each article ends."""
    arrays, live = part
    stream = arrays["stream"].astype(np.int64)
    stream[stream == RARE] = arrays["rare"]
    bounds: Numbers = arrays["stream_starts"].astype(np.int64)
    sizes = bounds[1:] - bounds[:-1]
    return stream[np.repeat(live, sizes)], np.cumsum(sizes[live])


def _merged_articles(parts: Sequence[Part]) -> dict[str, Array]:
    found: dict[str, Array] = {
        name: np.concatenate([part.arrays[name][part.live] for part in parts]) for name in _PLAIN
    }
    for name in INTERNED:
        found |= interned(name, itertools.chain.from_iterable(_column(name, p) for p in parts))
    ids = [Strings.of(part.arrays, "id")[:] for part in parts]
    kept = zip(ids, (part.live.tolist() for part in parts), strict=True)
    return found | id_arrays(
        [i for own, live in kept for i, is_live in zip(own, live, strict=True) if is_live]
    )


def _column(name: str, part: Part) -> list[str]:
    strings = Strings.of(part.arrays, name)[:]
    return [strings[at] for at in part.arrays[f"{name}_of"][part.live].tolist()]
