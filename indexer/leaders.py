"""Which article each is a copy of, as articles come in: for an index that is written in passing.

`indexer.copies` looks at all articles at once; this one finds, batch by batch, the first article
that leads and of which a new one is a copy. Where a band of a sketch was met before is kept in
sorted arrays, of which those of about one size become one.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.analysis.sketches import BINS, Sketches
from indexer.copies import BAND, BANDS, are_copies, band_keys
from indexer.stretches import first_of_each, spread

# Articles with one band alike that are looked at in an array: those of one form letter may be
# thousands, and have other bands alike, too.
_MOST = 32
_TIER = 4  # an array joins the one before it that is up to so many times as long
_ROW = np.uint64(32)  # bits of an article's row, behind those of the band
_LAST = np.uint64(2**32 - 1)
_NO_KEYS = np.empty(0, np.uint64)

Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


class CopyLeaders:
    """Finds leaders: of a group of copies, the article that came first and all others are like.

    Articles have numbers, which ascend as they come in. Each takes about 235 bytes.
    """

    def __init__(self) -> None:
        self._count = 0
        self._sketches = np.empty((0, BINS), np.uint8)
        self._numbers = np.empty(0, np.int64)
        self._leaders = np.empty(0, np.int32)  # rows
        self._runs: list[Keys] = []
        self._led: dict[int, list[int]] = {}  # copies of each that has any, and what were some

    @classmethod
    def of(cls, numbers: Numbers, leaders: Numbers, sketches: Sketches) -> "CopyLeaders":
        """Return what knows these articles; one whose leader is not among them leads."""
        order = np.argsort(numbers)
        numbers, leaders = numbers[order], leaders[order]
        made = cls()
        own = made._append(numbers, sketches[order])
        at = np.minimum(np.searchsorted(numbers, leaders), max(len(numbers) - 1, 0))
        made._leaders[own] = np.where(numbers[at] == leaders, at, np.arange(len(at)))
        made._note_copies(np.arange(len(at)))
        made._keep(_keys(made._sketches[own], own.start))
        return made

    def add(self, numbers: Numbers, sketches: Sketches) -> Numbers:
        """Return the numbers of the leaders of new articles: their own, if they are no copies."""
        own = self._append(numbers, sketches)
        keys = _keys(sketches, own.start)
        left, right = self._candidates(keys)
        self._keep(keys)
        self._lead(left, right, own.start)
        return self._numbers[self._leaders[own]]

    def withdraw(self, number: int) -> list[tuple[int, int]]:
        """Forget an article; return the articles that it led, and the leader of each now."""
        row = int(np.searchsorted(self._numbers[: self._count], number))
        if row == self._count or self._numbers[row] != number:
            return []
        noted = {own for own in self._led.pop(row, ()) if self._leaders[own] == row}
        led = np.array(sorted(noted), np.int64)
        self._sketches[row] = 0  # like none
        self._leaders[row], self._leaders[led] = row, led
        for copy in led.tolist():
            self._lead(*self._candidates(_keys(self._sketches[copy : copy + 1], copy)), copy)
        numbers = (self._numbers[led], self._numbers[self._leaders[led]])
        return list(zip(*(own.tolist() for own in numbers), strict=True))

    def _append(self, numbers: Numbers, sketches: Sketches) -> slice:
        """Return the rows of new articles, each of which leads itself."""
        first, self._count = self._count, self._count + len(numbers)
        if self._count > len(self._numbers):
            room = max(self._count, 3 * len(self._numbers) // 2)
            self._sketches = _longer(self._sketches, room)
            self._numbers = _longer(self._numbers, room)
            self._leaders = _longer(self._leaders, room)
        own = slice(first, self._count)
        self._sketches[own] = sketches
        self._numbers[own] = numbers
        self._leaders[own] = np.arange(first, self._count)
        return own

    def _keep(self, keys: Keys) -> None:
        self._runs.append(keys)
        while len(self._runs) > 1 and len(self._runs[-2]) <= _TIER * len(self._runs[-1]):
            last, before = self._runs.pop(), self._runs.pop()
            self._runs.append(np.sort(np.concatenate([before, last])))

    def _candidates(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """Return rows of `keys`, and before each rows that have a band alike, in pairs once."""
        pairs = [_NO_KEYS]
        rows = keys & _LAST
        for run in (*self._runs, keys):
            first = np.searchsorted(run, keys - rows)
            counts = np.minimum(np.searchsorted(run, keys) - first, _MOST)
            met = run[spread(first, counts)] & _LAST
            pairs.append(np.repeat(rows, counts) << _ROW | met)
        every = np.sort(np.concatenate(pairs))
        every = every[first_of_each(every)]
        return (every >> _ROW).astype(np.int64), (every & _LAST).astype(np.int64)

    def _lead(self, left: Numbers, right: Numbers, first: int) -> None:
        """Give rows that may have leaders theirs; those from `first` on have none yet."""
        known = right < first
        rows, leaders = left[known], self._leaders[right[known]].astype(np.int64)
        alike = are_copies(self._sketches, rows, leaders)
        np.minimum.at(self._leaders, rows[alike], leaders[alike].astype(np.int32))
        for row, one in zip(left[~known].tolist(), right[~known].tolist(), strict=True):
            leader = self._leaders[one]
            if leader < self._leaders[row] and are_copies(
                self._sketches, np.array([row]), np.array([leader])
            ):
                self._leaders[row] = leader
        self._note_copies(left[first_of_each(left)])

    def _note_copies(self, rows: Numbers) -> None:
        """Note rows that have another leader than before, if that is not themselves."""
        leaders = self._leaders[rows]
        copies = rows != leaders
        for row, leader in zip(rows[copies].tolist(), leaders[copies].tolist(), strict=True):
            self._led.setdefault(leader, []).append(row)


def _keys(sketches: Sketches, first: int) -> Keys:
    """Return the bands of rows from `first` on, each with its place and its row, sorted."""
    there = np.flatnonzero(sketches.any(axis=1))
    rows = (there + first).astype(np.uint64)
    of_bands = [
        (np.uint64(place << 8 * BAND) | band_keys(sketches[there, at : at + BAND])) << _ROW | rows
        for place, at in enumerate(BANDS)
    ]
    return np.sort(np.concatenate(of_bands))


def _longer(array: npt.NDArray[Any], room: int) -> npt.NDArray[Any]:
    found = np.empty((room, *array.shape[1:]), array.dtype)
    found[: len(array)] = array
    return found
