"""Segments on their way to the disk: batches wait in memory, and are merged when they are many.

A batch is a small segment in memory; writing a segment is merging batches, so that memory is
bounded by `BUDGET` and nothing is ever sorted but distinct terms. Segments of a generation
are merged in tiers: as soon as four are about equally large, they become one, so that an
update costs in proportion to what it brings and the number of segments stays small.
"""

import itertools
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from indexer.codec.build import id_arrays
from indexer.codec.common import common_arrays
from indexer.codec.completions import completion_arrays, frequent_phrases
from indexer.codec.container import Array, Arrays, write_arrays
from indexer.codec.layout import MOST_ARTICLES, segment_path
from indexer.codec.merge import Part, merge
from indexer.codec.segment import Segment, Stored

BUDGET = 256 << 20  # bytes of batches in memory; merging them takes about three times as much
_TIER = 4  # a segment joins others that have up to four times its articles
_WORN = 1 / 3  # of a segment's articles: with more deleted, it is written anew


class SegmentWriter:
    """Writes batches of articles as segments of the index at `root`, beside those it has.

    No two live articles of an index may have one id: `delete` or `withdraw` the other.
    `verify` is called with the name of each segment from before that is about to be merged.
    """

    def __init__(
        self,
        root: Path,
        before: Iterable[Stored] = (),
        verify: Callable[[str], None] = lambda _: None,
        budget: int = BUDGET,
    ) -> None:
        self._root = root
        self._before = [replace(own, live=own.live.copy()) for own in before]
        self._verify = verify
        self._budget = budget
        self._written: list[Stored] = []
        self._waiting: list[Part] = []
        self._rows: dict[str, tuple[Array, int]] = {}  # of what waits: whose `live`, and where
        segment_path(root, "").parent.mkdir(exist_ok=True)

    def add(self, arrays: Arrays, ids: Sequence[str | None]) -> None:
        """Take in the arrays of a batch, and the ids of its articles; None for the unwanted."""
        waiting = sum(len(part.live) for part in self._waiting)
        if self._waiting and waiting + len(ids) > MOST_ARTICLES:
            self._flush()
        live = np.array([own is not None for own in ids], np.bool_)
        part = Part({**arrays, **id_arrays([own or "" for own in ids])}, live)
        self._waiting.append(part)
        self._rows |= {own: (live, row) for row, own in enumerate(ids) if own is not None}
        if sum(map(_bytes, self._waiting)) >= self._budget:
            self._flush()

    def copy(self, article_id: str, new_id: str) -> None:
        """Add an article that there was before once more, under another id."""
        for own in self._before:
            number = own.segment.number(article_id)
            if number >= 0 and own.live[number]:
                self._verify(own.name)
                alone = np.arange(own.segment.articles) == number
                self.add(merge([Part(own.segment.arrays, alone)]), [new_id])

    def withdraw(self, article_id: str) -> None:
        """Take back an article that was added."""
        if article_id in self._rows:
            live, row = self._rows.pop(article_id)
            live[row] = False
        else:
            _delete(self._written, article_id)

    def delete(self, article_id: str) -> None:
        """Delete an article from the segments there were before."""
        _delete(self._before, article_id)

    def finish(self) -> list[Stored]:
        """Write what waits, merge what should be, and return all segments; empty ones are gone."""
        self._flush()
        stored = [own for own in (*self._before, *self._written) if own.live_articles]
        while group := _mergeable(stored):
            for own in group:
                if own in self._before:
                    self._verify(own.name)
            merged = self._write([Part(own.segment.arrays, own.live) for own in group])
            stored = [*(own for own in stored if own not in group), merged]
        return stored

    def _flush(self) -> None:
        parts = [part for part in self._waiting if part.live.any()]
        self._waiting, self._rows = [], {}
        if parts:
            self._written.append(self._write(parts))

    def _write(self, parts: Sequence[Part]) -> Stored:
        name = secrets.token_hex(6)
        path = segment_path(self._root, name)
        merged = merge(parts)
        merged |= frequent_phrases(merged)
        write_arrays(path, merged | common_arrays(merged) | completion_arrays(merged))
        segment = Segment.open(path)
        return Stored(name, segment, np.ones(segment.articles, np.bool_))


def _delete(stored: Iterable[Stored], article_id: str) -> None:
    for own in stored:
        number = own.segment.number(article_id)
        if number >= 0:
            own.live[number] = False


def _mergeable(stored: Sequence[Stored]) -> list[Stored]:
    """Return segments that should become one: some of a tier, or one that is worn."""
    tiers: dict[int, list[Stored]] = {}
    for own in sorted(stored, key=lambda own: own.live_articles):
        articles = own.live_articles
        if len(own.live) - articles > _WORN * len(own.live):
            return [own]
        tiers.setdefault(articles.bit_length() // 2, []).append(own)
    for tier in tiers.values():
        if len(tier) >= _TIER:
            sizes = itertools.accumulate(own.live_articles for own in tier)
            fit = sum(size <= MOST_ARTICLES for size in sizes)
            if fit > 1:
                return tier[:fit]
    return []


def _bytes(part: Part) -> int:
    return sum(array.nbytes for array in part.arrays.values())
