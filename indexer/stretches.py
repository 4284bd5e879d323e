"""Stretches of arrays, many at once."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def spread(firsts: Array, counts: Array) -> npt.NDArray[np.int64]:
    """Return ``first, first + 1, …`` for each of `firsts`, as many as its count, in one array."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    found: npt.NDArray[np.int64] = np.repeat(firsts - (ends - counts), counts) + np.arange(total)
    return found


def first_of_each(ordered: Array) -> npt.NDArray[np.bool_]:
    """Return which of sorted keys are the first of their kind."""
    is_new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return is_new
