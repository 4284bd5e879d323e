"""Many strings as two arrays: their bytes one after the other, and where each ends."""

import bisect
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self, overload

import numpy as np

from indexer.codec.container import Array
from indexer.stretches import spread

_MARKER, _GOES_ON = np.uint8(0b11_000000), np.uint8(0b10_000000)  # of a byte in UTF-8
_BLOCK = 64  # strings
_BEHIND_ALL = "\U0010ffff"  # sorts behind every letter


class Strings(Sequence[str]):
    """A list of strings on arrays, which may be mapped from a file; nothing is read on opening.

    Lone surrogates, which no UTF-8 has, are kept.
    """

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob = blob
        self._bytes = blob.data
        self._ends = ends

    @classmethod
    def of(cls, arrays: Mapping[str, Array], name: str) -> Self:
        """Return the strings that `to_arrays` gave under `name`."""
        return cls(arrays[f"{name}_bytes"], arrays[f"{name}_ends"])

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            first, last, step = at.indices(len(self))
            return self._stretch(first, max(first, last))[::step] if step > 0 else self[:][at]
        if at < 0:
            at = range(len(self))[at]
        begin = int(self._ends[at - 1]) if at else 0
        return str(self._bytes[begin : int(self._ends[at])], "utf-8", "surrogatepass")

    def joined(self, numbers: Array) -> tuple[str, Array]:
        """Return some of the strings end to end, and where in it each begins; one more at the end.

        For hundreds of strings this takes a third of the time that one after the other takes.
        """
        begins = self._ends.take(numbers - 1).astype(np.int64)
        begins[numbers == 0] = 0
        sizes = self._ends.take(numbers) - begins
        bounds = np.concatenate(([0], sizes.cumsum()))
        data = self._blob.take(spread(begins, sizes))
        is_first = data & _MARKER != _GOES_ON  # of the bytes of a character
        starts = np.concatenate(([0], is_first.cumsum())).take(bounds)
        return str(data.data, "utf-8", "surrogatepass"), starts

    def find(self, text: str) -> int:
        """Return the number of `text` among sorted strings, or -1."""
        at = self.bisect(text)
        return at if at < len(self) and self[at] == text else -1

    def bisect(self, key: str, of: Callable[[str], str] = str) -> int:
        """Return how many of the strings, sorted by what `of` makes of them, stand before `key`."""
        first, last = 0, len(self)
        if of is str:  # most steps of the search in strings that are kept: a third of the time
            first = max(bisect.bisect_left(self._samples, key) - 1, 0) * _BLOCK
            last = min(first + _BLOCK, last)
        return bisect.bisect_left(
            range(len(self)), key, first, last, key=lambda number: of(self[number])
        )

    @cached_property
    def _samples(self) -> list[str]:
        """The first string of each block."""
        return [self[at] for at in range(0, len(self), _BLOCK)]

    def starting(self, prefix: str, of: Callable[[str], str] = str) -> tuple[int, int]:
        """Return the stretch [first, last) of sorted strings whose `of` starts with `prefix`."""
        return self.bisect(prefix, of), self.bisect(prefix + _BEHIND_ALL, of)

    def _stretch(self, first: int, last: int) -> list[str]:
        base = int(self._ends[first - 1]) if first else 0
        ends = [base, *self._ends[first:last].tolist()]
        data = bytes(self._bytes[base : ends[-1]])
        return [
            data[begin - base : end - base].decode("utf-8", "surrogatepass")
            for begin, end in itertools.pairwise(ends)
        ]


def to_arrays(name: str, strings: Iterable[str]) -> dict[str, Array]:
    """Return `strings` as the arrays that `Strings.of` reads."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in strings]
    ends = np.cumsum([len(data) for data in encoded], dtype=np.int64)
    return {
        f"{name}_bytes": np.frombuffer(b"".join(encoded), np.uint8),
        f"{name}_ends": smallest(ends),
    }


def some_strings(arrays: Mapping[str, Array], name: str, numbers: Array) -> dict[str, Array]:
    """Return the arrays of some of the strings that `to_arrays` gave under `name`."""
    ends = arrays[f"{name}_ends"].astype(np.int64)
    sizes = np.diff(ends, prepend=0)
    chosen = sizes[numbers]
    return {
        f"{name}_bytes": arrays[f"{name}_bytes"].take(spread((ends - sizes)[numbers], chosen)),
        f"{name}_ends": smallest(np.cumsum(chosen)),
    }


def smallest(numbers: Array) -> Array:
    """Return non-negative integers in the smallest type that holds them."""
    top = int(numbers.max(initial=0))
    return numbers.astype(np.min_scalar_type(top))
