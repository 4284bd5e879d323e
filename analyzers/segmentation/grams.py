"""pyvi's words of two and three syllables, as sets that are asked for whole texts at once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

_SLOTS = 1 << 20  # bytes; 22,705 pairs fill 2 % of them, so few strangers come through


class GramSet:
    """A set of runs of numbers below `size`, all of one length.

    A table of slots tells most strangers apart before the sorted keys are searched,
    which more than halves the time.
    """

    def __init__(self, grams: Sequence[Sequence[int]], size: int) -> None:
        self._length, self._size = len(grams[0]), size
        keys = np.sort(self._key(list(np.array(grams, np.int64).T)))
        self._keys = np.append(keys, np.iinfo(np.int64).max)  # so that a search never ends outside
        self._slots = np.zeros(_SLOTS, bool)
        self._slots[keys & (_SLOTS - 1)] = True

    def starts(self, numbers: Integers) -> Booleans:
        """Return for each place of `numbers` whether a run of the set begins there."""
        last = max(len(numbers) - self._length + 1, 0)
        wanted = self._key([numbers[at : last + at] for at in range(self._length)])
        found: Booleans = self._slots[wanted & (_SLOTS - 1)]
        likely = np.flatnonzero(found)
        wanted = wanted[likely]
        found[likely] = self._keys[np.searchsorted(self._keys, wanted)] == wanted
        return found

    def _key(self, columns: Sequence[Integers]) -> Integers:
        key = columns[0]
        for column in columns[1:]:
            key = key * self._size + column
        return key
